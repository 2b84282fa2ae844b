"""The tables `tests/cases/check_*.toml` of the checks that look at dates, words and claims too.

So a row may give the article itself.
"""

import importlib.util
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.checks import CHECKS, Checked, run_checks
from extractor.checks.proof import holds
from extractor.checks.rates.source import reference_rates
from extractor.mentions.claims import find_claims
from extractor.model import load_model
from extractor.records import Article, Claim, Fact, Finding, Period, make_article
from extractor.sentences import split_sentences

FAMILIES = ("fx", "percent", "scale", "unit", "period", "flow", "count")
FOLDER = Path(__file__).parents[1] / "cases"

spec = importlib.util.spec_from_file_location("check_notation", Path(__file__).with_name("conftest.py"))
assert spec is not None
assert spec.loader is not None
notation = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notation)


def rows() -> list[dict[str, Any]]:
    tables = [
        tomllib.loads((FOLDER / f"check_{family}.toml").read_text(encoding="utf-8")) for family in FAMILIES
    ]
    return [row for table in tables for row in table["case"]]


ROWS = rows()
IDS = [row["id"] for row in ROWS]


def made(row: dict[str, Any]) -> list[Fact]:
    """The facts of a row, their units as `units` has them; `signs` are what the units were read from."""
    units, signs = row.get("units", {}), row.get("signs", {})
    found = []
    for line in row.get("facts", ()):
        fact = notation.make_fact(line.replace("; units", ";"))
        if fact.id in units:
            fact = msgspec.structs.replace(fact, kind="money", unit=units[fact.id])
        sign = signs.get(fact.id) or next((each for each in "$£€%" if each in fact.text), None)
        found.append(msgspec.structs.replace(fact, unit_text=sign))
    return found


def article_of(row: dict[str, Any], facts: Iterable[Fact]) -> Article:
    if "text" in row or "sentences" in row:
        body = row.get("text") or "\n\n".join(row["sentences"])
        title = row.get("title")
    else:
        body = "; ".join(fact.text for fact in facts if not fact.in_title)
        title = "; ".join(fact.text for fact in facts if fact.in_title) or None
    return make_article(body, title=title, published=row.get("published"))


def placed(row: dict[str, Any], facts: list[Fact], article: Article) -> list[Fact]:
    """Each fact where its text stands, after those before it; its period at the words given."""
    found, at, seen = [], {True: 0, False: article.title_end}, dict.fromkeys(row.get("words", {}).values(), 0)
    for fact in facts:
        start = article.text.index(fact.text, at[fact.in_title])
        at[fact.in_title] = start + len(fact.text)
        changes: dict[str, Any] = {"start_char": start, "end_char": start + len(fact.text)}
        for field, resolution in (("words", "exact"), ("inferred", "inferred")):
            if fact.id in row.get(field, {}):
                changes["period"] = put(fact.period, row[field][fact.id], article, resolution)
        if fact.id in row.get("base_words", {}):
            assert fact.baseline is not None
            base = put(fact.baseline.period, row["base_words"][fact.id], article, "exact")
            changes["baseline"] = msgspec.structs.replace(fact.baseline, period=base)
        found.append(msgspec.structs.replace(fact, **changes))
    assert set(seen) == set(row.get("words", {}).values())
    return found


def put(period: Period | None, words: str, article: Article, resolution: str) -> Period:
    assert period is not None
    start = article.text.index(words)
    return msgspec.structs.replace(
        period, text=words, start_char=start, end_char=start + len(words), resolution=resolution
    )


def claims_of(row: dict[str, Any], article: Article) -> list[Claim]:
    if "sentences" not in row:
        return []
    model = load_model()
    found = [
        claim
        for sentence in split_sentences(article, model)
        for claim in find_claims(sentence, model, has_figure=False)
    ]
    return [msgspec.structs.replace(claim, id=f"c{number}") for number, claim in enumerate(found, start=1)]


