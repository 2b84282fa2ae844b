"""A weekday and the date it stands beside: the check `period.weekday`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractor.checks.evidence import Evidence
from extractor.checks.finding import make_finding
from extractor.checks.guards.examine import days
from extractor.checks.verdicts.reference import published_days
from extractor.lexicon.calendar import calendar_words
from extractor.records import Fact, Finding, Period, Severity, Span, Suspect

GUARDS: Final = ("year_left_out", "far_off", "time_zone")

NEAR: Final = timedelta(days=14)
"""A date without its year is of the publication's time if it lies that near."""

NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK: Final = len(NAMES)
YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
WORD: Final = re.compile(r"[^\W\d_]+")


def period_weekday(evidence: Evidence) -> Iterator[Finding]:
    """A date falls on the weekday it is given with.

    Flags: "on Tuesday, March 6, 2024" (a Wednesday).
    Passes: "on Wednesday, March 6, 2024".
    Source: ISO 8601-1:2019, §4.2.2 (the Gregorian calendar); checks.md §2, period.weekday.
    Guards: dates without a year, unless they lie within two weeks of the publication; a day's difference may be
    the time zone's and is a warning.
    """
    for period in evidence.periods:
        weekday = _weekday(evidence, period)
        day = _day(evidence, period)
        if weekday is not None and day is not None:
            yield _finding(evidence, period, day, weekday)


def _weekday(evidence: Evidence, period: Period) -> int | None:
    """The one weekday among the words of an expression, 0 for Monday."""
    if period.granularity != "day" or period.start_char is None:
        return None
    names = calendar_words(evidence.model).weekdays
    found = [names[word] for word in map(str.lower, WORD.findall(period.text)) if word in names]
    return found[0] if len(found) == 1 else None


def _day(evidence: Evidence, period: Period) -> date | None:
    """The date written beside the weekday; a weekday alone has none."""
    span = days(period)
    if span is None or span[0] != span[1] or not any(letter.isdigit() for letter in period.text):
        return None
    published = published_days(evidence)
    near = published is not None and published[0] - NEAR <= span[0] <= published[1] + NEAR
    return span[0] if near or YEAR.search(period.text) else None


def _finding(evidence: Evidence, period: Period, day: date, weekday: int) -> Finding:
    assert period.start_char is not None
    assert period.end_char is not None
    apart = (day.weekday() - weekday) % WEEK
    facts = tuple(fact for fact in evidence.facts.values() if _is_of(fact, period))
    text = evidence.article.text[period.start_char : period.end_char]
    severity: Severity = "note" if not apart else "warning" if apart in (1, WEEK - 1) else "error"
    told = "is" if not apart else "is not"
    own = f"{told} a {NAMES[weekday]}" + (f", but a {NAMES[day.weekday()]}" if apart else "")
    return make_finding(
        "period.weekday",
        verdict="inconsistent" if apart else "consistent",
        severity=severity,
        facts=facts,
        message=f'{day.isoformat()}, of "{" ".join(period.text.split())}", {own}.',
        guards=GUARDS,
        suspects=tuple(Suspect(fact=fact.id, edit="period", why="weekday and date differ") for fact in facts)
        if apart
        else (),
        spans=(Span(label="period", start_char=period.start_char, end_char=period.end_char, text=text),),
    )


def _is_of(fact: Fact, period: Period) -> bool:
    return fact.period is not None and fact.period.start_char == period.start_char
