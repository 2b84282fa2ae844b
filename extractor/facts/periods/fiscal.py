"""Readings of fiscal years, and of periods told by the day they end or start."""

from datetime import timedelta
from typing import Final

from extractor.facts.periods.calendar import fiscal_year, granularity_of, years_of
from extractor.facts.periods.context import JANUARY, Context, Node, Reading, UnresolvedError
from extractor.facts.periods.units import span_from, span_to
from extractor.records import Granularity

RUN_OUT: Final = 75
"""Days after its end in which the results of a year come out, and it is still called "the year ending"."""


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


def read_ending(node: Node, context: Context) -> Reading:
    """ "Nine months ended Sept 30", "the year to March": so many units back from the last day named."""
    child = node.child("end")
    if child is None:
        raise UnresolvedError
    found = context.read(_with_label(child, node, -1), _seen_for(node, context)).interval
    if found is None:
        raise UnresolvedError
    unit, end = node.get("unit"), found.end
    if unit in ("period", "timeframe"):
        carried = context.carried
        if carried is None or carried.interval.end != end:
            raise UnresolvedError
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
        raise UnresolvedError
    interval = span_from(found.start, _units(node, node.get("unit")), node.get("unit"))
    return Reading(interval, granularity_of(interval), fiscal=bool(node.get("fiscal")))
