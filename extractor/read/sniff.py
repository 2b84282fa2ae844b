"""Bytes without an ending, as from standard input: JSON or JSON Lines if they begin so, else plain text."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Final

from extractor.read.bounded import MARK, Line, is_blank, joined, lines_of
from extractor.read.json import read_json_lines
from extractor.read.source import Document, Source, sliceable
from extractor.read.txt import read_bytes

JSON_STARTS: Final = (b"{", b"[")


@sliceable
def read_sniffed(source: Source) -> Iterator[Document]:
    """The articles of a stream whose format its first character tells."""
    lines = lines_of(source.open())
    head: list[Line] = []
    for line in lines:
        head.append(line)
        if line is None or not is_blank(line):
            break
    last = head[-1] if head else b""
    if last is None or last.removeprefix(MARK).lstrip().startswith(JSON_STARTS):
        yield from read_json_lines(chain(head, lines), source)
    else:
        data, error = joined(chain(head, lines))
        yield partial(read_bytes, data, error, source)
