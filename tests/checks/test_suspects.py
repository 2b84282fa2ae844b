"""Which figure of a conflict is named first, by what the rest of the article says."""

from collections.abc import Callable

import pytest

from extractor.checks import Checked
from extractor.records import Suspect

Build = Callable[..., Checked]

TRIPLE = ["growth current=f1 rate=f2 prior=f3"]
TWO = [*TRIPLE, "growth current=f1 rate=f4 prior=f5"]

CASES = {
    "scale-out-of-size-with-the-rest": (
        ["f1: $1.13 million; sales", "f2: 3.7%; growth up, sales", "f3: $1.09 billion; sales",
         "f4: $0.98 million; costs, sentence=2"],
        TRIPLE, ("f3", "scale", "$1.09 million"),
    ),
    "scale-spelled-as-the-article-spells-it": (
        ["f1: £61.3bn; profit", "f2: 13.7%; growth up, profit", "f3: £53.9m; profit",
         "f4: £48.6m; costs, sentence=2"],
        TRIPLE, ("f1", "scale", "£61.3m"),
    ),
    "point-moved-and-less-exact-than-the-rest": (
        ["f1: Rs 318.4 crore; profit", "f2: 12.9%; growth down, profit", "f3: Rs 3656 crore; profit",
         "f4: Rs 465.5 crore; costs, sentence=2"],
        TRIPLE, ("f3", "shift", "Rs 365.6 crore"),
    ),
    "rates-exchanged": (
        ["f1: $381.8 million; sales", "f2: 4.2%; growth up, sales", "f3: $331.7 million; sales",
         "f4: 15.1%; growth up, sales, base=previous", "f5: $366.4 million; sales"],
        TWO, ("f2", "swap", "15.1%"),
    ),
    "levels-exchanged": (
        ["f1: $340.9 million; sales", "f2: 12.0%; growth up, sales", "f3: $381.8 million; sales"],
        TRIPLE, ("f1", "swap", "$381.8 million"),
    ),
    "number-of-another-figure": (
        ["f1: $267.2 million; sales", "f2: 26.7%; growth up, sales", "f3: $146.5 million; sales",
         "f4: $146.5 million; rent, sentence=2"],
        TRIPLE, ("f3", "copied", None),
    ),
    "body-figure-that-another-equation-refutes-too": (
        ["f0: $418 million; title, sales", "f1: $481 million; sales", "f2: 10.0%; growth up, sales",
         "f3: $380.0 million; sales"],
        [*TRIPLE, "repeat facts=f0+f1"], ("f1", "transposition", "$418 million"),
    ),
    "part-of-a-list-that-may-leave-something-out": (
        ["f1: over $268 million; exports", "f2: $198 million; exports, segment=software",
         "f3: $41.6 billion; exports, segment=services", "f4: $221 million; imports, sentence=2"],
        ["sum parts=f2+f3 whole=f1"], ("f3", "scale", "$41.6 million"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "relations", "wanted"), CASES.values(), ids=CASES)
def test_first_suspect(
    facts: list[str], relations: list[str], wanted: tuple[str, str, str | None], check: Build
) -> None:
    alarms = [finding for finding in check(facts, relations).findings if finding.is_alarm]
    assert alarms
    first: Suspect = alarms[0].suspects[0]
    assert (first.fact, first.edit, first.suggestion) == wanted


def test_equal_numbers_of_one_quantity_are_no_copy(check: Build) -> None:
    facts = [
        "f1: $267.2 million; sales",
        "f2: 26.7%; growth up, sales",
        "f3: $146.5 million; sales, period=2022",
        "f4: $146.5 million; sales, period=2022, sentence=2",
    ]
    alarm = check(facts, TRIPLE).findings[0]
    assert all(suspect.edit != "copied" for suspect in alarm.suspects)
