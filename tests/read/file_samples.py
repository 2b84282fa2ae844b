"""Files that the tests of reading build: pages, records of web archives, tables, compressed data."""

import gzip
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow
import pyarrow.parquet

from extractor.read import Read

BODY = "Exports rose 5% to $3bn."
OK_HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"


def page(*paragraphs: str, head: str = "") -> str:
    """A small page of these paragraphs."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head><body><article>{text}</article></body></html>"


def warc_record(
    body: bytes | str,
    *,
    http: bytes = OK_HTML,
    kind: str = "response",
    url: str = "https://example.org/a",
    headers: Sequence[str] = (),
    length: int | None = None,
) -> bytes:
    """One record of a web archive, whose length may be told wrongly."""
    data = body if isinstance(body, bytes) else body.encode()
    block = (http % len(data) if b"%d" in http else http) + data
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:7a6f9a3e-0d3f-4b73-8a58-3e0e1c1f0a01>",
        "WARC-Date: 2024-03-12T10:00:00Z",
        f"WARC-Target-URI: {url}",
        f"Content-Type: application/http; msgtype={'request' if kind == 'request' else 'response'}",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(type: str, *headers: str, status: str = "200 OK") -> bytes:
    """The head of an HTTP response."""
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {type}", *headers, "", ""]).encode()


def parquet(table: dict[str, Any], **options: Any) -> bytes:
    """A Parquet file of these columns."""
    sink = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(table), sink, **options)
    return sink.getvalue()


def zst(data: bytes, frame: int = 1024) -> bytes:
    """Zstandard in frames, as parallel compressors write it."""
    parts = [data[start : start + frame] for start in range(0, len(data), frame)] or [b""]
    return b"".join(pyarrow.compress(part, codec="zstd", asbytes=True) for part in parts)


PRESSES = {"gz": gzip.compress, "zst": zst}


def codes(read: Read) -> list[tuple[str, str]]:
    return [(note.level, note.code) for note in read.diagnostics]


def texts(reads: Iterable[Read]) -> list[str | None]:
    """The text of every reading, null where it failed."""
    return [read.article.text if read.article else None for read in reads]
