"""Oppositions: which words take which end, and what the table must keep to."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from extractor.errors import ModelError
from extractor.lexicon.poles import PoleTable, has_outlook, poles
from extractor.model import LanguageModel, load_model

TABLE = poles(load_model())


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Exports rose", ["trade:export", "trend:rise"]),
        ("an import swell", ["trade:import", "trend:rise"]),
        ("the net loss narrowed", ["result:loss"]),
        ("at a loss", []),
        ("sold its stake", ["deal:sell"]),
        ("borrowed heavily", ["credit:borrow"]),
        ("a surplus, not a deficit", ["balance:surplus", "balance:deficit"]),
        ("important", []),
    ],
)
def test_ends(text: str, labels: list[str]) -> None:
    found = TABLE.find_all(text, offset=7)
    assert [match.label for match in found] == labels
    for match in found:
        assert text[match.start - 7 : match.end - 7].strip() == text[match.start - 7 : match.end - 7]


def test_the_oppositions_of_the_catalogue_are_there_and_opposite() -> None:
    for label, other in [
        ("trade:export", "trade:import"),
        ("result:profit", "result:loss"),
        ("balance:surplus", "balance:deficit"),
        ("deal:buy", "deal:sell"),
        ("credit:lend", "credit:borrow"),
        ("trend:rise", "trend:fall"),
    ]:
        assert TABLE.opposite(label) == other
        assert TABLE.opposite(other) == label
    with pytest.raises(KeyError):
        TABLE.opposite("trade:barter")


@pytest.mark.parametrize(
    ("text", "told"),
    [("It will open in 2030.", True), ("Payable Dec. 7", True), ("It opened in June.", False), ("", False)],
)
def test_words_of_outlook(text: str, told: bool) -> None:
    assert has_outlook(text, load_model()) is told


def table_of(*poles_of_an_axis: dict[str, Any]) -> LanguageModel:
    axis = {"name": "x", "kind": "subject", "poles": list(poles_of_an_axis)}
    lists = {
        name: {"words": [], "into": []} for name in ("links", "determiners", "stops", "unreal", "outlook")
    }
    return cast(LanguageModel, SimpleNamespace(package="xx", lexicon=lambda name: {"axis": [axis], **lists}))


def test_a_word_takes_one_end_only() -> None:
    with pytest.raises(ModelError, match=r"axis 'x': 'sales' takes both 'a' and 'b'"):
        PoleTable(table_of({"name": "a", "words": ["sales"]}, {"name": "b", "words": ["sale(s)"]}))


def test_an_opposition_has_two_ends() -> None:
    with pytest.raises(ModelError, match=r"axis 'x' has 1 poles; an opposition has 2"):
        PoleTable(table_of({"name": "a", "words": ["sales"]}))


def test_a_broken_row_is_named() -> None:
    with pytest.raises(ModelError, match=r"xx: lexicon/poles.toml: .*words"):
        PoleTable(table_of({"name": "a"}))
