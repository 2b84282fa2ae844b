"""Readings of what is compared with: a year earlier, the same period of last year, month-on-month."""

from typing import Final

from extractor.facts.periods.calendar import (
    ONE_DAY,
    Interval,
    granularity_of,
    preceding,
    shift_months,
    week_of,
)
from extractor.facts.periods.context import Carried, Context, Node, Reading, UnresolvedError
from extractor.facts.periods.relative import spoken_of
from extractor.facts.periods.units import holding

MONTHS: Final = {"month": 1, "quarter": 3, "half": 6}


def read_same(node: Node, context: Context) -> Reading:
    """ "The same period (of last year)": the period spoken of, moved to where the words say."""
    unit = node.get("unit", "period")
    carried = context.carried
    if unit in ("month", "quarter", "half", "week", "day"):
        carried = spoken_of(unit, context) or carried
    if carried is None:
        raise UnresolvedError
    child = node.child("of")
    moved = carried.interval if child is None else _moved(carried.interval, child, context)
    return Reading(moved, carried.granularity, fiscal=carried.fiscal)


def _moved(interval: Interval, child: Node, context: Context) -> Interval:
    means, direction, unit = child.means, child.get("direction"), child.get("unit")
    if means == "back" or (means == "relative" and direction in ("last", "previous", "past")):
        return back(interval, unit)
    if means == "relative" and direction == "this":
        return interval
    if means == "ago":
        if unit != "year":
            raise UnresolvedError
        return shift_months(interval, -12 * child.number())
    target = context.read(child, context).interval
    if target is None:
        raise UnresolvedError
    # Fiscal years and calendar years alike: as many whole years back as bring the period into the one named.
    for years in range(60):
        for sign in (-1, 1):
            moved = shift_months(interval, 12 * sign * years)
            if moved in target:
                return moved
    raise UnresolvedError


def back(interval: Interval, unit: str) -> Interval:
    """The period compared with: a year before, or the one of the same length just before."""
    if unit == "year":
        return shift_months(interval, -12)
    if unit == "week" and granularity_of(interval) == "day":
        return Interval(*(day.fromordinal(day.toordinal() - 7) for day in interval))
    return preceding(interval)


def _days_back(interval: Interval, months: int) -> Interval:
    """The same days some months before; from the last day of a month, the last of the other."""
    behind = shift_months(Interval(interval.end + ONE_DAY, interval.end + ONE_DAY), -months).start
    if behind.day == 1:
        return Interval(behind - ONE_DAY, behind - ONE_DAY)
    return shift_months(interval, -months)


def _is_of(carried: Carried, unit: str) -> bool:
    return unit in (carried.granularity, granularity_of(carried.interval))


def read_back(node: Node, context: Context) -> Reading:
    """ "A year earlier", "year-on-year", "the month before": from the period spoken of, else from today."""
    carried, unit = context.carried, node.get("unit")
    if carried is not None and (unit == "year" or node.get("base") or _is_of(carried, unit)):
        return Reading(back(carried.interval, unit), carried.granularity, fiscal=carried.fiscal)
    if carried is not None and carried.granularity == "day" and unit in MONTHS:
        return Reading(_days_back(carried.interval, MONTHS[unit]), "day")
    if node.get("base"):
        raise UnresolvedError
    today = context.today
    day = today.replace(day=1) if unit == "month" else today
    this = holding(unit, day) if unit != "week" else week_of(day)
    previous = preceding(this) if unit != "year" else shift_months(this, -12)
    return Reading(previous, "year" if unit == "year" else granularity_of(previous))
