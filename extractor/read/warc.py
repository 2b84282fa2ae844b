"""Web archives (WARC): the pages among their records, one article each; what was cut off is told."""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import Any, BinaryIO, Final

import msgspec

from extractor.extras import needed
from extractor.read import bounded
from extractor.read.bounded import too_large
from extractor.read.charset import decode_page
from extractor.read.html import LAST_DAY, read_page
from extractor.read.record import read_record
from extractor.read.source import Document, Read, Source, failed, sliceable
from extractor.read.txt import split_title

PAGES: Final = frozenset({"text/html", "application/xhtml+xml", ""})
TEXTS: Final = frozenset({"text/plain"})
OK: Final = 200
# Text for crawlers, not for readers.
ROBOTS: Final = re.compile(r"/(?:robots|ads|humans|security|llms)\.txt(?:[?#].*)?$", re.IGNORECASE)
# How a body begins that is coded as HTTP says it is: often it says so of one that the crawler has already decoded.
CODINGS: Final = {
    "gzip": re.compile(rb"\x1f\x8b"),
    "x-gzip": re.compile(rb"\x1f\x8b"),
    "deflate": re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78]"),
    "br": re.compile(rb"[^<\s]"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd"),
    "chunked": re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n"),
}
# The readers of fastwarc for them; the others are zlib's, which tells a body that breaks off.
READERS: Final = {"br": "BrotliReader", "zstd": "ZstdReader", "chunked": "ChunkedReader"}
CHUNK: Final = 64 * 1024


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """A response of a web archive as its headers tell it; `length` is that of its body."""

    record: Any
    number: int
    length: int
    url: str | None
    kind: str
    charset: str | None
    cut: str | None


class _Stream:
    """A stream as fastwarc wants it. What breaks it is kept, as fastwarc would not survive an exception."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0
        self.problem: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        if self.problem is not None:
            return b""
        try:
            data = self._stream.read(size)
        except OSError as error:
            self.problem = error
            return b""
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("a web archive is read from front to back")

    def close(self) -> None:
        """The stream is closed by whom it belongs to."""


@sliceable
def read_warc(source: Source) -> Iterator[Document]:
    """The pages of a web archive; each must be read before the next is looked for.

    Requests, images, redirects, error pages and what else is no article by its kind are passed over.
    """
    with source.open() as opened:
        stream = _Stream(opened)
        empty = True
        for number, record in enumerate(_records(stream), start=1):
            document = _document(record, number, source)
            empty = False
            if document is not None:
                yield document
        if stream.problem is not None:
            raise stream.problem
        if empty:
            yield partial(failed, source, "empty", "the file is empty")


def _records(stream: _Stream) -> Iterator[Any]:
    """The records of an archive, whatever their type.

    Raises:
        OSError: what follows is no record.

    """
    warc = needed("fastwarc.warc", what=".warc")
    with _calmed():
        records = iter(warc.ArchiveIterator(stream, parse_http=False, strict_mode=False))
    while True:
        with _calmed():
            record = next(records, None)
        if record is None:
            return
        yield record


@contextmanager
def _calmed() -> Iterator[None]:
    """Turn a panic of fastwarc, which is no `Exception`, into the failure of a file that it is."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise OSError(f"fastwarc gave up on it: {str(error)[:200]}") from None


def _document(record: Any, number: int, source: Source) -> Document | None:
    """The reading of a record that may be an article; null if it is none by its kind."""
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response:
        return None
    url = record.headers.get("WARC-Target-URI")
    if url is not None and not record.is_http:
        return None  # an answer to something else, such as a look-up of names
    with _calmed():
        try:
            record.parse_http(auto_decode="none", strict_mode=False)
        except (OSError, ValueError) as error:
            return partial(failed, source, "warc", f"no HTTP response in the record ({error})", line=number)
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is None:
        return partial(failed, source, "truncated", "the record breaks off in its headers", line=number)
    kind = (record.http_content_type or "").partition(";")[0].strip().lower()
    if status != OK or kind not in PAGES | TEXTS or (kind in TEXTS and ROBOTS.search(url or "")):
        return None
    page = _Page(
        record=record,
        number=number,
        length=record.content_length,
        url=url.strip("<> ") if url else None,
        kind=kind,
        charset=record.http_charset,
        cut=record.headers.get("WARC-Truncated"),
    )
    return partial(_read_page, page, source)


def _read_page(page: _Page, source: Source) -> Read:
    """The article of a response, if its body is whole."""
    if page.cut:
        return failed(
            source, "truncated", f"the crawler cut the page off ({page.cut[:40]})", line=page.number
        )
    if bounded.is_too_large(page.length):
        return too_large(source, line=page.number)
    with _calmed():
        data = _read_up_to(page.record.reader, page.length)
    headers = page.record.http_headers
    promised = headers.get("Content-Length") or ""
    coded = headers.get("Content-Encoding") or headers.get("Transfer-Encoding")
    expected = max(page.length, int(promised) if promised.isdecimal() and not coded else 0)
    if len(data) < expected:
        message = f"the page breaks off: {len(data):,} of {expected:,} bytes are there"
        return failed(source, "truncated", message, line=page.number)
    try:
        body = _decoded(data, headers)
    except (OSError, ValueError) as error:
        return failed(source, "warc", f"the page's body cannot be decoded ({error})", line=page.number)
    if bounded.is_too_large(len(body)):
        return too_large(source, line=page.number)
    id = f"{source.id}:{page.number}"
    if page.kind in TEXTS:
        text, notes = decode_page(body, page.charset)
        title, text = split_title(text)
        record = {"title": title, "text": text, "url": page.url}
        return read_record(record, source, id=id, line=page.number, notes=notes)
    return read_page(
        body,
        source,
        id=id,
        line=page.number,
        charset=page.charset,
        url=page.url,
        last_day=_last_day(page.record),
    )


def _read_up_to(reader: Any, size: int) -> bytes:
    made = bytearray()
    while len(made) < size and (part := reader.read(min(CHUNK, size - len(made)))):
        made += part
    return bytes(made)


def _decoded(data: bytes, headers: Any) -> bytes:
    """A body without the codings that HTTP names, the outermost first, up to the size of a document and a byte.

    Raises:
        OSError, ValueError: it is not in the coding it begins like.

    """
    for coding in [*_codings(headers.get("Transfer-Encoding")), *_codings(headers.get("Content-Encoding"))]:
        if coding not in CODINGS or not CODINGS[coding].match(data):
            continue
        if coding not in READERS:
            data = _inflated(data)
            continue
        opened = getattr(needed("fastwarc.stream_io", what=".warc"), READERS[coding])
        with _calmed():
            data = _read_up_to(opened(io.BytesIO(data)), bounded.MAX_DOCUMENT + 1)
    return data


def _inflated(data: bytes) -> bytes:
    """What gzip or zlib made of a body, up to the size of a document and a byte."""
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # either, by its header
    try:
        made = member.decompress(data, bounded.MAX_DOCUMENT + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not member.eof and len(made) <= bounded.MAX_DOCUMENT:
        raise ValueError("it breaks off")
    return made


def _codings(header: str | None) -> list[str]:
    """Names of codings, the last applied first."""
    return [name.strip().lower() for name in reversed((header or "").split(","))]


def _last_day(record: Any) -> str:
    """The day after the page was fetched: it cannot have been published later, wherever that was."""
    try:
        return (date.fromisoformat(record.headers.get("WARC-Date", "")[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return LAST_DAY
