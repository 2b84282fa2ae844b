"""Articles held against each other: `tests/cases/crosscheck.toml`, the seeds, coverage, order and determinism."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from extractor.archive.cross.checks import CROSS_CHECKS, explain
from extractor.archive.cross.memory import fill
from extractor.archive.cross.run import crosscheck
from extractor.checks.proof import holds
from extractor.errors import InputError, UnknownNameError
from extractor.pipeline import pipe
from extractor.read import read_articles
from extractor.records import CrossReport, Extraction, make_article

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/cases/crosscheck.toml").read_text())["case"]
GUARDS = [row for row in CASES if "instead" in row]
LINE = re.compile(r"(?P<source>\w+), (?P<published>[\d-]*): (?P<text>.+)")


@cache
def extraction(line: str) -> Extraction:
    match = LINE.fullmatch(line)
    assert match is not None, line
    article = make_article(match["text"], source=match["source"], published=match["published"] or None)
    return next(pipe([article], checks=False))


def report_on(extractions: list[Extraction], *, threads: int = 2, **options: Any) -> CrossReport:
    with duckdb.connect() as connection:
        connection.execute("SET threads = ?", [threads])
        fill(connection, extractions)
        return crosscheck(connection, **options)


def run(lines: list[str]) -> CrossReport:
    return report_on([extraction(line) for line in lines])


def said(report: CrossReport) -> list[str]:
    return [f"{one.check} {one.standing} {one.severity}" for one in report.findings]


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_row(row: dict[str, Any]) -> None:
    report = run(row["articles"])
    assert said(report) == row["expect"]
    for words in row.get("says", ()):
        assert any(words in finding.message for finding in report.findings)
    if "suggestion" in row:
        assert report.findings[0].suspects[0].suggestion == row["suggestion"]
    assert_sound(report)


@pytest.mark.parametrize("row", GUARDS, ids=[row["id"] for row in GUARDS])
def test_a_guard_lets_go(row: dict[str, Any]) -> None:
    lines = list(row["articles"])
    for number, line in row["instead"].items():
        lines[int(number) - 1] = line
    assert said(run(lines)) == row["then"]


def assert_sound(report: CrossReport) -> None:
    """Proofs are true, quotes hold the figures, suspects are witnesses, alarms come first."""
    for finding in report.findings:
        assert finding.proof
        assert all(holds(line) for line in finding.proof), finding.proof
        assert all(witness.text in witness.quote for witness in finding.witnesses)
        assert {one.fact for one in finding.suspects} <= {witness.id for witness in finding.witnesses}
        assert len({witness.id.partition(":")[0] for witness in finding.witnesses}) > 1
    alarms = [finding.is_alarm for finding in report.findings]
    assert alarms == sorted(alarms, reverse=True)
    assert report.alarms == sum(alarms)


def test_every_check_has_rows_that_flag_and_that_pass() -> None:
    for name in CROSS_CHECKS:
        own = [
            row for row in CASES if row["id"].startswith(name.removeprefix("xdoc.").removeprefix("trend_"))
        ]
        assert any(row["expect"] for row in own)
        assert any(not row["expect"] for row in own)


@pytest.mark.parametrize("name", CROSS_CHECKS)
def test_every_check_explains_itself(name: str) -> None:
    text = explain(name)
    assert re.findall(r"^(Flags|Passes|Source|Guards):", text, re.MULTILINE) == [
        "Flags", "Passes", "Source", "Guards",
    ]  # fmt: skip


def test_the_seeds_agree() -> None:
    """The last row of the table in the design: no alarm, and both sentences said where they are asked for."""
    articles = [read.article for read in read_articles([ROOT / "corpus" / "seeds"]) if read.article]
    extractions = list(pipe(articles, checks=False))
    assert not report_on(extractions).findings
    held = report_on(extractions, holds=True)
    assert held.alarms == 0
    assert [(one.check, one.standing) for one in held.findings] == [
        ("xdoc.superlative", "holds"), ("xdoc.trend_jump", "holds"),
    ]  # fmt: skip
    assert "in the order of time" in held.findings[0].message
    assert "USD 223.00 to 223.25 million a month" in held.findings[1].message


def test_says_what_holds_only_where_asked() -> None:
    lines = [
        "alpha, 2024-08-10: Norland's exports came to $214.3 million in July 2024.",
        "beta, 2024-08-12: Exports of Norland were about $214 million in July 2024.",
    ]
    made = [extraction(line) for line in lines]
    assert not report_on(made).findings
    assert said(report_on(made, holds=True)) == ["xdoc.repeat holds note"]


def test_coverage_adds_up() -> None:
    lines = [line for row in CASES for line in row["articles"]]
    coverage = run(lines).coverage
    assert coverage.compared + sum(coverage.unchecked.values()) == coverage.facts
    assert coverage.articles == len(lines)
    assert coverage.shared <= coverage.keys <= coverage.complete <= coverage.facts
    assert coverage.copies > 0


@pytest.mark.parametrize("threads", [1, 3])
def test_any_number_of_threads_says_the_same(threads: int) -> None:
    made = [extraction(line) for row in CASES for line in row["articles"]]
    first = msgspec.json.encode(report_on(made, threads=2))
    assert msgspec.json.encode(report_on(made, threads=threads)) == first


def test_unknown_check() -> None:
    with pytest.raises(UnknownNameError, match=r"On offer: xdoc\.repeat"):
        report_on([], only=["xdoc.repeta"])


def test_no_articles_no_findings() -> None:
    assert report_on([]).findings == ()


def test_what_holds_is_for_few_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.archive.cross.holds.MOST", 0)
    with pytest.raises(InputError, match="--holds"):
        report_on([extraction(CASES[0]["articles"][0])], holds=True)
