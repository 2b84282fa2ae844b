"""Which figures took part in no check, and why."""

from collections.abc import Callable

import pytest

from extractor.checks import Checked

Build = Callable[..., Checked]

ROWS = [
    pytest.param(["f1: $9 million; sales"], [], {"alone": ("f1",)}, id="alone"),
    pytest.param(
        ["f1: $9 million; sales", "f2: $7 million; cost"],
        ["superlative fact=f1"],
        {"alone": ("f2",), "incomplete": ("f1",)},
        id="record-without-rival",
    ),
    pytest.param(
        ["f1: $9 million; sales", "f2: 5%; growth up, sales, basis=organic", "f3: $8 million; sales"],
        ["growth current=f1 rate=f2 prior=f3"],
        {"basis": ("f1", "f2", "f3")},
        id="silenced-by-a-guard",
    ),
    pytest.param(
        ["f1: $9.0 million; sales", "f2: 12.5%; growth up, sales", "f3: $8.0 million; sales"],
        ["growth current=f1 rate=f2 prior=f3"],
        {},
        id="all-checked",
    ),
]


@pytest.mark.parametrize(("facts", "relations", "left"), ROWS)
def test_unchecked(
    check: Build, facts: list[str], relations: list[str], left: dict[str, tuple[str, ...]]
) -> None:
    checked = check(facts, relations)
    assert dict(checked.unchecked) == left
    assert checked.in_checks + sum(map(len, left.values())) == len(facts)
