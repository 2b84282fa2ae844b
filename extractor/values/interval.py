"""Closed intervals of rational numbers: what a figure can mean, and what follows from several of them.

One kind of interval everywhere, in records, engine and SQL: both ends belong to it, null is unbounded. The
ends are `Fraction`, so every operation is exact; rounding happens once, outward, in `to_decimals`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Final

import msgspec

from extractor.values.decimals import SIGNIFICANT, Number, ceil_decimal, exact_decimal, floor_decimal, plain

# Inside the arithmetic an open end is an infinity of Python's; finite ends never become floats.
_End = Fraction | float


class Interval(msgspec.Struct, frozen=True):
    """The numbers from `low` to `high`, ends included; null = unbounded on that side.

    >>> Interval.of(2, 3) * Interval.of(-1, 4)
    Interval.of('-3', '12')

    Raises:
        ValueError: `low` is above `high`.

    """

    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval needs low <= high, not {self.low} and {self.high}")

    @classmethod
    def of(cls, low: Number | str | None, high: Number | str | None) -> Interval:
        """An interval from ends of any exact kind, or from decimals written as strings."""
        return cls(None if low is None else Fraction(low), None if high is None else Fraction(high))

    @classmethod
    def point(cls, value: Number | str) -> Interval:
        """The one number `value`."""
        return cls(Fraction(value), Fraction(value))

    @classmethod
    def from_decimals(cls, low: Decimal | None, high: Decimal | None) -> Interval:
        """The interval of a record's `low` and `high`."""
        return cls.of(low, high)

    def to_decimals(self, digits: int = SIGNIFICANT) -> tuple[Decimal | None, Decimal | None]:
        """The ends as plain decimals for a record, rounded outward to `digits` unless they end anyway."""
        return _low_decimal(self.low, digits), _high_decimal(self.high, digits)

    def __repr__(self) -> str:
        low, high = (repr(str(end)) if end is not None else "None" for end in (self.low, self.high))
        return f"Interval.of({low}, {high})"

    @property
    def is_point(self) -> bool:
        """Whether it holds exactly one number."""
        return self.low is not None and self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.low is not None and self.high is not None

    @property
    def width(self) -> Fraction | None:
        """`high` - `low`; null if unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def sign(self) -> int | None:
        """1, -1 or 0 if every number in it has that sign; null if they differ."""
        if self.low is not None and self.low > 0:
            return 1
        if self.high is not None and self.high < 0:
            return -1
        return 0 if self.low == 0 and self.high == 0 else None

    def contains(self, other: Interval | Number) -> bool:
        """Whether the number, or every number of the other interval, lies in this one."""
        low, high = self._ends()
        other_low, other_high = _coerce(other)._ends()
        return low <= other_low and other_high <= high

    def meets(self, other: Interval | Number) -> bool:
        """Whether the two have a number in common."""
        low, high = self._ends()
        other_low, other_high = _coerce(other)._ends()
        return low <= other_high and other_low <= high

    def intersect(self, other: Interval) -> Interval | None:
        """The numbers in both; null if there are none."""
        if not self.meets(other):
            return None
        (low, high), (other_low, other_high) = self._ends(), other._ends()
        return _interval(max(low, other_low), min(high, other_high))

    def hull(self, other: Interval | Number) -> Interval:
        """The smallest interval that holds both."""
        (low, high), (other_low, other_high) = self._ends(), _coerce(other)._ends()
        return _interval(min(low, other_low), max(high, other_high))

    def distance(self, other: Interval | Number) -> Fraction:
        """How far apart the two are; 0 if they meet."""
        other = _coerce(other)
        if self.meets(other):
            return Fraction(0)
        below, above = (self, other) if self._ends() < other._ends() else (other, self)
        assert below.high is not None
        assert above.low is not None
        return above.low - below.high

    def __add__(self, other: Interval | Number) -> Interval:
        other = _coerce(other)
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
        )

    def __sub__(self, other: Interval | Number) -> Interval:
        return self + -_coerce(other)

    def __mul__(self, other: Interval | Number) -> Interval:
        ends = [_product(a, b) for a in self._ends() for b in _coerce(other)._ends()]
        return _interval(min(ends), max(ends))

    def __truediv__(self, other: Interval | Number) -> Interval:
        """Division: a divisor that holds zero gives an unbounded result.

        Raises:
            ZeroDivisionError: the divisor is zero and nothing else.

        """
        return self * _coerce(other).reciprocal()

    def reciprocal(self) -> Interval:
        """1 / x for every x of it but zero, as one interval (all numbers if zero lies strictly inside).

        >>> Interval.of(0, 4).reciprocal()
        Interval.of('1/4', None)

        Raises:
            ZeroDivisionError: it is zero and nothing else.

        """
        low, high = self._ends()
        if low == 0 and high == 0:
            raise ZeroDivisionError("division by an interval that is zero and nothing else")
        if low < 0 < high:
            return EVERYTHING
        return _interval(_inverse(high, zero=-inf), _inverse(low, zero=inf))

    def __radd__(self, other: Number) -> Interval:
        return self + other

    def __rsub__(self, other: Number) -> Interval:
        return -self + other

    def __rmul__(self, other: Number) -> Interval:
        return self * other

    def __rtruediv__(self, other: Number) -> Interval:
        return _coerce(other) / self

    def __abs__(self) -> Interval:
        if self.sign == 1:
            return self
        if self.sign == -1:
            return -self
        low, high = self._ends()
        if low >= 0:
            return self
        return -self if high <= 0 else _interval(Fraction(0), max(-low, high))

    def _ends(self) -> tuple[_End, _End]:
        return -inf if self.low is None else self.low, inf if self.high is None else self.high


EVERYTHING: Final = Interval(None, None)


def _coerce(value: Interval | Number) -> Interval:
    return value if isinstance(value, Interval) else Interval.point(value)


def _interval(low: _End, high: _End) -> Interval:
    return Interval(None if isinstance(low, float) else low, None if isinstance(high, float) else high)


def _sum(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first + second


def _product(first: _End, second: _End) -> _End:
    """The product of two ends; zero times an open end is zero, since the end itself is never reached."""
    if first == 0 or second == 0:
        return Fraction(0)
    if isinstance(first, float) or isinstance(second, float):
        return inf if (first > 0) == (second > 0) else -inf
    return first * second


def _inverse(end: _End, *, zero: float) -> _End:
    if isinstance(end, float):
        return Fraction(0)
    return 1 / end if end else zero


def _low_decimal(end: Fraction | None, digits: int) -> Decimal | None:
    if end is None:
        return None
    exact = exact_decimal(end)
    return floor_decimal(end, digits) if exact is None else plain(exact)


def _high_decimal(end: Fraction | None, digits: int) -> Decimal | None:
    if end is None:
        return None
    exact = exact_decimal(end)
    return ceil_decimal(end, digits) if exact is None else plain(exact)
