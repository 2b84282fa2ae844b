"""JSON: one article as an object, or a list of them. Several lines of objects are read as JSON Lines."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from extractor.read.bounded import Line, is_blank, joined, lines_of, too_large
from extractor.read.columns import renamed
from extractor.read.decode import decode
from extractor.read.jsonl import not_json, parse_json, read_lines
from extractor.read.record import read_record
from extractor.read.source import Document, Read, Source, failed, sliceable


@sliceable
def read_json(source: Source) -> Iterator[Document]:
    """The article or the articles of a JSON file."""
    with source.open() as stream:
        yield from read_json_lines(lines_of(stream), source)


def read_json_lines(lines: Iterator[Line], source: Source) -> Iterator[Document]:
    """The articles of JSON that arrives line by line.

    If the first line that is not blank is an object of its own (or too large to tell) and another object follows,
    this is JSON Lines and is read as it comes; otherwise everything is one JSON value.
    """
    before, first = _next_line(lines)
    between, second = _next_line(lines) if first is None or _is_object(first) else (0, b"")
    if second != b"" and (first is not None or (second is not None and _is_object(second))):
        known = [*[b""] * before, first, *[b""] * between, second]
        yield from read_lines(chain(known, lines), source)
    else:
        data, error = joined(chain([first, second], lines))
        if error is not None:
            raise error
        yield from _read_value(data, source)


def _next_line(lines: Iterator[Line]) -> tuple[int, Line]:
    """How many blank lines come, and the line after them; empty at the end."""
    blank = 0
    for line in lines:
        if line is None or not is_blank(line):
            return blank, line
        blank += 1
    return blank, b""


def _is_object(line: bytes) -> bool:
    text = decode(line)[0].strip()
    if not (text.startswith("{") and text.endswith("}")):
        return False
    try:
        return isinstance(parse_json(text), dict)
    except ValueError:
        return False


def _read_value(data: bytes | None, source: Source) -> Iterator[Document]:
    if data is None:
        yield partial(too_large, source)
        return
    text, notes = decode(data)
    if not text.strip():
        yield partial(failed, source, "empty", "the file is empty")
        return
    try:
        value = parse_json(text)
    except ValueError as error:
        yield partial(failed, source, "json", not_json(error, text))
        return
    if isinstance(value, dict):
        record = renamed(value, source.defaults.columns)
        yield partial(read_record, record, source, id=source.id, notes=notes)
    elif isinstance(value, list):
        yield from _read_list(value, source)
    else:
        yield partial(failed, source, "json", "an object or a list of objects is expected")


def _read_list(items: list[Any], source: Source) -> Iterator[Document]:
    """The articles of a list; places count from 1, like lines."""
    if not items:
        yield partial(failed, source, "empty", "the list is empty")
    for number, item in enumerate(items, start=1):
        yield partial(_read_item, item, source, number)


def _read_item(item: object, source: Source, number: int) -> Read:
    if not isinstance(item, dict):
        return failed(source, "json", f"item {number} of the list is not an object", line=number)
    record = renamed(item, source.defaults.columns)
    return read_record(record, source, id=f"{source.id}:{number}", line=number)
