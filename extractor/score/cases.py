"""Cases of natural relations: sentences of real news whose figures must agree, as published or with a slip.

A case is one line of JSON: the kind of relation, what it is, the sentence, and where the figures stand.
"""

from pathlib import Path
from typing import Literal

import msgspec

from extractor.errors import InputError, RecordError
from extractor.records import Article, make_article
from extractor.score.findings import Place

Kind = Literal["growth", "fx", "sum", "share", "ratio", "repeat"]
What = Literal["clean", "slip", "broken", "explained"]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case. `members` gives by role a place or several; `slip_at` is where the changed figure stands."""

    id: str
    kind: Kind
    what: What
    body: str
    title: str | None = None
    published: str | None = None
    members: dict[str, tuple[int | Place, ...]]
    slip: str | None = None
    slip_at: Place | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the figures of the relation stand."""
        found: list[Place] = []
        for member in self.members.values():
            match member:
                case (int(start), int(end)):
                    found.append((start, end))
                case _:
                    found += [place for place in member if isinstance(place, tuple)]
        return tuple(found)

    @property
    def suspects(self) -> tuple[Place, ...]:
        """Where the first suspect of a slip may stand: on the figure changed; for a direction word, which has
        no figure of its own, on any figure of the relation."""
        at = (self.slip_at,) if self.slip_at else ()
        return (*at, *self.places) if self.slip == "direction" else at

    @property
    def article(self) -> Article:
        return make_article(self.body, id=self.id, title=self.title, published=self.published)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file.

    Raises:
        InputError: the file cannot be read.
        RecordError: a line does not follow the format.

    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return tuple(
        _case(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()
    )


def _case(line: bytes, where: str) -> Case:
    try:
        return msgspec.json.decode(line, type=Case)
    except msgspec.DecodeError as error:
        raise RecordError(f"{where}: {error}") from error
