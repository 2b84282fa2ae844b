"""The document around the articles: a head, the articles as they arrive, and last the list of them.

Only what the closing list says of each article is kept, so that memory stays flat; the stylesheet shows the
list first.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

import msgspec

from extractor.records import Extraction
from extractor.report.html.render import policy, render, stylesheet, trusted
from extractor.report.html.view import View, view_extraction, view_findings
from extractor.report.words import counted
from extractor.report.writer import Layout

# Articles in the list. A longer one nobody reads, and it would be held in memory to the end.
LISTED: Final = 10_000

Viewer = Callable[[Extraction, int], View]


class Entry(msgspec.Struct, frozen=True):
    """An article in the list."""

    name: str
    title: str
    id: str
    alarms: int
    verdict: str


def write_extractions(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """Everything: text, facts, findings, relations, derived values, diagnostics."""
    return _document(extractions, view_extraction, "article.html")


def write_findings(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """Findings alone, with the sentences they speak of."""
    return _document(extractions, view_findings, "findings.html")


def _document(extractions: Iterable[Extraction], view_of: Viewer, template: str) -> Iterator[str]:
    """The document in pieces; its title is that of its article if there is one only."""
    source = iter(extractions)
    first, second = next(source, None), next(source, None)
    opening = [each for each in (first, second) if each is not None]
    yield render("head.html", title=_title(opening), policy=policy(), style=trusted(stylesheet()))
    entries, articles = list[Entry](), 0
    for articles, extraction in enumerate(chain(opening, source), start=1):
        view = view_of(extraction, articles)
        if len(entries) < LISTED:
            entries.append(_entry(view))
        yield render(template, view=view)
    yield render(
        "foot.html",
        entries=entries if articles > 1 else [],
        count=counted(articles, "article"),
        more=counted(articles - len(entries), "more article") if articles > len(entries) else "",
    )


def _title(opening: list[Extraction]) -> str:
    if len(opening) != 1:
        return "Figures and findings · tieout"
    article = opening[0].article
    return f"{article.title or article.id} · tieout"


def _entry(view: View) -> Entry:
    heading = view.heading
    return Entry(heading.name, heading.title, heading.id, heading.alarms, heading.verdict)
