"""Numbers in words: plain, with scale word and unit; and the doctests of the modules that write them."""

import doctest
from decimal import Decimal

import pytest

from extractor.checks import proof, wording
from extractor.values.interval import Interval


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        ("853956249.1", "854995452.2", "USD", "USD 853.96 to 855.00 million"),
        ("69594377", "69692654", "USD", "USD 69.594 to 69.693 million"),
        ("94650000", "96750000", "USD", "USD 94.65 to 96.75 million"),
        ("1130000000", "1130000000", "USD", "USD 1.13 billion"),
        ("10.9307", "11.6178", "percent", "10.93 to 11.62%"),
        ("0.5", "0.5", "percentage_point", "0.5 percentage points"),
        ("1", "1", "percentage_point", "1 percentage point"),
        ("12500", "12500", "job", "12,500 jobs"),
        ("999.6", "1000.4", None, "999.6 to 1,000.4"),
        ("8504918", "8504918", "person", "8.5049 million persons"),
        ("0.0629", "0.0629", "USD", "USD 0.0629"),
        (None, "5", "percent", "at most 5%"),
        ("5", None, None, "at least 5"),
        (None, None, "USD", "any number"),
        ("-1.40", "-1.12", "percent", "-1.40 to -1.12%"),
    ],
)
def test_span(low: str | None, high: str | None, unit: str | None, words: str) -> None:
    assert wording.span(Interval.of(low, high), unit) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("2", "3", "a rise of 2 to 3%"), ("-3", "-2", "a fall of 2 to 3%"), ("-1", "1", "a change of -1 to 1%")],
)
def test_movement(low: str, high: str, words: str) -> None:
    assert wording.movement(Interval.of(low, high), "percent") == words


@pytest.mark.parametrize("number", ["8.92E+8", "1E-7", "-0", "892.0", "1E+30"])
def test_plain_has_no_exponent(number: str) -> None:
    text = wording.plain(Decimal(number))
    assert "E" not in text
    assert Decimal(text) == Decimal(number)


@pytest.mark.parametrize("module", [proof, wording])
def test_doctests(module: object) -> None:
    result = doctest.testmod(module, report=True)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
