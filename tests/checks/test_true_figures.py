"""What is true, printed to any precision, rounded or cut off, must never be called inconsistent."""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.checks import Checked

Build = Callable[..., Checked]

levels = st.integers(min_value=1_000, max_value=9_999_999)  # in thousands
places = st.integers(min_value=0, max_value=2)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def printed(value: Fraction, decimals: int, rounding: str) -> str:
    """A number as a newspaper prints it, without its sign."""
    exact = Decimal(abs(value.numerator)) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding):f}"


def level(thousands: int, decimals: int, rounding: str) -> str:
    return f"${printed(Fraction(thousands, 1000), decimals, rounding)} million"


def wrong(checked: Checked) -> list[str]:
    return [finding.message for finding in checked.findings if finding.verdict == "inconsistent"]


@many
@given(levels, levels, places, places, places, roundings)
def test_growth(check: Build, current: int, prior: int, a: int, b: int, c: int, rounding: str) -> None:
    rate = Fraction(current, prior) * 100 - 100
    way = "up" if rate >= 0 else "down"
    facts = [
        f"f1: {level(current, a, rounding)}; sales",
        f"f2: {printed(rate, b, rounding)}%; growth {way}, sales",
        f"f3: {level(prior, c, rounding)}; sales",
        f"f4: {level(abs(current - prior), a, rounding)}; change {way}, sales",
    ]
    relations = ["growth current=f1 rate=f2 prior=f3", "change current=f1 delta=f4 prior=f3"]
    assert not wrong(check(facts, relations))


@many
@given(levels, levels, places, places, roundings)
def test_pace(check: Build, current: int, prior: int, a: int, b: int, rounding: str) -> None:
    rate = Fraction(current, prior) * 100 - 100
    way = "up" if rate >= 0 else "down"
    facts = [
        f"f1: {level(current, a, rounding)}; sales",
        f"f2: {printed(rate, b, rounding)}%; growth {way}, sales",
        f"f3: {level(abs(current - prior), a, rounding)}; change {way}, sales",
    ]
    assert not wrong(check(facts, ["growth current=f1 rate=f2", "change current=f1 delta=f3"]))


@many
@given(levels, levels, places, places, roundings)
def test_share(check: Build, part: int, rest: int, a: int, b: int, rounding: str) -> None:
    whole = part + rest
    facts = [
        f"f1: {level(part, a, rounding)}; sales, segment=toys",
        f"f2: {printed(Fraction(part, whole) * 100, b, rounding)}%; share",
        f"f3: {level(whole, a, rounding)}; sales",
    ]
    assert not wrong(check(facts, ["share part=f1 share=f2 whole=f3", "part_of part=f1 whole=f3"]))


@many
@given(st.lists(levels, min_size=2, max_size=6), places, roundings)
def test_sum(check: Build, parts: list[int], decimals: int, rounding: str) -> None:
    facts = [f"f0: {level(sum(parts), decimals, rounding)}; sales"]
    facts += [
        f"f{n}: {level(part, decimals, rounding)}; sales, segment=s{n}"
        for n, part in enumerate(parts, start=1)
    ]
    ids = "+".join(f"f{n}" for n in range(1, len(parts) + 1))
    for end in ("exhaustive", "open"):
        assert not wrong(check(facts, [f"sum parts={ids} whole=f0 {end}"]))
