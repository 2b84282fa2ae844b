"""Hedges: every phrase leads to its row and to one only; near misses lead nowhere; broken rows are named."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from extractor.errors import ModelError, UnknownNameError
from extractor.lexicon.hedges import hedges, multiples
from extractor.model import LanguageModel, load_model

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "hedges.toml").read_text("utf-8"))["case"]
TABLE = hedges(load_model("en"))
PLACES: dict[str, Mapping[str, Any]] = {"before": TABLE.before, "after": TABLE.after, "vague": TABLE.vague}
ROWS = [(case["place"], phrase, case["row"]) for case in CASES for phrase in case["phrases"]]


@pytest.mark.parametrize(("place", "phrase", "row"), ROWS, ids=lambda text: text or "none")
def test_phrase(place: str, phrase: str, row: str) -> None:
    found = PLACES[place].get(phrase)
    assert (found.name if found else "") == row


def test_every_row_of_the_table_is_exercised() -> None:
    rows = {row.name for row in (*TABLE.before.values(), *TABLE.after.values())}
    assert rows <= {case["row"] for case in CASES} | {"well_under"}


def test_a_vague_count_is_a_hedge_by_name() -> None:
    assert TABLE.by_name["dozens"].comparator == "range"


def test_an_unknown_name_lists_those_on_offer() -> None:
    with pytest.raises(UnknownNameError, match=r"no hedge named 'nearby'.*On offer: .*nearly"):
        TABLE.by_name["nearby"]


def test_words_of_multiples() -> None:
    table = multiples(load_model("en"))
    assert table.words["trebled"].name == "tripled"
    assert table.words["a quarter"].name == "quarter"
    assert table.after_number["-fold"].reading == "more"
    assert "times" not in table.words
    assert "third" not in table.words  # an ordinal: the third quarter


class FakeModel:
    """A model whose two tables are given."""

    package = "xx_test"

    def __init__(self, **tables: Any) -> None:
        self.tables = tables

    def lexicon(self, name: str) -> Any:
        return self.tables[name]


def fake(**tables: Any) -> LanguageModel:
    return cast(LanguageModel, FakeModel(**tables))


ROW = {"name": "over", "comparator": "over", "before": ["over"]}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW, ROW | {"name": "above"}], "phrase before 'over' stands in two rows"),
        ([ROW, ROW | {"before": ["above"]}], "name 'over' stands in two rows"),
        ([ROW | {"before": ["More  than"]}], "'More  than' must be lower case"),
        ([ROW | {"above": {"shares": 1}}], r"row 1 \(over\).*shares"),
        ([{"before": ["over"]}], r"row 1 \(unnamed\).*name"),
    ],
)
def test_a_broken_row_is_named(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ModelError, match=rf"xx_test: lexicon/hedges.toml.*{message}"):
        hedges(fake(hedges={"hedge": rows, "vague": []}))


def test_a_broken_multiple_is_named() -> None:
    rows = [{"name": "doubled", "reading": "often"}]
    with pytest.raises(ModelError, match=r"multiples.toml row 1 \(doubled\)"):
        multiples(fake(multiples={"multiple": rows}))
