"""Shares of a whole."""

from collections.abc import Iterator
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import Link, expected, is_complete, links_of
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import scaled
from extractor.checks.evidence import Evidence
from extractor.checks.families.growth_derived import is_narrow
from extractor.checks.families.share_granularity import share_granularity
from extractor.checks.families.share_sum import share_sum
from extractor.checks.finding import make_derived
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Derived, Finding


def share_of_total(evidence: Evidence) -> Iterator[Finding | Derived]:
    """A part is its share of the whole. Where one of the three is not printed, it is derived.

    Flags: "Tourism, at $2.1bn, makes up 30% of the $8.4bn of exports" (25%).
    Passes: "Tourism, at $2.1bn, makes up a quarter of the $8.4bn of exports."
    Source: GRIM (Brown and Heathers, 2017): a percentage must be within reach of its counts.
    Guards: a share by volume beside values; a share of the increase; another unit, period or basis; forecast
    beside actual.
    """
    for link in links_of(evidence, "share"):
        guards = examine(evidence, link)
        if guards is None:
            continue
        if is_complete(link):
            yield _finding(evidence, link, guards)
        else:
            yield from _derive(evidence, link)


def _finding(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    part, share, whole = (link.facts[role] for role in ("part", "share", "whole"))
    found = judge(evidence, link, "share", level="part")
    proof = [versus(found.stated.support, found.made.support, percent=True)]
    if part.value is not None and whole.value is not None:
        expression = f"{short(part.value)} / {short(whole.value)}"
        proof.insert(0, within(expression, found.made.support, percent=True))
    message = (
        f'"{evidence.quote(part.id)}" is {wording.span(scaled(found.made.support, HUNDRED), "percent")} of'
        f' "{evidence.quote(whole.id)}", {found.versus} "{evidence.quote(share.id)}".'
    )
    return conclude(
        evidence, "share.of_total", link, found,
        message=message, guards=guards, proof=proof, unit="percent", scale=HUNDRED,
    )  # fmt: skip


def _derive(evidence: Evidence, link: Link) -> Iterator[Derived]:
    """The part or the whole that is not printed, on the core intervals."""
    share = link.facts["share"]
    missing, known = ("whole", "part") if "part" in link.facts else ("part", "whole")
    level = link.facts[known]
    made = expected(evidence, link, missing).core
    if is_narrow(made):
        yield make_derived(
            formula=f"{level.id} {'/' if missing == 'whole' else '*'} {share.id}",
            value=made,
            unit=level.unit,
            measure=level.measure,
            period=level.period,
            message=f'"{evidence.quote(level.id)}" and the share "{evidence.quote(share.id)}" make the'
            f" {missing} {wording.span(made, level.unit)}.",
        )


CHECKS: Final[tuple[Check, ...]] = (
    Check("share.of_total", share_of_total),
    Check("share.sum", share_sum),
    Check("share.granularity", share_granularity),
)
