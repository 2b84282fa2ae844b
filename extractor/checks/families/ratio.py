"""Quotients the text states: margins and load factors, multiples of another amount, prices, targets reached."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import Link, links_of
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import scaled
from extractor.checks.evidence import Evidence
from extractor.checks.finding import severity_of
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import Judgement, conclude, gap_share, gap_ulps, judge
from extractor.records import Fact, Finding


def ratio_multiple(evidence: Evidence) -> Iterator[Finding]:
    """A stated quotient is that of its two amounts: a margin, a load factor, "three times the $2bn".

    Which measures make which quotient is a table (`lexicon/identities.toml`); the three must be named in one
    sentence, each once, with the same words before them ("adjusted").

    Flags: "Operating profit was $300m on sales of $2.0bn, an operating margin of 18%" (15%).
    Passes: "Operating profit was $300m on sales of $2.0bn, an operating margin of 15%."
    Source: ratio edits of business surveys (Scholtus, 2011), on the definitions of the accounts.
    Guards: another owner, segment, period or basis; forecast beside actual; another figure of the sentence
    that fits.
    """
    for link in links_of(evidence, "ratio", "times"):
        guards = examine(evidence, link)
        if guards is not None:
            yield _multiple(evidence, link, guards)


def _multiple(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    ratio, over, under = (link.facts[role] for role in ("ratio", "over", "under"))
    percent = ratio.kind == "percent"
    found = judge(evidence, link, "ratio", level="over")
    scale, unit = (HUNDRED, "percent") if percent else (Fraction(1), ratio.unit)
    made = wording.span(scaled(found.made.support, scale), unit, digits=3 if unit is None else wording.DIGITS)
    message = f'"{evidence.quote(over.id)}" over "{evidence.quote(under.id)}" makes {made}'
    if link.kind == "times":
        message = f'"{evidence.quote(over.id)}" is {made} times "{evidence.quote(under.id)}"'
    return conclude(
        evidence, "ratio.multiple", link, found,
        message=f'{message}, {found.versus} "{evidence.quote(ratio.id)}".',
        guards=guards, proof=_proof(found, over, "/", under, percent=percent), unit=unit, scale=scale,
    )  # fmt: skip


def ratio_unit_price(evidence: Evidence) -> Iterator[Finding]:
    """So many things at a price come to their value: tonnes and dollars a tonne, hectares and yield.

    Flags: "12,000 tonnes at $420 a tonne for $6.5 million" (5.04 million).
    Passes: "12,000 tonnes at $420 a tonne for $5 million."
    Source: balance edits of business surveys (Scholtus, 2011): value = quantity × price.
    Guards: a price for another unit than is counted; net proceeds, "up to", "including"; another period or
    basis; forecast beside actual; another figure of the sentence that fits.
    """
    for link in links_of(evidence, "product"):
        guards = examine(evidence, link)
        if guards is not None:
            yield _price(evidence, link, guards)


def _price(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    count, price, amount = (link.facts[role] for role in ("count", "price", "value"))
    found = judge(evidence, link, "value", level="value")
    message = (
        f'"{evidence.quote(count.id)}" at "{evidence.quote(price.id)}" come to'
        f' {wording.span(found.made.support, amount.unit)}, {found.versus} "{evidence.quote(amount.id)}".'
    )
    return conclude(
        evidence, "ratio.unit_price", link, found,
        message=message, guards=guards, proof=_proof(found, count, "*", price), unit=amount.unit,
    )  # fmt: skip


def ratio_target(evidence: Evidence) -> Iterator[Finding]:
    """What was reached of a target, in percent, and whether it was missed, must fit the two amounts.

    Flags: "It collected Rs 412bn, 96% of its target of Rs 460bn" (89.6%).
    Passes: "It collected Rs 412bn, 90% of its target of Rs 460bn."
    Source: checks.md §2, ratio.target.
    Guards: measures of which less is better; a forecast of what will be reached; another unit, period or
    basis; another figure of the sentence that fits.
    """
    for link in links_of(evidence, "attained", "reached", "missed"):
        guards = examine(evidence, link)
        if guards is not None:
            yield (_attained if link.kind == "attained" else _verdict)(evidence, link, guards)


def _attained(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    part, share, target = (link.facts[role] for role in ("part", "share", "whole"))
    found = judge(evidence, link, "share", level="part")
    message = (
        f'"{evidence.quote(part.id)}" is {wording.span(scaled(found.made.support, HUNDRED), "percent")} of the'
        f' target "{evidence.quote(target.id)}", {found.versus} "{evidence.quote(share.id)}".'
    )
    return conclude(
        evidence, "ratio.target", link, found,
        message=message, guards=guards, proof=_proof(found, part, "/", target, percent=True),
        unit="percent", scale=HUNDRED,
    )  # fmt: skip


def _verdict(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    actual, target = link.facts["actual"], link.facts["target"]
    found = judge(evidence, link, "actual", level="actual")
    side = {True: "above", False: "below"}[(link.kind == "missed") is found.is_apart]
    message = (
        f'"{evidence.quote(actual.id)}" is {side if found.is_apart else "not " + _other(side)}'
        f' the target "{evidence.quote(target.id)}"'
    )
    word = next((span.text for span in link.relations[0].spans), link.kind)
    message += f', but the text says "{word}".' if found.is_apart else "."
    gaps = gap_ulps(evidence, link), gap_share(evidence, link, "actual")
    return conclude(
        evidence, "ratio.target", link, found,
        message=message, guards=guards, proof=(versus(found.stated.support, found.made.support),),
        unit=actual.unit,
        severity=severity_of(flips=True, gap_ulps=gaps[0], gap_share=gaps[1]) if found.is_apart else "note",
    )  # fmt: skip


def _other(side: str) -> str:
    return "above" if side == "below" else "below"


def _proof(
    found: Judgement, one: Fact, operator: str, other: Fact, *, percent: bool = False
) -> tuple[str, ...]:
    """The arithmetic on the figures as printed, where all are numbers, and how the intervals lie."""
    last = versus(found.stated.support, found.made.support, percent=percent)
    if one.value is None or other.value is None or (operator == "/" and not other.value):
        return (last,)
    expression = f"{short(one.value)} {operator} {short(other.value)}"
    return within(expression, found.made.support, percent=percent), last


CHECKS: Final[tuple[Check, ...]] = (
    Check("ratio.multiple", ratio_multiple),
    Check("ratio.unit_price", ratio_unit_price),
    Check("ratio.target", ratio_target),
)
