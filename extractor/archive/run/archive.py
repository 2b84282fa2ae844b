"""A whole run: plan, shards not yet done, manifest. What was interrupted goes on where it stood."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from extractor.archive.layout import (
    COVERAGE,
    CROSSCHECK,
    DIGITS,
    MANIFEST,
    PLAN,
    QUARANTINE,
    SHARDS,
    done_path,
    folders,
    part_path,
)
from extractor.archive.run.files import locked, refusals, remove_temporaries, write_file
from extractor.archive.run.guard import Limits, Prepare
from extractor.archive.run.job import STATUSES, Counts, Done, Job, Part, Shard
from extractor.archive.run.plan import (
    SHARD_SIZE,
    Header,
    Totals,
    check_out,
    check_plan,
    header_of,
    make_plan,
    read_plan,
)
from extractor.archive.schema import TABLES
from extractor.errors import InputError
from extractor.pipeline import Options
from extractor.read import ReadDefaults, sources_of
from extractor.records import Producer

# Patterns of what a run makes, by folder; `--restart` removes nothing else.
MADE: Final = {
    "": (PLAN, MANIFEST),
    SHARDS: ("*.json",),
    QUARANTINE: ("*.json",),
    CROSSCHECK: (f"part-{'0' * DIGITS}.parquet", COVERAGE),
    **dict.fromkeys(TABLES, (f"part-{'[0-9]' * DIGITS}*.parquet",)),
}


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What a finished run says of a table."""

    parts: int
    rows: int
    bytes: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a finished run says of itself: nothing of when or how long, so that it is the same every time."""

    schema: str
    producer: Producer
    libraries: dict[str, str]
    sources: int
    shards: int
    counts: Counts
    tables: dict[str, Table]


class Watcher:
    """Told how a run goes; this one keeps silent."""

    def planned(self, totals: Totals) -> None:
        """The plan stands."""

    def done(self, shard: Done, *, before: bool) -> None:
        """A shard is finished, perhaps by an earlier run."""


def run_archive(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    options: Options | None = None,
    defaults: ReadDefaults | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    limits: Limits | None = None,
    shard_size: int = SHARD_SIZE,
    restart: bool = False,
    watcher: Watcher | None = None,
    prepare: Prepare | None = None,
) -> Manifest:
    """Read, process and write articles as Parquet; the same call again goes on where this one was stopped.

    Args:
        paths: files, folders, globs and lists of them.
        out: the folder of the archive.
        options: what the pipeline is told.
        defaults: what articles lack, and how their files are read.
        workers: processes on this machine (default: one a core); 0 works in this process, unprotected.
        scheduler: address of a Dask scheduler whose workers see the same files; then `workers` is not used.
        limits: what one document may take before it is put in quarantine.
        shard_size: documents a shard.
        restart: remove what an earlier run wrote to `out`, and begin anew.
        watcher: told how it goes.
        prepare: run in each worker process at its start.

    Raises:
        InputError: something given cannot be used, or `out` holds a run of another plan.
        RunError: the run cannot go on; what is finished is kept.

    """
    watcher = watcher or Watcher()
    job = Job(
        out=Path(out).resolve(),
        folder=Path.cwd(),
        options=_absolute(options or Options()),
        defaults=defaults or ReadDefaults(),
    )
    check_out(job.out, paths)
    header = header_of(job, shard_size)
    sources = sources_of(paths, defaults=job.defaults)
    with locked(job.out):
        if restart:
            remove_run(job.out)
        for folder in folders(job.out):
            remove_temporaries(folder)
        totals = (check_plan if (job.out / PLAN).exists() else make_plan)(sources, header, job)
        del sources
        watcher.planned(totals)
        for done in _finished(job.out):
            watcher.done(done, before=True)
        pending = (shard for shard in read_plan(job.out) if read_done(job.out, shard.number) is None)
        for done in _run(job, pending, workers, scheduler, limits or Limits(), prepare):
            watcher.done(done, before=False)
        for folder in folders(job.out):  # of workers that were killed while the run went on
            remove_temporaries(folder)
        return _conclude(job.out, header, totals)


def remove_run(out: Path) -> None:
    """Remove what runs have written to a folder, and nothing else. The plan goes last: it says whose the folder is."""
    with refusals(out):
        for folder, patterns in reversed(MADE.items()):
            for pattern in patterns:
                for path in (out / folder).glob(pattern):
                    path.unlink()
            if folder and (out / folder).is_dir() and not any((out / folder).iterdir()):
                (out / folder).rmdir()


def read_done(out: Path, shard: int) -> Done | None:
    """The manifest of a finished shard; null if it is not finished, or a part of it is gone."""
    try:
        done = msgspec.json.decode(done_path(out, shard).read_bytes(), type=Done)
        sizes = {table: os.stat(part_path(out, table, shard)).st_size for table in done.tables}
    except FileNotFoundError:
        return None
    return done if all(sizes[table] == part.bytes for table, part in done.tables.items()) else None


def _run(
    job: Job,
    shards: Iterator[Shard],
    workers: int | None,
    scheduler: str | None,
    limits: Limits,
    prepare: Prepare | None,
) -> Iterator[Done]:
    if scheduler is not None:
        from extractor.archive.run.cluster import run_on_cluster

        return run_on_cluster(job, shards, scheduler=scheduler, limits=limits)
    from extractor.archive.run import workers as local

    if workers == 0:
        return local.run_here(job, shards)
    number = workers if workers is not None else os.cpu_count() or 1
    if number < 0:
        raise InputError(f"{number} workers; accepted: 0 (in this process), 1 or more")
    return local.run_in_workers(job, shards, workers=number, limits=limits, prepare=prepare)


def _finished(out: Path) -> Iterator[Done]:
    for shard in read_plan(out):
        done = read_done(out, shard.number)
        if done is not None:
            yield done


def _conclude(out: Path, header: Header, totals: Totals) -> Manifest:
    """Add up the shards and write the manifest."""
    counts = Counts()
    tables = dict.fromkeys(TABLES, Table(parts=0, rows=0, bytes=0))
    for number in range(totals.shards):
        done = read_done(out, number)
        assert done is not None, f"shard {number} is not done"
        counts += done.counts
        tables = {name: _with(table, done.tables[name]) for name, table in tables.items()}
    assert counts.read == sum(getattr(counts, status) for status in STATUSES)
    manifest = Manifest(
        schema=header.schema,
        producer=header.producer,
        libraries=header.libraries,
        sources=totals.sources,
        shards=totals.shards,
        counts=counts,
        tables=tables,
    )
    write_file(out / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    return manifest


def _with(table: Table, part: Part) -> Table:
    return Table(parts=table.parts + 1, rows=table.rows + part.rows, bytes=table.bytes + part.bytes)


def _absolute(options: Options) -> Options:
    """The same options, their files found from any folder."""
    files = {name: getattr(options, name) for name in ("rates_file", "words_file")}
    return msgspec.structs.replace(
        options, **{name: path and Path(path).resolve() for name, path in files.items()}
    )
