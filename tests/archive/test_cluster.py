"""The same run on a Dask cluster of real processes, of which some are killed."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archive_samples import bytes_of, write_articles

from extractor.archive import run_archive
from extractor.archive.run.archive import Watcher
from extractor.archive.run.job import Done
from extractor.errors import RunError

SHARD_SIZE = 4


class Cluster:
    """A scheduler and two workers, each in a process; under a nanny, which starts it again, or without."""

    def __init__(self, folder: Path, nanny: str) -> None:
        self.folder = folder
        folder.mkdir()
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", "--port", "0", "--no-dashboard")
        while not (folder / "scheduler.json").exists():
            time.sleep(0.05)
        self.address = json.loads((folder / "scheduler.json").read_text())["address"]
        for _ in range(2):
            self._start("dask_worker", "--nthreads", "1", nanny, "--no-dashboard")

    @property
    def scheduler(self) -> "subprocess.Popen[bytes]":
        return self.processes[0]

    @property
    def worker(self) -> "subprocess.Popen[bytes]":
        return self.processes[1]

    def _start(self, module: str, *options: str) -> None:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{module}",
            "--scheduler-file",
            "scheduler.json",
            *options,
        ]
        quiet = subprocess.DEVNULL
        self.processes.append(subprocess.Popen(command, cwd=self.folder, stdout=quiet, stderr=quiet))

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def cluster(folder: Path, nanny: str) -> Iterator[Cluster]:
    made = Cluster(folder, nanny)
    try:
        yield made
    finally:
        made.stop()


class After(Watcher):
    """Does something once so many shards are finished."""

    def __init__(self, shards: int, act: Callable[[], object]) -> None:
        self.left, self.act = shards, act

    def done(self, shard: Done, *, before: bool) -> None:
        self.left -= not before
        if self.left == 0:
            self.act()


@pytest.mark.slow
def test_workers_and_scheduler_are_killed(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "feed.jsonl", range(60))
    run_archive([source], tmp_path / "clean", workers=0, shard_size=SHARD_SIZE)
    expected = bytes_of(tmp_path / "clean")
    with cluster(tmp_path / "one", "--no-nanny") as first:
        run_archive(
            [source], tmp_path / "lost-worker", scheduler=first.address, shard_size=SHARD_SIZE,
            watcher=After(2, lambda: first.worker.send_signal(signal.SIGKILL)),
        )  # fmt: skip
        assert first.worker.wait() == -signal.SIGKILL
        assert bytes_of(tmp_path / "lost-worker") == expected
        out = tmp_path / "lost-scheduler"
        with pytest.raises(RunError, match="the scheduler is gone"):
            run_archive(
                [source], out, scheduler=first.address, shard_size=SHARD_SIZE,
                watcher=After(2, lambda: first.scheduler.send_signal(signal.SIGKILL)),
            )  # fmt: skip
    assert (out / "plan.jsonl").exists()
    assert not (out / "manifest.json").exists()
    with cluster(tmp_path / "two", "--nanny") as second:
        run_archive([source], out, scheduler=second.address, shard_size=SHARD_SIZE)
    assert bytes_of(out) == expected


def test_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.archive.run import cluster as module

    monkeypatch.setattr(module, "CONNECT", 1)
    source = write_articles(tmp_path / "feed.jsonl", range(2))
    with pytest.raises(RunError, match=re.escape("tcp://127.0.0.1:9: cannot be reached")):
        run_archive([source], tmp_path / "out", scheduler="tcp://127.0.0.1:9")
