"""An archive in DuckDB, wherever it lies and however far it is."""

from pathlib import Path

import pytest
from archive_samples import write_articles

from extractor.archive import open_archive, run_archive
from extractor.archive.layout import done_path
from extractor.archive.schema import TABLES
from extractor.cli import main
from extractor.errors import InputError


@pytest.fixture(params=["plain", "it's [odd] *?", "né à 5%", "a;b--c"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = write_articles(tmp_path / "feed.jsonl", range(6))
    out = tmp_path / str(request.param)
    run_archive([source], out, workers=0, shard_size=2)
    # Neighbours that a pattern in the name would match.
    run_archive([source], tmp_path / "it's o xy", workers=0, shard_size=2)
    return out


def test_view_a_table(archive: Path) -> None:
    connection = open_archive(archive)
    for table, schema in TABLES.items():
        columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
        assert columns == schema.names
    assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(6,)]


def test_unfinished_archive_shows_finished_shards(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "manifest.json").unlink()
    done_path(archive, 1).unlink()
    with pytest.raises(InputError, match="the run has not come to its end"):
        open_archive(archive)
    connection = open_archive(archive, unfinished=True)
    assert connection.execute("SELECT id FROM articles ORDER BY doc").fetchall() == [
        ("a0",),
        ("a1",),
        ("a4",),
        ("a5",),
    ]
    assert main(["open", str(archive)]) == 0
    shown = capsys.readouterr()
    assert "has not come to its end" in shown.err
    assert "part-000001" not in shown.out


def test_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="no archive; one is made by tieout batch"):
        open_archive(tmp_path)
    assert main(["open", str(tmp_path / "nowhere")]) == 2
    assert "no archive" in capsys.readouterr().err


def test_printed_sql_makes_the_views(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    assert main(["open", str(archive)]) == 0
    connection = duckdb.connect()
    connection.execute(capsys.readouterr().out)
    assert connection.execute("SELECT count(*) FROM facts").fetchone() == (24,)
