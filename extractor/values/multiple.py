"""What "doubled", "threefold", "a third" or "one in five" can mean, hedged or not (checks.md §1.4)."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from extractor.values.hedge import Hedge, Multiple
from extractor.values.interval import EVERYTHING, Interval

Bounds = tuple[Interval, Interval, Interval]

# "One in five" is 0.185 to 0.215, "three in four" 0.73 to 0.77: a part of the share, at most two points.
_SHARE_PART: Final = Fraction(3, 40)
_SHARE_MOST: Final = Fraction(1, 50)


def multiple_bounds(value: Decimal | None, ulp: Decimal, *, hedge: Hedge | None, row: Multiple) -> Bounds:
    """Core, support and literal interval of a multiple; a hedge takes the place of the row's own bounds."""
    core, support = _plain(value, Fraction(ulp), row)
    if hedge is None or not hedge.effect:
        return core, support, core
    nominal = _nominal(value, row)
    if nominal is None:
        return support, support, core
    moved = Interval(
        None if hedge.times_low is None else Fraction(hedge.times_low) * nominal,
        None if hedge.times_high is None else Fraction(hedge.times_high) * nominal,
    )
    if moved.low is not None and moved.low < nominal and moved.high is not None and moved.high > nominal:
        return support, moved.hull(support), core
    return moved, moved, core


def _nominal(value: Decimal | None, row: Multiple) -> Fraction | None:
    """The number meant: for "three times fewer" one third, whether n or its inverse was recorded."""
    number = row.value if value is None else value
    if number is None:
        return None
    if row.reading == "fewer" and number > 1:
        return 1 / Fraction(number)
    return Fraction(number)


def _plain(value: Decimal | None, ulp: Fraction, row: Multiple) -> tuple[Interval, Interval]:
    if row.core is not None and row.support is not None:
        return Interval.of(*row.core), Interval.of(*row.support)
    nominal = _nominal(value, row)
    if nominal is None:
        return EVERYTHING, EVERYTHING
    if row.reading == "share":
        most = min(_SHARE_MOST, _SHARE_PART * abs(nominal))
        return _around(nominal, most / 2), _around(nominal, most)
    if row.reading == "fewer":
        times, step = 1 / nominal, ulp if ulp >= 1 else Fraction(1)
        return _around(times, step / 2).reciprocal(), Interval(times - step / 2, times + step).reciprocal()
    core = _around(nominal, ulp / 2)
    if row.reading == "more":
        return core, core.hull(core + 1)
    return core, Interval(nominal - ulp / 2, nominal + ulp)


def _around(value: Fraction, reach: Fraction) -> Interval:
    return Interval(value - reach, value + reach)
