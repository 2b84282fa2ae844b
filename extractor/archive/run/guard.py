"""One worker process with a watcher: a document that hangs, grows without end or crashes costs the process only."""

import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import wait
from pathlib import Path
from typing import Any, Final

import msgspec

from extractor.archive.run import crumbs
from extractor.archive.run.job import Done, Job, Shard, Spot
from extractor.errors import ExtractorError
from extractor.extras import needed

# A worker that has not begun within so many seconds (it loads the models first) never will.
STARTING: Final = 600.0
# How often the watcher looks whether the worker moves, in seconds. The end of its work is seen at once.
LOOK: Final = 0.2
GIGABYTE: Final = 1 << 30


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one document may take: seconds in any step of its way, and gigabytes of address space of its worker."""

    seconds: float = 60.0
    gigabytes: float = 4.0


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a worker did not come to the end, and the document it was at."""

    reason: str
    at: Spot | None


class Stopped(Exception):  # noqa: N818  # no error: the run ends, and its workers with it
    """The guard was told to stop while its worker was at work."""


# Run in each worker before anything else; for tests, which plant what no document can be found to do.
Prepare = Callable[[], None]


class Guard:
    """A process that works off shards one at a time, made anew after each failure."""

    def __init__(self, job: Job, limits: Limits, prepare: Prepare | None = None) -> None:
        self.job, self.limits, self._prepare = job, limits, prepare
        self._pool: Any = None
        self._stop = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="tieout-")
        self._crumb = Path(self._folder.name, "crumb")

    def attempt(
        self, shard: Shard, *, without: Mapping[Spot, str] | None = None, write: bool
    ) -> Done | Failure | None:
        """Work off a shard in the process; null if nothing was to be written.

        Raises:
            ExtractorError: no document's fault; an option cannot be used, or the system refuses to write.
            Stopped: `stop` was called.

        """
        crumbs.lay(self._crumb)
        if self._pool is None:
            self._pool = self._new_pool()
        future = self._pool.schedule(_work, args=(self.job, shard, dict(without or {}), write, self._crumb))
        reason = self._watch(future)
        if reason is None:
            error = future.exception()
            if error is None:
                done: Done | None = future.result()
                return done
            if isinstance(error, ExtractorError):
                raise error
            reason = self._reason(error)
        at = self._standing(shard)
        self.close()  # what is left of the process may be short of memory, or hang
        return Failure(reason=reason, at=at)

    def stop(self) -> None:
        """End the work at once, from another thread."""
        self._stop.set()

    def close(self) -> None:
        """End the process; the next attempt has a new one."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._folder.cleanup()

    def _new_pool(self) -> Any:
        import multiprocessing

        pebble = needed("pebble", what="a run with worker processes")
        return pebble.ProcessPool(
            max_workers=1,
            initializer=_start,
            initargs=(int(self.limits.gigabytes * GIGABYTE), self._prepare),
            # A fork would copy locks that other threads hold.
            context=multiprocessing.get_context("spawn"),
        )

    def _watch(self, future: Any) -> str | None:
        """Wait for the end of the work; the reason if it was ended for standing still."""
        seen, since = crumbs.Standing(0, 0, 0), 0.0
        while not wait([future], timeout=LOOK).done:
            if self._stop.is_set():
                future.cancel()
                self.close()
                raise Stopped
            now = crumbs.standing(self._crumb)
            seen, since = (now, 0.0) if now != seen else (seen, since + LOOK)
            if since > (self.limits.seconds if seen.steps else STARTING):
                future.cancel()
                return f"time: more than {self.limits.seconds:g} seconds" if seen.steps else "does not start"
        return None

    def _reason(self, error: BaseException) -> str:
        if isinstance(error, MemoryError):
            return f"memory: more than {self.limits.gigabytes:g} GB"
        exit_code = getattr(error, "exitcode", None)  # pebble.ProcessExpired
        if exit_code is None:
            return f"defect: {type(error).__name__}: {error}"
        if exit_code >= 0:
            return f"crash: the process ended with {exit_code}"
        name = signal.Signals(-exit_code).name
        return f"crash: {name}"

    def _standing(self, shard: Shard) -> Spot | None:
        steps, number, document = crumbs.standing(self._crumb)
        if not steps or number >= len(shard.slices):
            return None
        return Spot(path=shard.slices[number].path, document=document)


def _start(memory: int, prepare: Prepare | None) -> None:
    """Make a new process a worker: it dies with its parent, leaves Ctrl-C to it, and has its memory bounded."""
    import multiprocessing
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if prepare is not None:
        prepare()


def _die_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _work(job: Job, shard: Shard, without: Mapping[Spot, str], write: bool, crumb: Path) -> Done | None:
    """What the process does: all tables and models first, so that no document is charged with them."""
    from extractor.archive.run.shard import run_shard, try_shard

    warm_up(job)
    with contextlib.closing(crumbs.Crumb(crumb)) as left:
        if write:
            return run_shard(job, shard, without=without, note=left.note)
        try_shard(job, shard, note=left.note)
        return None


def warm_up(job: Job) -> None:
    """Load what an article needs; at once if it is loaded."""
    from extractor.pipeline import pipe

    for _ in pipe(["Exports of tea rose 12% to $3.4bn in May."], options=job.options):
        pass
