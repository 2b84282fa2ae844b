"""Interval arithmetic: sound, monotone, exact, rounded outward once."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.values import EVERYTHING, Interval

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)
ENDS = st.none() | NUMBERS
Operation = Callable[[Interval, Interval], Interval]
OPERATIONS: dict[str, Operation] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high)


@st.composite
def interval_with_point(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a number in it; ends and zero are drawn often."""
    made = draw(intervals())
    ends = [end for end in (made.low, made.high, Fraction(0)) if end is not None and made.contains(end)]
    inside = st.fractions(min_value=made.low, max_value=made.high, max_denominator=1000)
    return made, draw(st.one_of(st.sampled_from(ends), inside) if ends else inside)


@pytest.mark.parametrize("name", OPERATIONS)
@given(first=interval_with_point(), second=interval_with_point())
def test_any_points_inside_give_a_result_inside(
    name: str, first: tuple[Interval, Fraction], second: tuple[Interval, Fraction]
) -> None:
    (a, x), (b, y) = first, second
    assume(name != "/" or y != 0)
    exact = {"+": x + y, "-": x - y, "*": x * y, "/": x / y if y else Fraction(0)}[name]
    assert OPERATIONS[name](a, b).contains(exact)


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=intervals(), b=intervals(), wider=intervals())
def test_wider_operands_give_wider_results(name: str, a: Interval, b: Interval, wider: Interval) -> None:
    assume(name != "/" or b != Interval.of(0, 0))
    operation = OPERATIONS[name]
    assert operation(a.hull(wider), b).contains(operation(a, b))
    assert operation(a, b.hull(wider)).contains(operation(a, b))


@given(st.tuples(NUMBERS, NUMBERS).map(sorted), st.tuples(NUMBERS, NUMBERS).map(sorted))
def test_products_and_sums_are_tight_at_their_ends(a: list[Fraction], b: list[Fraction]) -> None:
    corners = [x * y for x in a for y in b]
    assert Interval(*a) * Interval(*b) == Interval(min(corners), max(corners))
    assert Interval(*a) + Interval(*b) == Interval(a[0] + b[0], a[1] + b[1])


@given(intervals(), intervals())
def test_meets_intersect_hull_and_distance_agree(a: Interval, b: Interval) -> None:
    common = a.intersect(b)
    assert a.meets(b) == b.meets(a) == (common is not None) == (a.distance(b) == 0)
    assert a.distance(b) == b.distance(a) >= 0
    assert a.hull(b).contains(a)
    assert a.hull(b).contains(b)
    if common is not None:
        assert a.contains(common)
        assert b.contains(common)


@given(intervals(), st.integers(min_value=1, max_value=15))
def test_rounding_outward_never_loses(a: Interval, digits: int) -> None:
    low, high = a.to_decimals(digits)
    assert (low is None, high is None) == (a.low is None, a.high is None)
    assert Interval.from_decimals(low, high).contains(a)


@given(st.decimals(places=4, min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False))
def test_decimals_come_back_unchanged(value: Decimal) -> None:
    assert Interval.point(value).to_decimals() == (value, value)


@pytest.mark.parametrize(
    ("divisor", "result"),
    [
        (Interval.of(0, 4), Interval.of("0.5", None)),
        (Interval.of(-4, 0), Interval.of(None, "-0.5")),
        (Interval.of(-1, 1), EVERYTHING),
        (Interval.of(2, None), Interval.of(0, 1)),
        (Interval.of(None, -2), Interval.of(-1, 0)),
        (EVERYTHING, EVERYTHING),
    ],
    ids=str,
)
def test_dividing_two_by_an_interval_with_zero_or_an_open_end(divisor: Interval, result: Interval) -> None:
    assert 2 / divisor == result


def test_dividing_by_nothing_but_zero() -> None:
    with pytest.raises(ZeroDivisionError, match="zero and nothing else"):
        Interval.of(1, 2) / 0


def test_ends_in_the_wrong_order() -> None:
    with pytest.raises(ValueError, match="low <= high"):
        Interval.of(2, 1)


@pytest.mark.parametrize(
    ("interval", "sign", "size", "is_point", "width"),
    [
        (Interval.of(1, 3), 1, Interval.of(1, 3), False, 2),
        (Interval.of(-3, -1), -1, Interval.of(1, 3), False, 2),
        (Interval.of(-3, 1), None, Interval.of(0, 3), False, 4),
        (Interval.of(0, 0), 0, Interval.of(0, 0), True, 0),
        (Interval.of(0, 5), None, Interval.of(0, 5), False, 5),
        (Interval.of(None, -2), -1, Interval.of(2, None), False, None),
        (Interval.of(-2, None), None, Interval.of(0, None), False, None),
    ],
    ids=str,
)
def test_sign_size_and_width(
    interval: Interval, sign: int | None, size: Interval, is_point: bool, width: int | None
) -> None:
    assert (interval.sign, abs(interval), interval.is_point, interval.width) == (sign, size, is_point, width)


def test_scalars_of_every_exact_kind_on_either_side() -> None:
    a = Interval.of(1, 2)
    assert a + 1 == 1 + a == Interval.of(2, 3)
    assert 1 - a == Interval.of(-1, 0)
    assert a * Decimal("0.5") == a / 2 == Fraction(1, 2) * a == Interval.of("0.5", 1)


def test_a_share_of_article_000() -> None:
    """The unnamed rest: 94.65 to 96.75 million of 892 to 893 million (checks.md §0)."""
    total, parts = Interval.of(892, 893), Interval.of("720.5", "721.5") + Interval.of("75.75", "75.85")
    assert parts == Interval.of("796.25", "797.35")
    assert total - parts == Interval.of("94.65", "96.75")
    rate = Interval.of("198.9", "209.1") * 1000 / total
    low, high = rate.to_decimals(4)
    assert (low, high) == (Decimal("222.7"), Decimal("234.5"))
