"""Shards on a Dask cluster: the same work as on one machine, each task under a guard where it runs.

Only shards go out and only their manifests come back; sources and the archive lie on a file system that all workers
see under the same names. A shard may run twice, on two workers: its parts are moved into place whole, and are the
same bytes.
"""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from typing import Any, Final

from extractor.archive.run.guard import Guard, Limits
from extractor.archive.run.job import Done, Job, Shard
from extractor.archive.run.poison import run_guarded
from extractor.errors import RunError
from extractor.extras import needed

# How often a shard is given out again after its worker was lost.
RETRIES: Final = 3
# Shards given out for each thread of the cluster: one at work, one waiting. The scheduler never holds more.
AHEAD: Final = 2
# Seconds to wait for a scheduler or its first worker, and between looks at what has come back.
CONNECT: Final = 20
LOOK: Final = 0.1

# The guards of a worker, by thread.
_guards: dict[int, Guard] = {}


def run_on_cluster(job: Job, shards: Iterator[Shard], *, scheduler: str, limits: Limits) -> Iterator[Done]:
    """Work off shards on a cluster; they come as they are finished.

    Raises:
        RunError: the scheduler cannot be reached or goes away, or a shard loses worker after worker.
        ExtractorError: what one worker could not do, no other could.

    """
    distributed = needed("distributed", extra="cluster", what="--scheduler")
    try:
        client = distributed.Client(scheduler, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RunError(f"--scheduler {scheduler}: cannot be reached: {error or 'no answer'}") from error
    try:
        _wait_for_workers(client, scheduler)
        yield from _share_out(client, job, shards, limits)
        client.run(close_guards)
    except OSError as error:  # distributed.CommClosedError: in the middle of a question to the scheduler
        raise _gone() from error
    finally:
        client.close(timeout=CONNECT)


def _wait_for_workers(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except TimeoutError as error:
        raise RunError(
            f"--scheduler {scheduler}: it has no worker; start one with: dask worker {scheduler}"
        ) from error


def _share_out(client: Any, job: Job, shards: Iterator[Shard], limits: Limits) -> Iterator[Done]:
    """Give out shards, a bounded number at a time, and take back what comes."""
    distributed: Any = needed("distributed", extra="cluster")
    running = distributed.as_completed(loop=client.loop)
    while True:
        room = AHEAD * sum(client.nthreads().values())
        while running.count() < max(1, room) and (shard := next(shards, None)) is not None:
            running.add(client.submit(work_off, job, shard, limits, pure=False, retries=RETRIES))
        if running.is_empty():
            return
        while not running.has_ready():
            if client.status == "closed":
                raise _gone()
            time.sleep(LOOK)
        for future in running.next_batch():
            yield _result(future)


def _result(future: Any) -> Done:
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    if future.cancelled():
        raise _gone()
    try:
        done: Done = future.result()
    except KilledWorker as error:
        raise RunError(f"a shard lost worker after worker: {error}") from error
    except CommClosedError as error:  # it went away while it was handing over a result
        raise _gone() from error
    except OSError as error:
        raise RunError(f"a worker of the cluster cannot work: {error}") from error
    return done


def _gone() -> RunError:
    return RunError("the scheduler is gone. What is finished is kept; the same command goes on from there")


def work_off(job: Job, shard: Shard, limits: Limits) -> Done:
    """The task on a worker: the shard in a process of this thread's own, which may die in its place."""
    # A worker under a nanny is a daemon, and Python lets daemons have no children, lest they outlive it;
    # ours end with their parent (`extractor.archive.run.guard`).
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    thread = threading.get_ident()
    guard = _guards.get(thread)
    if guard is None or (guard.job, guard.limits) != (job, limits):
        if guard is not None:
            guard.__exit__()
        guard = _guards[thread] = Guard(job, limits)
    return run_guarded(guard, shard)


def close_guards() -> None:
    """End the processes of a worker's guards, once nothing is left to do."""
    for guard in _guards.values():
        guard.close()
