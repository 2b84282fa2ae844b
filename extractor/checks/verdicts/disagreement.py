"""Conversions of one article that do not share the exchange rate of the others."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks.evidence import Evidence, stretch
from extractor.checks.verdicts.conversions import TOLERANCE, Pair, pairs, widened
from extractor.checks.verdicts.reference import reference
from extractor.values.interval import Interval

ALONE: Final = Fraction(15, 100)
"""One pair against one other, no table to decide, must differ by as much: years move rates further than banks."""


class Odd(NamedTuple):
    """A pair whose rate is not the one the others share."""

    pair: Pair
    others: Sequence[Pair]
    shared: Interval


def by_currencies(evidence: Evidence) -> dict[tuple[str, str], list[Pair]]:
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs(evidence):
        groups.setdefault(pair.codes, []).append(pair)
    return groups


def disagreements(evidence: Evidence) -> tuple[Odd, ...]:
    """The pairs that do not share the rate of the others. One against one, the tables decide first."""
    found = []
    for group in by_currencies(evidence).values():
        core = _largest(group)
        shared = _meeting(core)
        reach = widened(shared, TOLERANCE if len(core) > 1 else ALONE)
        odd = [pair for pair in group if not pair.rate.support.meets(reach) and _same_time(pair, core)]
        if len(core) > 1 or not any(_is_refuted(evidence, pair) for pair in (*core, *odd)):
            found += [Odd(pair, core, shared) for pair in odd]
    return tuple(found)


def _is_refuted(evidence: Evidence, pair: Pair) -> bool:
    found = reference(evidence, pair)
    return found is not None and found.status == "apart"


def _largest(group: Sequence[Pair]) -> list[Pair]:
    """The most pairs that share a rate; of equals the first in the text."""
    best: list[Pair] = []
    for one in group:
        low = one.rate.support.low
        sharing = [pair for pair in group if low is not None and pair.rate.support.contains(low)]
        if len(sharing) > len(best):
            best = sharing
    return best


def _meeting(group: Sequence[Pair]) -> Interval:
    shared = group[0].rate.support
    for pair in group[1:]:
        shared = shared.intersect(pair.rate.support) or shared
    return shared


def _same_time(pair: Pair, others: Sequence[Pair]) -> bool:
    known = {stretch(fact) for each in (pair, *others) for fact in each.facts} - {(None, None)}
    return len(known) <= 1
