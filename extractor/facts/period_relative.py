"""Readings told from the day of publication or from the period spoken of: last month, two weeks ago, the past
five years, so far this year, the quarter, the end of March.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from extractor.facts.calendar import (
    ONE_DAY,
    Interval,
    add_months,
    granularity_of,
    month_of,
    months_from,
    months_to,
    week_of,
    weeks_of,
    year_of,
    years_of,
)
from extractor.facts.period_context import JANUARY, Carried, Context, Node, Reading, Unresolved, enclosing
from extractor.records import Granularity

MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
DAYS_IN: Final = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
JUST_ENDED: Final = 2
"""Months after its end in which a fiscal year is still the one reported on (periods.md §2)."""


def span_to(end: date, n: int, unit: str) -> Interval:
    """So many units up to and including a day.

    Raises:
        Unresolved: hours and minutes are no periods.

    """
    if unit in MONTHS_IN:
        return months_to(end, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise Unresolved
    return Interval(end - timedelta(days=n * DAYS_IN[unit] - 1), end)


def span_from(start: date, n: int, unit: str) -> Interval:
    """So many units from a day on, that day included."""
    if unit in MONTHS_IN:
        return months_from(start, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise Unresolved
    return Interval(start, start + timedelta(days=n * DAYS_IN[unit] - 1))


def move(day: date, n: int, unit: str) -> date:
    """A day so many units later (earlier if negative)."""
    if unit in MONTHS_IN:
        return add_months(day, n * MONTHS_IN[unit])
    if unit not in DAYS_IN:
        raise Unresolved
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
        raise Unresolved
    year = year_of(day.year) if start == JANUARY else _year_from(start, day)
    while (part := months_from(year.start, MONTHS_IN[unit])).end < day:
        year = Interval(part.end + ONE_DAY, year.end)
    return part


def _year_from(start: tuple[int, int], day: date) -> Interval:
    first = date(day.year, *start)
    if day < first:
        first = date(day.year - 1, *start)
    return months_from(first, 12)


def shifted(unit: str, interval: Interval, n: int) -> Interval:
    """The n-th unit after (before, if negative) one."""
    if unit == "century":
        return years_of(interval.start.year + 100 * n, interval.end.year + 100 * n)
    if unit in MONTHS_IN:
        return months_from(add_months(interval.start, n * MONTHS_IN[unit]), MONTHS_IN[unit])
    days = timedelta(days=n * DAYS_IN[unit])
    return Interval(interval.start + days, interval.end + days)


def _granularity(unit: str) -> Granularity:
    names: dict[str, Granularity] = {
        "day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
        "decade": "decade",
    }  # fmt: skip
    return names.get(unit, "range")


def spoken_of(unit: str, context: Context) -> Carried | None:
    """The carried period, if it is of this unit (any, for "period")."""
    carried = context.carried
    if carried is None:
        return None
    if (
        unit in ("period", "timeframe")
        or carried.granularity == unit
        or granularity_of(carried.interval) == unit
    ):
        return carried
    return None


def _is_fiscal(carried: Carried) -> bool:
    """A year that does not start in January is a fiscal one, whatever it was called."""
    return carried.fiscal or (carried.granularity == "year" and carried.interval.start.month != 1)


def _start_of(node: Node, unit: str, context: Context) -> tuple[int, int]:
    """The first day of the year that a unit is counted in: fiscal only where the words or the country say so."""
    if node.get("fiscal"):
        return context.fiscal_start
    if unit == "half" or (unit == "quarter" and context.company):
        return context.quarters_start
    return JANUARY


def read_day(node: Node, context: Context) -> Reading:
    day = context.today + timedelta(days=node.number("offset"))
    return Reading(Interval(day, day), "day")


def read_relative(node: Node, context: Context) -> Reading:
    """This, last, next year, quarter, month, week; "previous" and "that" look at the period spoken of first."""
    unit, direction, fiscal = node.get("unit"), node.get("direction"), bool(node.get("fiscal"))
    carried = spoken_of(unit, context) if direction in ("previous", "following", "same") else None
    if (
        direction == "same"
        and carried is None
        and context.carried is not None
        and unit in ("month", "year", "week")
    ):
        return Reading(holding(unit, context.carried.interval.start), _granularity(unit))
    if carried is not None and (not fiscal or _is_fiscal(carried)):
        found = carried.interval if direction == "same" else shifted(unit, carried.interval, _step(direction))
        return Reading(found, _granularity(unit), fiscal=carried.fiscal)
    today = context.today
    if direction == "past":
        return _past(unit, today)
    start = _start_of(node, unit, context)
    this = holding(unit, today, start)
    if unit == "day" and direction == "this":
        return Reading(this, "day")
    if direction == "outgoing" or (direction == "last" and fiscal and unit == "year"):
        found = _fiscal_year_back(direction, this, today)
    else:
        found = shifted(unit, this, _step(direction))
    if node.get("so_far"):
        found = Interval(found.start, max(found.start, today - ONE_DAY))
    if node.get("working") and unit == "week":
        found = Interval(found.start, found.start + timedelta(days=4))
    return Reading(found, _granularity(unit), fiscal=fiscal and unit in MONTHS_IN)


def _step(direction: str) -> int:
    if direction in ("last", "previous", "past", "outgoing"):
        return -1
    return 1 if direction in ("next", "coming", "following") else 0


def _fiscal_year_back(direction: str, this: Interval, today: date) -> Interval:
    """ "The outgoing year" is the one just ended for two months after its end, before that the current one."""
    if direction == "outgoing":
        return shifted("year", this, -1) if today < add_months(this.start, JUST_ENDED) else this
    return shifted("year", this, -1)


def _past(unit: str, today: date) -> Reading:
    """ "The past year" ends today; quarters and halves are the last complete ones."""
    if unit in ("quarter", "half", "weekend", "day"):
        return Reading(shifted(unit, holding(unit, today), -1), _granularity(unit))
    return Reading(span_to(today - ONE_DAY, 1, unit), _granularity(unit))


def read_relative_n(node: Node, context: Context) -> Reading:
    """The last four months (complete ones), the past five years (to this day), the first nine months of a year."""
    direction, unit, n = node.get("direction"), node.get("unit"), node.number()
    if node.child("of") is not None:
        return _part_of_year(node, context)
    if direction in ("first", "opening", "initial", "final", "closing"):
        return _part_of_year(node, context)
    carried = context.carried if direction in ("previous", "following") else None
    if carried is not None:
        edge = carried.interval.start - ONE_DAY if direction == "previous" else carried.interval.end + ONE_DAY
        around = span_to(edge, n, unit) if direction == "previous" else span_from(edge, n, unit)
        return Reading(around, _size(n, unit, around))
    today = context.today
    if direction in ("next", "coming", "following"):
        if unit in ("quarter", "half"):
            first = holding(unit, today).end + ONE_DAY
            found = span_from(first, n, unit)
        else:
            found = span_from(today if node.get("lead") == "within" else today + ONE_DAY, n, unit)
    elif unit in ("month", "quarter", "half"):
        # Statistics lag: the last four months are the last complete ones.
        found = span_to(_last_complete(unit, today), n, unit)
    elif unit == "decade":
        found = span_to(holding(unit, today).start - ONE_DAY, n, unit)
    elif node.get("working"):
        found = Interval(_working_days_back(today, n), today)
    else:
        # Complete days: five years to yesterday.
        found = span_to(today - ONE_DAY, n, unit)
    return Reading(found, _size(n, unit, found))


def _last_complete(unit: str, today: date) -> date:
    this = holding(unit, today)
    return today if today == this.end else this.start - ONE_DAY


def _working_days_back(today: date, n: int) -> date:
    day = today
    while n > 1:
        day -= ONE_DAY
        n -= day.weekday() < 5
    return day


def _size(n: int, unit: str, interval: Interval) -> Granularity:
    return granularity_of(interval) if unit in MONTHS_IN else _granularity(unit) if n == 1 else "range"


def _part_of_year(node: Node, context: Context) -> Reading:
    """The first or last N units of a container; without one, of the year that statistics count in."""
    unit, n = node.get("unit"), node.number()
    first = node.get("direction") in ("first", "opening", "initial")

    def part(container: Interval) -> Interval:
        return span_from(container.start, n, unit) if first else span_to(container.end, n, unit)

    container, fiscal = year_for(node, context, part)
    found = part(container)
    return Reading(found, _size(n, unit, found), fiscal=fiscal)


def year_for(node: Node, context: Context, part: Callable[[Interval], Interval]) -> tuple[Interval, bool]:
    """The container of a part, and whether it is a fiscal year.

    Named by the field `of`; else the carried year, else the latest year whose part is over (for plans: is not).
    The "current" fiscal year is the one just ended while its successor's part cannot have been reported yet.
    """
    child = node.child("of")
    if child is not None:
        found = context.read(child, context)
        if found.interval is None:
            raise Unresolved
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
        chosen = year if _reported(part(year), today) else shifted("year", year, -1)
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
        raise Unresolved
    return year_of(context.year)


def _reported(interval: Interval, today: date) -> bool:
    """Can figures of a period be out? It is over, or two thirds of it are."""
    return interval.start + timedelta(days=2 * interval.days // 3) <= today


def read_nth(node: Node, context: Context) -> Reading:
    """ "The third week of October" (ISO weeks with their Thursday in it), "the last day of the quarter"."""
    if node.child("of") is None:
        raise Unresolved
    container, unit = enclosing(node, context), node.get("unit")
    last = node.get("n") == "last"
    nth = -1 if last else node.number() - 1
    if unit == "week":
        weeks = weeks_of(container)
        if nth >= len(weeks):
            raise Unresolved
        return Reading(weeks[nth], "week")
    if unit not in ("day", "month", "year", "quarter", "half", "weekend", "fortnight"):
        raise Unresolved
    if unit == "weekend":
        saturday = (
            holding(unit, container.end) if last else shifted(unit, holding(unit, container.start), nth)
        )
        return Reading(saturday, "range")
    if last:
        found = span_to(container.end, 1, unit)
    else:
        found = shifted(unit, span_from(container.start, 1, unit), nth)
    if found not in container:
        raise Unresolved
    return Reading(found, _granularity(unit))


def read_ago(node: Node, context: Context) -> Reading:
    """Two weeks ago: the week. In two weeks: the day, as plans are dated. "Earlier" and "later" look at the
    period spoken of."""
    sense = node.get("sense")
    unit = node.get("unit")
    back = sense.split()[0] in ("ago", "back", "earlier", "before", "previously")
    base = context.today + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(sense.split()[-1], 0))
    carried = context.carried if sense in ("earlier", "later", "previously") else None
    if carried is not None:
        base = carried.interval.start if back else carried.interval.end
    sign = -1 if back else 1
    day = base
    for prefix in ("", "c.", "b."):
        if node.get(prefix + "n"):
            day = move(day, sign * node.number(prefix + "n"), node.get(prefix + "unit"))
    if node.get("half"):
        day = move(day, sign * (MONTHS_IN.get(unit, 0) // 2), "month")
    unit = node.get("c.unit") or node.get("b.unit") or unit
    if "today" in sense and not back and node.get("lead") in ("for", "within"):
        return Reading(Interval(context.today, day - ONE_DAY), "range")
    if not back or node.get("b.unit") or (sense not in ("ago", "back") and carried is None):
        return Reading(Interval(day, day), "day")
    if unit == "decade":
        return Reading(year_of(day.year), "year")
    return Reading(holding(unit, day), _granularity(unit))


def read_in_units(node: Node, context: Context) -> Reading:
    """ "Will open in three weeks" is a day to come; "built in three weeks" a duration."""
    if context.tense != "future":
        return Reading(None, "duration")
    if node.get("working"):
        day, n = context.today, node.number()
        while n:
            day += ONE_DAY
            n -= day.weekday() < 5
    else:
        day = move(context.today, node.number(), node.get("unit"))
    return Reading(Interval(day, day), "day")


def read_duration(node: Node, context: Context) -> Reading:
    """A length of time; "will be back within five days" bounds what is to come."""
    if node.get("lead") != "within" or context.tense != "future":
        return Reading(None, "duration")
    return Reading(span_from(context.today, node.number(), node.get("unit")), "range")


def read_to_date(node: Node, context: Context) -> Reading:
    unit = node.get("unit")
    start = _start_of(node, unit, context)
    this = holding(unit, context.today, start)
    so_far = Interval(this.start, max(this.start, context.today - ONE_DAY))
    return Reading(so_far, "range", fiscal=bool(node.get("fiscal")))


def read_beyond(node: Node, context: Context) -> Reading:
    """ "The year after next", "the month before last"."""
    unit = node.get("unit")
    step = 2 if node.get("direction") == "next" else -2
    return Reading(shifted(unit, holding(unit, context.today), step), _granularity(unit))


def read_anaphor(node: Node, context: Context) -> Reading:
    """The month, the quarter, the year: the one spoken of, else the one reported on."""
    unit, fiscal = node.get("unit"), bool(node.get("fiscal"))
    carried = spoken_of(unit, context)
    if carried is not None and (not fiscal or _is_fiscal(carried)):
        return Reading(
            carried.interval,
            _granularity(unit) if unit in MONTHS_IN else carried.granularity,
            fiscal=carried.fiscal,
        )
    if unit in ("period", "timeframe"):
        raise Unresolved
    if unit == "weekend":
        return _weekend(context)
    whole = context.carried
    if (
        unit == "year"
        and whole is not None
        and not fiscal
        and whole.granularity in ("month", "quarter", "half", "range")
    ):
        start = context.fiscal_start if whole.fiscal else JANUARY
        return Reading(holding("year", whole.interval.end, start), "year", fiscal=whole.fiscal)
    if not context.dated and context.year is not None and unit == "year" and not fiscal:
        return Reading(year_of(context.year), "year")
    today = context.today
    this = holding(unit, today, _start_of(node, unit, context))
    early = add_months(this.start, JUST_ENDED) if unit == "year" else this.start
    if fiscal and unit == "year" and today < early and context.tense != "future":
        this = shifted("year", this, -1)
    elif _told_as_past(node, unit, context) and not _reported(this, today):
        this = shifted(unit, this, -1)
    return Reading(this, _granularity(unit), fiscal=fiscal)


def _told_as_past(node: Node, unit: str, context: Context) -> bool:
    """ "In the quarter" and "for the year" of a report mean the one that is over."""
    return context.tense != "future" and (unit == "quarter" or (unit == "year" and node.get("lead") == "for"))


def _weekend(context: Context) -> Reading:
    today = context.today
    weekend = holding("weekend", today)
    if context.tense != "future" and weekend.start > today:
        weekend = shifted("weekend", weekend, -1)
    return Reading(weekend, "range")


def read_full(node: Node, context: Context) -> Reading:
    """Full-year and half-year results: the latest complete one, for plans the one that is running."""
    unit = node.get("unit")
    carried = spoken_of(unit, context)
    if carried is not None:
        return Reading(carried.interval, _granularity(unit), fiscal=carried.fiscal)
    if not context.dated and context.year is not None and unit == "year":
        return Reading(year_of(context.year), "year")
    start = context.fiscal_start if context.company or node.get("fiscal") else JANUARY
    this = holding(unit, context.today, start)
    if context.tense != "future" and this.end > context.today:
        this = shifted(unit, this, -1)
    return Reading(this, _granularity(unit), fiscal=start != JANUARY)


def read_offset(node: Node, context: Context) -> Reading:
    """ "Two weeks before May 13, 1999"."""
    length, anchor = node.child("a"), node.child("b")
    found = context.read(anchor, context).interval if anchor is not None else None
    if length is None or found is None:
        raise Unresolved
    sign = -1 if node.get("sense") in ("before", "prior") else 1
    day = move(
        found.start if sign < 0 or found.days > 1 else found.end, sign * length.number(), length.get("unit")
    )
    return Reading(Interval(day, day), "day")


def read_edge(node: Node, context: Context) -> Reading:
    """Early and late halves, middle third; the end is its last day, an instant; "rest" runs on from today."""
    part = node.get("part", "end")
    child = node.child("of")
    if child is not None and child.means == "whole":
        child = Node({"means": "anaphor", "unit": node.get("unit")})
        if context.carried is None and part == "end":
            return _last_day(_turn(node, context))
    if child is None:
        raise Unresolved
    if child.means == "anaphor" and child.get("unit") == "year" and not child.get("fiscal") and context.dated:
        # "Since the start of the year", "by the end of the year" look from today, not from a quarter told of.
        child = Node({"means": "relative", "direction": "this", "unit": "year"})
    found = context.read(Node({**child.fields, "lead": node.get("lead")}), context)
    if found.interval is None:
        raise Unresolved
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
