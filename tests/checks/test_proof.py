"""Proof lines: what they say must be true, and what is not must not pass."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.proof import bracket, evaluate, holds, parse_bracket, short, versus, within
from extractor.values.interval import Interval

ends = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6)
intervals = st.tuples(ends, ends).map(lambda pair: Interval(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("1.13bn / 639m - 1 in [75.4%, 78.2%]", True),
        ("1.13bn / 369m - 1 in [75.4%, 78.2%]", False),
        ("2.01bn - 1.86bn = 150m", True),
        ("2.01bn - 1.86bn = 240m", False),
        ("-80 / (77228 - (-80)) in [-0.11%, -0.1%]", True),
        ("[1, 2] meets [2, 3]", True),
        ("[1, 2] apart from [2, 3]", False),
        ("[1, ..] meets [.., 0.5]", False),
        ("[.., 5] meets [5, ..]", True),
    ],
)
def test_lines(line: str, true: bool) -> None:
    assert holds(line) is true


@pytest.mark.parametrize(
    "line", ["", "1 + 1", "1 = ", "(1 = 1", "1 in 2", "1 + x = 2", "[1] meets [1, 2]", "1 1 = 1"]
)
def test_what_is_no_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        holds(line)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("12 / 4 / 3", 1),
        ("10 - 4 - 3", 3),
        ("--2", 2),
        ("1tn / 1bn", 1000),
    ],
)
def test_evaluate(expression: str, value: int) -> None:
    assert evaluate(expression) == value


@given(intervals, intervals)
def test_versus_is_always_true(one: Interval, other: Interval) -> None:
    assert holds(versus(one, other))
    assert holds(versus(one, other, percent=True))


@given(intervals, ends)
def test_within_is_true_for_what_lies_inside(one: Interval, part: Fraction) -> None:
    low, high = one.low, one.high
    assert low is not None
    assert high is not None
    inside = low + (high - low) * (abs(part) % 1)
    short_enough = Fraction(round(inside * 10**6), 10**6)
    if one.contains(short_enough):
        assert holds(within(short(short_enough), one))


@given(intervals)
def test_brackets_only_grow(one: Interval) -> None:
    assert parse_bracket(bracket(one)).contains(one)


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_short_is_exact(value: Fraction) -> None:
    assert evaluate(short(Fraction(value))) == Fraction(value)
    assert evaluate(short(Fraction(value), percent=True)) == Fraction(value)
