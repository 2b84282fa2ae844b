"""A figure named outside the article's text: its badge and words, and the mark they lead to."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from extractor.records import Extraction
from extractor.report.html.anchors import Anchors

SCHEMES: Final = re.compile(r"https?://[!-~]+", re.IGNORECASE)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What a link says and where it leads (null: nowhere); `badge` is a figure's number, if it is one."""

    href: str | None
    text: str
    badge: str = ""


class Linker:
    """Makes the links of one article."""

    def __init__(self, extraction: Extraction, anchors: Anchors) -> None:
        self.anchors = anchors
        self.texts = {fact.id: fact.text for fact in extraction.facts}

    def figure(self, id: str) -> Link:
        """The figure of a fact; an id without a fact is shown as it is."""
        number = self.anchors.facts.get(id)
        if number is None:
            return Link(href=None, text=id)
        href = f"#{self.anchors.name('m', number)}" if self.anchors.linked else None
        return Link(href=href, text=self.texts[id], badge=str(number))

    def figures(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(map(self.figure, ids))


def web_address(url: str | None) -> str | None:
    """An address that may be followed: on the web, and nothing in it but plain characters.

    >>> web_address("https://example.org/a?b=1"), web_address("javascript:alert(1)"), web_address(None)
    ('https://example.org/a?b=1', None, None)

    """
    return url if url and SCHEMES.fullmatch(url) else None
