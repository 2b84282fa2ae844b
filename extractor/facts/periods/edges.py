"""Readings of edges: the end of March, early next year, mid-2023, the rest of the week, year-end."""

from datetime import date, timedelta

from extractor.facts.periods.calendar import ONE_DAY, Interval, add_months, months_from
from extractor.facts.periods.context import Context, Node, Reading, UnresolvedError
from extractor.facts.periods.units import holding, shifted


def read_edge(node: Node, context: Context) -> Reading:
    """Early and late halves, middle third; the end is its last day, an instant; "rest" runs on from today."""
    part = node.get("part", "end")
    child = node.child("of")
    if child is not None and child.means == "whole":
        child = Node({"means": "anaphor", "unit": node.get("unit")})
        if context.carried is None and part == "end":
            return _last_day(_turn(node, context))
    if child is None:
        raise UnresolvedError
    if child.means == "anaphor" and child.get("unit") == "year" and not child.get("fiscal") and context.dated:
        # "Since the start of the year", "by the end of the year" look from today, not from a quarter told of.
        child = Node({"means": "relative", "direction": "this", "unit": "year"})
    found = context.read(Node({**child.fields, "lead": node.get("lead")}), context)
    if found.interval is None:
        raise UnresolvedError
    if part == "end":
        return _last_day(found.interval)
    if part == "start" and node.get("lead") == "since":
        return Reading(Interval(found.interval.start, found.interval.start), "day", instant=True)
    if part in ("earlier", "later"):
        return found  # the words leave open how much earlier
    if part == "rest":
        return _rest(found, context)
    return Reading(_cut(part, found), "range")


def _turn(node: Node, context: Context) -> Interval:
    """The unit at whose end "year-end" lies: for plans the running one, else the last complete one."""
    unit = node.get("unit")
    this = holding(unit, context.today)
    ahead = context.tense == "future" or node.get("lead") in ("by", "until", "before")
    return this if ahead or this.end <= context.today else shifted(unit, this, -1)


def _last_day(interval: Interval) -> Reading:
    return Reading(Interval(interval.end, interval.end), "day", instant=True)


def _rest(found: Reading, context: Context) -> Reading:
    interval = found.interval
    if interval is not None and context.dated and context.today in interval:
        return Reading(Interval(context.today, interval.end), "range")
    return found


def _cut(part: str, found: Reading) -> Interval:
    """The share of a period that early, mid, late and the start of it cover."""
    start, end = found.interval or (date.min, date.min)
    days = (end - start).days + 1
    if found.granularity == "year":
        months = {"early": (0, 6), "late": (6, 6), "mid": (4, 4), "start": (0, 4)}[part]
        return months_from(add_months(start, months[0]), months[1])
    if found.granularity == "week":
        first, last = {"early": (0, 2), "start": (0, 2), "mid": (1, 4), "late": (3, 6)}[part]
        return Interval(start + timedelta(days=first), start + timedelta(days=last))
    if found.granularity in ("month", "decade"):
        return Interval(start, end)  # nobody says on which day "early March" ends
    third, half = timedelta(days=days // 3), timedelta(days=days // 2)
    if part == "mid":
        return Interval(start + third, end - third)
    return Interval(start, start + half - ONE_DAY) if part != "late" else Interval(start + half, end)
