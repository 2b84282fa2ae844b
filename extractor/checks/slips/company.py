"""Whether a corrected number looks like the figures around it: as exact as they are, and of their size.

An article prints one kind of figure in one way ("Rs 318.4 crore, Rs 465.5 crore"), and its sums of one currency are
seldom a thousand times apart. The number that stands out is the likelier slip.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import log10
from typing import Final

from extractor.checks.evidence import Evidence
from extractor.checks.slips.undo import Slip, Written, read
from extractor.records import Fact

IN_STYLE: Final = Fraction(3)
"""How much likelier a correction is that makes the number as exact as its company, where it was not; and how
much less likely the other way round."""

IN_SIZE: Final = Fraction(3)
"""The same for a correction that brings the number nearer to the next in size."""

NEAREST: Final = 32
"""Figures of one kind further off than so many say nothing of a figure's size or style, and cost time."""

FAR: Final = 3
"""Only a correction by so many times says anything of size."""


_WORD = re.compile(r"[^\W\d_]+")


class Company:
    """The other figures of one kind and unit, those of the finding itself left out."""

    def __init__(self, evidence: Evidence, fact: Fact, besides: Sequence[str]) -> None:
        others = [
            other
            for other in _nearest(evidence, fact)
            if other.per == fact.per and other.id != fact.id and other.value
        ]
        self.fact = fact
        self.written = read(fact)
        self.sizes = [abs(float(other.value or 1)) for other in others if other.id not in besides]
        self.decimals = _usual(
            [one for other in others if (one := _written(evidence, other)) is not None], self.written
        )

    def likelihood(self, slip: Slip) -> Fraction:
        """How much the company speaks for one correction."""
        return self._style(slip) * self._size(slip)

    def _style(self, slip: Slip) -> Fraction:
        if self.decimals is None or self.written is None or slip.decimals is None:
            return Fraction(1)
        was, becomes = self.written.decimals == self.decimals, slip.decimals == self.decimals
        return IN_STYLE ** (becomes - was)

    def _size(self, slip: Slip) -> Fraction:
        size, printed = slip.size, abs(Fraction(self.fact.value or 0))
        if size is None or not printed or not self.sizes or self.fact.kind in ("percent", "points"):
            return Fraction(1)
        if max(size / printed, printed / size) < FAR:
            return Fraction(1)
        nearer = self._gap(size) < self._gap(printed)
        return IN_SIZE if nearer else 1 / IN_SIZE

    def _gap(self, size: Fraction) -> float:
        return min(abs(log10(size / other)) for other in self.sizes)


def _nearest(evidence: Evidence, fact: Fact) -> tuple[Fact, ...]:
    """The figures of one kind and unit around a figure, so many on each side."""
    group = evidence.by_unit[fact.kind, fact.unit]
    at = bisect_left(group, fact.start_char, key=lambda other: other.start_char)
    return group[max(0, at - NEAREST) : at + NEAREST + 1]


def _written(evidence: Evidence, fact: Fact) -> Written | None:
    """How a figure is written, read once an article."""
    known = evidence.once(_readings)
    if fact.id not in known:
        known[fact.id] = read(fact)
    return known[fact.id]


def _readings(evidence: Evidence) -> dict[str, Written | None]:
    return {}


def style(evidence: Evidence) -> frozenset[str]:
    """The words of all figures: how the article spells its scales."""
    return frozenset(word.lower() for fact in evidence.facts.values() for word in _WORD.findall(fact.text))


def _usual(others: Sequence[Written], written: Written | None) -> int | None:
    """The number of decimals most figures of one scale have; null where there is no majority."""
    if written is None:
        return None
    counts = Counter(other.decimals for other in others if other.scale == written.scale)
    ranked = counts.most_common(2)
    is_tie = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return ranked[0][0] if ranked and not is_tie else None
