"""What a movement implies and does not print: the level before, the change, the rate."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.equations.links import Link, expected, value
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import over, scaled
from extractor.checks.evidence import Evidence
from extractor.checks.finding import make_derived
from extractor.records import Derived, Fact
from extractor.values.interval import Interval

WIDEST: Final = Fraction(1, 5)
"""A derived value whose interval is wider than this part of it is not worth printing."""


def missing_member(evidence: Evidence, link: Link) -> Iterator[Derived]:
    """The member of a movement that is not printed, on the core intervals."""
    if "rate" not in link.facts:
        yield from _derived_rate(evidence, link.facts["current"], link.facts["prior"])
    elif "prior" not in link.facts:
        yield from _derived_prior(evidence, link)


def _derived_prior(evidence: Evidence, link: Link) -> Iterator[Derived]:
    """The level before, and the change since."""
    current, rate = link.facts["current"], link.facts["rate"]
    formula = f"{current.id} / {ratio_formula(link)}"
    word = {"up": "a rise", "down": "a fall"}.get(rate.direction or "", "a change")
    prior = expected(evidence, link, "prior").core
    if not is_narrow(prior):
        return
    yield make_derived(
        formula=formula,
        value=prior,
        unit=current.unit,
        measure=current.measure,
        period=rate.baseline.period if rate.baseline else None,
        message=f'"{evidence.quote(current.id)}" after {word} ("{evidence.quote(rate.id)}") makes'
        f" {wording.span(prior, current.unit)} before.",
    )
    # current - current / ratio with each variable once
    ratio = value(evidence, link, "rate").core
    step = evidence.core(current.id) * (1 - over(Interval.point(1), ratio))
    if is_narrow(step):
        yield make_derived(
            formula=f"{current.id} - {formula}",
            value=step,
            unit=current.unit,
            measure=current.measure,
            period=current.period,
            message=f'"{evidence.quote(rate.id)}" on the way to "{evidence.quote(current.id)}" is'
            f" {wording.movement(step, current.unit)}.",
        )


def _derived_rate(evidence: Evidence, current: Fact, prior: Fact) -> Iterator[Derived]:
    made = scaled(over(evidence.core(current.id), evidence.core(prior.id)) - 1, HUNDRED)
    if made.width is not None and made.width < HUNDRED * WIDEST:
        yield make_derived(
            formula=f"{current.id} / {prior.id} - 1",
            value=made,
            unit="percent",
            measure=current.measure,
            period=current.period,
            message=f'From "{evidence.quote(prior.id)}" to "{evidence.quote(current.id)}" is'
            f" {wording.movement(made, 'percent')}.",
        )


def ratio_formula(link: Link) -> str:
    """How a rate enters a formula over fact ids: ``(1 + f3)``. A percent there stands for its hundredth."""
    rate, one = link.facts["rate"], link.maps["rate"]
    if not one.offset:
        return rate.id
    return f"(1 {'+' if one.factor > 0 else '-'} {rate.id})"


def is_narrow(interval: Interval) -> bool:
    """Is a derived interval bounded, and narrow enough to say something?"""
    if interval.low is None or interval.high is None:
        return False
    largest = max(abs(interval.low), abs(interval.high))
    return interval.high - interval.low <= WIDEST * largest
