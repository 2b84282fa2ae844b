"""What else in the article holds a figure: the other equations it is in, its other mentions, its conversions.

A slip mends what it broke. So a correction is the likelier the more of the figure's other bonds it satisfies, and
hardly right if it breaks one that holds as printed (checks.md §3.7).
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks.equations.links import Link, is_complete, links, needed
from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import examine
from extractor.checks.verdicts.conversions import TOLERANCE, Pair, pairs, widened
from extractor.checks.verdicts.reference import reference
from extractor.records import Fact
from extractor.values.interval import Interval

MENDS: Final = Fraction(8)
BREAKS: Final = Fraction(1, 50)
"""How much likelier a correction is for each bond that it mends, and for each that it would break."""


class Bond(NamedTuple):
    """Where other figures need one to be; `holds` says whether it is there as printed."""

    needs: Interval
    holds: bool


def bonds(evidence: Evidence, fact: Fact, besides: Sequence[str]) -> tuple[Bond, ...]:
    """The bonds of a figure outside the finding on some figures, itself among them."""
    printed = evidence.support(fact.id)
    found = (
        *_of_links(evidence, fact, besides),
        *_of_repeats(evidence, fact, besides),
        *_of_pairs(evidence, fact, besides),
    )
    return tuple(Bond(needs, printed.meets(needs)) for needs in found)


def likelihood(bonds: Iterable[Bond], corrected: Interval) -> Fraction:
    """How much the other bonds speak for a figure's being corrected to another value."""
    factor = Fraction(1)
    for bond in bonds:
        if corrected.meets(bond.needs) != bond.holds:
            factor *= BREAKS if bond.holds else MENDS
    return factor


def room(bonds: Iterable[Bond], needs: Interval) -> Interval:
    """Where the figure would have to be for its other bonds as well, as far as they agree."""
    for bond in bonds:
        needs = needs.intersect(bond.needs) or needs
    return needs


def required(evidence: Evidence, link: Link, role: str) -> Interval:
    """Where an equation needs a member to be. A list that may leave something out only bounds its parts from above
    and its whole from below."""
    needs = needed(evidence, link, role).support
    if link.kind != "sum" or link.relations[0].exhaustive:
        return needs
    return Interval(needs.low, None) if role == "whole" else Interval(None, needs.high)


def _of_links(evidence: Evidence, fact: Fact, besides: Sequence[str]) -> Iterator[Interval]:
    for link in evidence.once(_links_by_fact).get(fact.id, ()):
        if set(link.ids) <= set(besides) or not is_complete(link):
            continue
        if examine(evidence, link) is not None:
            at = next(role for role, member in link.facts.items() if member is fact)
            yield required(evidence, link, at)


def _links_by_fact(evidence: Evidence) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links(evidence):
        for id in dict.fromkeys(link.ids):
            found.setdefault(id, []).append(link)
    return found


def _of_repeats(evidence: Evidence, fact: Fact, besides: Sequence[str]) -> Iterator[Interval]:
    for relation in evidence.related("repeat"):
        mentions = evidence.members(relation, "facts")
        if fact in mentions:
            yield from (evidence.support(other.id) for other in mentions if other.id not in besides)


def _of_pairs(evidence: Evidence, fact: Fact, besides: Sequence[str]) -> Iterator[Interval]:
    for pair in pairs(evidence):
        if fact in pair.facts and not {pair.base.id, pair.quote.id} <= set(besides):
            found = reference(evidence, pair)
            if found is not None and found.found is not None:
                yield converted(evidence, pair, fact, widened(found.found.rates, TOLERANCE))


def converted(evidence: Evidence, pair: Pair, fact: Fact, rates: Interval) -> Interval:
    """What the other figure and the rate make of one."""
    if fact is pair.quote:
        return evidence.support(pair.base.id) * rates
    return evidence.support(pair.quote.id) / rates
