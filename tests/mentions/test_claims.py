"""Claims: sentences to topics, poles and superlatives, and the grammar's own examples."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions.claims import find_claims, find_superlatives
from extractor.model import load_model
from extractor.records import Claim, Sentence

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "claims.toml").read_text(encoding="utf-8"))
MODEL = load_model()
ROWS = MODEL.grammar("claims")
OFFSET = 50


def sentence(text: str) -> Sentence:
    return Sentence(
        index=3, start_char=OFFSET, end_char=OFFSET + len(text), text=text, paragraph=1, in_title=False
    )


def told(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = {"text": claim.text, "topic": claim.topic, "poles": list(claim.poles)}
    if claim.superlative:
        found |= {"direction": claim.superlative.direction, "scope": claim.superlative.scope}
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["id"])
def test_claims_of_a_sentence(case: dict[str, Any]) -> None:
    found = find_claims(sentence(case["text"]), MODEL, has_figure=case.get("figure", False))
    assert [told(claim) for claim in found] == case["claims"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_finds_its_examples_and_no_near_miss(row: Any) -> None:
    pattern = re.compile(row.pattern, re.VERBOSE | re.IGNORECASE)
    assert row.examples
    assert row.near_misses
    for example in row.examples:
        assert pattern.search(example), example
        found = find_superlatives(example, 0, MODEL)
        assert [each.superlative.direction for each in found] == [row.yields["direction"]], example
    for miss in row.near_misses:
        assert not pattern.search(miss), miss


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("its highest-ever monthly exports", [("highest-ever", "high", "ever")]),
        ("the lowest level since May 2019", [("lowest level since May 2019", "low", "since May 2019")]),
        ("at a five-year high", [("five-year high", "high", "five-year")]),
        ("sold a record amount of debt", [("record", "high", "ever")]),
        ("record deficit budget", [("record", "high", "ever")]),
        ("exports reached unknown heights", [("unknown heights", "high", "ever")]),
        (
            "a 52-week high of 97 and a 52-week low of 41",
            [("52-week high", "high", "52-week"), ("52-week low", "low", "52-week")],
        ),
        ("one of the highest ever", []),
        ("to record a profit", []),
        ("the firm records its sales", []),
    ],
)
def test_superlatives(text: str, found: list[tuple[str, str, str]]) -> None:
    mentions = find_superlatives(text, OFFSET, MODEL)
    assert [(m.superlative.text, m.superlative.direction, m.superlative.scope) for m in mentions] == found
    for mention in mentions:
        assert text[mention.start_char - OFFSET : mention.end_char - OFFSET] == mention.superlative.text


WORDS = st.sampled_from(
    (
        "exports",
        "imports",
        "rose",
        "fell",
        "record",
        "highest",
        "ever",
        "IT",
        "of",
        "in",
        ",",
        "the",
        "growth",
        ";",
        "deficit",
        "buys",
        "since",
        "2009",
        "low",
    )
)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.booleans())
def test_spans_are_the_sentences_own_words(text: str, figure: bool) -> None:
    claims = find_claims(sentence(text), MODEL, has_figure=figure)
    assert list(claims) == sorted(claims, key=lambda claim: (claim.start_char, claim.end_char))
    for claim in claims:
        assert claim.poles or claim.superlative
        assert claim.text
        for span in (claim, *claim.spans):
            assert text[span.start_char - OFFSET : span.end_char - OFFSET] == span.text
            assert claim.start_char <= span.start_char <= span.end_char <= claim.end_char
