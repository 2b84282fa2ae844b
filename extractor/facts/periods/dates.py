"""Readings of what the calendar names: dates, months, years, decades, seasons, holidays.

A date without its year takes the latest reading not after publication, for plans and forecasts the earliest
not before it; a direction ("last October") or an enclosing period ("in June last year") decides before that.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from extractor.facts.periods.calendar import (
    Interval,
    holiday,
    month_of,
    months_from,
    year_of,
    years_around,
    years_of,
)
from extractor.facts.periods.context import Context, Node, Reading, Tense, UnresolvedError

TO_COME: Final = ("until", "by", "before")
"""Words before a date that look ahead from the day of publication, whatever the tense."""


def choose(node: Node, context: Context, candidates: Iterable[Interval]) -> Interval:
    """The candidate meant.

    Raises:
        UnresolvedError: none fits.

    """
    options = sorted(candidates)
    if context.container is not None:
        inside = [option for option in options if option in context.container]
        if not inside:
            raise UnresolvedError
        return inside[0]
    today, direction = context.today, node.get("direction")
    if direction == "this":
        fitting = [option for option in options if option.start.year == today.year]
    elif direction in ("next", "coming", "following"):
        fitting = [option for option in options if option.start > today]
    elif direction in ("last", "past", "previous"):
        fitting = [option for option in options if option.end.year < today.year][-1:]
    elif node.get("lead") in TO_COME:
        fitting = [option for option in options if option.end >= today]
    elif context.tense in ("present", "future") or (options and options[0].days == 1):
        # A day is written without its year only if it is near; "is seen to have risen from December" looks back.
        fitting = sorted(options, key=lambda option: _distance(option, today, context.tense))
    else:
        fitting = [option for option in options if option.start <= today][-1:]
    if not fitting:
        raise UnresolvedError
    return fitting[0]


def _distance(option: Interval, today: date, tense: Tense) -> int:
    """Days from publication. What lies on the side that the tense does not speak of counts fourfold."""
    if option.start > today:
        return (option.start - today).days * (1 if tense == "future" else 4)
    return max(0, (today - option.end).days) * (4 if tense == "future" else 1)


def looks_ahead(node: Node, context: Context) -> bool:
    return context.tense == "future" or node.get("lead") in TO_COME


def valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(node: Node, context: Context, make: Callable[[int], date | None]) -> Reading:
    """A day whose year may be missing; `make` gives it in a year."""
    if node.get("year"):
        day = make(node.number("year"))
        if day is None:
            raise UnresolvedError
        return Reading(Interval(day, day), "day")
    years = _years(context)
    days = [day for year in years if (day := make(year)) is not None]
    return Reading(choose(node, context, [Interval(day, day) for day in days]), "day")


def _years(context: Context) -> Iterable[int]:
    if context.container is not None:
        return range(context.container.start.year, context.container.end.year + 1)
    if not context.dated and context.year is not None:
        context.container = year_of(context.year)
        return (context.year,)
    return years_around(context.today, back=9, ahead=9)


def read_date(node: Node, context: Context) -> Reading:
    weekday = node.get("weekday")

    def make(year: int) -> date | None:
        day = valid_date(year, node.number("month"), node.number("day"))
        return None if day is not None and weekday and day.weekday() != int(weekday) else day

    if weekday and not node.get("year") and context.dated and context.container is None:
        # The weekday tells the year: of those that fit, the nearest to the day of publication.
        days = [day for year in years_around(context.today) if (day := make(year)) is not None]
        if days:
            near = min(days, key=lambda day: abs((day - context.today).days))
            return Reading(Interval(near, near), "day")
    if weekday:
        return read_date(
            Node({key: value for key, value in node.fields.items() if key != "weekday"}), context
        )
    return _days(node, context, make)


def read_stamp(node: Node, context: Context) -> Reading:
    """A machine's time stamp, the one form that is left to dateparser."""
    day = _stamp(node.get("stamp"))
    if day is None:
        raise UnresolvedError
    return Reading(Interval(day, day), "day")


@lru_cache(maxsize=4096)
def _stamp(text: str) -> date | None:
    """The day of a time stamp as written, in its own time zone. Late import: few articles hold one."""
    import dateparser

    # Every part must be in the text: dateparser would fill the rest in from the clock.
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RELATIVE_BASE": datetime(2000, 1, 1)}
    found = dateparser.parse(text, languages=["en"], settings=settings)
    return found.date() if found is not None else None


def read_numeric(node: Node, context: Context) -> Reading:
    """12/11/2023 is 12 November, in American papers December 11; an impossible month decides alone."""
    first, second = node.number("first"), node.number("second")
    if not node.get("year"):
        day, month = (second, first) if context.month_first else (first, second)
        return read_date(Node({"month": str(month), "day": str(day)}), context)
    if first > 12:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        context.inferred = True
        day, month = (second, first) if context.month_first else (first, second)
    found = valid_date(node.number("year"), month, day)
    if found is None:
        raise UnresolvedError
    return Reading(Interval(found, found), "day")


def read_days(node: Node, context: Context) -> Reading:
    """ "November 19-20"."""
    last = read_date(Node({**node.fields, "day": node.get("day_to")}), context).interval
    first = valid_date(last.start.year, last.start.month, node.number("day")) if last else None
    if last is None or first is None or first > last.start:
        raise UnresolvedError
    return Reading(Interval(first, last.start), "range")


def read_month(node: Node, context: Context) -> Reading:
    month = node.number("month")
    if node.get("year"):
        return Reading(month_of(node.number("year"), month), "month")
    candidates = [month_of(year, month) for year in _years(context)]
    return Reading(choose(node, context, candidates), "month")


def read_year(node: Node, context: Context) -> Reading:
    return Reading(year_of(node.number("year")), "year")


def read_decade(node: Node, context: Context) -> Reading:
    first = node.number("decade")
    return Reading(years_of(first, first + 9), "decade")


def read_century(node: Node, context: Context) -> Reading:
    """As it is spoken of, the 19th century is the 1800s."""
    first = (node.number() - 1) * 100
    return Reading(years_of(first, first + 99), "range")


def read_season(node: Node, context: Context) -> Reading:
    """Meteorological seasons of the northern hemisphere; the winter of 2023 begins in December 2023."""
    context.inferred = True
    month = node.number("season")

    def season(year: int) -> Interval:
        return months_from(date(year, month, 1), 3)

    if node.get("year"):
        return Reading(season(node.number("year")), "range")
    return Reading(choose(node, context, [season(year) for year in _years(context)]), "range")


def read_holiday(node: Node, context: Context) -> Reading:
    rule = context.holidays.get(node.get("holiday"))
    if rule is None:
        raise UnresolvedError
    return _days(node, context, lambda year: holiday(rule, year))
