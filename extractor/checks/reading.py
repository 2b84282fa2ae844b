"""A figure's two intervals carried through a formula together: what must be true, and what is meant."""

from collections.abc import Callable
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
        return self._both(other, Interval.__add__)

    def __sub__(self, other: Term) -> "Reading":
        return self._both(other, Interval.__sub__)

    def __mul__(self, other: Term) -> "Reading":
        return self._both(other, Interval.__mul__)

    def __truediv__(self, other: Term) -> "Reading":
        return self._both(other, Interval.__truediv__)

    def __rsub__(self, other: Term) -> "Reading":
        return -self + other

    def __neg__(self) -> "Reading":
        return Reading(-self.support, -self.core)

    def _both(self, other: Term, operate: Callable[[Interval, Interval], Interval]) -> "Reading":
        right = other if isinstance(other, Reading) else exactly(other)
        return Reading(operate(self.support, right.support), operate(self.core, right.core))


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
