"""The splitter: a table of texts, and that it loses nothing whatever the text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import load_model
from extractor.records import make_article
from extractor.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_cuts_where_a_reader_would(case):
    found = split_sentences(make_article(case["text"]), load_model())
    assert [sentence.text for sentence in found] == case["sentences"]


def test_title_is_one_heading():
    article = make_article("Sales rose. Costs fell.", title="Up 5%. And down")
    first, *rest = split_sentences(article, load_model())
    assert (first.text, first.in_title, first.form) == ("Up 5%. And down", True, "heading")
    assert [sentence.index for sentence in (first, *rest)] == [0, 1, 2]


@given(st.text(alphabet='aB1.!?"” \n\t(…é$', max_size=80))
def test_offsets_hold_and_nothing_but_space_is_lost(text):
    article = make_article(text)
    kept, at = [], 0
    for sentence in split_sentences(article, load_model()):
        assert article.text[sentence.start_char : sentence.end_char] == sentence.text
        assert article.text[at : sentence.start_char].strip() == ""
        at = sentence.end_char
        kept.append(sentence.text)
    assert article.text[at:].strip() == ""
