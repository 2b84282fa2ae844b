"""Slips in the words around a number: its scale, its direction, its unit, its date."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

THOUSAND: Final = Fraction(1000)
HUNDRED: Final = Fraction(100)
MILLION: Final = THOUSAND * THOUSAND

# Pairs of scale words of one style, the smaller first, and the factor between them.
SCALE_PAIRS: Final = (
    ("million", "billion", THOUSAND),
    ("billion", "trillion", THOUSAND),
    ("mn", "bn", THOUSAND),
    ("mln", "bln", THOUSAND),
    ("bn", "tn", THOUSAND),
    ("m", "bn", THOUSAND),
    ("lakh", "crore", HUNDRED),
    ("lakhs", "crores", HUNDRED),
)

# Words of movement and their opposites, each in the form of the other.
DIRECTION_PAIRS: Final = (
    ("rise", "fall"), ("rises", "falls"), ("rose", "fell"), ("risen", "fallen"), ("rising", "falling"),
    ("increase", "decrease"), ("increases", "decreases"), ("increased", "decreased"),
    ("increasing", "decreasing"), ("up", "down"), ("higher", "lower"), ("more", "less"),
    ("grew", "shrank"), ("grow", "shrink"), ("grown", "shrunk"), ("growing", "shrinking"),
    ("growth", "decline"), ("gained", "lost"), ("gain", "loss"), ("gains", "losses"),
    ("climbed", "slid"), ("climb", "slide"), ("climbing", "sliding"), ("jumped", "plunged"),
    ("jump", "plunge"), ("jumps", "plunges"), ("surged", "slumped"), ("surge", "slump"),
    ("soared", "tumbled"), ("advanced", "declined"), ("expanded", "contracted"),
    ("expansion", "contraction"), ("widened", "narrowed"), ("raised", "cut"), ("above", "below"),
)  # fmt: skip

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

WORD: Final = re.compile(r"[^\W\d_]+")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
POINTS: Final = re.compile(r"percentage[- ]points?|per cent points?|pct points?", re.IGNORECASE)


class Change(NamedTuple):
    """Other words for `start`..`end` of a text."""

    start: int
    end: int
    text: str


def _both_ways(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return MappingProxyType({other: one for one, other in pairs} | dict(pairs))


OPPOSITES: Final = _both_ways(DIRECTION_PAIRS)


def other_scales(text: str, after: int) -> Iterator[tuple[Change, Fraction]]:
    """The scale word behind a number exchanged for its neighbour, with the factor.

    >>> [(change.text, int(factor)) for change, factor in other_scales("$5.13 billion", 5)]
    [('million', 0), ('trillion', 1000)]
    """
    match = WORD.match(text, after) or WORD.match(text, after + 1)
    if match is None:
        return
    for small, large, factor in SCALE_PAIRS:
        for old, new, step in ((small, large, factor), (large, small, 1 / factor)):
            if match[0].lower() == old:
                yield Change(match.start(), match.end(), in_style(new, match[0])), step


def opposite(word: str) -> str | None:
    """The opposite of a word of movement, in its style.

    >>> opposite("Fell"), opposite("stood")
    ('Rose', None)
    """
    other = OPPOSITES.get(word.lower())
    return in_style(other, word) if other else None


def in_style(word: str, like: str) -> str:
    """A word in the capitals of another."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def percent_for_points(text: str, style: str) -> Iterator[Change]:
    """Percent where points are meant, spelled as the article spells it.

    >>> [change.text for change in percent_for_points("0.5 percentage points", "percent")]
    ['percent']
    """
    for match in POINTS.finditer(text):
        yield Change(match.start(), match.end(), style)


def other_dates(text: str) -> Iterator[Change]:
    """A month or a year one off.

    >>> [change.text for change in other_dates("December 2023")]
    ['November', 'January', '2022', '2024']
    """
    for match in WORD.finditer(text):
        if match[0] in MONTHS:
            at = MONTHS.index(match[0])
            for step in (-1, 1):
                yield Change(match.start(), match.end(), MONTHS[(at + step) % len(MONTHS)])
    for match in YEAR.finditer(text):
        for step in (-1, 1):
            yield Change(match.start(), match.end(), str(int(match[0]) + step))
