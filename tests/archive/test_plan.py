"""The plan: how files become shards, and what a run that goes on holds against the one that was begun."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_samples import article, bytes_of, write_articles

from extractor.archive import run_archive
from extractor.archive.files import locked
from extractor.archive.job import Slice
from extractor.archive.plan import SHARD_BYTES, cut
from extractor.cli import main
from extractor.errors import InputError, RunError

FILES = {"a": 1, "b": 1, "c": 7, "d": 1}
CUTS = [
    pytest.param(FILES, 20, [[("a", 0, 1), ("b", 0, 1), ("c", 0, 7), ("d", 0, 1)]], id="all in one"),
    pytest.param(
        FILES, 3, [[("a", 0, 1), ("b", 0, 1), ("c", 0, 1)], [("c", 1, 3)], [("c", 4, 3)], [("d", 0, 1)]], id="cut"
    ),
    pytest.param({"a": 4}, 2, [[("a", 0, 2)], [("a", 2, 2)]], id="to the end"),
    pytest.param({"a": 0, "b": 1}, 1, [[("a", 0, 0), ("b", 0, 1)]], id="empty file"),
    pytest.param({}, 1, [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "size", "expected"), CUTS)
def test_files_are_cut_into_shards(
    files: dict[str, int], size: int, expected: list[list[tuple[str, int, int]]]
) -> None:
    shards = list(cut((Slice(path=name, id=name, documents=count) for name, count in files.items()), size))
    assert [
        [(each.path, each.first, each.documents) for each in shard.slices] for shard in shards
    ] == expected
    assert [shard.number for shard in shards] == list(range(len(shards)))
    # The last slice of a file has no end: should the file hold more than was counted, it is not lost.
    last = {each.path: each for shard in shards for each in shard.slices}
    assert all(each.count is None for each in last.values())


def test_many_bytes_end_a_shard() -> None:
    shards = cut([Slice(path=name, id=name, size=SHARD_BYTES) for name in "abc"], 100)
    assert [len(shard.slices) for shard in shards] == [1, 1, 1]


def add(folder: Path) -> None:
    write_articles(folder / "c.jsonl", [8])


def remove(folder: Path) -> None:
    (folder / "b.jsonl").unlink()


def change(folder: Path) -> None:
    write_articles(folder / "b.jsonl", [5, 6, 7])


def touch(folder: Path) -> None:
    os.utime(folder / "a.jsonl", ns=(1, 1))


def rename(folder: Path) -> None:
    (folder / "a.jsonl").rename(folder / "aa.jsonl")


def nothing(folder: Path) -> None:
    pass


CHANGES = [
    (add, (), "c.jsonl is new"),
    (remove, (), "b.jsonl is not given any more"),
    (change, (), "b.jsonl has changed"),
    (touch, (), "a.jsonl has changed"),
    (rename, (), "aa.jsonl stands where"),
    (nothing, ("--shard-size", "5"), "shard_size was 2 and is 5"),
    (nothing, ("--checks", "growth.triple"), "options.checks was None and is ['growth.triple']"),
    (nothing, ("--country", "PK"), "defaults.country was None and is 'PK'"),
    (nothing, ("--columns", "body=text"), "defaults.columns was []"),
]


@pytest.mark.parametrize(
    ("alter", "options", "told"), CHANGES, ids=[" ".join((each[0].__name__, *each[1])) for each in CHANGES]
)
def test_other_plan_is_refused(
    alter: Callable[[Path], None],
    options: tuple[str, ...],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, out = tmp_path / "news", tmp_path / "out"
    folder.mkdir()
    write_articles(folder / "a.jsonl", range(3))
    write_articles(folder / "b.jsonl", range(3, 5))
    run_archive([folder], out, workers=0, shard_size=2)
    before = bytes_of(out)
    alter(folder)
    command = ["batch", str(folder), "--out", str(out), "--workers", "0", "--shard-size", "2", *options]
    assert main(command) == 2
    shown = capsys.readouterr().err
    assert told in shown
    assert "--restart" in shown
    assert bytes_of(out) == before
    assert main([*command, "--restart"]) == 0


def test_restart_removes_only_what_the_run_made(tmp_path: Path) -> None:
    source, out = write_articles(tmp_path / "a.jsonl", range(4)), tmp_path / "out"
    run_archive([source], out, workers=0, shard_size=1)
    (out / "notes.txt").write_text("mine")
    (out / "facts" / "mine.parquet").write_text("mine")
    run_archive([source], out, workers=0, shard_size=2, restart=True)
    assert (out / "notes.txt").read_text() == (out / "facts" / "mine.parquet").read_text() == "mine"
    assert len(list((out / "facts").glob("part-*"))) == 2


def test_leftovers_are_removed(tmp_path: Path) -> None:
    source, out = write_articles(tmp_path / "a.jsonl", range(2)), tmp_path / "out"
    run_archive([source], out, workers=0)
    before = bytes_of(out)
    for folder in (out, out / "facts", out / "shards"):
        (folder / ".part-000000.parquet.0123.tmp").write_bytes(b"half")
    (out / "manifest.json").unlink()
    run_archive([source], out, workers=0)
    assert bytes_of(out) == before


REFUSED = [
    ("news", "news/out", "lies in the source"),
    ("news", "file.txt", "is a file"),
    ("news", "other", "holds mine.txt and no archive"),
    ("out/articles", "out", "no articles there|lies in the archive"),
    ("-", "out", "standard input cannot be read a second time"),
    ("nowhere", "out", "no such file or folder"),
]


@pytest.mark.parametrize(("source", "out", "told"), REFUSED, ids=[each[2] for each in REFUSED])
def test_places_that_cannot_be_used(
    source: str, out: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("news", "other"):
        (tmp_path / name).mkdir()
    write_articles(tmp_path / "news" / "a.jsonl", [1])
    (tmp_path / "file.txt").write_text("A text.")
    (tmp_path / "other" / "mine.txt").write_text("mine")
    if source.startswith("out"):
        run_archive(["news"], "out", workers=0)
    with pytest.raises(InputError, match=told):
        run_archive([source], out, workers=0)
    assert (tmp_path / "other" / "mine.txt").read_text() == "mine"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", [1])
    with locked(tmp_path / "out"), pytest.raises(RunError, match="another run is writing there"):
        run_archive([source], tmp_path / "out", workers=0)
    run_archive([source], tmp_path / "out", workers=0)


@pytest.mark.parametrize("size", [0, 100_001])
def test_size_of_a_shard(size: int, tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", [1])
    with pytest.raises(InputError, match="accepted: 1 to 100000"):
        run_archive([source], tmp_path / "out", shard_size=size)


def test_ids_of_articles_without_one_do_not_depend_on_the_shards(tmp_path: Path) -> None:
    """`feed:3` is the third line, whichever slice it is read from."""
    import json

    from extractor.archive import open_archive

    lines = [
        json.dumps({key: value for key, value in article(number).items() if key != "id"})
        for number in range(5)
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    run_archive([tmp_path / "feed.jsonl"], tmp_path / "out", workers=0, shard_size=2)
    ids = open_archive(tmp_path / "out").execute("SELECT id FROM articles ORDER BY doc").fetchall()
    assert ids == [(f"feed:{number}",) for number in range(1, 6)]
