"""Amounts that the text says are one thing in two currencies, and the exchange rate they imply.

A pair's rate is in units of `quote` per unit of `base`; the base is the dearer currency, so that rates read
as people say them: rupees per dollar, dollars per pound.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final, NamedTuple

from extractor.checks.equations.reading import Reading
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH
from extractor.records import Fact, Relation
from extractor.values.interval import Interval

TOLERANCE: Final = Fraction(3, 100)
"""What banks, hours of the day and averages of a period make of one rate (checks.md §2, fx.reference)."""

GUARDS: Final = ("unsure", "negated", "unit", "per", "unbounded")
"""What keeps two amounts from being a pair; examined in `_pair`."""


class Pair(NamedTuple):
    """Two amounts of one conversion and the rate they imply."""

    base: Fact
    quote: Fact
    rate: Reading
    relation: Relation

    @property
    def codes(self) -> tuple[str, str]:
        return self.base.unit or "", self.quote.unit or ""

    @property
    def printed(self) -> Interval:
        """The rate of the two numbers as printed, rounded but without their hedges."""
        return _rounded(self.quote) / _rounded(self.base)

    @property
    def facts(self) -> tuple[Fact, Fact]:
        """In text order."""
        one, other = sorted((self.base, self.quote), key=lambda fact: fact.start_char)
        return one, other

    @property
    def unit(self) -> str:
        return f"{self.quote.unit} per {self.base.unit}"


def _rounded(fact: Fact) -> Interval:
    value, half = Fraction(fact.value or 0), Fraction(fact.ulp or 0) / 2
    return Interval(max(value - half, value / 2), value + half)


def pairs(evidence: Evidence) -> tuple[Pair, ...]:
    """The pairs of all conversions that may be judged, in text order."""
    return evidence.once(_find)


def _find(evidence: Evidence) -> tuple[Pair, ...]:
    return tuple(
        pair
        for relation in evidence.related("conversion")
        if relation.confidence >= SURE_ENOUGH
        for one, other in combinations(evidence.members(relation, "facts"), 2)
        for pair in _pair(evidence, one, other, relation)
    )


def _pair(evidence: Evidence, one: Fact, other: Fact, relation: Relation) -> Iterator[Pair]:
    """One pair, or none: see `GUARDS`."""
    facts = (one, other)
    if any(fact.kind != "money" or fact.unit is None or fact.negated for fact in facts):
        return
    if one.unit == other.unit or (one.per and other.per and one.per != other.per):
        return
    if any(fact.confidence < SURE_ENOUGH or evidence.support(fact.id).sign != 1 for fact in facts):
        return
    base, quote = facts if _is_dearer(evidence, one, other) else (other, one)
    support = evidence.support(quote.id) / evidence.support(base.id)
    rate = Reading(support, evidence.core(quote.id) / evidence.core(base.id))
    if support.low is None or support.high is None or not support.low:
        return
    yield Pair(base, quote, rate, relation)


def _is_dearer(evidence: Evidence, one: Fact, other: Fact) -> bool:
    """Whether a unit of `one` is worth more: by the tables, else by the amounts themselves."""
    assert one.unit is not None
    assert other.unit is not None
    history = evidence.rates.history(one.unit, other.unit) if evidence.rates else None
    if history is None or history.rates.low is None or history.rates.high is None:
        return (one.value or 0) <= (other.value or 0)
    return history.rates.low * history.rates.high >= 1


def widened(rates: Interval, share: Fraction = TOLERANCE) -> Interval:
    """Rates with the tolerance on both sides."""
    return Interval(
        None if rates.low is None else rates.low * (1 - share),
        None if rates.high is None else rates.high * (1 + share),
    )
