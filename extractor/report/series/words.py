"""A series in words: its name, its periods, its values."""

from typing import Final

from extractor.records import Bounds, Period, Series, SeriesPoint
from extractor.report.words import counted, dates, interval, number, with_unit

APART: Final = "does not meet another figure of its period"


def title(series: Series) -> str:
    """What the series is of: `exports · norland · timber (USD)`."""
    what = [name.replace("_", " ") for name in (series.measure, series.entity, series.segment) if name]
    unit = f" ({series.unit}{f' per {series.per}' if series.per else ''})" if series.unit else ""
    return " · ".join(what) + unit


def remarks(series: Series) -> str:
    """How much there is, and what is left out."""
    apart = sum(point.apart for point in series.points)
    parts = [counted(len(series.points), "point")]
    parts += [f"{apart} apart from another of the period"] if apart else []
    parts += [f"{counted(series.undated, 'figure')} without dates left out"] if series.undated else []
    others = ", ".join(f"{unit} ({count:,})" for unit, count in series.other_units.items())
    return ", ".join(parts) + (f"; also in {others}: --unit" if others else "")


def when(point: SeriesPoint) -> str:
    """The period of a point, as short as its dates allow."""
    return dates(Period(text="", start=point.start, end=point.end, granularity="range", resolution="exact"))


def value(series: Series, point: SeriesPoint) -> str:
    """The value with its unit; the interval where there is none."""
    if point.value is None:
        return interval(Bounds(low=point.low, high=point.high, unit=series.unit))
    return with_unit(number(point.value), series.unit)


def reach(point: SeriesPoint) -> str:
    """The interval, without unit."""
    return interval(Bounds(low=point.low, high=point.high))


def who(point: SeriesPoint) -> str:
    """The source of a point, or its article."""
    return point.source or point.article
