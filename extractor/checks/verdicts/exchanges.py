"""Slips that take another figure of the article: two that changed places, and one printed twice.

Both are slips of whoever moves text about. A swap is likely where each of two figures would do in the other's place; a
copy where the same number stands near by for something else.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from extractor.checks.equations.links import Link, expected, value
from extractor.checks.equations.reading import compare
from extractor.checks.equations.twins import twins
from extractor.checks.evidence import Evidence, series_key
from extractor.checks.slips.undo import read
from extractor.checks.verdicts.bonds import MENDS, Bond, bonds, likelihood, required
from extractor.records import Fact
from extractor.values.interval import Interval

SWAPPED: Final = Fraction(10, 100)
COPIED: Final = Fraction(5, 100)
"""How likely they are before anything is known, beside the kinds of `slips.WEIGHTS`."""

LONG: Final = 3
BY_CHANCE: Final = Fraction(1, 5)
"""Two numbers of fewer digits are equal by chance that often, and not because one was copied."""

HELD: Final = Fraction(1, 5)
"""A copy fits nothing, so each bond that holds speaks against it."""


def swaps(evidence: Evidence, link: Link, role: str) -> Iterator[tuple[Fraction, Fact]]:
    """The figures that one of an equation may have changed places with, how likely each is: those outside it, and
    those inside it that enter it alike."""
    fact = link.facts[role]
    yield from swaps_outside(evidence, fact, required(evidence, link, role), link.ids)
    others = list(_in_sentence(evidence, fact))
    for name, other in link.facts.items():
        if other in others and _holds_swapped(evidence, link, role, name):
            yield SWAPPED / len(others), other


def swaps_outside(
    evidence: Evidence, fact: Fact, needs: Interval, besides: Sequence[str]
) -> Iterator[tuple[Fraction, Fact]]:
    """The figures of the sentence, outside a finding, that would do in a figure's place, how likely each is the one
    it changed places with."""
    others = list(_in_sentence(evidence, fact))
    for other in others:
        if other.id not in besides and evidence.support(other.id).meets(needs):
            suits = likelihood(bonds(evidence, other, besides), evidence.support(fact.id))
            yield SWAPPED * suits / len(others), other


def copied(evidence: Evidence, fact: Fact, others: tuple[Bond, ...]) -> Fraction:
    """How likely a figure is a copy of another that stands for something else; zero if there is none."""
    same = twins(evidence)
    twin = any(
        same[other.id] != same[fact.id] and not _may_be_one(fact, other)
        for other in evidence.once(_by_number).get((fact.kind, fact.unit, fact.value), ())
        if other.id != fact.id
    )
    written = read(fact)
    if not twin or written is None:
        return Fraction(0)
    likely = COPIED if len(written.digits) >= LONG else COPIED * BY_CHANCE
    for bond in others:
        likely *= HELD if bond.holds else MENDS
    return likely


def _by_number(evidence: Evidence) -> dict[tuple[object, ...], list[Fact]]:
    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in evidence.facts.values():
        found.setdefault((fact.kind, fact.unit, fact.value), []).append(fact)
    return found


def _may_be_one(one: Fact, other: Fact) -> bool:
    """May two equal figures be two mentions of one quantity?"""
    if one.sentence == other.sentence or (one.role, one.direction) != (other.role, other.direction):
        return False
    return all(
        mine == theirs or None in (mine, theirs)
        for mine, theirs in zip(series_key(one), series_key(other), strict=True)
    )


def _in_sentence(evidence: Evidence, fact: Fact) -> Iterator[Fact]:
    """The other figures of the sentence that might stand where one does; a limit ("55 or older") does not."""
    for other in evidence.by_sentence.get(fact.sentence, ()):
        same = (other.kind, other.unit, other.per) == (fact.kind, fact.unit, fact.per)
        if same and evidence.support(other.id).is_bounded and other.value not in (None, fact.value):
            yield other


def _holds_swapped(evidence: Evidence, link: Link, one: str, other: str) -> bool:
    """Does the equation hold with two of its members exchanged?"""
    if link.maps.get(one) != link.maps.get(other):
        return False
    facts = {**link.facts, one: link.facts[other], other: link.facts[one]}
    turned = msgspec.structs.replace(link, facts=facts, values={})
    return compare(expected(evidence, turned, one), value(evidence, turned, one)) != "apart"
