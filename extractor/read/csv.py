"""CSV and TSV: one article a row under a header, whose names are guessed or mapped (`columns.py`)."""

import csv
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from extractor.read import bounded
from extractor.read.bounded import Line, lines_of, too_large
from extractor.read.columns import ColumnError, Columns, columns_of, known_columns
from extractor.read.decode import decode
from extractor.read.source import Document, Read, Source, failed, sliceable
from extractor.read.table import read_row
from extractor.records import Diagnostic

# The first is taken where none tells more columns than another.
DELIMITERS: Final = (",", ";", "\t", "|")


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one row, the line it begins on, and what had to be guessed or replaced in its lines."""

    values: list[str]
    line: int
    notes: tuple[Diagnostic, ...] = ()


class _TooLargeError(Exception):
    """A line, or all lines of one row, are larger than a document may be."""


class _Lines(Iterator[str]):
    """The lines of a file as text, counted, with what is to be said of those of one row."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self.number = 0
        self.first = 0
        self.size = 0
        self.ended = False
        self.notes: list[Diagnostic] = []

    def begin(self) -> None:
        """A row begins."""
        self.first, self.size, self.notes = self.number + 1, 0, []

    def __next__(self) -> str:
        line = next(self._lines, b"")
        if line == b"":
            self.ended = True
            raise StopIteration
        self.number += 1
        self.size += 0 if line is None else len(line)
        if line is None or bounded.is_too_large(self.size):
            raise _TooLargeError
        text, notes = decode(line)
        self.notes += notes
        return text


@sliceable
def read_csv(source: Source) -> Iterator[Document]:
    """The articles of a table, one row in memory at a time. Blank lines are skipped."""
    csv.field_size_limit(
        bounded.MAX_DOCUMENT
    )  # for the whole process; its own is 128 KiB, less than a long report
    with source.open() as stream:
        lines = _Lines(lines_of(stream))
        header = _header(lines, source)
        if not isinstance(header, tuple):
            yield header
            return
        names, delimiter = header
        try:
            columns = columns_of(names, source.defaults.columns)
        except ColumnError as error:
            yield partial(failed, source, "columns", str(error))
            return
        for row in _rows(lines, delimiter):
            if isinstance(row, _Row):
                yield partial(_read_row, row, names, columns, source)
            else:
                yield partial(_unread, *row, source)


def _header(lines: _Lines, source: Source) -> tuple[list[str], str] | Document:
    """The names of the columns and the sign between them; else the reading of a file without."""
    lines.begin()
    try:
        first = next((line for line in lines if line.strip()), "")
    except _TooLargeError:
        return partial(too_large, source)
    if not first:
        return partial(failed, source, "empty", "the file is empty")
    tab = ".tsv" in source.path.lower()[-8:]
    return split_header(first, source.defaults.columns, ("\t",) if tab else DELIMITERS)


def split_header(line: str, asked: Columns, delimiters: Iterable[str] = DELIMITERS) -> tuple[list[str], str]:
    """The names of a header and the sign between them: that which gives most fields we know, then most columns.

    >>> split_header('title;body, in full;date', ())
    (['title', 'body, in full', 'date'], ';')

    """
    splits = [(_split(line, delimiter), delimiter) for delimiter in delimiters]
    return max(splits, key=lambda split: (known_columns(split[0], asked), len(split[0])))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))]
    except (csv.Error, StopIteration):
        return [line.strip()]


def _rows(lines: _Lines, delimiter: str) -> Iterator[_Row | tuple[str, int]]:
    """The rows that are not blank, each in the lines it takes; else why one is none, and the line it begins on."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except _TooLargeError:
            yield "too_large", lines.first
            continue
        except csv.Error as error:
            yield str(error), lines.first
            continue
        if lines.ended:
            yield (
                "a quotation mark opens a value here and none closes it; the rest of the file is lost",
                lines.first,
            )
        elif any(values):
            yield _Row(values=values, line=lines.first, notes=tuple(lines.notes))


def _unread(problem: str, line: int, source: Source) -> Read:
    if problem == "too_large":
        return too_large(source, line=line)
    return failed(source, "csv", problem, line=line)


def _read_row(row: _Row, names: list[str], columns: dict[str, str], source: Source) -> Read:
    spare = [value for value in row.values[len(names) :] if value.strip()]
    if spare:
        message = (
            f"{len(row.values)} values under {len(names)} names; is a value with a separator not in quotes?"
        )
        return failed(source, "csv", message, line=row.line)
    notes = list(row.notes)
    if len(row.values) < len(names):
        message = f"{len(row.values)} values under {len(names)} names; the others are taken as empty"
        notes.append(Diagnostic(stage="read", code="read.csv", level="warning", message=message))
    written = dict(zip(names, row.values, strict=False))
    record: dict[str, Any] = {field: written.get(column) for field, column in columns.items()}
    return read_row(record, source, line=row.line, notes=notes)
