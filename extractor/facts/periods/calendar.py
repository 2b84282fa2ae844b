"""Calendar arithmetic on inclusive intervals of days: months, quarters, ISO weeks, fiscal years, holidays.

Pure: nothing here knows of articles or of words.
"""

import calendar as _calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from extractor.records import Granularity

ONE_DAY: Final = timedelta(days=1)


class Interval(NamedTuple):
    """Both days belong to it."""

    start: date
    end: date

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Interval):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, date) and self.start <= other <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def month_end(year: int, month: int) -> date:
    """
    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)

    """
    return date(year, month, _calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month; the month's last day where it has fewer.

    >>> add_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)

    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), month_end(year, month))


def year_of(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def years_of(first: int, last: int) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31))


def months_from(start: date, months: int) -> Interval:
    """So many months from a day on.

    >>> months_from(date(2023, 7, 1), 4).end
    datetime.date(2023, 10, 31)

    """
    return Interval(start, add_months(start, months) - ONE_DAY)


def months_to(end: date, months: int) -> Interval:
    """So many months up to a day, that day included; a month's last day counts back whole months.

    >>> months_to(date(2023, 9, 30), 9).start, months_to(date(2024, 12, 28), 3).start
    (datetime.date(2023, 1, 1), datetime.date(2024, 9, 29))

    """
    return Interval(add_months(end + ONE_DAY, -months), end)


def week_of(day: date) -> Interval:
    """The ISO week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6))


def weeks_of(container: Interval) -> tuple[Interval, ...]:
    """The ISO weeks that belong to a month or a year: those whose Thursday lies in it."""
    weeks = []
    week = week_of(container.start)
    while week.start <= container.end:
        if week.start + timedelta(days=3) in container:
            weeks.append(week)
        week = week_of(week.end + ONE_DAY)
    return tuple(weeks)


def fiscal_year(start: tuple[int, int], first_year: int) -> Interval:
    """The fiscal year that starts in `first_year` on (month, day)."""
    first = date(first_year, *start)
    return Interval(first, date(first_year + 1, *start) - ONE_DAY)


def fiscal_year_holding(start: tuple[int, int], day: date) -> Interval:
    """The fiscal year that holds a day.

    >>> fiscal_year_holding((7, 1), date(2023, 11, 20)).start
    datetime.date(2023, 7, 1)

    """
    this = fiscal_year(start, day.year)
    return this if day >= this.start else fiscal_year(start, day.year - 1)


def nth_weekday(container: Interval, weekday: int, nth: int) -> date | None:
    """The n-th such weekday of an interval, counted from its end if `nth` is negative."""
    if nth > 0:
        first = container.start + timedelta(days=(weekday - container.start.weekday()) % 7)
        day = first + timedelta(weeks=nth - 1)
    else:
        last = container.end - timedelta(days=(container.end.weekday() - weekday) % 7)
        day = last + timedelta(weeks=nth + 1)
    return day if day in container else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm in J. Meeus, Astronomical Algorithms).

    >>> easter(2024)
    datetime.date(2024, 3, 31)

    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    step = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * step) // 451
    month, day = divmod(h + step - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day a rule of `lexicon/calendar.toml` gives in a year."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    if rule.startswith("thanksgiving"):
        thursday = nth_weekday(month_of(year, 11), 3, 4)
        return thursday + timedelta(days=int(rule.removeprefix("thanksgiving"))) if thursday else None
    if rule == "election":
        monday = nth_weekday(month_of(year, 11), 0, 1)
        return monday + ONE_DAY if monday else None
    if "-" in rule.lstrip("-") and " " not in rule:
        month, day = map(int, rule.split("-"))
        return date(year, month, day)
    nth, weekday, month = map(int, rule.split())
    return nth_weekday(month_of(year, month), weekday, nth)


def whole_months(interval: Interval) -> int | None:
    """How many months an interval spans if it spans whole ones (from any day of the month), else null.

    >>> whole_months(Interval(date(2023, 7, 1), date(2023, 10, 31)))
    4

    """
    after = interval.end + ONE_DAY
    months = (after.year - interval.start.year) * 12 + after.month - interval.start.month
    return months if months > 0 and add_months(interval.start, months) == after else None


def shift_months(interval: Interval, months: int) -> Interval:
    """An interval moved by months. Whole months stay whole: a year before February 2024 is all of February 2023.

    >>> shift_months(Interval(date(2023, 2, 1), date(2023, 2, 28)), 12).end
    datetime.date(2024, 2, 29)

    """
    start = add_months(interval.start, months)
    if whole_months(interval) is not None:
        return Interval(start, add_months(interval.end + ONE_DAY, months) - ONE_DAY)
    return Interval(start, add_months(interval.end, months))


def preceding(interval: Interval) -> Interval:
    """The interval of the same length just before: months if it spans whole months, else days."""
    months = whole_months(interval)
    if months is not None:
        return Interval(add_months(interval.start, -months), interval.start - ONE_DAY)
    return Interval(interval.start - timedelta(days=interval.days), interval.start - ONE_DAY)


_MONTH_NAMES: Final[dict[int, Granularity]] = {1: "month", 3: "quarter", 6: "half", 12: "year", 120: "decade"}


def granularity_of(interval: Interval) -> Granularity:
    """The calendar unit an interval fills; `range` if none.

    >>> granularity_of(Interval(date(2023, 7, 1), date(2023, 9, 30)))
    'quarter'

    """
    if interval.start == interval.end:
        return "day"
    if interval.days == 7:
        return "week"
    return _MONTH_NAMES.get(whole_months(interval) or 0, "range")


def years_around(day: date, back: int = 2, ahead: int = 2) -> Iterator[int]:
    """The years in which a date without a year is looked for."""
    return iter(range(max(day.year - back, date.min.year), min(day.year + ahead, date.max.year - 1) + 1))
