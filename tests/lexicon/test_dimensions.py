"""`lexicon/dimensions.toml`: each row's examples are flagged from raw text, its near misses are not."""

import pytest

from extractor import extract
from extractor.lexicon.dimensions import dimensions
from extractor.model import load_model

ROWS = [one.row for one in dimensions(load_model())]
EXAMPLES = [(row.name, text) for row in ROWS for text in row.examples]
NEAR_MISSES = [(row.name, text) for row in ROWS for text in row.near_misses]


def told(text: str) -> list[str]:
    result = extract(text, published="2024-05-20")
    return [finding.message for finding in result.findings if finding.check == "unit.dimension"]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_examples(name: str, text: str) -> None:
    [message] = told(text)
    assert name in message


@pytest.mark.parametrize("text", [text for _, text in NEAR_MISSES])
def test_near_misses(text: str) -> None:
    assert told(text) == []


def test_every_row_has_both() -> None:
    assert all(row.examples and row.near_misses for row in ROWS)
