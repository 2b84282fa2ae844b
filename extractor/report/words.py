"""A fact's fields as a reader would put them: values, periods, what is measured, and how it is meant."""

from calendar import monthrange
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from extractor.records import Baseline, Bounds, Coverage, Fact, Period

NOTHING: Final = "–"
# Exact shortenings for the eye; the data formats print every digit.
SCALES: Final = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
# Beyond this many digits a number is printed as it is: decimal arithmetic would round it.
LONGEST: Final = 20
# Digits of an interval's end that help a reader.
SHOWN_DIGITS: Final = 4
COMPARATORS: Final = {
    "exact": "",
    "about": "about ",
    "over": "over ",
    "at_least": "at least ",
    "nearly": "nearly ",
    "under": "under ",
    "at_most": "at most ",
    "range": "",
}
NOT_CHECKED: Final = {"alone": "alone", "incomplete": "with nothing to hold against", "unsure": "too loose"}
SIGNS: Final = {"percent": "%", "percentage_point": " points", "basis_point": " bp"}
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LEAP_YEAR: Final = 2000
BASELINES: Final = {
    "yoy": "a year before",
    "previous": "the period before",
    "forecast": "the forecast",
    "target": "the target",
}


def counted(count: int, noun: str) -> str:
    """A count with its noun.

    >>> counted(1, "article"), counted(1200, "figure")
    ('1 article', '1,200 figures')

    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def covered(coverage: Coverage) -> str:
    """How far the reading went, in a line, with why the other facts took part in no check.

    >>> covered(Coverage(figures=8, in_facts=7, in_checks=4, unchecked={"alone": ("f1", "f2"), "basis": ("f5",)}))
    '8 figures, 7 in facts, 4 in checks (not: 2 alone, 1 for basis)'

    """
    figures = counted(coverage.figures, "figure")
    why = ", ".join(f"{len(ids)} {unchecked(reason)}" for reason, ids in coverage.unchecked.items())
    left = f" (not: {why})" if why else ""
    return f"{figures}, {coverage.in_facts} in facts, {coverage.in_checks} in checks{left}"


def unchecked(reason: str) -> str:
    """Why a figure took part in no check, in words; a guard by its name.

    >>> unchecked("alone"), unchecked("change_unit")
    ('alone', 'for change unit')

    """
    return NOT_CHECKED.get(reason) or f"for {reason.replace('_', ' ')}"


def number(value: Decimal) -> str:
    """Plain digits in groups; millions and more are shortened where that loses nothing.

    >>> [number(Decimal(text)) for text in ("892000000", "8504918", "18400", "1130000000", "4.50")]
    ['892m', '8,504,918', '18,400', '1.13bn', '4.50']

    """
    for scale, letter in SCALES:
        if abs(value) >= scale and value.adjusted() < LONGEST and not value % (scale / 1000):
            return f"{(value / scale).normalize():,f}{letter}"
    return f"{value:,f}"


def rounded(value: Decimal, rounding: str) -> Decimal:
    """An interval's end with at most four significant digits after the point, rounded as the caller says.

    >>> [str(rounded(Decimal(text), ROUND_FLOOR)) for text in ("10.870123456", "4.50", "8504918.5")]
    ['10.87', '4.5', '8504918']

    """
    place = Decimal(1).scaleb(min(value.adjusted() - SHOWN_DIGITS + 1, 0)) if value else Decimal(1)
    short = value if value.as_tuple().exponent == 0 else value.quantize(place, rounding=rounding)
    return short.normalize() if short % 1 else short.to_integral_value()


def with_unit(text: str, unit: str | None) -> str:
    """A number's text with its unit: `USD 892m`, `4.45%`, `18,400 tonne`.

    >>> [with_unit("5", unit) for unit in ("USD", "percent", "percentage_point", "school", None)]
    ['USD 5', '5%', '5 points', '5 school', '5']

    """
    if unit is None:
        return text
    if unit in SIGNS:
        return text + SIGNS[unit]
    is_currency = len(unit) == 3 and unit.isascii() and unit.isupper()
    return f"{unit} {text}" if is_currency else f"{text} {unit}"


def value(fact: Fact) -> str:
    """The value with hedge, unit and rate: `over USD 892m`, `12 to 15%`, `×2`."""
    if fact.value is None:
        return interval(Bounds(low=fact.low, high=fact.high, unit=fact.unit))
    text = number(fact.value)
    if fact.value_to is not None:
        text = f"{text} to {number(fact.value_to)}"
    text = f"×{text}" if fact.kind == "multiple" else with_unit(text, fact.unit)
    return COMPARATORS[fact.comparator] + text + (f" per {fact.per}" if fact.per else "")


def interval(bounds: Bounds) -> str:
    """A closed interval in words: `10.9 to 11.6%`, `at least 3`, `any`."""
    low = None if bounds.low is None else rounded(bounds.low, ROUND_FLOOR)
    high = None if bounds.high is None else rounded(bounds.high, ROUND_CEILING)
    if low is None and high is None:
        return "any"
    if low is None or high is None:
        end = low if high is None else high
        assert end is not None
        return ("at most " if low is None else "at least ") + with_unit(number(end), bounds.unit)
    text = number(low) if low == high else f"{number(low)} to {number(high)}"
    return with_unit(text, bounds.unit)


def what(fact: Fact) -> tuple[str, str]:
    """What is measured, and whose: the measure, then entity and segment."""
    owner = " › ".join(part for part in (fact.entity, fact.segment) if part)
    return fact.measure or NOTHING, owner


def reading(fact: Fact) -> str:
    """How the figure is meant: role and direction, then everything that is not the plain case."""
    parts = [f"{fact.role} {fact.direction}" if fact.direction else fact.role]
    parts += [fact.modality] if fact.modality != "actual" else []
    parts += ["negated"] if fact.negated else []
    parts += [fact.superlative.text] if fact.superlative else []
    return ", ".join([*parts, *fact.basis])


def period(fact: Fact) -> tuple[str, str]:
    """The figure's period, and what it is compared with (empty if nothing)."""
    own = dates(fact.period) if fact.period else NOTHING
    return own, f"against {_baseline(fact.baseline)}" if fact.baseline else ""


