"""Ranges as written: "between" goes from the smaller end to the larger."""

import pytest

from extractor.pipeline import extract

ROWS = [
    ("Rents are between $900 and $700 a month.", True),
    ("Rents are between $700 and $900 a month.", False),
    ("Rents went from $900 to $700 a month.", False),
    ("Rents fell between 5% and 3% last year.", False),
]


@pytest.mark.parametrize(("text", "flagged"), ROWS, ids=[text for text, _ in ROWS])
def test_between(text: str, flagged: bool) -> None:
    findings = [finding for finding in extract(text).findings if finding.check == "order.compare"]
    assert [finding.severity for finding in findings] == (["warning"] if flagged else [])
