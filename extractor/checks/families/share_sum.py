"""Shares that exclude each other: the check `share.sum`."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of, value
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.tie import solve
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SAID, quotes
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.slips.undo import TELLING
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Finding
from extractor.values.interval import Interval


def share_sum(evidence: Evidence) -> Iterator[Finding]:
    """Shares that exclude each other come to no more than 100 percent; with what remains, to all of it.

    Flags: "46% approve, 41% disapprove and 18% don't know" (105).
    Passes: "46% approve, 41% disapprove and 13% don't know"; "46% approve and 41% disapprove."
    Source: checks.md §2, share.sum; AAPOR Standard Definitions (2023): answers to a closed question exclude each
    other.
    Guards: several answers allowed, or other groups asked ("41% of women"); a list up to "the remaining 15%"
    counts only if two digits exchanged or a decimal point would make it right; other periods or surveys.
    """
    for link in links_of(evidence, "shares", "all_shares"):
        guards = examine(evidence, link)
        if guards is None:
            continue
        finding = _finding(evidence, link, guards)
        explained = any(suspect.edit in TELLING for suspect in finding.suspects)
        if finding.verdict != "inconsistent" or link.confidence >= SAID or explained:
            yield finding


def _finding(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    facts = tuple(link.facts.values())
    found = judge(evidence, link, "part1", level="part1")
    total = solve("sum", "whole", {role: value(evidence, link, role) for role in link.facts}).support
    limit = Interval(HUNDRED if link.kind == "all_shares" else Fraction(0), HUNDRED)
    apart = "not 100%" if link.kind == "all_shares" else "more than 100%"
    values = [Fraction(fact.value) for fact in facts if fact.value is not None]
    return conclude(
        evidence, "share.sum", link, found,
        message=f"The shares {quotes(evidence, facts)} come to {wording.span(total, 'percent')},"
        f" {apart if found.is_apart else 'as they may'}.",
        guards=guards,
        proof=(within(" + ".join(map(short, values)), total), versus(total, limit)),
        unit="percent",
    )  # fmt: skip
