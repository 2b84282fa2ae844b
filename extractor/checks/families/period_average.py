"""Averages a day, month or year against the total they are the average of."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks import wording
from extractor.checks.equations.links import Link
from extractor.checks.equations.maps import Affine
from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import days, examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Fact, Finding, Relation
from extractor.values.interval import Interval

MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
"""Months in the periods that are made of months."""

WEEK: Final = 7
WORKING_DAYS: Final = 5

ROUGH: Final = Fraction(1, 5)
"""Public holidays and strikes take up to so much of the working days."""


class _Span(NamedTuple):
    """How many of its periods an average stands for: `least` if only working days are counted."""

    number: Fraction
    least: Fraction


def period_average(evidence: Evidence) -> Iterator[Finding]:
    """A total is its average a month, week or day times the number of them.

    Flags: "It sold 1.2 million cars in six months, an average of 250,000 a month" (200,000).
    Passes: "It sold 1.2 million cars in six months, an average of about 200,000 a month."
    Source: checks.md §2, period.average.
    Guards: a period that is not made of whole months; working days instead of all days; averages per member
    and annual rates, which are adjusted for the season; another unit, basis or modality; vague figures.
    """
    for relation in evidence.related("average"):
        average, total = evidence.member(relation, "average"), evidence.member(relation, "total")
        if average is None or total is None:
            continue
        span = _span(total, average, evidence.member(relation, "span"))
        if span is not None:
            yield from _judged(evidence, _link(average, total, span, relation), span)


def _link(average: Fact, total: Fact, span: _Span, relation: Relation) -> Link:
    maps = {"average": Affine(Fraction(0), span.number)}
    return Link(kind="average", facts={"average": average, "total": total}, maps=maps, relations=(relation,))


def _span(total: Fact, average: Fact, said: Fact | None) -> _Span | None:
    """From the words ("in six months") or from the dates of the total."""
    if said is not None:
        return _said(said, average.per or "")
    if total.period is None or total.period.start_char is None or total.period.kind != "interval":
        return None
    own = days(total.period)
    return None if own is None else _dated(own[0], own[1], average.per or "")


def _said(said: Fact, per: str) -> _Span | None:
    """ "In six months", by the month; "in three years" by the year or the month."""
    if said.value is None:
        return None
    number, unit = Fraction(said.value), said.unit or ""
    if unit == per:
        return _Span(number, number)
    if unit in MONTHS and per in MONTHS and MONTHS[unit] > MONTHS[per]:
        number *= Fraction(MONTHS[unit], MONTHS[per])
        return _Span(number, number)
    if (unit, per) == ("week", "day"):
        return _Span(number * WEEK, number * WORKING_DAYS)
    return None


def _dated(start: date, end: date, per: str) -> _Span | None:
    """The number of whole days, weeks, months, … from one day to another, both included."""
    length = (end - start).days + 1
    if per == "day":
        working = sum((start + timedelta(days=each)).weekday() < WORKING_DAYS for each in range(length))
        return _Span(Fraction(length), Fraction(working))
    if per == "week":
        return _Span(Fraction(length, WEEK), Fraction(length, WEEK))
    after = end + timedelta(days=1)
    if start.day != 1 or after.day != 1 or per not in MONTHS:
        return None
    months = (after.year - start.year) * 12 + after.month - start.month
    number = Fraction(months, MONTHS[per])
    return _Span(number, number) if number.denominator == 1 and number > 1 else None


def _judged(evidence: Evidence, link: Link, span: _Span) -> Iterator[Finding]:
    guards = examine(evidence, link)
    if guards is None:
        return
    found = judge(evidence, link, "total", level="total")
    if found.is_apart and _is_of_working_days(evidence, link, span):
        return
    average, total = link.facts["average"], link.facts["total"]
    message = (
        f'"{evidence.quote(average.id)}" over {wording.plain(span.number)} {average.per}s makes'
        f' {wording.span(found.made.support, total.unit)}, {found.versus} "{evidence.quote(total.id)}".'
    )
    proof = [versus(found.stated.support, found.made.support)]
    if average.value is not None:
        proof.insert(0, within(f"{short(average.value)} * {short(span.number)}", found.made.support))
    yield conclude(
        evidence, "period.average", link, found,
        message=message, guards=(*guards, "working_days"), proof=proof, unit=total.unit,
    )  # fmt: skip


def _is_of_working_days(evidence: Evidence, link: Link, span: _Span) -> bool:
    """Would some number of days between the working ones, holidays off, and all of them fit?"""
    if span.least == span.number:
        return False
    average, total = (evidence.support(link.facts[role].id) for role in ("average", "total"))
    return (total / average).meets(Interval(span.least * (1 - ROUGH), span.number))
