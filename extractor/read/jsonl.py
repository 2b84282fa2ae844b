"""JSON Lines: one article a line, read as they come; a bad line is a diagnostic, no end."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

import msgspec

from extractor.read.decode import decode, has_wide_mark
from extractor.read.record import read_record
from extractor.read.source import Read, Source, failed
from extractor.records import Diagnostic

SHOWN: Final = 40


def read_jsonl(source: Source) -> Iterator[Read]:
    """The articles of a file of JSON Lines, one line in memory at a time. Blank lines are skipped."""
    with source.open() as stream:
        yield from read_lines(lines_of(stream), source)


def read_lines(lines: Iterable[bytes], source: Source) -> Iterator[Read]:
    """An article, or a diagnostic, for every line that is not blank; lines count from 1."""
    empty = True
    for number, line in enumerate(lines, start=1):
        text, notes = decode(line)
        if text.strip():
            empty = False
            yield _read_line(text, source, number, notes)
    if empty:
        yield failed(source, "empty", "the file is empty")


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one in UTF-16 or UTF-32 is read whole, its line ends being no single bytes."""
    first = stream.readline()
    if has_wide_mark(first):
        yield from decode(first + stream.read())[0].encode("utf-8").split(b"\n")
        return
    if first:
        yield first
    yield from stream


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


def _read_line(text: str, source: Source, number: int, notes: tuple[Diagnostic, ...]) -> Read:
    try:
        record = parse_json(text)
    except ValueError as error:
        return failed(source, "json", not_json(error, text), line=number)
    if not isinstance(record, dict):
        return failed(
            source, "json", f"a line must hold one object, not {text.strip()[:SHOWN]!r}", line=number
        )
    return read_record(record, source, id=f"{source.id}:{number}", line=number, notes=notes)
