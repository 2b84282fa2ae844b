"""The headline's figures in the body."""

from collections.abc import Iterator
from typing import Final

from extractor.checks.evidence import Evidence, stretch
from extractor.checks.families.headline_direction import turned_headlines
from extractor.checks.finding import LOWER, make_finding
from extractor.checks.guards.examine import differ, examine
from extractor.checks.verdicts.agreement import (
    agreement,
    apart,
    farthest,
    groups,
    mixed,
    names_the_other,
    one_slip_apart,
    pair,
)
from extractor.checks.verdicts.judging import judge
from extractor.records import ALARM_SEVERITIES, Fact, Finding, Relation, Severity

SMALL_COUNT: Final = 10
"""Counts under this in a headline ("three reasons") are not missed in the body."""

KEY_FIELDS: Final = ("entity_key", "period")

NEAR_DIGITS: Final = 3
FAR_DIGITS: Final = 5
"""A headline figure the body lacks, beside a body figure that one changed digit makes equal: hardly chance from
so many digits on (more if the two are said to measure different things)."""


def repeat_headline(evidence: Evidence) -> Iterator[Finding]:
    """The headline's figure is the body's, read as coarsely as headlines round.

    Flags: headline "Exports jump 20%", body "Exports rose 12.0 percent to $3.4bn".
    Passes: headline "Exports jump 14%", body "Exports rose 14.1 percent to $3.4bn".
    Source: Chesney and others (2017), Incongruent Headlines.
    Guards: another segment, period or owner; a body figure elsewhere that fits; body figures that differ
    among themselves; a headline figure without a match in the body is only noted; a rise is held against a fall only
    where both are of one measure and by one amount.
    """
    joined = {fact.id for facts, _ in groups(evidence) if mixed(facts) for fact in facts}
    for facts, relation in groups(evidence):
        if mixed(facts):
            yield from _headline_group(evidence, facts, relation)
    for fact in evidence.facts.values():
        if fact.in_title and fact.id not in joined:
            yield from _headline_alone(evidence, fact)
    yield from turned_headlines(evidence)


def _headline_group(
    evidence: Evidence, facts: tuple[Fact, ...], relation: Relation | None
) -> Iterator[Finding]:
    """A headline figure with the body's mentions of the same quantity."""
    title = next(fact for fact in facts if fact.in_title)
    body = tuple(fact for fact in facts if not fact.in_title)
    fitting = tuple(fact for fact in body if _fits(evidence, title, fact))
    fitting = tuple(fact for fact in fitting if names_the_other(evidence, title, fact)) or fitting
    if fitting:
        yield from agreement(evidence, "repeat.headline", (title, *fitting), relation)
    elif _fitting_elsewhere(evidence, title) is None:
        yield from _headline_apart(evidence, title, body, relation, unknown=0)


def _headline_alone(evidence: Evidence, title: Fact) -> Iterator[Finding]:
    """A headline figure that nothing joins to the body yet."""
    if title.kind in ("duration", "age") or title.value is None:
        return
    other = _fitting_elsewhere(evidence, title)
    if other is not None:
        same = other.measure_key is not None and other.measure_key == title.measure_key
        if same and not differ((title, other), "direction"):
            yield from agreement(evidence, "repeat.headline", (title, other), None)
        return
    for unknown in (0, 1):
        matches = [fact for fact in _matches(evidence, title) if _unknown(title, fact) == unknown]
        if matches:
            yield from _headline_apart(evidence, title, tuple(matches), None, unknown=unknown)
            return
    near = tuple(_near_misses(evidence, title))
    if near:
        yield from _headline_apart(evidence, title, near, None, unknown=0, kind="near")
    elif not (title.kind == "count" and title.value < SMALL_COUNT) and _has_body_figures(evidence):
        yield make_finding(
            "repeat.headline",
            verdict="incomplete",
            severity="note",
            facts=(title,),
            message=f'The headline\'s "{evidence.quote(title.id)}" is not found in the body.',
        )