def _baseline(baseline: Baseline) -> str:
    """What is compared with: its dates if they are known, the usual word for it, else its own words."""
    against = baseline.period
    if against is not None and (against.start or against.end or against.partial_start):
        return dates(against)
    return BASELINES.get(baseline.type) or f"“{baseline.text or baseline.type}”"


def dates(period: Period) -> str:
    """A period as short as its dates allow; where only the year is open, the days; else its own words.

    >>> days = {"start": "2023-07-01", "end": "2023-07-31"}
    >>> dates(Period(text="July", granularity="month", resolution="exact", **days))
    'Jul 2023'
    >>> dates(Period(text="last month", granularity="month", resolution="unresolved"))
    '“last month”'
    >>> days = {"partial_start": "--07-01", "partial_end": "--10-31"}
    >>> dates(Period(text="first four months", granularity="range", resolution="unresolved", **days))
    'Jul – Oct, no year'

    """
    if period.start and period.end:
        return _dates(date.fromisoformat(period.start), date.fromisoformat(period.end))
    if period.start or period.end:
        return f"from {period.start}" if period.start else f"to {period.end}"
    if period.partial_start and period.partial_end:
        return f"{_partial(period.partial_start)} – {_partial(period.partial_end)}, no year"
    return f"“{period.text}”"


def _dates(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return f"{_day(start)} – {_day(end)}"
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year} – {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return _month(start)
    first = MONTHS[start.month - 1] if start.year == end.year else _month(start)
    return f"{first} – {_month(end)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _partial(text: str) -> str:
    """Month and day of a date without a year (``--07-01``): the month alone at its first or last day."""
    month, day = int(text[2:4]), int(text[5:7])
    is_edge = day == 1 or day == monthrange(LEAP_YEAR, month)[1] or (month, day) == (2, 28)
    return MONTHS[month - 1] if is_edge else f"{day} {MONTHS[month - 1]}"
