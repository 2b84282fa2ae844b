"""What a run is made of: the job, its shards, the slices of files in them, and what each shard came to."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from extractor.pipeline import Options
from extractor.read import ReadDefaults, Source

# `doc` is the shard's number times this, plus the document's place in the shard.
DOCS_A_SHARD: Final = 1_000_000
STATUSES: Final = ("processed", "skipped", "quarantined")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every worker is told. `out` is absolute; relative paths of sources begin at `folder`."""

    out: Path
    folder: Path
    options: Options
    defaults: ReadDefaults


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive documents of one file, counted from 0; `count` null is all that follow `first`.

    `documents` is how many are expected; `size` and `modified` (nanoseconds) tell a file that has changed.
    """

    path: str
    id: str
    first: int = 0
    count: int | None = None
    documents: int = 1
    size: int = 0
    modified: int = 0
    problem: str | None = None

    def source(self, job: Job) -> Source:
        """The slice as the readers take it."""
        return Source(
            path=self.path,
            id=self.id,
            file=job.folder / self.path,
            defaults=job.defaults,
            first=self.first,
            count=self.count,
            problem=self.problem,
        )


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, processed and written as one."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def documents(self) -> int:
        return sum(each.documents for each in self.slices)


class Spot(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One document of a run: its file and its place in it, counted from 0."""

    path: str
    document: int


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """A document that costs its worker the life, too much time or too much memory, and which of them."""

    spot: Spot
    reason: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A shard's part of one table."""

    rows: int
    bytes: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, and what came of it: ``read = processed + skipped + quarantined``."""

    read: int = 0
    processed: int = 0
    skipped: int = 0
    quarantined: int = 0
    figures: int = 0
    facts: int = 0
    findings: int = 0
    alarms: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A finished shard, as its manifest says."""

    shard: int
    counts: Counts
    tables: dict[str, Part]
    quarantined: tuple[Quarantined, ...] = ()


# Told where the work stands: the number of the slice, and of the document in its file.
Note = Callable[[int, int], None]


def no_note(slice: int, document: int) -> None:
    """For work that nobody watches."""