def _headline_apart(
    evidence: Evidence,
    title: Fact,
    body: tuple[Fact, ...],
    relation: Relation | None,
    *,
    unknown: int,
    kind: str = "same",
) -> Iterator[Finding]:
    """No body figure fits: an alarm if the body speaks with one voice; a warning at most if the two figures
    were joined by their digits only (`kind` near)."""
    first, last = farthest(evidence, body)
    if not evidence.support(first.id).meets(evidence.support(last.id)):
        return
    link = pair(title, body[0], relation, kind=kind)
    guards = examine(evidence, link)
    if guards is None:
        return
    severity: Severity = judge(evidence, link, "one", level="one").severity
    if unknown:
        severity = LOWER[severity]
    if kind == "near" and severity in ALARM_SEVERITIES:
        severity = "warning"
    more = f'; no other figure of this kind in the body is near "{evidence.quote(title.id)}"'
    yield apart(evidence, "repeat.headline", link, guards, severity, more)


def _near_misses(evidence: Evidence, title: Fact) -> Iterator[Fact]:
    """Body figures of the same kind that one slip makes equal to the headline's, whatever they are said to
    measure: headlines leave the measure out."""
    for fact in evidence.facts.values():
        if fact.in_title or not _alike(title, fact) or _is_another_title(evidence, title, fact):
            continue
        long = FAR_DIGITS if differ((title, fact), "measure_key") else NEAR_DIGITS
        if not differ((title, fact), "direction") and one_slip_apart(evidence, title, fact, long=long):
            yield fact


def _is_another_title(evidence: Evidence, title: Fact, fact: Fact) -> bool:
    """Does the body figure already stand in the headline, as another figure of it?"""
    others = (other for other in evidence.facts.values() if other.in_title and other is not title)
    return any(
        other.kind == fact.kind and other.unit == fact.unit and _fits(evidence, other, fact)
        for other in others
    )


def _matches(evidence: Evidence, title: Fact) -> Iterator[Fact]:
    """Body figures with the headline's key, of which one component may be unknown."""
    for fact in evidence.facts.values():
        if fact.in_title or title.measure_key is None or fact.measure_key != title.measure_key:
            continue
        if _is_another_title(evidence, title, fact):
            continue
        same = ("segment_key", "modality", "direction")
        alike = _alike(title, fact) and all(getattr(fact, name) == getattr(title, name) for name in same)
        same_owner = not differ((title, fact), "entity_key")
        if alike and same_owner and stretch(title) in ((None, None), stretch(fact)):
            yield fact


def _unknown(one: Fact, other: Fact) -> int:
    """How many components of the key only one of two facts has."""
    return sum((getattr(one, field) is None) != (getattr(other, field) is None) for field in KEY_FIELDS)


def _alike(one: Fact, other: Fact) -> bool:
    """The same kind of figure, doing the same."""
    # A headline leaves out what a price is per.
    rates = None in (one.per, other.per) or one.per == other.per
    return rates and all(getattr(one, field) == getattr(other, field) for field in ("kind", "unit", "role"))


def _fits(evidence: Evidence, one: Fact, other: Fact) -> bool:
    return evidence.support(one.id).meets(evidence.support(other.id))


def _fitting_elsewhere(evidence: Evidence, title: Fact) -> Fact | None:
    """A body figure of the same kind and unit that has the headline's value, whatever it measures."""
    fitting = [
        fact
        for fact in evidence.facts.values()
        if not fact.in_title
        and fact.kind == title.kind
        and not differ((fact, title), "unit")
        and _fits(evidence, fact, title)
    ]
    same = [fact for fact in fitting if fact.measure_key == title.measure_key]
    return next(iter(same or fitting), None)


def _has_body_figures(evidence: Evidence) -> bool:
    return any(not fact.in_title for fact in evidence.facts.values())
