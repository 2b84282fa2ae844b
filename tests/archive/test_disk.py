"""A disk that is full, a folder that is closed: one clear message, and a run that goes on once there is room."""

import errno
import os
import resource
import subprocess
from pathlib import Path

import pytest
from archive_samples import bytes_of, tieout, write_articles

from extractor.archive import run_archive
from extractor.archive.run import files
from extractor.cli import main

OPTIONS = ("--shard-size", "5")


def test_full_disk_in_a_worker(tmp_path: Path) -> None:
    """Files cannot grow beyond a few kilobytes, in the workers neither; then they can."""
    source, out = write_articles(tmp_path / "feed.jsonl", range(20)), tmp_path / "out"

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (18_000, 18_000))

    command = tieout("batch", source, "--out", out, "--workers", "1", *OPTIONS)
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=small_files)
    assert done.returncode == 2, done.stderr
    assert "cannot be written: File too large" in done.stderr
    assert "the same command goes on from there" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(out.rglob("*.tmp"))
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    run_archive([source], tmp_path / "clean", workers=0, shard_size=5)
    assert bytes_of(out) == bytes_of(tmp_path / "clean")


@pytest.mark.parametrize("writes", [0, 1, 5, 12, 30], ids=lambda writes: f"after {writes} files")
def test_full_disk_at_any_file(
    writes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write_articles(tmp_path / "feed.jsonl", range(20)), tmp_path / "out"
    left = writes

    def fsync(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    command = ["batch", str(source), "--out", str(out), "--workers", "0", *OPTIONS]
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", fsync)
        assert main(command) == 2
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert not list(out.rglob("*.tmp"))
    assert main(command) == 0
    run_archive([source], tmp_path / "clean", workers=0, shard_size=5)
    assert bytes_of(out) == bytes_of(tmp_path / "clean")


def test_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_articles(tmp_path / "feed.jsonl", range(2))
    (tmp_path / "file").write_text("in the way")
    assert main(["batch", str(source), "--out", str(tmp_path / "file" / "out"), "--workers", "0"]) == 2
    assert "file/out: cannot be written: Not a directory" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_closed_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_articles(tmp_path / "feed.jsonl", range(2))
    (tmp_path / "closed").mkdir(mode=0o500)
    assert main(["batch", str(source), "--out", str(tmp_path / "closed" / "out"), "--workers", "0"]) == 2
    assert "cannot be written: Permission denied" in capsys.readouterr().err
