"""What a figure can mean: the tables of checks.md §1.2 to §1.4 row by row, and laws for all figures."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon.hedges import hedges, multiples
from extractor.model import load_model
from extractor.values import FigureBounds, Interval, figure_bounds, has_decimals, modal_ulp

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "figure_bounds.toml").read_text("utf-8"))["case"]
HEDGES = hedges(load_model("en")).by_name
MULTIPLES = multiples(load_model("en")).by_name
KINDS = ["money", "percent", "points", "count", "quantity", "multiple", "duration", "age"]


def bounds_of(case: dict[str, Any]) -> FigureBounds:
    numbers = {key: Decimal(case[key]) for key in ("value", "value_to", "granularity") if key in case}
    return figure_bounds(
        value=numbers.get("value"),
        value_to=numbers.get("value_to"),
        ulp=Decimal(case.get("ulp", "1")),
        kind=case.get("kind", "money"),
        comparator=case.get("comparator", "exact"),
        hedge=HEDGES[case["hedge"]] if "hedge" in case else None,
        multiple=MULTIPLES[case["multiple"]] if "multiple" in case else None,
        in_title=case.get("in_title", False),
        granularity=numbers.get("granularity"),
        decimals=case.get("decimals"),
        as_written=case.get("as_written", False),
    )


def ends(pair: list[str]) -> tuple[Decimal | None, Decimal | None]:
    low, high = (None if end.endswith("inf") else Decimal(end) for end in pair)
    return low, high


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_table(case: dict[str, Any]) -> None:
    made = bounds_of(case)
    assert made.core.to_decimals() == ends(case["core"])
    assert made.support.to_decimals() == ends(case["support"])
    assert made.soft == case.get("soft", False)
    if "literal" in case:
        assert made.literal.to_decimals() == ends(case["literal"])
    if "ulp_out" in case:
        assert made.ulp == Decimal(case["ulp_out"])
    if "granularity_out" in case:
        assert made.granularity == Decimal(case["granularity_out"])


def test_every_hedge_and_multiple_has_a_row() -> None:
    vague = {row.name for row in hedges(load_model("en")).vague.values()}
    assert {case["hedge"] for case in CASES if "hedge" in case} >= set(HEDGES) - vague
    named = {case["multiple"] for case in CASES if "multiple" in case}
    assert set(MULTIPLES) - named == {"twice", "quadrupled", "quintupled", "three_quarters", "fraction"}


def test_implied_rate_of_article_000_at_204_as_written() -> None:
    """227.9 to 229.3 rupees per dollar when the hedge is set aside (checks.md §0)."""
    rupees = figure_bounds(
        value=Decimal(204),
        ulp=Decimal(1),
        kind="money",
        hedge=HEDGES["about"],
        decimals=False,
        as_written=True,
    )
    low, high = (rupees.literal * 1000 / Interval.of(892, 893)).to_decimals(4)
    assert (low, high) == (Decimal("227.8"), Decimal("229.3"))


def test_ulp_must_be_positive() -> None:
    with pytest.raises(ValueError, match="must be positive"):
        figure_bounds(value=Decimal(1), ulp=Decimal(0), kind="count")


FIGURES = st.fixed_dictionaries(
    {
        "mantissa": st.integers(min_value=-99999, max_value=99999),
        "ulp": st.sampled_from([Decimal(10) ** power for power in range(-3, 10)]),
        "kind": st.sampled_from(KINDS),
        "hedge": st.sampled_from([None, *HEDGES]),
        "decimals": st.sampled_from([None, True, False]),
        "in_title": st.booleans(),
        "as_written": st.booleans(),
    }
)


def drawn(figure: dict[str, Any], **changes: Any) -> FigureBounds:
    figure = figure | changes
    return figure_bounds(
        value=figure["mantissa"] * figure["ulp"],
        ulp=figure["ulp"],
        kind=figure["kind"],
        hedge=HEDGES[figure["hedge"]] if figure["hedge"] else None,
        in_title=figure["in_title"],
        decimals=figure["decimals"],
        as_written=figure["as_written"],
    )


@given(FIGURES)
def test_core_lies_within_support_and_holds_the_number(figure: dict[str, Any]) -> None:
    made = drawn(figure)
    number = Fraction(figure["mantissa"] * figure["ulp"])
    assert made.support.contains(made.core)
    assert made.core.contains(number)
    assert made.literal.contains(number)
    assert made.ulp <= max(made.granularity, figure["ulp"])


@given(FIGURES)
def test_without_a_hedge_the_core_is_the_literal_reading(figure: dict[str, Any]) -> None:
    made = drawn(figure, hedge=None)
    assert made.literal == made.core
    assert made.support.contains(made.literal)


@given(FIGURES)
def test_a_headline_is_never_read_more_strictly(figure: dict[str, Any]) -> None:
    assert drawn(figure, in_title=True).support.contains(drawn(figure, in_title=False).support)


@given(FIGURES)
def test_negatives_are_mirrored(figure: dict[str, Any]) -> None:
    if figure["mantissa"]:
        made, mirrored = drawn(figure), drawn(figure, mantissa=-figure["mantissa"])
        assert (-made.core, -made.support, -made.literal) == (
            mirrored.core,
            mirrored.support,
            mirrored.literal,
        )


@given(FIGURES, st.integers(min_value=-99999, max_value=99999))
def test_a_range_holds_both_its_numbers_in_either_order(figure: dict[str, Any], other: int) -> None:
    def of(first: int, second: int) -> FigureBounds:
        return figure_bounds(
            value=first * figure["ulp"],
            value_to=second * figure["ulp"],
            ulp=figure["ulp"],
            kind=figure["kind"],
            comparator="range",
            hedge=HEDGES[figure["hedge"]] if figure["hedge"] else None,
        )

    made, turned = of(figure["mantissa"], other), of(other, figure["mantissa"])
    assert (made.core, made.support) == (turned.core, turned.support)
    assert made.support.contains(made.core)
    assert made.core.contains(Fraction(figure["mantissa"] * figure["ulp"]))
    assert made.core.contains(Fraction(other * figure["ulp"]))


@pytest.mark.parametrize(
    ("number", "ulp", "expected"),
    [
        ("892", "1000000", False),
        ("892.0", "100000", True),
        ("1,500", "1", False),
        ("1.500", "1", False),
        ("1.500", "1000", True),
        ("1.50", "10000000", True),
        ("6,380,000", "1", False),
        ("12,34,567", "1", False),
        ("1.234.567", "1", False),
        ("12,5", "0.1", True),
        ("1.234,5", "0.1", True),
        ("0.125", "0.001", True),
        ("nine", "1", False),
        ("two and a half", "100000", False),
    ],
)
def test_has_decimals(number: str, ulp: str, expected: bool) -> None:
    assert has_decimals(number, Decimal(ulp)) is expected


def test_modal_ulp_prefers_the_finer_on_a_tie() -> None:
    tenth, one = Decimal("0.1"), Decimal(1)
    assert modal_ulp([one, tenth, one]) == one
    assert modal_ulp([one, tenth]) == tenth
    assert modal_ulp([]) is None
