"""Units of the calendar as periods: the one that holds a day, spans of them to a day or from it, moves by them."""

from datetime import date, timedelta
from typing import Final

from extractor.facts.periods.calendar import (
    ONE_DAY,
    Interval,
    add_months,
    fiscal_year_holding,
    month_of,
    months_from,
    months_to,
    week_of,
    year_of,
    years_of,
)
from extractor.facts.periods.context import JANUARY, UnresolvedError
from extractor.records import Granularity

MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


DAYS_IN: Final = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def span_to(end: date, n: int, unit: str) -> Interval:
    """So many units up to and including a day.

    Raises:
        UnresolvedError: hours and minutes are no periods.

    """
    if unit in MONTHS_IN:
        return months_to(end, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise UnresolvedError
    return Interval(end - timedelta(days=n * DAYS_IN[unit] - 1), end)


def span_from(start: date, n: int, unit: str) -> Interval:
    """So many units from a day on, that day included."""
    if unit in MONTHS_IN:
        return months_from(start, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise UnresolvedError
    return Interval(start, start + timedelta(days=n * DAYS_IN[unit] - 1))


def move(day: date, n: int, unit: str) -> date:
    """A day so many units later (earlier if negative)."""
    if unit in MONTHS_IN:
        return add_months(day, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise UnresolvedError
    return day + timedelta(days=n * DAYS_IN[unit])


def holding(unit: str, day: date, start: tuple[int, int] = JANUARY) -> Interval:
    """The calendar unit that holds a day; years, halves and quarters are counted from `start`."""
    if unit == "day":
        return Interval(day, day)
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "weekend":
        saturday = week_of(day).start + timedelta(days=5)
        return Interval(saturday, saturday + ONE_DAY)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "decade":
        return years_of(day.year // 10 * 10, day.year // 10 * 10 + 9)
    if unit == "century":
        return years_of(day.year // 100 * 100, day.year // 100 * 100 + 99)
    if unit not in MONTHS_IN:
        raise UnresolvedError
    year = year_of(day.year) if start == JANUARY else fiscal_year_holding(start, day)
    while (part := months_from(year.start, MONTHS_IN[unit])).end < day:
        year = Interval(part.end + ONE_DAY, year.end)
    return part


def shifted(unit: str, interval: Interval, n: int) -> Interval:
    """The n-th unit after (before, if negative) one."""
    if unit == "century":
        return years_of(interval.start.year + 100 * n, interval.end.year + 100 * n)
    if unit in MONTHS_IN:
        return months_from(add_months(interval.start, n * MONTHS_IN[unit]), MONTHS_IN[unit])
    days = timedelta(days=n * DAYS_IN[unit])
    return Interval(interval.start + days, interval.end + days)


def unit_granularity(unit: str) -> Granularity:
    names: dict[str, Granularity] = {
        "day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
        "decade": "decade",
    }  # fmt: skip
    return names.get(unit, "range")
