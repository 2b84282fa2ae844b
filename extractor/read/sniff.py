"""Bytes without an ending, as from standard input: JSON or JSON Lines if they begin so, else plain text."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from extractor.read.decode import decode
from extractor.read.json import read_json_lines
from extractor.read.jsonl import lines_of
from extractor.read.source import Read, Source
from extractor.read.txt import read_text

JSON_STARTS: Final = (b"{", b"[")
MARK: Final = b"\xef\xbb\xbf"


def read_sniffed(source: Source) -> Iterator[Read]:
    """The articles of a stream whose format its first character tells."""
    stream = source.open()
    lines = lines_of(stream)
    head: list[bytes] = []
    for line in lines:
        head.append(line)
        if line.removeprefix(MARK).strip():
            break
    if head and head[-1].removeprefix(MARK).lstrip().startswith(JSON_STARTS):
        yield from read_json_lines(chain(head, lines), source)
    else:
        text, notes = decode(b"".join(chain(head, lines)))
        yield read_text(text, source, notes=notes)
