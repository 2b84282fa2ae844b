"""Percentages that cannot be: outside what a share may be, or percent where points are meant."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import Link, is_complete, links_of, sign_of
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, bounds, make_finding
from extractor.checks.guards.examine import BASIS, CHANGE_UNIT, LENGTH, MOVEMENT, POINTS, POSITIVE
from extractor.checks.proof import short, versus, within
from extractor.checks.traits import measure_of
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval

HUNDRED: Final = Fraction(100)
WHOLE: Final = Interval(Fraction(0), HUNDRED)
FALL: Final = Interval(-HUNDRED, None)

RANGE_GUARDS: Final = ("unsure", "negated", "signed", "unbounded", "unknown_measure")
RATE_GUARDS: Final = tuple(
    row for row in MOVEMENT if row not in (POINTS, CHANGE_UNIT, POSITIVE, LENGTH, BASIS)
)


def percent_range(evidence: Evidence) -> Iterator[Finding]:
    """A share of a whole lies between 0 and 100 percent, and nothing falls by more than all of it.

    Only shares by nature are held to 100 percent (market share, unemployment, turnout). Growth has no limit.

    Flags: "Prices fell by 140 percent."
    Passes: "Prices rose by 140 percent."; "Profit fell by 140 percent" (into a loss).
    Source: checks.md §2, percent.range.
    Guards: measures that can be negative, or are unknown; shares that may exceed the whole (capacity
    in use, penetration, attainment of a target, debt to GDP); a denied figure; an uncertain binding.
    """
    for fact in evidence.facts.values():
        if fact.kind != "percent" or fact.negated or fact.confidence < SURE_ENOUGH:
            continue
        limit = _limit(evidence, fact)
        if limit is not None and not _printed(evidence, fact).meets(limit):
            yield _out_of_range(evidence, fact, limit)


def _limit(evidence: Evidence, fact: Fact) -> Interval | None:
    """What a percentage must lie in; null for no limit."""
    row = measure_of(evidence, fact)
    if row is None:
        return None
    if fact.role == "growth":
        return None if row.signed or fact.direction != "down" else FALL
    return WHOLE if row.bounded and fact.role in ("level", "share") else None


def _printed(evidence: Evidence, fact: Fact) -> Interval:
    """The percentage with its sign: a fall is below zero."""
    return evidence.support(fact.id) * (sign_of(fact) if fact.role == "growth" else 1)


def _out_of_range(evidence: Evidence, fact: Fact, limit: Interval) -> Finding:
    is_fall = limit is FALL
    said = "A fall cannot exceed 100%" if is_fall else "A share of a whole lies between 0% and 100%"
    what = f" ({fact.measure})" if fact.measure else ""
    why = "what falls by 100% is gone" if is_fall else "more than the whole"
    return make_finding(
        "percent.range",
        verdict="inconsistent",
        severity="error",
        facts=(fact,),
        message=f'{said}; the text says "{evidence.quote(fact.id)}"{what}.',
        guards=RANGE_GUARDS,
        expected=bounds(limit, "percent"),
        observed=bounds(_printed(evidence, fact), "percent"),
        suspects=(Suspect(fact=fact.id, edit="other", why=why),),
        proof=(versus(_printed(evidence, fact), limit),),
    )


def percent_points(evidence: Evidence) -> Iterator[Finding]:
    """Between two rates, percent and percentage points are different changes.

    From 4.6% to 4.1% is half a percentage point, or 10.9 percent.

    It speaks where the stated percentage is the difference in points and cannot be the relative change.

    Flags: "Unemployment fell 0.5% to 4.1% from 4.6%."
    Passes: "Unemployment fell 0.5 points to 4.1% from 4.6%."; "Unemployment fell 10.9% to 4.1% from 4.6%."
    Source: checks.md §2, percent.points.
    Guards: a percentage that fits both ways; no prior rate printed; other baselines or measures;
    forecast against actual; denied or uncertain figures.
    """
    for link in links_of(evidence, "growth", "change"):
        change = link.facts.get("rate") or link.facts.get("delta")
        if change is None or change.kind != "percent" or not is_complete(link) or not _are_rates(link):
            continue
        if any(row.blocks(evidence, link) for row in RATE_GUARDS):
            continue
        finding = _points(evidence, link, change)
        if finding is not None:
            yield finding


def _are_rates(link: Link) -> bool:
    return all(link.facts[role].kind == "percent" for role in ("current", "prior"))


def _points(evidence: Evidence, link: Link, change: Fact) -> Finding | None:
    """What is said of the change; null where it is neither the points nor the percent."""
    current, prior = link.facts["current"], link.facts["prior"]
    stated = evidence.support(change.id)
    step = evidence.support(current.id) - evidence.support(prior.id)
    points = abs(step)
    if evidence.support(prior.id).sign != 1 or step.sign not in (1, -1) or step.sign == -_direction(change):
        return None
    percent = abs(evidence.support(current.id) / evidence.support(prior.id) - 1) * HUNDRED
    is_percent, is_points = percent.meets(stated), points.meets(stated)
    if not (is_percent or is_points):
        return None
    shown = f"{wording.span(points, 'percentage_point')}, or {wording.span(percent, 'percent')}"
    ends = f'From "{evidence.quote(prior.id)}" to "{evidence.quote(current.id)}" is {shown}'
    said = f'the stated "{evidence.quote(change.id)}"'
    return make_finding(
        "percent.points",
        verdict="consistent" if is_percent else "inconsistent",
        severity="note" if is_percent else "error",
        facts=(current, change, prior),
        relation=link.relations[0],
        message=f"{ends}; {said} {'is the latter' if is_percent else 'is in points'}.",
        guards=tuple(row.name for row in RATE_GUARDS),
        expected=bounds(percent, "percent"),
        observed=bounds(stated, "percent"),
        suspects=() if is_percent else (_in_points(evidence, change),),
        proof=_proof(current, prior, points, percent, stated),
    )


def _direction(change: Fact) -> int:
    return {"up": 1, "down": -1}.get(change.direction or "", 2)


def _in_points(evidence: Evidence, change: Fact) -> Suspect:
    number = evidence.quote(change.id)
    unit = change.unit_text or "%"
    text = f"{number.replace(unit, '').strip()} percentage points" if unit in number else None
    return Suspect(
        fact=change.id, edit="points", suggestion=text, why="the two rates differ by as many points"
    )


def _proof(
    current: Fact, prior: Fact, points: Interval, percent: Interval, stated: Interval
) -> tuple[str, ...]:
    if current.value is None or prior.value is None:
        return (versus(stated, percent),)
    first, last = sorted((current.value, prior.value), reverse=True)
    gap = f"({short(first)} - {short(last)})"
    return (
        within(gap[1:-1], points),
        within(f"{gap} / {short(prior.value)} * 100", percent),
        versus(stated, percent),
        versus(stated, points),
    )


CHECKS: Final[tuple[Check, ...]] = (
    Check("percent.range", percent_range),
    Check("percent.points", percent_points),
)
