"""The tables `tests/cases/check_*.toml` of the relation checks: what each flags and what it lets pass."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.checks import CHECKS, Checked
from extractor.checks.proof import holds
from extractor.records import Finding

Build = Callable[..., Checked]
FOLDER = Path(__file__).parents[1] / "cases"
FAMILIES = ("balance", "growth", "joint", "order", "part", "ratio", "record", "repeat", "share")


def rows(*families: str) -> list[dict[str, Any]]:
    found = []
    for family in families:
        table = tomllib.loads((FOLDER / f"check_{family}.toml").read_text(encoding="utf-8"))
        found += table["case"]
    return found


CASES = rows(*FAMILIES)
GUARDED = [row for row in CASES if "guard" in row]
PLAIN = [row for row in CASES if "guard" not in row]


def ids(table: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in table]


def run(check: Build, row: dict[str, Any], facts: list[str] | None = None) -> Checked:
    return check(facts or row["facts"], row.get("relations", ()), row.get("claims", ()))


def of_check(checked: Checked, row: dict[str, Any]) -> list[Finding]:
    return [finding for finding in checked.findings if finding.check == row["check"]]


@pytest.mark.parametrize("row", PLAIN, ids=ids(PLAIN))
def test_row(check: Build, row: dict[str, Any]) -> None:
    checked = run(check, row)
    found = of_check(checked, row)
    if row["expect"] == "silent":
        assert not found
        return
    if row["expect"] == "derived":
        assert not found
        told = [each.message for each in checked.derived]
    else:
        assert {finding.verdict for finding in found} == set(row["expect"].split())
        told = [finding.message for finding in found]
        assert_finding(found[0], row)
    for words in row.get("says", ()):
        assert any(words in message for message in told), told
    assert_derived(checked, row)


def assert_finding(finding: Finding, row: dict[str, Any]) -> None:
    assert finding.severity == row.get(
        "severity", "note" if finding.verdict != "inconsistent" else finding.severity
    )
    if finding.verdict == "inconsistent":
        assert "severity" in row, "a row that flags says how severe"
    if "suspect" in row:
        assert finding.suspects[0].fact == row["suspect"], finding.suspects
    if "suggestion" in row:
        assert finding.suspects[0].suggestion == row["suggestion"], finding.suspects


def assert_derived(checked: Checked, row: dict[str, Any]) -> None:
    """To the digits the row writes, and rounded outward."""
    made = {each.formula: each for each in checked.derived}
    for formula, (low, high) in row.get("derived", {}).items():
        record = made[formula]
        assert record.low is not None
        assert record.high is not None
        assert abs(record.low - Decimal(low)) <= step(low)
        assert abs(record.high - Decimal(high)) <= step(high)


def step(number: str) -> Decimal:
    exponent = Decimal(number).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


@pytest.mark.parametrize("row", GUARDED, ids=ids(GUARDED))
def test_guard_silences_and_lets_go(check: Build, row: dict[str, Any]) -> None:
    assert not [finding for finding in of_check(run(check, row), row) if finding.verdict == "inconsistent"]
    other = {line.partition(":")[0]: line for line in row["instead"]}
    facts = [other.get(line.partition(":")[0], line) for line in row["facts"]]
    found = of_check(run(check, row, facts), row)
    [wrong] = [finding for finding in found if finding.verdict == "inconsistent"]
    assert row["guard"] in wrong.guards


@pytest.mark.parametrize("row", CASES, ids=ids(CASES))
def test_every_record_is_sound(check: Build, row: dict[str, Any]) -> None:
    """Proof lines are true, numbers plain, spans and suspects the finding's own, figures as printed."""
    facts = row["facts"]
    printed = {line.partition(":")[0]: line.partition(":")[2].partition(";")[0].strip() for line in facts}
    checked = run(check, row)
    for finding in checked.findings:
        assert all(holds(line) for line in finding.proof), finding.proof
        assert {span.text for span in finding.spans if span.label == "figure"} == {
            printed[id] for id in finding.facts
        }
        assert {suspect.fact for suspect in finding.suspects} <= set(finding.facts)
        assert (
            bool(finding.suspects) == (finding.verdict == "inconsistent") or finding.check == "part.residual"
        )
        assert "E+" not in f"{finding.message}{finding.expected}{finding.observed}"
    for record in checked.derived:
        assert record.low is not None
        assert record.high is not None
        assert record.low <= record.high
        assert "E+" not in f"{record.low}{record.high}{record.message}"


def test_ids_are_unique() -> None:
    assert len(set(ids(CASES))) == len(CASES)
    assert {row["check"] for row in CASES} <= set(CHECKS)
