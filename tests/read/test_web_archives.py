"""Web archives: which records are articles, what came cut off, how bodies are coded."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from file_samples import codes, http, page, warc_record

from extractor.read import Read, read_articles

Write = Callable[..., Path]
PARAGRAPH = (
    "The builder sold 840 boats in February, up 12 per cent from 750 a year earlier, it said on Tuesday."
)
PAGE = page(PARAGRAPH, PARAGRAPH.replace("840", "41").replace("boats", "ferries"))
HTML = "text/html; charset=utf-8"


def reads(path: Path) -> list[Read]:
    return list(read_articles([path]))


def test_pages_among_other_records(write: Write) -> None:
    records = [
        warc_record("software: made by hand", kind="warcinfo"),
        warc_record("GET / HTTP/1.1\r\n\r\n", kind="request", http=b""),
        warc_record(PAGE),
        warc_record(b"\x89PNG", http=http("image/png"), url="https://example.org/a.png"),
        warc_record(PAGE, http=http(HTML, status="404 Not Found")),
        warc_record("Sales rose 5%.\n", http=http("text/plain"), url="https://example.org/b.txt"),
        warc_record("User-agent: *", http=http("text/plain"), url="https://example.org/robots.txt"),
    ]
    first, second = reads(write("crawl.warc", b"".join(records)))
    assert first.article is not None
    assert (first.article.id, first.line, first.article.url) == ("crawl:3", 3, "https://example.org/a")
    assert "840 boats" in first.article.text
    assert second.article is not None
    assert (second.article.text, second.line) == ("Sales rose 5%.\n", 6)


def test_a_page_has_its_own_date_not_the_crawlers(write: Write) -> None:
    dated = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2024-03-11">')
    later = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2024-04-11">')
    found = reads(write("crawl.warc", b"".join(map(warc_record, (PAGE, dated, later)))))
    assert [read.article and read.article.published for read in found] == [None, "2024-03-11", None]


@pytest.mark.parametrize("member", [True, False], ids=["a member each", "one member"])
def test_compressed_archives(member: bool, write: Write) -> None:
    records = [warc_record(PAGE), warc_record(PAGE)]
    data = b"".join(map(gzip.compress, records)) if member else gzip.compress(b"".join(records))
    assert [read.line for read in reads(write("crawl.warc.gz", data)) if read.article] == [1, 2]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (warc_record(PAGE, headers=["WARC-Truncated: length"]), "read.truncated"),
        (warc_record(PAGE[:200], http=http(HTML, f"Content-Length: {len(PAGE)}")), "read.truncated"),
        (
            warc_record(gzip.compress(PAGE.encode())[:-20], http=http(HTML, "Content-Encoding: gzip")),
            "read.warc",
        ),
    ],
    ids=["said by the crawler", "shorter than promised", "coded and cut"],
)
def test_what_was_cut_off_is_told_and_the_next_is_read(record: bytes, code: str, write: Write) -> None:
    cut, whole = reads(write("crawl.warc", record + warc_record(PAGE)))
    assert cut.article is None
    assert codes(cut) == [("error", code)]
    assert whole.article is not None


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_an_archive_that_breaks_off_keeps_what_came_before(name: str, write: Write) -> None:
    data = [
        gzip.compress(each) if name.endswith("gz") else each
        for each in (warc_record(PAGE), warc_record(PAGE))
    ]
    found = reads(write(name, data[0] + data[1][: len(data[1]) // 2]))
    assert found[0].article is not None
    assert not any(read.article for read in found[1:])
    assert {code for read in found[1:] for _, code in codes(read)} <= {
        "read.truncated",
        "read.broken",
        "read.failed",
    }
    assert len(found) > 1


@pytest.mark.parametrize(
    ("coding", "press"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", None), ("chunked", None), ("gzip", None)],
)
def test_codings_of_bodies(coding: str, press: Callable[[bytes], bytes] | None, write: Write) -> None:
    """Also of bodies that the crawler has decoded, while the header still names the coding."""
    body = press(PAGE.encode()) if press else PAGE.encode()
    header = "Transfer-Encoding" if coding == "chunked" else "Content-Encoding"
    (read,) = reads(write("crawl.warc", warc_record(body, http=http(HTML, f"{header}: {coding}"))))
    assert read.article is not None
    assert "840 boats" in read.article.text


@pytest.mark.parametrize("data", [b"", b"no archive at all", bytes(range(256)) * 50])
def test_what_is_no_archive(data: bytes, write: Write) -> None:
    (read,) = reads(write("crawl.warc", data))
    assert read.failed
