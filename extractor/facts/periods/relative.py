"""Readings told from the day of publication or from the period spoken of: last month, two weeks ago, the past five
years, so far this year, the quarter."""

from datetime import date, timedelta

from extractor.facts.periods.calendar import ONE_DAY, Interval, add_months, granularity_of, year_of
from extractor.facts.periods.context import JANUARY, Carried, Context, Node, Reading, UnresolvedError
from extractor.facts.periods.parts import JUST_ENDED, read_part_of_year, reported, span_granularity
from extractor.facts.periods.units import (
    MONTHS_IN,
    holding,
    move,
    shifted,
    span_from,
    span_to,
    unit_granularity,
)


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
        return Reading(holding(unit, context.carried.interval.start), unit_granularity(unit))
    if carried is not None and (not fiscal or _is_fiscal(carried)):
        found = carried.interval if direction == "same" else shifted(unit, carried.interval, _step(direction))
        return Reading(found, unit_granularity(unit), fiscal=carried.fiscal)
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
    return Reading(found, unit_granularity(unit), fiscal=fiscal and unit in MONTHS_IN)


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
        return Reading(shifted(unit, holding(unit, today), -1), unit_granularity(unit))
    return Reading(span_to(today - ONE_DAY, 1, unit), unit_granularity(unit))


def read_relative_n(node: Node, context: Context) -> Reading:
    """The last four months (complete ones), the past five years (to this day), the first nine months of a year."""
    direction, unit, n = node.get("direction"), node.get("unit"), node.number()
    if node.child("of") is not None:
        return read_part_of_year(node, context)
    if direction in ("first", "opening", "initial", "final", "closing"):
        return read_part_of_year(node, context)
    carried = context.carried if direction in ("previous", "following") else None
    if carried is not None:
        edge = carried.interval.start - ONE_DAY if direction == "previous" else carried.interval.end + ONE_DAY
        around = span_to(edge, n, unit) if direction == "previous" else span_from(edge, n, unit)
        return Reading(around, span_granularity(n, unit, around))
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
    return Reading(found, span_granularity(n, unit, found))


def _last_complete(unit: str, today: date) -> date:
    this = holding(unit, today)
    return today if today == this.end else this.start - ONE_DAY


def _working_days_back(today: date, n: int) -> date:
    day = today
    while n > 1:
        day -= ONE_DAY
        n -= day.weekday() < 5
    return day


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
    return Reading(holding(unit, day), unit_granularity(unit))


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
    """So far this year, to the last complete day; a report's "year-to-date" ends with the data it tells of."""
    unit = node.get("unit")
    carried = context.carried if node.get("reported") and unit == "year" else None
    if carried is not None and carried.granularity in ("quarter", "half", "range"):
        first = (carried.interval.start.month, carried.interval.start.day)
        if first in (JANUARY, context.fiscal_start):
            return Reading(carried.interval, carried.granularity, fiscal=carried.fiscal)
    this = holding(unit, context.today, _start_of(node, unit, context))
    so_far = Interval(this.start, max(this.start, context.today - ONE_DAY))
    return Reading(so_far, "range", fiscal=bool(node.get("fiscal")))


def read_beyond(node: Node, context: Context) -> Reading:
    """ "The year after next", "the month before last"."""
    unit = node.get("unit")
    step = 2 if node.get("direction") == "next" else -2
    return Reading(shifted(unit, holding(unit, context.today), step), unit_granularity(unit))


def read_anaphor(node: Node, context: Context) -> Reading:
    """The month, the quarter, the year: the one spoken of, else the one reported on."""
    unit, fiscal = node.get("unit"), bool(node.get("fiscal"))
    carried = spoken_of(unit, context)
    if carried is not None and (not fiscal or _is_fiscal(carried)):
        return Reading(
            carried.interval,
            unit_granularity(unit) if unit in MONTHS_IN else carried.granularity,
            fiscal=carried.fiscal,
        )
    if unit in ("period", "timeframe"):
        raise UnresolvedError
    if unit == "weekend":
        return _weekend(context)
    whole = context.carried
    if unit == "month" and whole is not None and whole.granularity == "range":
        month = holding("month", whole.interval.end)
        if month.start <= whole.interval.start:  # "the ten days to 31 March … for the month"
            return Reading(month, "month")
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
    elif _told_as_past(node, unit, context) and not reported(this, today):
        this = shifted(unit, this, -1)
    return Reading(this, unit_granularity(unit), fiscal=fiscal)


def _told_as_past(node: Node, unit: str, context: Context) -> bool:
    """ "In the quarter", "for the month" and "for the year" of a report mean the one that is over."""
    summed = unit in ("month", "year") and node.get("lead") == "for"
    return context.tense != "future" and (unit == "quarter" or summed)


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
        return Reading(carried.interval, unit_granularity(unit), fiscal=carried.fiscal)
    if not context.dated and context.year is not None and unit == "year":
        return Reading(year_of(context.year), "year")
    start = context.fiscal_start if context.company or node.get("fiscal") else JANUARY
    this = holding(unit, context.today, start)
    if context.tense != "future" and this.end > context.today:
        this = shifted(unit, this, -1)
    return Reading(this, unit_granularity(unit), fiscal=start != JANUARY)


def read_offset(node: Node, context: Context) -> Reading:
    """ "Two weeks before May 13, 1999"."""
    length, anchor = node.child("a"), node.child("b")
    found = context.read(anchor, context).interval if anchor is not None else None
    if length is None or found is None:
        raise UnresolvedError
    sign = -1 if node.get("sense") in ("before", "prior") else 1
    day = move(
        found.start if sign < 0 or found.days > 1 else found.end, sign * length.number(), length.get("unit")
    )
    return Reading(Interval(day, day), "day")
