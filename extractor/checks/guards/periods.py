"""Guards on time: other bases, other lengths, other periods."""

from datetime import date
from typing import Final

from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence
from extractor.checks.guards.topics import grade, levels
from extractor.records import Fact, Period

EXPECTED: Final = ("forecast", "target")

LENGTH_SLACK: Final = 0.15
"""Periods are of one length if they differ by no more than this part (28 and 31 days do)."""

SEASON_SLACK_DAYS: Final = 20
"""A week moves by a day or two from year to year, a month does not become the next one."""

LEAP_YEAR: Final = 2000
DAYS_IN_YEAR: Final = 366

BASE_SLACK_DAYS: Final = 45
"""How far a base may lie from exactly one year before and still be "a year earlier"."""


def other_base(evidence: Evidence, link: Link) -> bool:
    """The rate says one base ("year on year", "since January"), the prior level is of another."""
    measured, prior, current = grade(link), link.facts.get("prior"), link.facts.get("current")
    if measured is None or prior is None or measured.baseline is None:
        return False
    own = days(prior.period)
    base = days(measured.baseline.period)
    now = days(current.period) if current else None
    if measured.baseline.type in EXPECTED and prior.modality not in EXPECTED:
        return True
    if measured.baseline.type == "yoy" and current and _other_season(current.period, prior.period):
        return True
    if own is not None and own == now:
        return False  # the prior level was given the sentence's period for want of its own
    if own and base:
        return own[0] > base[1] or base[0] > own[1]
    if measured.baseline.type != "yoy" or own is None or now is None:
        return False
    return abs((now[0] - own[0]).days - 365) > BASE_SLACK_DAYS


def _other_season(one: Period | None, other: Period | None) -> bool:
    """Do two periods begin at different times of the year, whether or not the years are known?"""
    first, second = _time_of_year(one), _time_of_year(other)
    if (
        first is None
        or second is None
        or one is None
        or other is None
        or one.granularity != other.granularity
    ):
        return False
    apart = abs((first - second).days)
    return min(apart, DAYS_IN_YEAR - apart) > SEASON_SLACK_DAYS


def _time_of_year(period: Period | None) -> date | None:
    """The day a period begins on, in a leap year."""
    begins = (period.start or period.partial_start) if period else None
    if begins is None:
        return None
    try:
        return date(LEAP_YEAR, int(begins[-5:-3]), int(begins[-2:]))
    except ValueError:
        return None


def other_length(evidence: Evidence, link: Link) -> bool:
    stretches = [days(fact.period) for fact in levels(link) if fact.period and fact.period.kind == "interval"]
    lengths = [(end - start).days + 1 for start, end in filter(None, stretches)]
    return bool(lengths) and max(lengths) * (1 - LENGTH_SLACK) > min(lengths)


def other_period(evidence: Evidence, link: Link) -> bool:
    stretches = {days(fact.period) for fact in levels(link)} - {None}
    return len(stretches) > 1


def any_other_period(evidence: Evidence, link: Link) -> bool:
    """As `other_period`, the rate or price included, by the dates that are written. Figures of one sentence
    have no others: what was carried or derived for the one may be wrong for the next."""
    periods = (fact.period for fact in link.facts.values())
    written = [period for period in periods if period is not None and period.start_char is not None]
    return len({days(period) for period in written} - {None}) > 1


def same_base(one: Fact, other: Fact) -> bool:
    """Can two rates be against the same period? Only dates that differ, or two named bases, say no."""
    mine, theirs = one.baseline, other.baseline
    if mine is None or theirs is None:
        return True
    own, others = days(mine.period), days(theirs.period)
    if own and others:
        return own == others
    return mine.type == theirs.type or mine.text is None or theirs.text is None


def mixed_base(evidence: Evidence, link: Link) -> bool:
    """Are two rates against different periods?"""
    one, *others = link.facts.values()
    return not all(same_base(one, other) for other in others)


def days(period: Period | None) -> tuple[date, date] | None:
    """First and last day of a period, if both are known."""
    if period is None or period.start is None or period.end is None:
        return None
    return date.fromisoformat(period.start), date.fromisoformat(period.end)
