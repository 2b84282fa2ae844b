"""A figure's two intervals carried through a formula together: what must be true, and what is meant."""

from fractions import Fraction
from typing import Literal, TypeAlias, Union

import msgspec

from extractor.values.interval import Interval

Agreement: TypeAlias = Literal["agree", "truncated", "apart"]
Term: TypeAlias = Union["Reading", Fraction, int]


class Reading(msgspec.Struct, frozen=True):
    """`support` is what a careful editor would accept, `core` the literal reading inside it."""

    support: Interval
    core: Interval

    def __add__(self, other: Term) -> "Reading":
        if isinstance(other, Reading):
            return Reading(self.support + other.support, self.core + other.core)
        return Reading(_shifted(self.support, other), _shifted(self.core, other))

    def __sub__(self, other: Term) -> "Reading":
        if isinstance(other, Reading):
            return Reading(self.support - other.support, self.core - other.core)
        return self + -other

    def __mul__(self, other: Term) -> "Reading":
        if isinstance(other, Reading):
            return Reading(_times(self.support, other.support), _times(self.core, other.core))
        return Reading(scaled(self.support, other), scaled(self.core, other))

    def __truediv__(self, other: Term) -> "Reading":
        if isinstance(other, Reading):
            return Reading(over(self.support, other.support), over(self.core, other.core))
        return self * (1 / Fraction(other))

    def __rsub__(self, other: Term) -> "Reading":
        return -self + other

    def __neg__(self) -> "Reading":
        return Reading(-self.support, -self.core)


# Most figures are positive and most factors are numbers; for these two products do instead of four.


def _shifted(interval: Interval, by: Fraction | int) -> Interval:
    low, high = interval.low, interval.high
    return Interval(None if low is None else low + by, None if high is None else high + by)


def scaled(interval: Interval, by: Fraction | int) -> Interval:
    """An interval times a number."""
    low, high = interval.low, interval.high
    if by < 0:
        low, high = high, low
    if not by or (low is None and high is None):
        return interval * by
    return Interval(None if low is None else low * by, None if high is None else high * by)


def _times(one: Interval, other: Interval) -> Interval:
    low, high, other_low, other_high = one.low, one.high, other.low, other.high
    if low is None or high is None or other_low is None or other_high is None or low < 0 or other_low < 0:
        return one * other
    return Interval(low * other_low, high * other_high)


def over(one: Interval, other: Interval) -> Interval:
    """One interval divided by another.

    Raises:
        ZeroDivisionError: the divisor is zero and nothing else.

    """
    low, high, other_low, other_high = one.low, one.high, other.low, other.high
    if low is None or high is None or other_low is None or other_high is None or low < 0 or other_low <= 0:
        return one / other
    return Interval(low / other_high, high / other_low)


def exactly(value: Fraction | int) -> Reading:
    """A number that is what it is."""
    point = Interval.point(value)
    return Reading(point, point)


def compare(expected: Reading, observed: Reading) -> Agreement:
    """Disjoint supports are apart; cores that meet agree; in between the figures hold only if truncated or
    rough, which is never an alarm (checks.md §1.1)."""
    if not expected.support.meets(observed.support):
        return "apart"
    return "agree" if expected.core.meets(observed.core) else "truncated"
