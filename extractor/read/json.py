"""JSON: one article as an object, or a list of them. Several lines of objects are read as JSON Lines."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from extractor.read.decode import decode
from extractor.read.jsonl import lines_of, not_json, parse_json, read_lines
from extractor.read.record import read_record
from extractor.read.source import Read, Source, failed


def read_json(source: Source) -> Iterator[Read]:
    """The article or the articles of a JSON file."""
    with source.open() as stream:
        yield from read_json_lines(lines_of(stream), source)


def read_json_lines(lines: Iterator[bytes], source: Source) -> Iterator[Read]:
    """The articles of JSON that arrives line by line.

    If the first line that is not blank is an object of its own and another follows, this is JSON Lines and is
    read as it comes; otherwise everything is one JSON value.
    """
    blank, first = 0, b""
    for line in lines:
        if line.strip():
            first = line
            break
        blank += 1
    second = next((line for line in lines if line.strip()), b"") if _is_object(first) else b""
    if second:
        yield from read_lines(chain([b""] * blank, [first, second], lines), source)
    else:
        yield from _read_value(first + b"".join(lines), source)


def _is_object(line: bytes) -> bool:
    text = decode(line)[0].strip()
    if not (text.startswith("{") and text.endswith("}")):
        return False
    try:
        return isinstance(parse_json(text), dict)
    except ValueError:
        return False


def _read_value(data: bytes, source: Source) -> Iterator[Read]:
    text, notes = decode(data)
    if not text.strip():
        yield failed(source, "empty", "the file is empty")
        return
    try:
        value = parse_json(text)
    except ValueError as error:
        yield failed(source, "json", not_json(error, text))
        return
    if isinstance(value, dict):
        yield read_record(value, source, id=source.id, notes=notes)
    elif isinstance(value, list):
        yield from _read_list(value, source)
    else:
        yield failed(source, "json", "an object or a list of objects is expected")


def _read_list(items: list[Any], source: Source) -> Iterator[Read]:
    """The articles of a list; places count from 1, like lines."""
    if not items:
        yield failed(source, "empty", "the list is empty")
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield read_record(item, source, id=f"{source.id}:{number}", line=number)
        else:
            yield failed(source, "json", f"item {number} of the list is not an object", line=number)
