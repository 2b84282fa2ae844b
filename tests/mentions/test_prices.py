"""Prices with spaces and a decimal comma, put together by price-parser; and what must stay apart."""

import pytest

from extractor.mentions import find_mentions
from extractor.model import load_model
from extractor.records import make_article
from extractor.sentences import split_sentences


def figures(text: str) -> list[tuple[str, str]]:
    model = load_model()
    (sentence,) = split_sentences(make_article(text), model)
    return [(amount.text, str(amount.value)) for amount in find_mentions(sentence, model).amounts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lamp sold for $1 299,00 in Montreal.", [("$1 299,00", "1299.00")]),
        ("A flat costs about €245 500,50 there.", [("about €245 500,50", "245500.50")]),
        ("It fetched CAD 2 450 000,00 at auction.", [("CAD 2 450 000,00", "2450000.00")]),
        ("Of $5m, 20 went to schools.", [("$5m", "5000000"), ("20", "20")]),
        ("It paid $1 and $2,50 was left.", [("$1", "1")]),
    ],
    ids=["grouped by spaces", "after a hedge", "after a code", "two figures", "a list"],
)
def test_prices(text: str, found: list[tuple[str, str]]) -> None:
    assert figures(text)[: len(found)] == found
