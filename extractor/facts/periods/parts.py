"""Readings of parts of a year: quarters, halves, the first nine months, the third week, and which year they are of."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from extractor.facts.periods.calendar import (
    Interval,
    add_months,
    granularity_of,
    months_from,
    shift_months,
    weeks_of,
    year_of,
)
from extractor.facts.periods.context import JANUARY, Context, Node, Reading, UnresolvedError, enclosing
from extractor.facts.periods.units import MONTHS_IN, holding, shifted, span_from, span_to, unit_granularity
from extractor.records import Granularity

JUST_ENDED: Final = 2
"""Months after its end in which a fiscal year is still the one reported on (periods.md §2)."""


_PARTS: Final[dict[str, tuple[int, Granularity]]] = {"quarter": (3, "quarter"), "half": (6, "half")}


def year_for(node: Node, context: Context, part: Callable[[Interval], Interval]) -> tuple[Interval, bool]:
    """The container of a part, and whether it is a fiscal year.

    Named by the field `of`; else the latest year whose part is over (for plans: the first whose part is not).
    The "current" fiscal year is the one just ended while its successor's part cannot have been reported yet.
    """
    child = node.child("of")
    if child is not None:
        found = context.read(child, context)
        if found.interval is None:
            raise UnresolvedError
        if _floats(child) and context.dated and context.tense != "future":
            return _just_ended(found.interval, part, context.today), found.fiscal
        return found.interval, found.fiscal
    start = context.fiscal_start if node.get("fiscal") else context.quarters_start
    if context.container is not None:
        return _year_inside(context.container, start), start != JANUARY
    if not context.dated:
        return _undated_year(context, start), start != JANUARY
    today = context.today
    year = holding("year", today, start)
    if context.tense == "future":
        chosen = year if part(year).end >= today else shifted("year", year, 1)
    elif context.tense == "present" and part(year).start <= today:
        chosen = year
    else:
        chosen = year if reported(part(year), today) else shifted("year", year, -1)
    return chosen, start != JANUARY


def _floats(child: Node) -> bool:
    """ "The current year", "the fiscal year": which one, the news tells."""
    return child.means in ("relative", "anaphor") and child.get("direction", "this") in ("this", "outgoing")


def _just_ended(year: Interval, part: Callable[[Interval], Interval], today: date) -> Interval:
    """The year before, if this one has hardly begun and half of the part is still to come."""
    middle = part(year).start + timedelta(days=part(year).days // 2)
    early = today < add_months(year.start, JUST_ENDED)
    return shifted("year", year, -1) if early and today < middle else year


def _year_inside(container: Interval, start: tuple[int, int]) -> Interval:
    year = holding("year", container.end, start)
    return container if granularity_of(container) == "year" else year


def _undated_year(context: Context, start: tuple[int, int]) -> Interval:
    """The year another sentence of an undated article names; only a calendar year is sure."""
    carried = context.carried
    if carried is not None and carried.granularity == "year":
        return carried.interval
    if context.year is None or start != JANUARY:
        raise UnresolvedError
    return year_of(context.year)


def reported(interval: Interval, today: date) -> bool:
    """Can figures of a period be out? It is over, or two thirds of it are."""
    return interval.start + timedelta(days=2 * interval.days // 3) <= today


def read_part(node: Node, context: Context) -> Reading:
    """A quarter or a half: of the year it is named with, else of the year that is being reported on."""
    months, granularity = _PARTS[node.means]
    parts = 12 // months
    n = parts if node.get("n") == "last" else node.number()
    last = int(node.get("to.n", str(n)))
    if not 1 <= n <= last <= parts:
        raise UnresolvedError

    def part(container: Interval) -> Interval:
        return months_from(add_months(container.start, months * (n - 1)), months * (last - n + 1))

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
        raise UnresolvedError
    found = part(container)
    size = granularity if last == n else granularity_of(found)
    return Reading(found, size, fiscal=fiscal or bool(node.get("fiscal")))


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


def read_part_of_year(node: Node, context: Context) -> Reading:
    """The first or last N units of a container; without one, of the year that statistics count in."""
    unit, n = node.get("unit"), node.number()
    first = node.get("direction") in ("first", "opening", "initial")

    def part(container: Interval) -> Interval:
        return span_from(container.start, n, unit) if first else span_to(container.end, n, unit)

    container, fiscal = year_for(node, context, part)
    found = part(container)
    return Reading(found, span_granularity(n, unit, found), fiscal=fiscal)


def span_granularity(n: int, unit: str, interval: Interval) -> Granularity:
    return granularity_of(interval) if unit in MONTHS_IN else unit_granularity(unit) if n == 1 else "range"


def read_nth(node: Node, context: Context) -> Reading:
    """ "The third week of October" (ISO weeks with their Thursday in it), "the last day of the quarter"."""
    if node.child("of") is None:
        raise UnresolvedError
    container, unit = enclosing(node, context), node.get("unit")
    last = node.get("n") == "last"
    nth = -1 if last else node.number() - 1
    if unit == "week":
        weeks = weeks_of(container)
        if nth >= len(weeks):
            raise UnresolvedError
        return Reading(weeks[nth], "week")
    if unit not in ("day", "month", "year", "quarter", "half", "weekend", "fortnight"):
        raise UnresolvedError
    if unit == "weekend":
        saturday = (
            holding(unit, container.end) if last else shifted(unit, holding(unit, container.start), nth)
        )
        return Reading(saturday, "range")
    found = (
        span_to(container.end, 1, unit) if last else shifted(unit, span_from(container.start, 1, unit), nth)
    )
    if found not in container:
        raise UnresolvedError
    return Reading(found, unit_granularity(unit))