def run(row: dict[str, Any]) -> tuple[Checked, list[Claim]]:
    facts = made(row)
    article = article_of(row, facts)
    facts = placed(row, facts, article)
    claims = claims_of(row, article)
    periods = [
        put(notation.make_period(dates), words, article, "exact")
        for words, dates in row.get("periods", {}).items()
    ]
    checked = run_checks(
        article=article,
        facts=facts,
        relations=[
            notation.make_relation(line, n) for n, line in enumerate(row.get("relations", ()), start=1)
        ],
        claims=claims,
        periods=periods,
        rates=reference_rates(),
        only=[row["check"]],
        strict=True,
    )
    return checked, claims


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_row(row: dict[str, Any]) -> None:
    checked, claims = run(row)
    if row["expect"] in ("silent", "derived"):
        assert not checked.findings
        assert bool(checked.derived) == (row["expect"] == "derived")
    else:
        assert {finding.verdict for finding in checked.findings} == {row["expect"]}
        assert len(checked.findings) == row.get("count", len(checked.findings))
        assert_finding(checked.findings[0], row, claims)
    for formula, (low, high) in row.get("derived", {}).items():
        record = next(each for each in checked.derived if each.formula == formula)
        assert record.low is not None
        assert record.high is not None
        assert abs(record.low - Decimal(low)) < Decimal("0.0001")
        assert abs(record.high - Decimal(high)) < Decimal("0.0001")


def assert_finding(finding: Finding, row: dict[str, Any], claims: list[Claim]) -> None:
    if finding.verdict == "inconsistent":
        assert "severity" in row, "a row that flags says how severe"
    assert finding.severity == row.get("severity", "note")
    for words in row.get("says", ()):
        assert words in finding.message
    if "suspect" in row:
        texts = {claim.id: claim.text for claim in claims}
        suspect = finding.suspects[0].fact
        assert texts.get(suspect, suspect) == row["suspect"]
    for field in ("edit", "suggestion"):
        if field in row:
            assert getattr(finding.suspects[0], field) == row[field]
    if "expected" in row:
        low, high = map(Decimal, row["expected"])
        assert finding.expected is not None
        assert low <= (finding.expected.low or 0)
        assert (finding.expected.high or 0) <= high


@pytest.mark.parametrize("row", [row for row in ROWS if "guard" in row], ids=lambda row: row["id"])
def test_guard_lets_go(row: dict[str, Any]) -> None:
    """With the lines of `instead`, what the guard silenced is flagged, and the guard was examined."""
    other = {line.partition(":")[0]: line for line in row["instead"]}
    facts = [other.get(line.partition(":")[0], line) for line in row["facts"]]
    checked, _ = run(row | {"facts": facts})
    [wrong] = [finding for finding in checked.findings if finding.verdict == "inconsistent"]
    assert row["guard"] in wrong.guards


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_record_is_sound(row: dict[str, Any]) -> None:
    """Proof lines are true, numbers plain, spans the article's own words, suspects known, alarms suspicious."""
    facts = made(row)
    text = article_of(row, facts).text
    checked, claims = run(row)
    for finding in checked.findings:
        assert all(holds(line) for line in finding.proof), finding.proof
        assert finding.guards
        # A date may stand beside no figure at all.
        suspected = finding.check != "period.weekday" or bool(finding.facts)
        assert bool(finding.suspects) == (suspected and finding.verdict == "inconsistent")
        assert {each.fact for each in finding.suspects} <= {*finding.facts, *(claim.id for claim in claims)}
        for span in finding.spans:
            assert text[span.start_char : span.end_char] == span.text
        assert "E+" not in f"{finding.message}{finding.expected}{finding.observed}"
    for record in checked.derived:
        assert record.low is not None
        assert record.high is not None
        assert record.low <= record.high


def test_ids_are_unique_and_the_checks_known() -> None:
    assert len(set(IDS)) == len(IDS)
    assert {row["check"] for row in ROWS} <= set(CHECKS)


def test_without_rates_nothing_is_held_against_tables() -> None:
    row = next(row for row in ROWS if row["id"] == "reference-rupees-of-another-year")
    facts = made(row)
    article = article_of(row, facts)
    relations = [notation.make_relation(line) for line in row["relations"]]
    checked = run_checks(
        article=article, facts=placed(row, facts, article), relations=relations, rates=None, strict=True
    )
    assert not [finding for finding in checked.findings if finding.check.startswith("fx.")]
    assert [each.formula for each in checked.derived if each.measure == "exchange rate"]
