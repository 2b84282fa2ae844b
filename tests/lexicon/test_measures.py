"""Measures: phrases to rows and keys, and what the table itself must keep to."""

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from extractor.errors import ModelError
from extractor.lexicon.measures import MeasureTable, measures
from extractor.model import LanguageModel, load_model

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "measures.toml").read_text(encoding="utf-8"))
TABLE = measures(load_model())


@pytest.mark.parametrize("case", CASES["match"], ids=lambda case: case["phrase"])
def test_match_and_key(case: dict[str, str]) -> None:
    row = TABLE.match(case["phrase"])
    assert (row.key if row else "") == case["row"]
    assert TABLE.key_of(case["phrase"]) == case["key"]


@pytest.mark.parametrize("case", CASES["find"], ids=lambda case: case["text"][:30])
def test_find_with_its_span(case: dict[str, str]) -> None:
    found = TABLE.find(case["text"], offset=100)
    if found is None:
        assert case["found"] == ""
        return
    assert case["text"][found.start - 100 : found.end - 100] == case["found"]
    assert found.row.key == case["row"]


def test_find_all_is_in_order_and_without_overlap() -> None:
    text = "Net profit and net sales rose while gross NPAs fell."
    found = TABLE.find_all(text)
    assert [text[match.start : match.end] for match in found] == ["Net profit", "net sales", "gross NPAs"]


def test_the_table_is_wide_and_each_row_reaches_itself() -> None:
    assert len(TABLE.rows) >= 250
    assert len({row.key for row in TABLE.rows}) == len(TABLE.rows)
    kinds = {row.kind for row in TABLE.rows}
    assert kinds == {"flow", "stock", "rate", "price", "index"}


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("trade_deficit", "polarity", -1),
        ("exports", "polarity", 1),
        ("unemployment_rate", "bounded", True),
        ("profit_margin", "bounded", False),
        ("net_profit", "signed", True),
        ("bond_yield", "inverse_quote", True),
        ("exchange_rate", "inverse_quote", True),
        ("public_debt", "kind", "stock"),
        ("car_sale", "key", "vehicle_sales"),
    ],
)
def test_what_checks_rely_on(key: str, field: str, value: object) -> None:
    assert getattr(TABLE.by_key[key], field) == value


def _model(**subjects: Any) -> LanguageModel:
    light = {"after": [], "before": [], "break": [], "join": []}
    table = {**subjects, "light": light}
    base = load_model()

    def lexicon(name: str) -> Any:
        return table if name == "measures" else base.lexicon(name)

    return cast(LanguageModel, SimpleNamespace(package="xx", lexicon=lexicon))


def test_one_name_for_two_things_is_refused() -> None:
    rows = [
        {"key": "a", "kind": "flow", "words": ["sales"]},
        {"key": "b", "kind": "flow", "words": ["sale(s)"]},
    ]
    with pytest.raises(ModelError, match=r"'sales' names both 'a' and 'b'"):
        MeasureTable(_model(trade=rows))


def test_a_broken_row_is_named() -> None:
    with pytest.raises(ModelError, match=r"xx: lexicon/measures.toml trade row 1: .*kind"):
        MeasureTable(_model(trade=[{"key": "a", "words": []}]))
