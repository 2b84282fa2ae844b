"""Whole articles through the pipeline: what is alarmed, what is not, what is derived.

Expectations are data: the gold files of `corpus/` and, for the seed articles, `tests/cases/seeds.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from gold_files import Annotated, GoldFact, GoldFinding, load_all

from extractor import extract
from extractor.records import Derived, Extraction, Fact, Finding, Span

SEEDS = tomllib.loads((Path(__file__).parents[1] / "cases" / "seeds.toml").read_text(encoding="utf-8"))["run"]
ARTICLES = load_all()
every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
every_expectation = pytest.mark.parametrize(
    "article", [article for article in ARTICLES if article.gold.expected], ids=lambda article: article.name
)
every_seed = pytest.mark.parametrize("run", SEEDS, ids=lambda run: run["id"])


@cache
def read(article: Annotated, published: str | None, country: str | None) -> Extraction:
    return extract(article.body, title=article.title, published=published, country=country)


def read_gold(article: Annotated) -> Extraction:
    return read(article, article.gold.published, article.gold.country)


def read_seed(run: Mapping[str, Any]) -> Extraction:
    article = next(article for article in ARTICLES if article.gold.id == run["file"])
    return read(article, run.get("published"), run["country"])


@every_article
def test_nothing_fails_and_offsets_hold(article: Annotated) -> None:
    result = read_gold(article)
    assert not [diagnostic for diagnostic in result.diagnostics if diagnostic.level == "error"]
    assert result.article.text == article.text
    records: list[Any] = [
        *result.facts,
        *result.claims,
        *(span for finding in result.findings for span in finding.spans),
    ]
    records += [span for fact in result.facts for span in fact.spans]
    records += [period for period in result.periods if period.start_char is not None]
    assert result.facts
    for record in records:
        assert article.text[record.start_char : record.end_char] == record.text


@every_article
def test_alarms_are_those_of_the_gold(article: Annotated) -> None:
    result, gold = read_gold(article), article.gold
    wanted = [finding for finding in gold.findings if finding.verdict == "inconsistent"]
    alarms = [finding for finding in result.findings if finding.is_alarm]
    for want in wanted:
        names = (want.check, *gold.tolerated_findings)
        met = [alarm for alarm in alarms if alarm.check in names and touches(alarm, want, article)]
        assert met, f"not raised: {want.check}: {want.note} ({described(alarms)})"
    for alarm in alarms:
        allowed = [want for want in wanted if alarm.check in (want.check, *gold.tolerated_findings)]
        assert any(touches(alarm, want, article) for want in allowed), described([alarm])


def touches(alarm: Finding, want: GoldFinding, article: Annotated) -> bool:
    """Whether the alarm stands on at least two of the figures wanted (on any, if fewer are named)."""
    places = [
        (fact.start_char, fact.end_char) for fact in (article.gold.facts[index] for index in want.facts)
    ]
    met = sum(
        any(overlap(place, (span.start_char, span.end_char)) for span in alarm.spans) for place in places
    )
    return met >= min(2, len(places))


def where(record: Fact | Span | GoldFact) -> tuple[int, int]:
    return record.start_char, record.end_char


def overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return min(left[1], right[1]) > max(left[0], right[0])


def described(findings: Iterable[Finding]) -> str:
    return (
        "; ".join(f"{finding.check} {finding.severity}: {finding.message}" for finding in findings)
        or "no alarm"
    )


@every_expectation
def test_expected_findings_and_derived_values(article: Annotated) -> None:
    expected = article.gold.expected
    assert expected is not None
    assert_expected(read_gold(article), expected)


@every_seed
def test_seed_findings_and_derived_values(run: dict[str, Any]) -> None:
    assert_expected(read_seed(run), run)


def assert_expected(result: Extraction, expected: Mapping[str, Any]) -> None:
    """Exactly the alarms named, at least the other findings and the derived values named."""
    alarms = [finding for finding in result.findings if finding.is_alarm]
    assert sorted(alarm.check for alarm in alarms) == sorted(want["check"] for want in expected["alarms"])
    for want in expected["alarms"]:
        assert any(fits(finding, want, result) for finding in alarms), f"{want}: {described(alarms)}"
    quiet = [finding for finding in result.findings if not finding.is_alarm]
    for want in expected["findings"]:
        assert any(fits(finding, want, result) for finding in quiet), f"{want}: {described(quiet)}"
    for want in expected["derived"]:
        near = [(value.formula, str(value.low), str(value.high)) for value in result.derived]
        assert any(same_digits(value, want) for value in result.derived), f"{want}: {near}"


def fits(finding: Finding, want: Mapping[str, Any], result: Extraction) -> bool:
    words = " ".join(span.text for span in finding.spans)
    first = finding.suspects[0].fact if finding.suspects else None
    return (
        finding.check == want["check"]
        and finding.verdict == want.get("verdict", "inconsistent")
        and finding.severity == want.get("severity", finding.severity)
        and all(text in words for text in want["facts"])
        and want.get("says", "") in finding.message
        and ("suspect" not in want or want["suspect"] in suspected(first, finding, result))
    )


def suspected(first: str | None, finding: Finding, result: Extraction) -> str:
    """The words of the first suspect: a figure's, a claim's, or those of a span labelled `suspect`."""
    texts = {fact.id: fact.text for fact in result.facts} | {claim.id: claim.text for claim in result.claims}
    named = [span.text for span in finding.spans if span.label == "suspect"]
    return " ".join([texts.get(first or "", ""), *named])


def same_digits(value: Derived, want: Mapping[str, str]) -> bool:
    """Whether both ends round to the digits written."""
    if value.low is None or value.high is None:
        return False
    return all(
        (end / Decimal(want["scale"])).quantize(Decimal(text), ROUND_HALF_EVEN) == Decimal(text)
        for end, text in ((value.low, want["low"]), (value.high, want["high"]))
    )


@every_seed
def test_seed_facts(run: dict[str, Any]) -> None:
    ignore = next(article.gold.ignore for article in ARTICLES if article.gold.id == run["file"])
    facts = [fact for fact in read_seed(run).facts if fact.kind not in ("duration", "age")]
    facts = [fact for fact in facts if not any(overlap(where(fact), span) for span in ignore)]
    assert [fact.text for fact in facts] == [want["text"] for want in run["facts"]]
    for fact, want in zip(facts, run["facts"], strict=True):
        assert flat(fact, want) == want


def flat(fact: Fact, want: Mapping[str, str]) -> dict[str, str]:
    """The fields of a fact that the row names, and its dates in any case."""
    period, baseline = fact.period, fact.baseline.period if fact.baseline else None
    fields = {
        "text": fact.text,
        "value": None if fact.value is None else f"{fact.value:f}",
        "unit": fact.unit,
        "role": fact.role,
        "direction": fact.direction,
        "comparator": fact.comparator,
        "segment": fact.segment.lower() if fact.segment else None,
        "superlative": fact.superlative.direction if fact.superlative else None,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "partial_start": period.partial_start if period else None,
        "partial_end": period.partial_end if period else None,
        "baseline_start": baseline.start if baseline else None,
        "baseline_end": baseline.end if baseline else None,
    }
    dates = {"start", "end", "unit"}
    return {
        name: value for name, value in fields.items() if value is not None and (name in want or name in dates)
    }
