"""Shards on one machine: in this process, or shared out among worker processes, each under a guard."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue

from extractor.archive.layout import quarantine_path
from extractor.archive.run.guard import Guard, Limits, Prepare
from extractor.archive.run.job import Done, Job, Shard
from extractor.archive.run.poison import read_quarantine, run_guarded
from extractor.archive.run.shard import run_shard


def run_here(job: Job, shards: Iterable[Shard]) -> Iterator[Done]:
    """Work off shards in this process: nothing protects it, and a debugger sees everything."""
    for shard in shards:
        yield run_shard(job, shard, without=read_quarantine(quarantine_path(job.out, shard.number)))


def run_in_workers(
    job: Job, shards: Iterator[Shard], *, workers: int, limits: Limits, prepare: Prepare | None = None
) -> Iterator[Done]:
    """Work off shards in so many processes, each watched by a thread; they come as they are finished.

    Raises:
        ExtractorError: what one worker could not do, no other could.

    """
    guards = [Guard(job, limits, prepare) for _ in range(workers)]
    free: SimpleQueue[Guard] = SimpleQueue()
    for guard in guards:
        free.put(guard)

    def run(shard: Shard) -> Done:
        guard = free.get()
        try:
            return run_guarded(guard, shard)
        finally:
            free.put(guard)

    threads = ThreadPoolExecutor(workers, thread_name_prefix="tieout")
    running: set[Future[Done]] = set()
    try:
        while True:
            while len(running) < workers and (shard := next(shards, None)) is not None:
                running.add(threads.submit(run, shard))
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for each in finished:
                yield each.result()
    finally:
        for guard in guards:
            guard.stop()
        threads.shutdown(cancel_futures=True)
        for guard in guards:
            guard.__exit__()
