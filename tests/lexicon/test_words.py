"""Singular forms and content words, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon.words import content_words, singular, words

SINGULARS = """
subscribers subscriber | jobs job | shares share | vehicles vehicle | tonnes tonne | barrels barrel
boxes box
companies company | countries country | cities city | days day | losses loss | branches branch | dishes dish
people person | women woman | lives life | indices index | crises crisis | analyses analysis | buses bus
series series | goods goods | surplus surplus | aircraft aircraft | news news | basis basis | sales sale
houses house | prices price | leases lease | cases case | databases database | gas gas | eps eps
kg kg | MW mw | bps bps | seat-miles seat-mile | tomatoes tomato | movies movie | status status | bus bus
"""
PAIRS = [tuple(row.split()) for line in SINGULARS.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("plural", "one"), PAIRS, ids=[plural for plural, _ in PAIRS])
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_only_the_head_of_a_phrase_changes() -> None:
    assert singular("savings banks") == "savings bank"
    assert singular("Commercial fishermen") == "commercial fisherman"


@pytest.mark.parametrize(
    ("phrase", "content"),
    [
        ("the exports of IT services", ("export", "it", "service")),
        ("it was its exports", ("export",)),
        ("Pakistan's trade deficit", ("pakistan", "trade", "deficit")),
        ("", ()),
    ],
    ids=["capital-it-is-content", "pronouns-are-not", "possessive", "empty"],
)
def test_content_words(phrase: str, content: tuple[str, ...]) -> None:
    assert content_words(phrase) == content


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert word.start < word.end
        assert text[word.start : word.end].lower() == word.form


@given(st.text(alphabet=st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=1))
def test_singular_never_empties_a_word(noun: str) -> None:
    assert singular(noun)
