"""HTML: one article a page: its text without navigation, advertisements, tables and comments; title, site and date."""

import logging
from collections.abc import Iterable, Iterator
from functools import cache, partial
from types import ModuleType
from typing import Any, Final

from extractor.extras import needed
from extractor.read.bounded import whole_of
from extractor.read.charset import decode_page
from extractor.read.dates import is_written
from extractor.read.fields import language_code
from extractor.read.record import read_record
from extractor.read.source import Document, Read, Source, broken, failed, sliceable
from extractor.records import Diagnostic

# A page of 4 MiB of paragraphs takes 4 seconds to take apart, and the time grows with the square of its size. A news
# page, its scripts included, has seldom more than 1 MiB.
MAX_PAGE: Final = 4 * 1024 * 1024
# The last day a page may give: a constant, since a run must say the same today and tomorrow.
LAST_DAY: Final = "2100-01-01"
# What begins a paragraph of its own in the tree that trafilatura makes of a text.
BLOCKS: Final = frozenset({"head", "p", "quote", "list", "item", "code", "row", "cell", "table"})
BULLET: Final = "- "


@sliceable
def read_html(source: Source) -> Iterator[Document]:
    """The one article of a page."""
    yield partial(_read_file, source)


def _read_file(source: Source) -> Read:
    with source.open() as stream:
        data, error = whole_of(stream)
    if error is not None and not data:
        raise error
    return read_page(data, source, id=source.id, notes=broken(error))


def read_page(
    data: bytes | None,
    source: Source,
    *,
    id: str,
    line: int | None = None,
    charset: str | None = None,
    url: str | None = None,
    last_day: str = LAST_DAY,
    notes: Iterable[Diagnostic] = (),
) -> Read:
    """The article of a page's bytes; `charset` and `url` are what came with it, `last_day` when it was fetched."""
    if data is None or len(data) > MAX_PAGE:
        message = f"a page larger than {MAX_PAGE // 2**20} MiB, as no article's is; left out"
        return failed(source, "too_large", message, line=line)
    page, found = decode_page(data, charset)
    if not page.strip():
        return failed(source, "empty", "the page is empty", line=line)
    _trafilatura()
    try:
        record = page_record(page, url=url, last_day=last_day)
    except Exception as error:  # whatever its markup made the parser do, the page is to blame
        return failed(
            source, "html", f"the page cannot be taken apart ({type(error).__name__}: {error})", line=line
        )
    if record is None:
        return failed(source, "html", "no article's text in this page", line=line)
    return read_record(record, source, id=id, line=line, notes=(*notes, *found))


def page_record(
    page: str, *, url: str | None = None, last_day: str = LAST_DAY
) -> dict[str, str | None] | None:
    """The fields of the article in a page; null if there is no text in it.

    The date is one that the page, or its address, writes out to the day; what only shows a year, or could be two
    days, is none.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.utils.load_html(page)
    if tree is None:
        return None
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": last_day},
    )
    if document is None:
        return None
    title = " ".join((document.title or "").split())
    body = body_text(document.body, title)
    if not body:
        return None
    address = url or document.url
    dated = document.date is not None and is_written(document.date, f"{address}\n{page}")
    return {
        "title": title or None,
        "body": body,
        "published": document.date if dated else None,
        "source": document.sitename,
        "url": address,
        "language": language_code(tree.get("lang") or ""),
    }


def body_text(tree: Any, title: str) -> str:
    """The paragraphs of an extracted text with a blank line between them, without a first one that is the title."""
    paragraphs = list(_paragraphs(tree))
    if paragraphs and _folded(paragraphs[0]) == _folded(title):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _paragraphs(tree: Any) -> Iterator[str]:
    """The blocks of a text in order, without recursion: a tree may be deep."""
    from lxml import etree

    parts: list[str] = []
    bullet = ""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            if paragraph := _joined(parts):
                yield bullet + paragraph
                bullet = ""
            parts.clear()
            if element.tag == "item":
                bullet = BULLET if event == "start" else ""
        if event == "start":
            parts.append(element.text or "")
        else:
            parts.append("\n" if element.tag == "lb" else "")
            parts.append((element.tail or "") if element is not tree else "")
    if paragraph := _joined(parts):
        yield bullet + paragraph


def _joined(parts: Iterable[str]) -> str:
    """Pieces of a paragraph as one, its white space as in print: a line break stays, two make a blank line."""
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


@cache
def _trafilatura() -> ModuleType:
    """The library, told to keep quiet: it logs what becomes a diagnostic here."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    needed("htmldate", what="the date of a page")
    needed("trafilatura.utils", what="the text of a page")
    return needed("trafilatura", what="the text of a page")
