"""Readings of two expressions as one: from January to June, October of last year."""

from datetime import date, timedelta

from extractor.facts.periods.calendar import Interval, granularity_of
from extractor.facts.periods.context import Context, Node, Reading, UnresolvedError


def read_within(node: Node, context: Context) -> Reading:
    """ "October of last year", "July-October of fiscal 2024": a part named within a year."""
    inner, outer = node.child("a"), node.child("b")
    if inner is None or outer is None:
        raise UnresolvedError
    around = context.read(outer, context)
    if around.interval is None:
        raise UnresolvedError
    found = context.read(inner, context.inside(around.interval))
    return found._replace(fiscal=around.fiscal)


def read_range(node: Node, context: Context) -> Reading:
    """From the start of one to the end of the other; the second tells the year of the first, or the first of it."""
    first, last = node.child("a"), node.child("b")
    if first is None or last is None:
        raise UnresolvedError
    if _has_year(first) and not _has_year(last):
        start = context.read(first, context)
        if start.interval is None:
            raise UnresolvedError
        from_there = context.inside(
            Interval(start.interval.start, date(start.interval.start.year + 1, 12, 31))
        )
        end = context.read(last, context if last.means == "day" else from_there)
    else:
        end = context.read(last, context)
        if end.interval is None:
            raise UnresolvedError
        start = context.read(first, _until(context, end.interval.end, first))
    if start.interval is None or end.interval is None or start.interval.start > end.interval.end:
        raise UnresolvedError
    interval = Interval(_inner_start(first, start.interval), end.interval.end)
    size = granularity_of(interval)
    return Reading(interval, "range" if size == "day" else size, fiscal=start.fiscal or end.fiscal)


def _until(context: Context, day: date, first: Node) -> Context:
    """Seen from the end of a range, its start lies before; only directions keep the day of publication."""
    directed = first.get("direction") or first.means in ("relative", "day", "edge")
    if context.container is not None or directed:
        return context
    return context.before(day)


def _inner_start(node: Node, interval: Interval) -> date:
    """A range "from the end of 2007" begins the day after."""
    if node.means == "edge" and node.get("part") == "end":
        return interval.end + timedelta(days=1)
    return interval.start


def _has_year(node: Node) -> bool:
    return any(key.rpartition(".")[2] in ("year", "label", "direction", "decade") for key in node.fields)
