"""JSON Lines: one article a line, read as they come; a bad line is a diagnostic, no end."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from extractor.read.bounded import Line, is_blank, lines_of, too_large
from extractor.read.columns import renamed
from extractor.read.decode import decode
from extractor.read.record import read_record
from extractor.read.source import Document, Read, Source, failed, sliceable

SHOWN: Final = 40


@sliceable
def read_jsonl(source: Source) -> Iterator[Document]:
    """The articles of a file of JSON Lines, one line in memory at a time. Blank lines are skipped."""
    with source.open() as stream:
        yield from read_lines(lines_of(stream), source)


def read_lines(lines: Iterable[Line], source: Source) -> Iterator[Document]:
    """An article, or a diagnostic, for every line that is not blank; lines count from 1."""
    empty = True
    for number, line in enumerate(lines, start=1):
        if line is None:
            empty = False
            yield partial(too_large, source, line=number)
        elif not is_blank(line):
            empty = False
            yield partial(_read_line, line, source, number)
    if empty:
        yield partial(failed, source, "empty", "the file is empty")


def parse_json(text: str) -> Any:
    """The value of a JSON text; lone surrogates and raw control characters are let through.

    Raises:
        ValueError: it is not JSON, or is nested too deep; the message says where.

    """
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        pass
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("nested too deep") from None


def not_json(error: ValueError, text: str) -> str:
    """What is wrong with a text that is not JSON, with its beginning."""
    shown = text.strip()
    shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
    return f"not valid JSON ({error}): {shown}"


def _read_line(line: bytes, source: Source, number: int) -> Read:
    text, notes = decode(line)
    try:
        record = parse_json(text)
    except ValueError as error:
        return failed(source, "json", not_json(error, text), line=number)
    if not isinstance(record, dict):
        return failed(
            source, "json", f"a line must hold one object, not {text.strip()[:SHOWN]!r}", line=number
        )
    record = renamed(record, source.defaults.columns)
    return read_record(record, source, id=f"{source.id}:{number}", line=number, notes=notes)
