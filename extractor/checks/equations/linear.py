"""The extremes of a ratio of two linear forms over a box, exactly.

The growth of a remainder, (W - P1 - P2) / (a·W - b·P1 - c·P2), has every level twice. Interval arithmetic
takes the two for independent and loses the sign; the true extremes lie at corners of the box. Dinkelbach's
method (1967) finds them without trying all 2^n: for a trial ratio r the corner that maximises
numerator - r · denominator is found variable by variable, and r climbs from corner to corner.
"""

from collections.abc import Sequence
from fractions import Fraction

from extractor.values.interval import Interval

Form = Sequence[Fraction]


def ratio_range(numerator: Form, denominator: Form, box: Sequence[Interval]) -> Interval | None:
    """The least and the greatest value of Σ numerator[i]·x[i] / Σ denominator[i]·x[i] for x in the box.

    None if the box is unbounded or the denominator is not positive all over it.
    """
    if not all(side.is_bounded for side in box) or not _is_positive(denominator, box):
        return None
    low = -_greatest([-weight for weight in numerator], denominator, box)
    return Interval(low, _greatest(numerator, denominator, box))


def _is_positive(form: Form, box: Sequence[Interval]) -> bool:
    lowest = _corner([-weight for weight in form], box)
    return _at(form, lowest) > 0


def _greatest(numerator: Form, denominator: Form, box: Sequence[Interval]) -> Fraction:
    corner = _corner(numerator, box)
    while True:
        ratio = _at(numerator, corner) / _at(denominator, corner)
        better = _corner([n - ratio * d for n, d in zip(numerator, denominator, strict=True)], box)
        if _at(numerator, better) - ratio * _at(denominator, better) <= 0:
            return ratio
        corner = better


def _corner(form: Form, box: Sequence[Interval]) -> list[Fraction]:
    """Where a linear form is greatest."""
    ends = [side.high if weight > 0 else side.low for weight, side in zip(form, box, strict=True)]
    return [Fraction(0) if end is None else end for end in ends]


def _at(form: Form, point: Sequence[Fraction]) -> Fraction:
    return sum((weight * value for weight, value in zip(form, point, strict=True)), Fraction(0))
