"""A grammar of shapes: all rows of a file as one pattern, tried in file order at every token."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from extractor.errors import ModelError
from extractor.mentions.cursor import Line
from extractor.model import GrammarRow

Made = TypeVar("Made")

# A production takes the line, the first token, the one behind the last, and the row.
Production = Callable[[Line, int, int, GrammarRow], Made | None]


class Found(NamedTuple):
    """What one row made of the tokens first..last."""

    first: int
    last: int
    row: GrammarRow
    made: object


class Rules:
    """Compiled rows with their productions. A production that returns None lets the next row try."""

    def __init__(
        self, rows: Iterable[GrammarRow], productions: dict[str, Production[object]], where: str
    ) -> None:
        self._rows: list[tuple[GrammarRow, re.Pattern[str], Production[object]]] = []
        for row in rows:
            make = row.yields.get("make", "")
            if make not in productions:
                offer = ", ".join(sorted(productions))
                raise ModelError(f"{where} row {row.name}: no production {make!r}; on offer: {offer}")
            pattern = re.compile(row.pattern, re.VERBOSE)
            if pattern.groups:
                raise ModelError(f"{where} row {row.name}: only groups that capture nothing: (?:...)")
            self._rows.append((row, pattern, productions[make]))
        self._index = {row.name: number for number, (row, _, _) in enumerate(self._rows)}
        # The group that names a row stands behind its pattern: in front, the first letter of a pattern would no
        # longer tell the engine quickly that it does not match here.
        self._any = re.compile(
            "|".join(f"(?:{row.pattern})(?P<{row.name}>)" for row, _, _ in self._rows), re.VERBOSE
        )

    def find(self, line: Line) -> list[Found]:
        """Everything the rows make of a line, left to right, without overlaps."""
        found: list[Found] = []
        at, shape = 0, line.shape
        while match := self._any.search(shape, at):
            made = self._make(line, match)
            if made is None:
                at = match.start() + 1
                continue
            found.append(made)
            at = max(made.last, match.start() + 1)
        return found

    def _make(self, line: Line, match: re.Match[str]) -> Found | None:
        """The first row from the matching one on whose production takes its tokens."""
        start = match.start()
        for row, pattern, make in self._rows[self._index[match.lastgroup or ""] :]:
            end = match.end() if row.name == match.lastgroup else None
            if end is None:
                again = pattern.match(line.shape, start)
                if again is None:
                    continue
                end = again.end()
            if (made := make(line, start, end, row)) is not None:
                return Found(start, end, row, made)
        return None
