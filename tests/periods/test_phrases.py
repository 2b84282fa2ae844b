"""Phrases of business news and the days they mean (`cases/periods.toml`): span, dates, size, resolution, baseline."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.facts.periods.resolve import PeriodResolver, comparison_type
from extractor.mentions.periods import find_periods
from extractor.model import load_model
from extractor.records import Period, PeriodMention

MODEL = load_model()
TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "periods.toml").read_text(encoding="utf-8"))
FAMILIES = ("calendar", "relative", "ending", "fiscal", "comparison", "repeating", "duration")
OFFSET = 100
CASES = [(family, case) for family in (*FAMILIES, "undated") for case in TABLE[family]]


def test_there_are_enough_and_ids_are_unique() -> None:
    ids = [case["id"] for _, case in CASES]
    assert len(ids) >= 150
    assert len(set(ids)) == len(ids)


def find(case: dict[str, Any]) -> PeriodMention:
    """The mention whose span is the phrase, with the article before it where the row says so."""
    text = case["context"].replace("{}", case["phrase"])
    end = case["context"].index("{}") + len(case["phrase"])
    start = end - len(case["phrase"]) - (len("the ") if case.get("article") else 0)
    found = find_periods(text, OFFSET, MODEL)
    spans = [(mention.start_char - OFFSET, mention.end_char - OFFSET) for mention in found]
    assert (start, end) in spans, [(mention.text, mention.rule) for mention in found]
    assert [text[at:to] for at, to in spans] == [mention.text for mention in found]
    return found[spans.index((start, end))]


def carried(case: dict[str, Any]) -> Period | None:
    if "carried" not in case:
        return None
    start, end = case["carried"]
    return Period(text="", start=start, end=end, granularity=case["granularity"], resolution="exact")


@pytest.mark.parametrize(("family", "case"), CASES, ids=[f"{family}.{case['id']}" for family, case in CASES])
def test_phrase(family: str, case: dict[str, Any]) -> None:
    mention = find(case)
    assert mention.family in FAMILIES
    if family in ("repeating", "duration", "comparison"):
        assert mention.family == family
    resolver = PeriodResolver(published=case.get("published"), country=case.get("country"), model=MODEL)
    period = resolver.resolve(
        mention,
        tense=case.get("tense", "past"),
        carried=carried(case),
        company=case.get("company", False),
        fiscal_start=case.get("fiscal_start"),
    )
    assert (period.start, period.end) == (case.get("start"), case.get("end"))
    assert period.granularity == case["granularity"]
    assert period.resolution == case.get("resolution", "inferred")
    assert period.kind == case.get("kind", "interval")
    assert (period.partial_start, period.partial_end) == (case.get("partial_start"), case.get("partial_end"))
    assert comparison_type(mention) == case.get("baseline")
    if "fiscal" in case:
        assert period.fiscal == case["fiscal"]
    if "lead" in case:
        assert mention.fields["lead"] == case["lead"]


@pytest.mark.parametrize("text", TABLE["nothing"])
def test_no_period(text: str) -> None:
    assert find_periods(text, 0, MODEL) == ()
