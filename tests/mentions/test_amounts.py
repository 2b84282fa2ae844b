"""Figures: sentences to records (`cases/amounts.toml`), and properties that hold for every text."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.mentions.amounts import find_amounts
from extractor.model import load_model
from extractor.records import Amount

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "amounts.toml").read_text(encoding="utf-8"))
MODEL = load_model()
OFFSET = 37


def told(amount: Amount, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a case says of an amount; ulp and candidates only where it asks."""
    found: dict[str, Any] = {
        "text": amount.text,
        "value": None if amount.value is None else str(amount.value),
        "value_to": None if amount.value_to is None else str(amount.value_to),
        "kind": amount.kind,
        "unit": amount.units[0] if amount.units else None,
        "per": amount.per,
        "comparator": None if amount.comparator == "exact" else amount.comparator,
        "hedge": amount.hedge,
        "multiple": amount.multiple,
    }
    if "ulp" in wanted:
        found["ulp"] = str(amount.ulp)
    if "candidates" in wanted:
        found["candidates"] = list(amount.units)
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["id"])
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    found = find_amounts(case["text"], OFFSET, MODEL)
    wanted = case["amounts"]
    padded = [*wanted, *({} for _ in found)]
    assert [told(amount, row) for amount, row in zip(found, padded, strict=False)] == wanted
    for amount in found:
        assert case["text"][amount.start_char - OFFSET : amount.end_char - OFFSET] == amount.text
        assert amount.start_char <= amount.number_start < amount.number_end <= amount.end_char


def test_ids_of_cases_are_unique() -> None:
    ids = [case["id"] for case in CASES["case"]]
    assert len(ids) == len(set(ids))


def test_bare_number_is_the_digits() -> None:
    text = "around Rs 1.29 lakh crore"
    (amount,) = find_amounts(text, 0, MODEL)
    assert text[amount.number_start : amount.number_end] == "1.29"


def test_numbers_of_time_expressions_are_no_figures() -> None:
    text = "Sales rose 5% in the year to June 30, 2023."
    start = text.index("the year")
    found = find_amounts(text, 100, MODEL, periods=[(100 + start, 100 + len(text) - 1)])
    assert [amount.text for amount in found] == ["5%"]


@pytest.mark.parametrize(
    ("text", "period", "span"),
    [
        ("Sales rose in the 12 months to June 30.", "the 12 months to June 30", "12 months"),
        ("Sales rose over the past twenty-two weeks.", "the past twenty-two weeks", "twenty-two weeks"),
        ("Sales rose in the first three quarters.", "the first three quarters", "three quarters"),
    ],
)
def test_stretches_of_time_in_time_expressions_are_durations(text: str, period: str, span: str) -> None:
    start = text.index(period)
    (found,) = find_amounts(text, 0, MODEL, periods=[(start, start + len(period))])
    assert (found.text, found.kind) == (span, "duration")


def test_rules_name_number_row_and_figure_row() -> None:
    (amount,) = find_amounts("over $1.2bn", 0, MODEL)
    assert amount.rules == ("digits_and_scale", "money_sign", "hedge:over")


@pytest.mark.parametrize("digits", ["9" * 41, "1." + "0" * 60, "1" + ",000" * 20])
def test_no_input_makes_a_number_explode(digits: str) -> None:
    for amount in find_amounts(f"It cost ${digits} trillion trillion.", 0, MODEL):
        assert amount.value is not None
        assert abs(amount.value) < Decimal(10) ** 80
