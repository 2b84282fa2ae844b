"""A made-up archive with planted conflicts: exactly they are found, whatever the threads; the table is written."""

import json
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from synthetic_archive import Planted, make_archive

from extractor.archive.cross import repeat
from extractor.archive.cross.copies import find_copies
from extractor.archive.cross.run import crosscheck
from extractor.archive.cross.table import write_findings
from extractor.archive.views import open_archive
from extractor.cli import main
from extractor.records import CrossReport


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    out = tmp_path_factory.mktemp("planted")
    return out, make_archive(out, 60_000, each=40)


def found(report: CrossReport) -> Planted:
    return {
        (one.check, one.measure or "", one.entity or "", one.segment, one.witnesses[at].start or "")
        for one in report.findings
        for at in [1 if one.check == "xdoc.trend_jump" else 0]
    }


def report_on(out: Path, threads: int = 2) -> CrossReport:
    with open_archive(out) as connection:
        connection.execute("SET threads = ?", [threads])
        return crosscheck(connection)


def test_finds_what_is_planted_and_nothing_else(planted: tuple[Path, Planted]) -> None:
    out, expected = planted
    report = report_on(out)
    assert found(report) == expected
    assert len(report.findings) == len(expected) == report.alarms
    assert report.coverage.copies > 100


def test_threads_change_nothing(planted: tuple[Path, Planted]) -> None:
    out, _ = planted
    assert msgspec.json.encode(report_on(out, 1)) == msgspec.json.encode(report_on(out, 2))


def test_hot_keys_are_split(planted: tuple[Path, Planted], monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with too many figures is looked at by source and month; two sources are then not compared."""
    out, expected = planted
    monkeypatch.setattr(
        repeat, "CONFLICTS", repeat.CONFLICTS.replace("<= 1000", "<= 1").replace("> 1000", "> 1")
    )
    split = {one for one in found(report_on(out)) if one[0] == "xdoc.repeat"}
    assert split < {one for one in expected if one[0] == "xdoc.repeat"}


def test_copies_stand_under_the_first(planted: tuple[Path, Planted]) -> None:
    out, _ = planted
    with open_archive(out) as connection:
        count = find_copies(connection)
        rows = connection.execute("SELECT doc, copy FROM copies WHERE doc <> copy ORDER BY doc").fetchall()
    assert count == len(rows)
    assert all(doc - copy == 1_000_000_000 for doc, copy in rows)


def test_the_table_is_written_anew_and_alike(planted: tuple[Path, Planted], tmp_path: Path) -> None:
    out, expected = planted
    report = report_on(out)
    write_findings(tmp_path, report)
    part = tmp_path / "crosscheck" / "part-000000.parquet"
    first = part.read_bytes()
    write_findings(tmp_path, report)
    assert part.read_bytes() == first
    rows = pq.read_table(part).to_pylist()
    assert [row["id"] for row in rows] == [finding.id for finding in report.findings]
    assert all(row["alarm"] for row in rows)
    assert len(rows[0]["witnesses"]) >= 2
    coverage = json.loads((tmp_path / "crosscheck" / "coverage.json").read_text())
    assert coverage["articles"] == report.coverage.articles
    assert len(rows) == len(expected)


def test_the_command_writes_the_table(
    planted: tuple[Path, Planted], capsys: pytest.CaptureFixture[str]
) -> None:
    out, expected = planted
    assert main(["crosscheck", str(out), "--format", "jsonl"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(expected) + 1
    assert json.loads(lines[-1])["coverage"]["copies"] > 0
    with open_archive(out) as connection:
        [[count]] = connection.execute("SELECT count(*) FROM crosscheck").fetchall()
    assert count == len(expected)
