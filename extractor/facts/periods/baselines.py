"""What a change is measured against: the type of baseline that words name, and periods moved to it."""

from collections.abc import Mapping
from datetime import date

from extractor.facts.periods.calendar import Interval, preceding, shift_months
from extractor.facts.periods.context import Carried
from extractor.records import BaselineType, Period, PeriodMention


def carried_period(period: Period | None) -> Carried | None:
    if period is None or period.start is None or period.end is None:
        return None
    interval = Interval(date.fromisoformat(period.start), date.fromisoformat(period.end))
    return Carried(interval, period.granularity, period.fiscal)


def _moved(period: Period, interval: Interval) -> Period:
    return Period(
        text=period.text,
        start=interval.start.isoformat(),
        end=interval.end.isoformat(),
        granularity=period.granularity,
        kind=period.kind,
        fiscal=period.fiscal,
        resolution="inferred",
    )


def shift_years(period: Period, years: int) -> Period:
    """The same period of another year, whole months kept whole; a period without dates is returned as it is."""
    held = carried_period(period)
    return _moved(period, shift_months(held.interval, 12 * years)) if held else period


def preceding_period(period: Period) -> Period:
    """The period of the same length just before; a period without dates is returned as it is."""
    held = carried_period(period)
    return _moved(period, preceding(held.interval)) if held else period


def derived_period(kind: BaselineType, own: Period | None) -> Period | None:
    if own is None or own.start is None:
        return None
    if kind == "yoy":
        return shift_years(own, -1)
    return preceding_period(own) if kind == "previous" else None


def baseline_type(kind: BaselineType, own: Period, base: Period) -> BaselineType:
    """A comparison with a named period is a year's if the dates say so."""
    if kind != "other" or own.start is None or base.start is None:
        return kind
    if shift_years(own, -1).start == base.start:
        return "yoy"
    return "previous" if preceding_period(own).start == base.start else "other"


def comparison_type(mention: PeriodMention) -> BaselineType | None:
    """The type of baseline an expression names by itself; null if it dates the figure itself.

    "Year-on-year", "from a year earlier" and "the same period last year" are `yoy`; "month-on-month", "the quarter
    before" `previous`; "the same period of 2019" `other` until the figure's own period is known; a date after "since"
    is `since`; and a date after "than" or "compared with" is `other`.
    """
    fields = mention.fields
    means, unit = fields.get("means", ""), fields.get("unit", "")
    if means == "back":
        return "yoy" if unit == "year" else "previous"
    if means == "same":
        return _same_type(fields)
    if fields.get("lead") == "than" and mention.family != "duration":
        if means == "relative" and fields.get("direction") in ("previous", "last"):
            return "yoy" if unit == "year" else "previous"
        return "other"
    if means == "relative" and fields.get("direction") == "previous" and fields.get("lead") == "from":
        return "yoy" if unit == "year" else "previous"
    return None


def _same_type(fields: Mapping[str, str]) -> BaselineType | None:
    means, unit = fields.get("of.means"), fields.get("of.unit")
    if means is None or (means == "relative" and fields.get("of.direction") == "this"):
        return None
    if means == "back" or means == "relative":
        return "yoy" if unit == "year" else "previous"
    if means == "ago" and fields.get("of.n") == "1" and unit == "year":
        return "yoy"
    return "other"
