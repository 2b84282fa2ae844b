"""Whether two phrases are about the same thing: their content words, a few trade synonyms folded.

The folding is part of the measuring stick, not of the language model: it says what annotator and program may
word differently, and stays as it is when the extraction learns more.
"""

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

WORD: Final = re.compile(r"[a-z0-9&]+")
STOP_WORDS: Final = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "for",
        "to",
        "and",
        "its",
        "his",
        "her",
        "their",
        "by",
        "on",
        "at",
        "total",
        "s",
    )
)
SYNONYMS: Final = MappingProxyType(
    {
        "sales": "revenue",
        "turnover": "revenue",
        "revenues": "revenue",
        "earnings": "profit",
        "shipments": "exports",
        "job": "employment",
        "jobs": "employment",
        "american": "us",
        "british": "uk",
        "britain": "uk",
    }
)
# Replaced before the text is cut into words.
PHRASES: Final = (("united states", "us"), ("united kingdom", "uk"), ("u.s.", "us"), ("u.k.", "uk"))
# A word up to this long keeps its s: "gas".
SHORTEST_PLURAL: Final = 4
# Two phrases with at least this F1 of their words are about the same.
SAME: Final = 0.5


def content_words(text: str | None) -> frozenset[str]:
    """The words of a phrase that carry meaning, lower case and in the singular.

    >>> sorted(content_words("the total sales of U.S. companies"))
    ['company', 'revenue', 'us']
    """
    folded = (text or "").lower()
    for written, word in PHRASES:
        folded = folded.replace(written, word)
    words = (SYNONYMS.get(word, word) for word in WORD.findall(folded))
    return frozenset(_singular(word) for word in words if word not in STOP_WORDS)


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def same_topic(left: Iterable[str | None], right: Iterable[str | None]) -> bool:
    """Do two sets of phrases share enough words? Two without any agree.

    >>> same_topic(["net profit", None], ["profit", "Marlow Ferries"])
    False
    >>> same_topic(["net profit", "Marlow Ferries"], ["profit", "Marlow Ferries"])
    True
    """
    ours, theirs = (content_words(" ".join(filter(None, phrases))) for phrases in (left, right))
    if not ours and not theirs:
        return True
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= SAME
