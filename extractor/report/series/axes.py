"""Axes of a plot: numbers to places, and where the lines go."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final, NamedTuple

from extractor.report.words import MONTHS

LINES: Final = 6
"""About so many lines across a plot."""
STEPS: Final = (1, 2, 5, 10)
MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)


class Scale(NamedTuple):
    """A stretch of numbers on a stretch of paper."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a number stands.

        >>> Scale(0, 10, 100, 200).at(5)
        150.0

        """
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


def amounts(scale: Scale) -> list[Decimal]:
    """Round amounts inside a scale.

    >>> [str(amount) for amount in amounts(Scale(0, 92, 0, 1))]
    ['0', '20', '40', '60', '80']

    """
    rough = (scale.high - scale.low) / LINES
    power = floor(log10(rough)) if rough > 0 else 0
    step = Decimal(next(one for one in STEPS if one * 10.0**power >= rough)).scaleb(power)
    first, last = ceil(scale.low / float(step)), floor(scale.high / float(step))
    return [_plain(step * place) for place in range(first, last + 1)]


def days(scale: Scale) -> Iterator[tuple[int, str]]:
    """First days of months or years inside a scale of days, each with its label.

    >>> first, behind = date(2023, 1, 1).toordinal(), date(2023, 7, 1).toordinal()
    >>> [label for _, label in days(Scale(first, behind, 0, 1))]
    ['Jan 2023', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul']

    """
    first, last = date.fromordinal(int(scale.low)), date.fromordinal(int(scale.high))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((one for one in MONTH_STEPS if months / one <= 2 * LINES), MONTH_STEPS[-1])
    place = first.year * 12 + first.month - 1
    place += -place % step
    opened = False
    while place <= last.year * 12 + last.month - 1:
        year, month = divmod(place, 12)
        day = date(year, month + 1, 1).toordinal()
        if day >= scale.low:
            label = str(year) if step >= 12 else MONTHS[month]
            yield day, label if step >= 12 or (opened and month) else f"{label} {year}"
            opened = True
        place += step


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
