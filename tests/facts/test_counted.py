"""What a number counts, by the parse."""

import pytest

from extractor.facts.units.counted import settle_count
from extractor.mentions.amounts import find_amounts
from extractor.model import load_model
from extractor.records import Amount
from extractor.syntax import parse_texts

MODEL = load_model()
OFFSET = 20


def settled(text: str) -> list[Amount]:
    parse = parse_texts([(text, OFFSET)])[0]
    return [settle_count(amount, parse, text, OFFSET) for amount in find_amounts(text, OFFSET, MODEL)]


@pytest.mark.parametrize(
    ("text", "span", "unit"),
    [
        ("The firm employs 12 sales staff in Leeds.", "12 sales staff", "staff"),
        ("It opened 12 new stores in May.", "12 new stores", "store"),
        ("The company hired over 600 Sri Lankans last year.", "over 600 Sri Lankans", "Sri Lankan"),
        ("Nearly 86 million visits were counted.", "Nearly 86 million visits", "visit"),
        ("Twenty-one thousand people lost their lives.", "Twenty-one thousand people", "person"),
        ("The fleet grew to 45 in May.", "45", None),
        ("It sold 30 million shares.", "30 million shares", "share"),
    ],
)
def test_noun_of_a_count(text: str, span: str, unit: str | None) -> None:
    (amount,) = settled(text)
    assert amount.text == span
    assert text[amount.start_char - OFFSET : amount.end_char - OFFSET] == span
    assert amount.units == ((unit,) if unit else ())


@pytest.mark.parametrize(
    ("text", "number", "kind", "unit"),
    [
        ("New loans in May fell to 77,000.", "77,000", "count", "loan"),
        ("New loans in May fell to 7.7 million.", "7.7", "count", None),
        ("Jobs growth averaged 178,000 in the quarter.", "178,000", "count", "job"),
        ("Its seat miles grew 5.1 pct to 4.21 billion.", "4.21", "quantity", "seat mile"),
        ("Exports fell to 77,000 in May.", "77,000", "count", None),
    ],
)
def test_number_alone_counts_what_the_subject_names(
    text: str, number: str, kind: str, unit: str | None
) -> None:
    amount = next(
        found
        for found in settled(text)
        if text[found.number_start - OFFSET : found.number_end - OFFSET] == number
    )
    assert (amount.kind, amount.units) == (kind, (unit,) if unit else ())


def test_other_kinds_stay_as_they_are() -> None:
    text = "Sales rose 5 per cent."
    parse = parse_texts([(text, 0)])[0]
    (amount,) = find_amounts(text, 0, MODEL)
    assert settle_count(amount, parse, text, 0) is amount


def test_no_noun_from_brackets() -> None:
    """The parse takes "cent" for what is counted; a bracket ends the noun phrase."""
    found = settled("Of the 2.40 million, 816,000 were young, and another 480,000 (20 per cent) were older.")
    assert [(amount.text, amount.units) for amount in found[2:]] == [
        ("480,000", ()),
        ("20 per cent", ("percent",)),
    ]
