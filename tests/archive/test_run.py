"""A run from beginning to end: the same bytes with any number of workers, every document accounted for."""

import json
from pathlib import Path

import msgspec
import pytest
from archive_samples import bytes_of, run, write_articles, write_mixture

from extractor.archive import open_archive, run_archive
from extractor.archive.job import DOCS_A_SHARD, Quarantined, Spot
from extractor.archive.layout import MANIFEST, done_path, quarantine_path
from extractor.archive.run import Manifest, Watcher
from extractor.archive.schema import TABLES
from extractor.cli import main
from extractor.pipeline import pipe
from extractor.read import read_articles

DEV = Path(__file__).parents[2] / "corpus" / "dev"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mixture(tmp_path_factory.mktemp("sources") / "news")


@pytest.fixture(scope="module")
def archive(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    out = tmp_path_factory.mktemp("archive") / "out"
    return out, run_archive([sources], out, workers=0, shard_size=4)


def test_counts_add_up(archive: tuple[Path, Manifest]) -> None:
    _, manifest = archive
    counts = manifest.counts
    assert (counts.read, counts.processed, counts.skipped, counts.quarantined) == (33, 30, 3, 0)
    assert manifest.tables["articles"].rows == counts.read
    assert manifest.tables["facts"].rows == counts.facts > 0
    assert manifest.tables["findings"].rows == counts.findings
    assert {table.parts for table in manifest.tables.values()} == {manifest.shards}


def test_tables_say_what_the_pipeline_says(sources: Path, archive: tuple[Path, Manifest]) -> None:
    expected = {
        (each.article.id, fact.id, fact.text, fact.value, fact.measure_key)
        for each in pipe(read.article for read in read_articles([sources]) if read.article)
        for fact in each.facts
    }
    found = open_archive(archive[0]).execute(
        "SELECT articles.id, facts.id, facts.text, value, measure_key FROM facts JOIN articles USING (doc)"
    )
    rows = found.fetchall()
    assert set(rows) == expected
    assert len(rows) == len(expected) > 100


def test_every_document_has_one_number(archive: tuple[Path, Manifest]) -> None:
    docs = [doc for (doc,) in open_archive(archive[0]).execute("SELECT doc FROM articles").fetchall()]
    assert len(set(docs)) == len(docs)
    assert {doc // DOCS_A_SHARD for doc in docs} == set(range(archive[1].shards))


def test_what_is_skipped_says_why(archive: tuple[Path, Manifest]) -> None:
    rows = open_archive(archive[0]).execute(
        "SELECT parse_filename(articles.path), articles.line, code FROM articles JOIN diagnostics USING (doc) "
        "WHERE status = 'skipped' ORDER BY doc"
    )
    assert rows.fetchall() == [
        ("broken.jsonl", 2, "read.json"),
        ("empty.txt", None, "read.empty"),
        ("foreign.json", None, "read.language"),
    ]


def test_dates_are_dates(archive: tuple[Path, Manifest]) -> None:
    row = open_archive(archive[0]).execute(
        "SELECT published, published_from, published_to, len(signature) FROM articles WHERE id = 'a1'"
    )
    (published, first, last, numbers) = row.fetchone() or ()
    assert (published, first.isoformat(), last.isoformat(), numbers) == (
        "2024-02-02",
        published,
        published,
        64,
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_same_bytes_with_any_number_of_workers(
    workers: int, sources: Path, archive: tuple[Path, Manifest], tmp_path: Path
) -> None:
    run_archive([sources], tmp_path / "out", workers=workers, shard_size=4)
    assert bytes_of(tmp_path / "out") == bytes_of(archive[0])


def test_own_corpus(tmp_path: Path) -> None:
    manifest = run_archive([DEV], tmp_path / "out", workers=0, shard_size=8)
    articles = sum(path.name.count(".") == 1 for path in DEV.glob("*.json"))
    assert manifest.counts.read == manifest.counts.processed == articles
    with_alarms = open_archive(tmp_path / "out").execute(
        "SELECT count(DISTINCT doc) FROM findings WHERE alarm"
    )
    assert with_alarms.fetchone() == (7,)


def test_finished_run_is_left_as_it_is(sources: Path, archive: tuple[Path, Manifest]) -> None:
    before = {path: path.stat().st_mtime_ns for path in archive[0].rglob("*.parquet")}
    assert run_archive([sources], archive[0], workers=0, shard_size=4) == archive[1]
    assert {path: path.stat().st_mtime_ns for path in archive[0].rglob("*.parquet")} == before


def test_lost_part_is_made_again(sources: Path, archive: tuple[Path, Manifest]) -> None:
    before = bytes_of(archive[0])
    (archive[0] / "facts" / "part-000001.parquet").write_bytes(b"cut")
    (archive[0] / "claims" / "part-000002.parquet").unlink()
    run_archive([sources], archive[0], workers=0, shard_size=4)
    assert bytes_of(archive[0]) == before


def test_large_file_is_cut_into_shards(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "feed.jsonl", range(10))
    whole = run_archive([source], tmp_path / "whole", workers=0, shard_size=100)
    parts = run_archive([source], tmp_path / "parts", workers=0, shard_size=3)
    assert (whole.shards, parts.shards) == (1, 4)
    query = "SELECT articles.id, line, facts.id, facts.text, key FROM facts JOIN articles USING (doc) ORDER BY ALL"
    found = [open_archive(tmp_path / name).execute(query).fetchall() for name in ("whole", "parts")]
    assert found[0] == found[1] != []


class Seen(Watcher):
    def __init__(self) -> None:
        self.shards: list[tuple[int, bool]] = []

    def done(self, shard, *, before):  # type: ignore[no-untyped-def]
        self.shards.append((shard.shard, before))


def test_only_what_is_missing_is_done_again(sources: Path, archive: tuple[Path, Manifest]) -> None:
    done_path(archive[0], 3).unlink()
    seen = Seen()
    run_archive([sources], archive[0], workers=0, shard_size=4, watcher=seen)
    assert [shard for shard, before in seen.shards if not before] == [3]
    assert len(seen.shards) == archive[1].shards


def test_quarantine_is_kept_to_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write_articles(tmp_path / "feed.jsonl", range(4)), tmp_path / "out"
    command = ["batch", str(source), "--out", str(out), "--workers", "0"]
    assert main(command) == 0
    known = [Quarantined(spot=Spot(path=str(source), document=2), reason="crash: SIGSEGV")]
    quarantine_path(out, 0).parent.mkdir()
    quarantine_path(out, 0).write_bytes(msgspec.json.encode(known))
    done_path(out, 0).unlink()
    assert main(command) == 1
    assert "4 documents = 3 processed + 0 skipped + 1 quarantined" in capsys.readouterr().err
    rows = open_archive(out).execute(
        "SELECT doc, status, message FROM articles LEFT JOIN diagnostics USING (doc)"
    )
    assert (2, "quarantined", f"{source}: document 3 is left out: crash: SIGSEGV") in rows.fetchall()


def test_nothing_to_process_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert main(["batch", str(tmp_path / "empty.txt"), "--out", str(tmp_path / "out"), "--workers", "0"]) == 2
    shown = capsys.readouterr().err
    assert "1 document = 0 processed + 1 skipped + 0 quarantined" in shown
    assert "no article could be processed" in shown


def test_command_from_outside(tmp_path: Path) -> None:
    """Relative paths, columns of one's own, and the closing summary on standard error."""
    line = {"story": "Tarn sold 40 boats, up 10% from 36.", "day": "2024-02-01"}
    (tmp_path / "feed.jsonl").write_text(json.dumps(line) + "\n")
    done = run(
        "batch", "feed.jsonl", "--out", "out", "--workers", "1", "--columns", "body=story,published=day", cwd=tmp_path
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 document = 1 processed + 0 skipped + 0 quarantined; 3 facts" in done.stderr
    assert (tmp_path / "out" / MANIFEST).exists()
    shown = run("open", "out", cwd=tmp_path)
    assert shown.stdout.count("CREATE OR REPLACE VIEW") == len(TABLES)
