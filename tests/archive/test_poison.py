"""Poison among good articles: the good ones' rows stay what they are, and each poison is accounted for."""

import json
import os
from pathlib import Path

import pytest
from archive_poisons import PLANTED, WRITTEN, plant
from archive_samples import companion, write_articles

from extractor.archive import open_archive, run_archive
from extractor.archive.run.guard import Limits
from extractor.archive.schema import TABLES

# 1000 for the long run: TIEOUT_GOOD=1000 pytest tests/archive/test_poison.py
GOOD = int(os.environ.get("TIEOUT_GOOD", "60"))
LIMITS = Limits(seconds=8)

Rows = dict[str, list[str]]


def rows_of_good(out: Path) -> Rows:
    """Every row of the good articles, under their ids in place of their numbers."""
    connection = open_archive(out)
    connection.execute(
        "CREATE TABLE good AS SELECT doc, id AS article FROM articles WHERE regexp_matches(id, '^a\\d+$')"
    )
    left_out = {"articles": "doc, path", "diagnostics": "doc, path"}
    return {
        table: sorted(
            repr(row)
            for row in connection.execute(
                f"SELECT article, {table}.* EXCLUDE ({left_out.get(table, 'doc')}) FROM {table} JOIN good USING (doc)"
            ).fetchall()
        )
        for table in TABLES
    }


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = tmp_path_factory.mktemp("clean")
    for half in (0, 1):
        write_articles(folder / f"{half}-good.jsonl", range(half * GOOD // 2, (half + 1) * GOOD // 2))
    run_archive([folder], folder / "../out", workers=1)
    return rows_of_good(folder / "../out")


@pytest.mark.slow
def test_thirty_kinds_of_poison(clean: Rows, tmp_path: Path) -> None:
    assert len(WRITTEN) >= 30
    news, out = tmp_path / "news", tmp_path / "out"
    for name, (write, _) in WRITTEN.items():
        (news / name).mkdir(parents=True)
        write(news / name)
    for half, folder in ((0, "0"), (1, "z")):
        (news / folder).mkdir()
        write_articles(news / folder / f"{half}-good.jsonl", range(half * GOOD // 2, (half + 1) * GOOD // 2))
    manifest = run_archive([news], out, workers=2, limits=LIMITS, shard_size=15 + GOOD // 10)
    assert rows_of_good(out) == clean
    told = open_archive(out).execute(
        "SELECT parse_path(articles.path)[-2], coalesce(list(code), []), bool_or(status = 'processed') "
        "FROM articles LEFT JOIN diagnostics USING (doc) GROUP BY ALL"
    )
    found: dict[str, set[str]] = {}
    for folder, codes, processed in told.fetchall():
        found.setdefault(folder, set()).update(code for code in codes if code)
        if processed:
            found[folder].add("")
    wrong = {
        name: found.get(name)
        for name, (_, codes) in WRITTEN.items()
        if not found.get(name, set()) & set(codes)
    }
    assert wrong == {}
    counts = manifest.counts
    assert counts.read == counts.processed + counts.skipped + counts.quarantined


@pytest.mark.slow
def test_what_kills_a_worker_costs_one_article(clean: Rows, tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    for half in (0, 1):
        write_articles(news / f"{half}-good.jsonl", range(half * GOOD // 2, (half + 1) * GOOD // 2))
    markers = list(PLANTED)
    poisons = [{"id": marker, "text": f"Sales rose 5%. It {marker}."} for marker in markers]
    lines = [
        json.dumps(each) for each in (poisons[0], companion(900), *poisons[1:3], companion(901), *poisons[3:])
    ]
    (news / "0-poison.jsonl").write_text("\n".join(lines))
    limits = Limits(seconds=3, gigabytes=2.5)
    manifest = run_archive([news], out, workers=2, limits=limits, shard_size=5, prepare=plant)
    assert rows_of_good(out) == clean
    found = open_archive(out).execute(
        "SELECT message FROM articles JOIN diagnostics USING (doc) WHERE status = 'quarantined' ORDER BY doc"
    )
    places = [0, 2, 3, 5, 6]
    assert [message for (message,) in found.fetchall()] == [
        f"{news}/0-poison.jsonl: document {place + 1} is left out: {reason}"
        for place, (_, reason) in zip(places, PLANTED.values(), strict=True)
    ]
    assert manifest.counts.quarantined == len(PLANTED)
    assert manifest.counts.processed == GOOD + 2
