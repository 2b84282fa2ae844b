"""The cross-checks on small articles: what they say, what they let pass, and that thread counts change nothing."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from extractor import make_article, pipe
from extractor.archive import open_archive, run_archive
from extractor.archive.cross.checks import CROSS_CHECKS, explain
from extractor.archive.cross.memory import fill
from extractor.archive.cross.run import crosscheck
from extractor.cli import main
from extractor.records import Article, CrossReport

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases" / "crosscheck.toml").read_text("utf-8"))["case"]
SEEDS = TESTS.parent / "corpus" / "seeds"


def articles_of(case: dict[str, Any]) -> list[Article]:
    return [
        make_article(
            row["text"],
            id=f"a{number}",
            source=row.get("source", f"Paper {number}"),
            published=row["published"],
        )
        for number, row in enumerate(case["articles"])
    ]


def report_on(articles: Sequence[Article], *, threads: int = 1, holds: bool = False) -> CrossReport:
    with duckdb.connect() as connection:
        connection.execute("SET threads = ?", [threads])
        fill(connection, pipe(articles, checks=False))
        return crosscheck(connection, holds=holds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_found(case: dict[str, Any]) -> None:
    report = report_on(articles_of(case))
    found = [f"{one.check} {one.standing} {one.severity}" for one in report.findings]
    assert found == case.get("finds", []), [one.message for one in report.findings]
    for one in report.findings:
        for witness in one.witnesses:
            text = next(article.text for article in articles_of(case) if article.id == witness.article)
            assert " ".join(text[witness.start_char : witness.end_char].split()) == witness.text
            assert witness.text in witness.quote


def test_every_cross_check_flags_and_passes_in_the_table() -> None:
    for check in CROSS_CHECKS:
        family = check.split(".")[1].removeprefix("trend_")
        rows = [case for case in CASES if case["id"].startswith(f"{family}:")]
        assert any(f"{check} " in found for case in rows for found in case.get("finds", ()))
        assert any("finds" not in case for case in rows)


def test_every_cross_check_is_explained() -> None:
    for check in CROSS_CHECKS:
        assert all(part in explain(check) for part in ("Flags:", "Passes:", "Source:", "Guards:"))


def test_order_and_threads_change_nothing() -> None:
    """All rows as one archive, each article of another year, so that rows do not meet."""
    articles = [article for case in CASES for article in articles_of(case)]
    reports = [msgspec.json.encode(report_on(articles, threads=threads).findings) for threads in (1, 2, 3)]
    assert reports[0] == reports[1] == reports[2]
    assert len(json.loads(reports[0])) > 5


def test_the_seeds_agree() -> None:
    """The last row of the table of what must come out of them."""
    from extractor.read import read_articles

    articles = [read.article for read in read_articles([SEEDS]) if read.article is not None]
    report = report_on(articles, holds=True)
    assert report.alarms == 0
    told = {one.check: one.message for one in report.findings if one.verdict == "consistent"}
    assert "average of USD 223.00 to 223.25 million a month" in told["xdoc.trend_jump"]
    assert "compatible in the order of time" in told["xdoc.superlative"]


def test_an_archive_says_the_same_and_keeps_it(tmp_path: Path) -> None:
    case = CASES[0]
    lines = [
        {"id": article.id, "text": article.text, "source": article.source, "published": article.published}
        for article in articles_of(case)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, lines)))
    out = tmp_path / "out"
    run_archive([tmp_path / "news.jsonl"], out, workers=0)
    first = [main(["crosscheck", str(out), "-o", str(tmp_path / "one.json"), "-f", "json"])]
    part = next((out / "crosscheck").glob("*.parquet"))
    kept = part.read_bytes()
    assert [*first, main(["crosscheck", str(out), "-o", str(tmp_path / "two.json"), "-f", "json"])] == [1, 1]
    assert part.read_bytes() == kept
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    with open_archive(out) as connection:
        rows = connection.execute(f"SELECT \"check\", severity FROM '{part}'").fetchall()
    assert rows == [("xdoc.repeat", "warning")]


def test_coverage_adds_up() -> None:
    coverage = report_on(articles_of(CASES[0])).coverage
    assert coverage.facts == coverage.compared + sum(coverage.unchecked.values())
    assert (coverage.articles, coverage.keys, coverage.shared) == (2, 1, 1)
