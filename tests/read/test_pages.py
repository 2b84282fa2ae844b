"""Pages: what is the article, what stands around it, when it was published, in which charset."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from file_samples import codes, page, texts

from extractor.read import Read, ReadDefaults, read_articles

Write = Callable[..., Path]

# A page of our own as newspapers build them: navigation, share buttons, an advertisement, a table, comments, a footer.
NEWS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tarn Boats sells more | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Tarn Boats sells more">
<link rel="canonical" href="https://example.org/2024/03/tarn-boats"><meta property="article:published_time"
content="2024-03-12T09:30:00+00:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport 24</a></li></ul></nav>
<header><h1>Tarn Boats sells more</h1><p class="byline">By Ann Field</p></header>
<article>
<p>Tarn Boats sold 840 boats in February, up 12 per cent from 750 a year earlier, the builder said on Tuesday.</p>
<p>Revenue rose to £31.2 million from £28.0 million, as buyers in Norway ordered larger boats than ever before.</p>
<aside class="advertisement">Save 50% on oars today only at your local shop of oars and paddles.</aside>
<table><tr><th>Month</th><th>Boats</th></tr><tr><td>January</td><td>611</td></tr></table>
<p>The builder expects sales of 10,000 boats this year, which would be the most since it was founded in 1921.</p>
</article>
<section id="comments"><p>I bought 3 of them, great boats they are, would buy again at any price.</p></section>
<footer>Copyright 2024 The Harbour Post. All 100 rights reserved.</footer></body></html>"""
PARAGRAPH = (
    "The builder sold 840 boats in February, up 12 per cent from 750 a year earlier, it said on Tuesday. "
)
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-12"}</script>'
LONG = [PARAGRAPH, PARAGRAPH.replace("boats", "ferries").replace("840", "41").replace("750", "37")]


def read_one(path: Path, **defaults: Any) -> Read:
    (read,) = read_articles([path], defaults=ReadDefaults(**defaults))
    return read


def test_an_article_without_what_stands_around_it(write: Write) -> None:
    read = read_one(write("tarn.html", NEWS))
    assert read.article is not None
    title, *paragraphs = read.article.text.split("\n\n")
    assert title == read.article.title == "Tarn Boats sells more"
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["Tarn", "Revenue", "The"]
    for other in ("Sport 24", "oars", "611", "I bought", "Copyright"):
        assert other not in read.article.text
    assert (read.article.published, read.article.source) == ("2024-03-12", "The Harbour Post")
    assert (read.article.url, read.article.language) == ("https://example.org/2024/03/tarn-boats", "en")
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-12">', "2024-03-12"),
        (LINKED, "2024-03-12"),
        ('<link rel="canonical" href="https://example.org/2024/03/12/boats">', "2024-03-12"),
        ("<meta name='copyright' content='2024'>", None),
        ("", None),
    ],
    ids=["meta", "linked data", "address", "only a year", "nothing"],
)  # fmt: skip
def test_the_date_is_the_pages_or_none(head: str, published: str | None, write: Write) -> None:
    read = read_one(write("boats.html", page(*LONG, head=head)))
    assert read.article is not None
    assert read.article.published == published


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("cp1252", '<meta charset="windows-1252">'),
        ("iso8859-15", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta charset="no-such-charset">'),
    ],
)
def test_charsets(encoding: str, head: str, write: Write) -> None:
    text = [paragraph.replace("builder", "Åland café") for paragraph in LONG]
    read = read_one(write("boats.html", page(*text, head=head).encode(encoding)))
    assert read.article is not None
    assert "Åland café" in read.article.text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "read.empty"),
        (b" \n ", "read.empty"),
        ("<html><body><script>var a = 5;</script></body></html>", "read.html"),
        (bytes(range(256)) * 400, "read.html"),
        ("<div>" * 100_000 + "Sales rose 5%.", "read.html"),
        ("<p>" + "x" * (5 << 20), "read.too_large"),
    ],
    ids=["empty", "blank", "no text", "binary", "deep", "large"],
)
def test_what_is_no_article(content: Any, code: str, write: Write) -> None:
    read = read_one(write("odd.html", content))
    assert read.article is None
    assert ("error", code) in codes(read)


def test_another_language_is_skipped_and_said(write: Write) -> None:
    read = read_one(
        write("boats.html", page(*LONG).replace("<html>", '<html lang="de-AT">')), languages=("en",)
    )
    assert read.article is None
    assert read.skipped
    assert [code for _, code in codes(read)] == ["read.language"]


def test_paragraphs_are_parted_by_blank_lines(write: Write) -> None:
    (text,) = texts([read_one(write("boats.htm", page(*LONG)))])
    assert text is not None
    assert text.split("\n\n") == [paragraph.strip() for paragraph in LONG]
