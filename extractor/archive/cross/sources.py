"""Who gives a figure, and when: sources and dates of publication of two articles."""

import re
from datetime import date, timedelta
from typing import Final

from extractor.archive.cross.pairs import words
from extractor.records import Article, Fact

_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|their|his|her|our)\s+")
_WORD: Final = re.compile(r"\w+")


def named_source(fact: Fact) -> frozenset[str]:
    """The words of the source a figure is ascribed to; empty if none is, or nobody in particular."""
    if fact.attribution is None:
        return frozenset()
    said = _ARTICLE.sub("", " ".join(fact.attribution.lower().split()))
    return frozenset() if said in words().nobody else frozenset(_WORD.findall(said))


def other_source(one: Fact, other: Fact) -> bool:
    """Are two figures ascribed to different sources? A name that is part of the other is the same one."""
    mine, theirs = named_source(one), named_source(other)
    return bool(mine and theirs) and not (mine <= theirs or theirs <= mine)


def published(article: Article) -> tuple[date, date] | None:
    """First and last day an article may have been published on; null if undated."""
    text = article.published
    if text is None:
        return None
    year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


def later(one: Article, other: Article, *, days: int = 0) -> bool | None:
    """Was the first published after the second, by more than so many days? Null if one is undated."""
    mine, theirs = published(one), published(other)
    if mine is None or theirs is None:
        return None
    return mine[0] - theirs[1] > timedelta(days=days)


def revised(*quotes: str) -> bool:
    """Does a sentence say that its figure is, or will be, revised?"""
    return any(words().revised.search(quote) for quote in quotes)


def expected(*quotes: str) -> bool:
    """Does a sentence speak of what was forecast or polled beside what came to pass?"""
    return any(words().expected.search(quote) for quote in quotes)
