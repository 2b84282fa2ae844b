"""The growth of what is not named: exact at the corners, where interval arithmetic loses the sign."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.checks.equations.linear import ratio_range
from extractor.values.interval import Interval

TOTAL, SOFTWARE, CALLS = Interval.of(892, 893), Interval.of("720.5", "721.5"), Interval.of("75.75", "75.85")
RATES = (
    Interval.of("1.04445", "1.04455"),
    Interval.of("1.04805", "1.04815"),
    Interval.of("1.08835", "1.08845"),
)


def corners(
    numerator: Sequence[Fraction], denominator: Sequence[Fraction], box: Sequence[Interval]
) -> Interval:
    """By trying all 2^n corners."""
    values = []
    for point in product(*((side.low, side.high) for side in box)):
        top = sum((n * x for n, x in zip(numerator, point, strict=True) if x is not None), Fraction(0))
        bottom = sum((d * x for d, x in zip(denominator, point, strict=True) if x is not None), Fraction(0))
        values.append(top / bottom)
    return Interval(min(values), max(values))


def test_naive_interval_arithmetic_loses_the_sign() -> None:
    rest = TOTAL - SOFTWARE - CALLS
    before = TOTAL / RATES[0] - SOFTWARE / RATES[1] - CALLS / RATES[2]
    naive = (rest / before - 1) * 100
    assert naive.sign is None
    assert naive.contains(Interval.of("-3.41", "0.94"))
    assert Interval.of("-3.42", "0.95").contains(naive)


def test_the_corners_keep_it() -> None:
    signs = [Fraction(1), Fraction(-1), Fraction(-1)]
    found = []
    for total_rate, part_rates in ((RATES[0].low, "high"), (RATES[0].high, "low")):
        ends = [total_rate, *(getattr(rate, part_rates) for rate in RATES[1:])]
        weights = [sign / end for sign, end in zip(signs, ends, strict=True) if end is not None]
        made = ratio_range(signs, weights, [TOTAL, SOFTWARE, CALLS])
        assert made is not None
        found.append((made - 1) * 100)
    growth = found[0].hull(found[1])
    assert Interval.of("-1.403", "-1.119").contains(growth)
    assert growth.contains(Interval.of("-1.402", "-1.120"))


small = st.fractions(min_value=-3, max_value=3, max_denominator=20)
positive = st.fractions(min_value=Fraction(1, 10), max_value=3, max_denominator=20)


@settings(max_examples=200)
@given(st.lists(st.tuples(small, positive, positive, positive), min_size=1, max_size=5))
def test_the_climb_finds_what_all_corners_give(
    rows: list[tuple[Fraction, Fraction, Fraction, Fraction]],
) -> None:
    numerator, denominator = [row[0] for row in rows], [row[1] for row in rows]
    box = [Interval(row[2], row[2] + row[3]) for row in rows]
    assert ratio_range(numerator, denominator, box) == corners(numerator, denominator, box)


def test_no_range_where_the_denominator_may_vanish() -> None:
    one = [Fraction(1)]
    assert ratio_range(one, one, [Interval.of(0, 5)]) is None
    assert ratio_range(one, one, [Interval.of(1, None)]) is None
