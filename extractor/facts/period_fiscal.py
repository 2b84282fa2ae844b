"""Readings of fiscal years, quarters and halves, of ending forms, and of what is compared with."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from extractor.facts.calendar import (
    Interval,
    add_months,
    fiscal_year,
    granularity_of,
    months_from,
    preceding,
    shift_months,
    week_of,
    years_of,
)
from extractor.facts.period_context import JANUARY, Carried, Context, Node, Reading, Unresolved
from extractor.facts.period_relative import holding, span_from, span_to, spoken_of, year_for
from extractor.records import Granularity

RUN_OUT: Final = 75
"""Days after its end in which the results of a year come out, and it is still called "the year ending"."""

_PARTS: Final[dict[str, tuple[int, Granularity]]] = {"quarter": (3, "quarter"), "half": (6, "half")}


def read_fiscal_year(node: Node, context: Context) -> Reading:
    """FY24, fiscal 2024, 2023-24: the year that the company, else the country, counts and names so."""
    first, _, second = node.get("label").partition("-")
    year = int(first)
    if second:
        if int(second) - year != 1:
            return Reading(years_of(year, int(second)), "range")
        return Reading(fiscal_year(context.pair_start, year), "year", fiscal=True)
    start = context.fiscal_start
    if start == JANUARY:
        return Reading(fiscal_year(start, year), "year", fiscal=True)
    return Reading(fiscal_year(start, year - 1 if context.named_by == "end" else year), "year", fiscal=True)


def read_part(node: Node, context: Context) -> Reading:
    """A quarter or a half: of the year it is named with, else of the year that is being reported on."""
    months, granularity = _PARTS[node.means]
    parts = 12 // months
    n = parts if node.get("n") == "last" else node.number()
    if not 1 <= n <= parts:
        raise Unresolved

    def part(container: Interval) -> Interval:
        return months_from(add_months(container.start, months * (n - 1)), months)

    child = node.child("of")
    if child is not None and node.get("fiscal") and child.means == "year":
        # "The fiscal third quarter of 2024" is that of fiscal 2024.
        node = Node({**node.fields, "of.means": "fiscal_year", "of.label": child.get("year")})
    if node.get("direction") and child is None:
        return _directed(node, context, part, granularity)
    container, fiscal = year_for(node, context, part)
    if granularity_of(container) == "month" and node.means == "half":
        middle = date(container.start.year, container.start.month, 15)
        return Reading(
            Interval(container.start, middle) if n == 1 else Interval(middle.replace(day=16), container.end),
            "range",
        )
    if granularity_of(container) != "year":
        raise Unresolved
    return Reading(part(container), granularity, fiscal=fiscal or bool(node.get("fiscal")))


def _directed(
    node: Node, context: Context, part: Callable[[Interval], Interval], granularity: Granularity
) -> Reading:
    """ "Last third quarter" and the like: the part of last year, of this one, of the next."""
    start = context.fiscal_start if node.get("fiscal") else context.quarters_start
    year = holding("year", context.today, start)
    step = {"last": -12, "previous": -12, "past": -12, "next": 12, "following": 12}.get(
        node.get("direction"), 0
    )
    return Reading(part(shift_months(year, step)), granularity, fiscal=start != JANUARY)


def read_ending(node: Node, context: Context) -> Reading:
    """ "Nine months ended Sept 30", "the year to March": so many units back from the last day named."""
    child = node.child("end")
    if child is None:
        raise Unresolved
    found = context.read(_with_label(child, node, -1), _seen_for(node, context)).interval
    if found is None:
        raise Unresolved
    unit, end = node.get("unit"), found.end
    if unit in ("period", "timeframe"):
        carried = context.carried
        if carried is None or carried.interval.end != end:
            raise Unresolved
        return Reading(carried.interval, carried.granularity, fiscal=carried.fiscal)
    n = _units(node, unit)
    interval = span_to(end, n, unit)
    fiscal = bool(node.get("fiscal")) or (unit == "year" and n == 1 and (end.month, end.day) != (12, 31))
    size: Granularity = granularity_of(interval)
    if n == 1 and unit in ("quarter", "half", "year", "week", "month"):
        size = unit  # type: ignore[assignment]
    return Reading(interval, size, fiscal=fiscal)


def _with_label(child: Node, node: Node, which: int) -> Node:
    """ "Fiscal 1987/88 starting July 1": the label tells the year of the date beside it."""
    years = node.get("label").split("-")
    if not years[0] or child.get("year") or (which == 0 and len(years) == 1):
        return child
    return Node({**child.fields, "year": years[which]})


def _seen_for(node: Node, context: Context) -> Context:
    """ "The year ending in March" is the one that is running, or has just run out."""
    running = node.get("ends").startswith("end") and node.get("ends") != "ended"
    if not (running and node.get("unit") == "year" and context.dated and context.tense != "future"):
        return context
    return context.before(context.today + timedelta(days=365 - RUN_OUT))


def _units(node: Node, unit: str) -> int:
    if node.get("n") == "last" or (node.get("direction") and node.get("means") == "relative"):
        return 1
    return node.number()


def read_starting(node: Node, context: Context) -> Reading:
    """ "The week starting February 4", "the fiscal year that began in July"."""
    child = node.child("start")
    found = context.read(_with_label(child, node, 0), context).interval if child is not None else None
    if found is None or node.get("unit") in ("period", "timeframe"):
        raise Unresolved
    interval = span_from(found.start, _units(node, node.get("unit")), node.get("unit"))
    return Reading(interval, granularity_of(interval), fiscal=bool(node.get("fiscal")))


def read_same(node: Node, context: Context) -> Reading:
    """ "The same period (of last year)": the period spoken of, moved to where the words say."""
    unit = node.get("unit", "period")
    carried = context.carried
    if unit in ("month", "quarter", "half", "week", "day"):
        carried = spoken_of(unit, context) or carried
    if carried is None:
        raise Unresolved
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
            raise Unresolved
        return shift_months(interval, -12 * child.number())
    target = context.read(child, context).interval
    if target is None:
        raise Unresolved
    # Fiscal years and calendar years alike: as many whole years back as bring the period into the one named.
    for years in range(60):
        for sign in (-1, 1):
            moved = shift_months(interval, 12 * sign * years)
            if moved in target:
                return moved
    raise Unresolved


def back(interval: Interval, unit: str) -> Interval:
    """The period compared with: a year before, or the one of the same length just before."""
    if unit == "year":
        return shift_months(interval, -12)
    if unit == "week" and granularity_of(interval) == "day":
        return Interval(*(day.fromordinal(day.toordinal() - 7) for day in interval))
    return preceding(interval)


def _is_of(carried: Carried, unit: str) -> bool:
    return unit in (carried.granularity, granularity_of(carried.interval))


def read_back(node: Node, context: Context) -> Reading:
    """ "A year earlier", "year-on-year", "the month before": from the period spoken of, else from today."""
    carried, unit = context.carried, node.get("unit")
    if carried is not None and (unit == "year" or node.get("base") or _is_of(carried, unit)):
        return Reading(back(carried.interval, unit), carried.granularity, fiscal=carried.fiscal)
    if node.get("base"):
        raise Unresolved
    today = context.today
    day = today.replace(day=1) if unit == "month" else today
    this = holding(unit, day) if unit != "week" else week_of(day)
    previous = preceding(this) if unit != "year" else shift_months(this, -12)
    return Reading(previous, "year" if unit == "year" else granularity_of(previous))
