"""The word for a movement against its levels: the check `growth.direction`."""

from collections.abc import Iterator

from extractor.checks import wording
from extractor.checks.equations.links import Link, is_complete, links_of
from extractor.checks.equations.maps import HUNDRED, sign_of
from extractor.checks.evidence import Evidence
from extractor.checks.finding import severity_of
from extractor.checks.guards.examine import examine
from extractor.checks.proof import versus
from extractor.checks.verdicts.judging import conclude, gap_ulps, judge
from extractor.records import Finding


def growth_direction(evidence: Evidence) -> Iterator[Finding]:
    """The word for the movement must agree with the levels: what fell is lower than before.

    It speaks only where the two levels are apart whatever their rounding.

    Flags: "Sales fell 6% to 1.25 million from 1.18 million" (the levels rise); "Inflation slowed to 5.2% from 4.6%."
    Passes: "Sales fell 6% to 1.18 million from 1.25 million."; "Inflation slowed to 4.6% from 5.2%."
    Source: statcheck's decision errors: a figure that turns the conclusion round is an error of its own kind.
    Guards: inverse quotes; losses and deficits that turn into the opposite; value against volume; another
    baseline than the prior level's.
    """
    for link, guards in movements(evidence, "growth", "change"):
        if is_complete(link) and turns(evidence, link):
            finding = _direction(evidence, link, guards)
            # A change that has neither sign nor size of the difference, and no slip to explain it, is
            # more likely another movement than a wrong word.
            if link.kind == "growth" or any(suspect.edit != "other" for suspect in finding.suspects):
                yield finding
    for link, guards in movements(evidence, "moved"):
        yield _bare(evidence, link, guards)


def movements(evidence: Evidence, *kinds: str) -> Iterator[tuple[Link, tuple[str, ...]]]:
    """The equations of some kinds that no guard silences, with the guards examined."""
    for link in links_of(evidence, *kinds):
        guards = examine(evidence, link)
        if guards is not None:
            yield link, guards


def turns(evidence: Evidence, link: Link) -> bool:
    """Do the levels move against the stated direction, beyond all rounding?"""
    current, prior = link.facts.get("current"), link.facts.get("prior")
    measured = link.facts.get("rate") or link.facts.get("delta")
    if current is None or prior is None or measured is None or measured.direction not in ("up", "down"):
        return False
    moved = (evidence.support(current.id) - evidence.support(prior.id)).sign
    return evidence.support(measured.id).sign == 1 and moved == -sign_of(measured)


def _direction(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    percent = link.kind == "growth"
    grade = "rate" if percent else "delta"
    current, measured, prior = (link.facts[role] for role in ("current", grade, "prior"))
    found = judge(evidence, link, grade, level="current")
    found = found.of_rates() if percent else found
    said, done = ("a rise", "lower") if measured.direction == "up" else ("a fall", "higher")
    moved = abs(evidence.support(current.id) / evidence.support(prior.id) - 1) * HUNDRED
    message = (
        f'The text gives {said} ("{evidence.quote(measured.id)}"), but "{evidence.quote(current.id)}" is'
        f' {done} than the "{evidence.quote(prior.id)}" before, by {wording.span(moved, "percent")}.'
    )
    return conclude(
        evidence, "growth.direction", link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support, percent=percent),),
        unit="percent" if percent else current.unit,
        scale=HUNDRED if percent else 1,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)),
    )  # fmt: skip


def _bare(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    """Two levels and the word between them, without the rate or the change."""
    relation = link.relations[0]
    word, rose = relation.spans[0].text, relation.spans[0].label == "up"
    current, prior = link.facts["more" if rose else "less"], link.facts["less" if rose else "more"]
    found = judge(evidence, link, "more", level="more")
    side = "above" if rose is not found.is_apart else "below"
    return conclude(
        evidence, "growth.direction", link, found,
        message=f'The text says "{word}", {"but" if found.is_apart else "and"} "{evidence.quote(current.id)}" is'
        f' {side} "{evidence.quote(prior.id)}".',
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=current.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else None,
    )  # fmt: skip
