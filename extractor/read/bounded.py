"""Lines and whole files, never more than one document of the largest size in memory."""

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, cast

from extractor.read.decode import wide_mark
from extractor.read.source import Read, Source, failed

# One document: a line, a row, a record of a web archive, a whole text file, decompressed. A long novel is 3 MB and
# a page with its pictures written into it some megabytes; what is larger is no article and never held in memory.
MAX_DOCUMENT: Final = 16 * 1024 * 1024
CHUNK: Final = 64 * 1024
MARK: Final = b"\xef\xbb\xbf"

# A line without its content is one that was too large.
Line = bytes | None


def too_large(source: Source, *, line: int | None = None) -> Read:
    """A document larger than any article, left out unread."""
    message = f"larger than {MAX_DOCUMENT // 2**20} MiB, as no article is; left out"
    return failed(source, "too_large", message, line=line)


def is_too_large(size: int) -> bool:
    return size > MAX_DOCUMENT


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream with their ends, null for one that is too large; UTF-16 and UTF-32 become UTF-8."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    encoding = wide_mark(buffered.peek(4))
    if encoding is not None:
        yield from _wide_lines(buffered, encoding)
        return
    while line := buffered.readline(MAX_DOCUMENT + 1):
        if len(line) <= MAX_DOCUMENT:
            yield line
            continue
        while not line.endswith(b"\n") and (line := buffered.readline(CHUNK)):
            pass
        yield None


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    """Lines whose ends are wider than a byte, as UTF-8."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        while line := text.readline(MAX_DOCUMENT + 1):
            if len(line) <= MAX_DOCUMENT:
                yield line.encode("utf-8", "surrogatepass")
                continue
            while not line.endswith("\n") and (line := text.readline(CHUNK)):
                pass
            yield None
    finally:
        text.detach()


def is_blank(line: bytes) -> bool:
    return not line.removeprefix(MARK).strip()


def whole_of(stream: BinaryIO) -> tuple[bytes | None, OSError | None]:
    """All bytes of a stream, null if they are too large; and what ended it early."""
    return joined(iter(lambda: stream.read(CHUNK), b""))


def joined(parts: Iterable[Line]) -> tuple[bytes | None, OSError | None]:
    """Pieces of one document put together, null if they are too large; and what ended them early."""
    made = bytearray()
    try:
        for part in parts:
            if part is None or len(made) + len(part) > MAX_DOCUMENT:
                return None, None
            made += part
    except OSError as error:
        return bytes(made), error
    return bytes(made), None
