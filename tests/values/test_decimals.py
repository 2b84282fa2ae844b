"""Plain decimals: no exponent in any output, rounding in the direction asked for."""

import json
import pickle
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values.decimals import (
    ceil_decimal,
    encode_hook,
    exact_decimal,
    floor_decimal,
    plain,
    trailing_zeros,
)

DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=Decimal("-1E30"), max_value=Decimal("1E30")
)
FRACTIONS = st.fractions(max_denominator=10**9)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("8.92E+8"), "892000000"),
        (Decimal("-1E+3"), "-1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-1.50E-9"), "-0.00000000150"),
        (Decimal("0E-12"), "0.000000"),
        (Decimal("0E+5"), "0"),
        (Decimal("4.450"), "4.450"),
        (Fraction(3, 8), "0.375"),
        (7, "7"),
    ],
)
def test_plain_writes_every_digit(value: Decimal | Fraction | int, text: str) -> None:
    made = plain(value)
    assert str(made) == text
    assert made == value


@pytest.mark.parametrize("value", [Fraction(1, 3), Decimal("inf"), Decimal("nan")])
def test_plain_refuses_what_has_no_digits(value: Decimal | Fraction) -> None:
    with pytest.raises(ValueError, match="no plain decimal form"):
        plain(value)


@given(DECIMALS)
def test_plain_is_the_same_number_in_str_json_and_pickle(value: Decimal) -> None:
    made = plain(value)
    encoded = msgspec.json.encode(made, enc_hook=encode_hook)
    assert "E" not in str(made).upper()
    assert made == value
    assert json.loads(encoded) == str(made)
    assert msgspec.json.decode(encoded, type=Decimal) == value
    assert pickle.loads(pickle.dumps(made)) == value


def test_encode_hook_refuses_strangers() -> None:
    with pytest.raises(NotImplementedError, match="object"):
        encode_hook(object())


@given(FRACTIONS, st.integers(min_value=1, max_value=20))
def test_rounding_keeps_its_direction_and_its_digits(value: Fraction, digits: int) -> None:
    low, high = floor_decimal(value, digits), ceil_decimal(value, digits)
    assert Fraction(low) <= value <= Fraction(high)
    for end in (low, high):
        assert "E" not in str(end).upper()
        shown = abs(Fraction(end))
        assert (
            len(str(shown.numerator if shown.denominator == 1 else end).replace(".", "").strip("-0"))
            <= digits
        )
    assert Fraction(high) - Fraction(low) <= abs(value) * Fraction(10) ** (1 - digits)


def test_numbers_of_any_length() -> None:
    long = Fraction(10**6000 + 1)
    assert floor_decimal(long, 3) == Decimal(10**6000)
    assert trailing_zeros(10**5000) == 5000
    assert exact_decimal(long) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_exact_decimal_inverts_fraction(value: Decimal) -> None:
    assert exact_decimal(Fraction(value)) == value
