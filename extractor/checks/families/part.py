"""Parts and their whole: no part above it, full lists adding up to it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import Link, links_of
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import compare, over, scaled
from extractor.checks.evidence import Evidence
from extractor.checks.families.residual import part_residual
from extractor.checks.finding import ASSERTED, SAID, quotes, severity_of
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.slips.undo import TELLING
from extractor.checks.traits import can_be_negative
from extractor.checks.verdicts.judging import Judgement, conclude, gap_ulps, judge
from extractor.records import Fact, Finding


def part_exceeds(evidence: Evidence) -> Iterator[Finding]:
    """A part is no larger than its whole.

    Flags: "Of the 4,200 permits issued, 4,650 went to students."
    Passes: "Of the 4,650 permits issued, 4,200 went to students."
    Source: Fellegi and Holt (1976): an edit that every record must satisfy.
    Guards: measures that can be negative (profits, balances, net flows); another measure, unit, period, basis
    or modality; vague figures; a part that was only inferred from its segment, not called one.
    """
    for link in links_of(evidence, "part"):
        guards = examine(evidence, link)
        if guards is None:
            continue
        finding = _exceeds(evidence, link, guards)
        if finding.verdict != "inconsistent" or link.relations[0].confidence >= ASSERTED:
            yield finding


def _exceeds(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    part, whole = link.facts["part"], link.facts["whole"]
    found = judge(evidence, link, "part", level="part")
    share = scaled(over(evidence.support(part.id), evidence.support(whole.id)), HUNDRED)
    message = (
        f'"{evidence.quote(part.id)}" is {wording.span(share, "percent")} of "{evidence.quote(whole.id)}"'
    )
    message += ": a part larger than its whole." if found.is_apart else "."
    return conclude(
        evidence, "part.exceeds", link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=whole.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else "note",
    )  # fmt: skip


def part_sum(evidence: Evidence) -> Iterator[Finding]:
    """The parts of a full list add up to the whole; those of an open list come to no more than it.

    Flags: "The €94.0m budget is split between roads (€41.2m), rail (€32.4m) and ports (€19.4m)" (93.0).
    Passes: "The €90m budget is split between roads (€41m), rail (€32m) and ports (€19m)": 90 may be 95.
    Source: XBRL Calculations 1.1: a sum is wrong only if the intervals cannot meet.
    Guards: lists that begin with "including" or "such as" are open; lists in brackets or behind a colon, of
    profits or of things with other names than the whole count only if two digits exchanged, a scale word or a
    decimal point would make them right; parts of a loss or balance may be set off; another unit, period or
    basis; forecast beside actual.
    """
    for link in links_of(evidence, "sum"):
        guards = examine(evidence, link)
        if guards is None:
            continue
        if link.relations[0].exhaustive:
            finding = _sum(evidence, link, judge(evidence, link, "whole", level="whole"), guards)
            set_off = any(can_be_negative(evidence, fact) for fact in link.facts.values())
            said = link.relations[0].confidence >= SAID and not set_off
            if said or finding.verdict != "inconsistent" or _is_explained(finding):
                yield finding
        else:
            yield from _open_sum(evidence, link, guards)


def _sum(evidence: Evidence, link: Link, found: Judgement, guards: tuple[str, ...]) -> Finding:
    whole, parts = link.facts["whole"], _parts(link)
    message = (
        f"The {len(parts)} parts {quotes(evidence, parts)} add to"
        f" {wording.span(found.made.support, whole.unit)},"
        f' {found.versus} "{evidence.quote(whole.id)}".'
    )
    return conclude(
        evidence, "part.sum", link, found,
        message=message, guards=guards, proof=_sum_proof(parts, found), unit=whole.unit,
    )  # fmt: skip


def _is_explained(finding: Finding) -> bool:
    """Would one of the rarer slips repair it? A changed digit repairs too much."""
    return any(suspect.edit in TELLING for suspect in finding.suspects)


def _open_sum(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Iterator[Finding]:
    """A list that may leave something out: only more than the whole is wrong."""
    found = judge(evidence, link, "whole", level="whole")
    made, stated = found.made.support.low, found.stated.support.high
    sure = link.relations[0].confidence
    if found.is_apart and (sure < ASSERTED or made is None or stated is None or made <= stated):
        return
    if found.is_apart or compare(found.made, found.stated) == "agree":
        finding = _sum(evidence, link, found, guards)
        if sure >= SAID or not found.is_apart or _is_explained(finding):
            yield finding


def _parts(link: Link) -> list[Fact]:
    return [fact for role, fact in link.facts.items() if role != "whole"]


def _sum_proof(parts: list[Fact], found: Judgement) -> tuple[str, ...]:
    last = versus(found.stated.support, found.made.support)
    values = [Fraction(fact.value) for fact in parts if fact.value is not None]
    if len(values) < len(parts):
        return (last,)
    return within(" + ".join(short(value) for value in values), found.made.support), last


CHECKS: Final[tuple[Check, ...]] = (
    Check("part.exceeds", part_exceeds),
    Check("part.sum", part_sum),
    Check("part.residual", part_residual),
)
