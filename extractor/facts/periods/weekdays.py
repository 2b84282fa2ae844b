"""Readings of weekdays, weeks, and days counted within a period: next Friday, the 20th of next month, week 31."""

from datetime import date, timedelta

from extractor.facts.periods.calendar import Interval, nth_weekday, week_of, years_around
from extractor.facts.periods.context import Context, Node, Reading, UnresolvedError, enclosing
from extractor.facts.periods.dates import looks_ahead, valid_date


def read_weekday(node: Node, context: Context) -> Reading:
    """A weekday of the week around publication; "next Friday" is that of the next week."""
    weekday, direction = node.number("weekday"), node.get("direction")
    if context.container is not None:
        found = nth_weekday(context.container, weekday, 1)
        if found is None:
            raise UnresolvedError
        return Reading(Interval(found, found), "day")
    today = context.today
    ahead = timedelta(days=(weekday - today.weekday()) % 7)
    back = timedelta(days=(today.weekday() - weekday) % 7)
    week = timedelta(weeks=1)
    this_week = week_of(today).start + timedelta(days=weekday)
    if direction in ("next", "following"):
        day = this_week + week
    elif direction == "coming":
        day = today + (ahead or week)
    elif direction in ("last", "previous", "past"):
        day = this_week - week
    elif direction == "this":
        day = this_week
    else:
        tomorrow = back == timedelta(days=6)  # copy filed before midnight; six days ago would be "last"
        nearer = context.tense == "present" and 4 * ahead < back
        day = today + ahead if tomorrow or nearer or looks_ahead(node, context) else today - back
    return Reading(Interval(day, day), "day")


def read_weekday_day(node: Node, context: Context) -> Reading:
    """ "Friday the 11th": the nearest day that is both, of this month if it can be."""
    weekday, number, today = node.number("weekday"), node.number("day"), context.today
    days = [
        day
        for year in years_around(today, 1, 1)
        for month in range(1, 13)
        if (day := valid_date(year, month, number)) is not None and day.weekday() == weekday
    ]
    same_month = [day for day in days if (day.year, day.month) == (today.year, today.month)]
    if not (same_month or days):
        raise UnresolvedError
    found = min(same_month or days, key=lambda day: abs((day - today).days))
    return Reading(Interval(found, found), "day")


def read_dated_weekday(node: Node, context: Context) -> Reading:
    """ "Friday, Oct. 23": the date says more; the weekday helps to find its year."""
    weekday, day = node.child("a"), node.child("b")
    if day is None or weekday is None:
        raise UnresolvedError
    extra = {"weekday": weekday.get("weekday"), "lead": node.get("lead")}
    return context.read(Node({**day.fields, **extra}) if day.means == "date" else day, context)


def read_weekday_in(node: Node, context: Context) -> Reading:
    """ "Tuesday of next week", "next week on Friday"."""
    parts = [part for part in (node.child("a"), node.child("b")) if part is not None]
    week = next(part for part in parts if part.means != "weekday")
    weekday = next(part for part in parts if part.means == "weekday")
    within = context.read(week, context).interval
    if within is None:
        raise UnresolvedError
    return read_weekday(weekday, context.inside(within))


def read_week_of(node: Node, context: Context) -> Reading:
    """ "The week of April 10" is the ISO week that holds the day."""
    day = node.child("b")
    found = context.read(day, context).interval if day is not None else None
    if found is None:
        raise UnresolvedError
    return Reading(week_of(found.start), "week")


def read_week_number(node: Node, context: Context) -> Reading:
    """ISO weeks are counted within the year of publication unless another is named."""
    year = context.container.end.year if context.container else context.today.year
    try:
        monday = date.fromisocalendar(year, node.number(), 1)
    except ValueError:
        raise UnresolvedError from None
    return Reading(week_of(monday), "week")


def read_day_of(node: Node, context: Context) -> Reading:
    """ "The 20th of next month"."""
    container = enclosing(node, context)
    day = valid_date(container.start.year, container.start.month, node.number("day"))
    if day is None or day not in container:
        raise UnresolvedError
    return Reading(Interval(day, day), "day")


def read_days_of(node: Node, context: Context) -> Reading:
    """ "From 4 to 22 this month"."""
    container = enclosing(node, context)
    first = valid_date(container.start.year, container.start.month, node.number("day"))
    last = valid_date(container.start.year, container.start.month, node.number("day_to"))
    if first is None or last is None or first > last:
        raise UnresolvedError
    return Reading(Interval(first, last), "range")


def read_nth_weekday(node: Node, context: Context) -> Reading:
    """ "The first Friday of July", "the last Monday of the month"."""
    nth = -1 if node.get("n") == "last" else node.number()
    if node.child("of") is None:
        raise UnresolvedError
    day = nth_weekday(enclosing(node, context), node.number("weekday"), nth)
    if day is None:
        raise UnresolvedError
    return Reading(Interval(day, day), "day")
