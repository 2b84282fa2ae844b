"""Findings against findings: which contradictions were found, and which alarms are false."""

from collections.abc import Sequence

import msgspec

from extractor.records import Extraction, Finding
from extractor.score.gold import Gold, GoldFinding

Place = tuple[int, int]


class FindingScore(msgspec.Struct, frozen=True, kw_only=True):
    """One article's alarms: what the gold wants and was found, what was missed, what nobody wanted."""

    found: tuple[GoldFinding, ...]
    missed: tuple[GoldFinding, ...]
    false_alarms: tuple[Finding, ...]


def score_findings(gold: Gold, extraction: Extraction) -> FindingScore:
    """Hold the alarms of an extraction against the inconsistencies of the gold."""
    alarms = [finding for finding in extraction.findings if finding.is_alarm]
    touched = [_places(alarm, extraction) for alarm in alarms]
    found: list[GoldFinding] = []
    missed: list[GoldFinding] = []
    hits: set[int] = set()
    for want in gold.findings:
        if want.verdict != "inconsistent":
            continue
        wanted = [(gold.facts[index].start_char, gold.facts[index].end_char) for index in want.facts]
        hit = next((n for n, places in enumerate(touched) if meets(wanted, places)), None)
        if hit is None:
            missed.append(want)
        else:
            found.append(want)
            hits.add(hit)
    return FindingScore(
        found=tuple(found),
        missed=tuple(missed),
        false_alarms=tuple(
            alarm
            for n, alarm in enumerate(alarms)
            if n not in hits and alarm.check not in gold.tolerated_findings
        ),
    )


def meets(wanted: Sequence[Place], places: Sequence[Place]) -> bool:
    """Does an alarm stand on two of the figures wanted (on the one, where only one is named)?"""
    met = sum(any(overlaps(figure, place) for place in places) for figure in wanted)
    return met >= min(2, len(wanted))


def overlaps(left: Place, right: Place) -> bool:
    """Do two spans share a character?"""
    return left[0] < right[1] and right[0] < left[1]


def _places(finding: Finding, extraction: Extraction) -> tuple[Place, ...]:
    """Where a finding's figures and spans stand."""
    named = set(finding.facts)
    figures = [(fact.start_char, fact.end_char) for fact in extraction.facts if fact.id in named]
    return (*figures, *((span.start_char, span.end_char) for span in finding.spans))
