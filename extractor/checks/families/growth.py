"""Levels, the change between them, and the rate or multiple that is claimed for it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import Link, expected, is_complete
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import scaled
from extractor.checks.evidence import Evidence
from extractor.checks.families.growth_chain import growth_chain
from extractor.checks.families.growth_contribution import growth_contribution
from extractor.checks.families.growth_derived import missing_member
from extractor.checks.families.growth_direction import growth_direction, movements, turns
from extractor.checks.families.mean import growth_weighted_bounds
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Derived, Fact, Finding
from extractor.values.interval import Interval


def growth_triple(evidence: Evidence) -> Iterator[Finding | Derived]:
    """A level, its growth rate and the level before must fit: current = prior × (1 + rate).

    The rate recomputed from the two levels must meet the rate printed, within rounding. Where one of the
    three is not printed it is derived from the other two.

    Flags: "Turnover rose 14% to $5.13 billion from $4.61 billion" (the levels make 11.3%).
    Passes: "Turnover rose 11% to $5.13 billion from $4.61 billion."
    Source: statcheck (Nuijten and others, 2016): recompute from the digits as printed, allow for their rounding.
    Guards: like-for-like, constant-currency, real or annualised rates; another baseline or period length;
    inverse quotes (rupees per dollar); a rate of a rate; levels that are not positive; forecast against
    actual.
    """
    for link, guards in movements(evidence, "growth"):
        if _is_multiple(link):
            continue
        if not is_complete(link):
            yield from missing_member(evidence, link)
        elif not turns(evidence, link):
            yield _triple(evidence, link, guards)


def growth_delta(evidence: Evidence) -> Iterator[Finding]:
    """A level, its change and the level before must fit: current = prior + change.

    Where the prior level is not printed but both change and rate are, those two are held against each other.

    Flags: "Debt fell by $240 million to $1.86 billion from $2.01 billion" (the levels make 150 million).
    Passes: "Debt fell by $150 million to $1.86 billion from $2.01 billion."
    Source: balance edits of business surveys (Scholtus, 2011): a difference equals its stated terms.
    Guards: a change over another span than the two levels; a change net of one-offs; points against percent;
    another unit or currency; inverse quotes.
    """
    for link, guards in movements(evidence, "change", "pace"):
        if is_complete(link) and not turns(evidence, link):
            yield (_pace if link.kind == "pace" else _change)(evidence, link, guards)


def growth_multiple(evidence: Evidence) -> Iterator[Finding | Derived]:
    """A multiple must fit the two levels: what doubled is twice what it was.

    "n-fold" and "n times more" may be n or n + 1 times.

    Flags: "Users more than doubled to 6.1 million from 3.4 million" (1.79 times).
    Passes: "Users more than doubled to 7.1 million from 3.4 million."
    Source: Merriam-Webster's Dictionary of English Usage, "times": both readings of "times more" are in use.
    Guards: as growth.triple; a fraction with a verb may be what is left or what is gone.
    """
    for link, guards in movements(evidence, "growth"):
        if not _is_multiple(link):
            continue
        if not is_complete(link):
            yield from missing_member(evidence, link)
        elif not turns(evidence, link):
            yield _multiple(evidence, link, guards)


def _is_multiple(link: Link) -> bool:
    return "rate" in link.facts and link.facts["rate"].kind == "multiple"


def _triple(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    current, rate, prior = (link.facts[role] for role in ("current", "rate", "prior"))
    found = judge(evidence, link, "rate", level="current").of_rates()
    proof = [versus(found.stated.support, found.made.support, percent=True)]
    if current.value is not None and prior.value is not None:
        expression = f"{short(current.value)} / {short(prior.value)} - 1"
        proof.insert(0, within(expression, found.made.support, percent=True))
    message = (
        f'"{evidence.quote(current.id)}" is {_above(current, prior, found.made.support)}'
        f' "{evidence.quote(prior.id)}", {found.versus} "{evidence.quote(rate.id)}".'
    )
    return conclude(
        evidence, "growth.triple", link, found,
        message=message, guards=guards, proof=proof, unit="percent", scale=HUNDRED,
    )  # fmt: skip


def _above(current: Fact, prior: Fact, made: Interval) -> str:
    """``11.28% (10.93 to 11.62% allowing for rounding) above``; without numbers, the range alone."""
    percent = scaled(made, HUNDRED)
    side = {1: "above", -1: "below"}.get(percent.sign or 0, "on")
    reach = wording.span(abs(percent) if percent.sign else percent, "percent")
    if current.value is None or not prior.value:
        return f"{reach} {side}"
    rate = wording.amount(abs(Fraction(current.value) / Fraction(prior.value) - 1) * HUNDRED, "percent")
    return f"{rate} {side}" if rate == reach else f"{rate} ({reach} allowing for rounding) {side}"


def _change(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    current, delta, prior = (link.facts[role] for role in ("current", "delta", "prior"))
    found = judge(evidence, link, "delta", level="current")
    unit = "percentage_point" if current.kind == "percent" else current.unit
    proof = [versus(found.stated.support, found.made.support)]
    if current.value is not None and prior.value is not None:
        proof.insert(0, within(f"{short(current.value)} - {short(prior.value)}", found.made.support))
    message = (
        f'From "{evidence.quote(prior.id)}" to "{evidence.quote(current.id)}" is'
        f' {wording.movement(found.made.support, unit)}, {found.versus} "{evidence.quote(delta.id)}".'
    )
    return conclude(
        evidence, "growth.delta", link, found, message=message, guards=guards, proof=proof, unit=unit
    )


def _pace(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    current, delta, rate = (link.facts[role] for role in ("current", "delta", "rate"))
    found = judge(evidence, link, "rate", level="delta").of_rates()
    proof = [versus(found.stated.support, found.made.support, percent=True)]
    if current.value is not None and delta.value is not None:
        step = short(Fraction(delta.value) * link.maps["delta"].factor)
        expression = f"{step} / ({short(current.value)} - ({step}))"
        proof.insert(0, within(expression, found.made.support, percent=True))
    message = (
        f'A change of "{evidence.quote(delta.id)}" to "{evidence.quote(current.id)}" is'
        f" {wording.movement(scaled(found.made.support, HUNDRED), 'percent')},"
        f' {found.versus} "{evidence.quote(rate.id)}".'
    )
    return conclude(
        evidence, "growth.delta", link, found,
        message=message, guards=guards, proof=proof, unit="percent", scale=HUNDRED,
    )  # fmt: skip


def _multiple(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    current, rate, prior = (link.facts[role] for role in ("current", "rate", "prior"))
    found = judge(evidence, link, "rate", level="current")
    needs = wording.span(expected(evidence, link, "current").support, current.unit)
    proof = [versus(found.stated.support, found.made.support)]
    if current.value is not None and prior.value is not None:
        proof.insert(0, within(f"{short(current.value)} / {short(prior.value)}", found.made.support))
    message = (
        f'"{evidence.quote(current.id)}" is {wording.span(found.made.support, digits=3)} times'
        f' "{evidence.quote(prior.id)}"; "{evidence.quote(rate.id)}"'
        f" {'needs' if found.is_apart else 'allows'} {needs}."
    )
    return conclude(
        evidence, "growth.multiple", link, found, message=message, guards=guards, proof=proof, unit=None
    )


CHECKS: Final[tuple[Check, ...]] = (
    Check("growth.triple", growth_triple),
    Check("growth.delta", growth_delta),
    Check("growth.direction", growth_direction),
    Check("growth.multiple", growth_multiple),
    Check("growth.chain", growth_chain),
    Check("growth.weighted_bounds", growth_weighted_bounds),
    Check("growth.contribution", growth_contribution),
)
