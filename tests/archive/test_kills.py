"""A run that is killed at any moment goes on where it stood, and ends with the bytes of one that was not."""

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from archive_samples import bytes_of, tieout, write_articles, write_mixture

# 200 for the long run: TIEOUT_KILLS=200 pytest tests/archive/test_kills.py
KILLS = int(os.environ.get("TIEOUT_KILLS", "5"))
OPTIONS = ("--workers", "2", "--shard-size", "3")


@pytest.mark.slow
def test_killed_run_ends_with_the_same_bytes(tmp_path: Path) -> None:
    sources = write_mixture(tmp_path / "news")
    write_articles(sources / "more.jsonl", range(100, 220))
    clean, out = tmp_path / "clean", tmp_path / "out"
    began = time.monotonic()
    subprocess.run(tieout("batch", sources, "--out", clean, *OPTIONS), check=True, capture_output=True)
    length = time.monotonic() - began
    expected = bytes_of(clean)
    moments = random.Random(7)
    interrupted = 0
    for _ in range(KILLS):
        # The moment is drawn from the whole length of a run; one that goes on is shorter and may be at its end.
        running = subprocess.Popen(tieout("batch", sources, "--out", out, *OPTIONS), stderr=subprocess.PIPE)
        try:
            running.communicate(timeout=moments.uniform(0, length))
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
            interrupted += 1
        if (out / "manifest.json").exists():
            assert bytes_of(out) == expected
            shutil.rmtree(out)
    done = subprocess.run(tieout("batch", sources, "--out", out, *OPTIONS), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert bytes_of(out) == expected
    assert interrupted >= KILLS // 2


def test_workers_die_with_the_run(tmp_path: Path) -> None:
    """Nobody writes any more once the run is killed: a second one would have it for company."""
    source = write_articles(tmp_path / "feed.jsonl", range(2_000))
    running = subprocess.Popen(
        tieout("batch", source, "--out", tmp_path / "out", "--workers", "2", "--shard-size", "10"),
        stderr=subprocess.DEVNULL,
    )
    done = tmp_path / "out" / "shards"
    while running.poll() is None and not (done.exists() and any(done.iterdir())):
        time.sleep(0.05)
    running.kill()
    running.wait()
    time.sleep(1)
    before = bytes_of(tmp_path / "out")
    time.sleep(1.5)
    assert bytes_of(tmp_path / "out") == before
