"""What `tieout crosscheck` does: an archive, or a few files read on the spot, held against each other."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from extractor.cli.output import layout, open_output
from extractor.cli.settings import Settings
from extractor.errors import InputError
from extractor.extras import needed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from extractor.records import CrossReport


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a crosscheck, and what it may take."""

    only: Sequence[str] | None
    threads: int | None
    memory: float | None
    holds: bool


def run_crosscheck(
    paths: Sequence[str],
    settings: Settings,
    *,
    only: Sequence[str] | None,
    threads: int | None,
    memory: float | None,
    holds: bool,
) -> int:
    """Print what articles say against each other; the number of alarms comes back.

    Raises:
        ExtractorError: an option cannot be used, or there is nothing to read.

    """
    needed("pyarrow", what="tieout crosscheck")
    needed("duckdb", what="tieout crosscheck")
    from extractor.archive.cross.checks import select

    select(only)
    reach = Reach(only=only, threads=threads, memory=memory, holds=holds)
    archive = archive_of(paths)
    with tempfile.TemporaryDirectory(prefix="tieout-") as scratch:
        report = (
            _of_files(paths, settings, reach, scratch)
            if archive is None
            else _of_archive(archive, reach, scratch)
        )
    _write(report, settings)
    return report.alarms


def archive_of(paths: Sequence[str]) -> Path | None:
    """The archive that is asked for: one path, a folder that `tieout batch` made.

    Raises:
        InputError: an archive stands among other paths.

    """
    from extractor.archive.layout import PLAN

    archives = [path for path in paths if (Path(path) / PLAN).is_file()]
    if archives and len(paths) > 1:
        raise InputError(f"{archives[0]}: an archive stands alone; to add articles, make one archive of all")
    return Path(archives[0]) if archives else None


def settle(connection: "DuckDBPyConnection", scratch: str, threads: int | None, memory: float | None) -> None:
    """What DuckDB may take: threads, memory, and where it puts what does not fit."""
    connection.execute("SET temp_directory = ?", [scratch])
    if threads is not None:
        connection.execute("SET threads = ?", [threads])
    if memory is not None:
        connection.execute("SET memory_limit = ?", [f"{memory}GB"])


def _of_archive(archive: Path, reach: Reach, scratch: str) -> "CrossReport":
    from extractor.archive.cross.run import crosscheck
    from extractor.archive.cross.table import write_findings
    from extractor.archive.views import open_archive
    from extractor.report.cross.words import covered
    from extractor.report.words import counted

    with open_archive(archive) as connection:
        settle(connection, scratch, reach.threads, reach.memory)
        report = crosscheck(connection, only=reach.only, holds=reach.holds)
    if reach.only is None:
        write_findings(archive, report)
    print(f"{covered(report.coverage)}, {counted(report.alarms, 'alarm')}", file=sys.stderr)
    return report


def _of_files(paths: Sequence[str], settings: Settings, reach: Reach, scratch: str) -> "CrossReport":
    import duckdb

    from extractor.archive.cross.memory import fill
    from extractor.archive.cross.run import crosscheck
    from extractor.cli.progress import Monitor
    from extractor.cli.run import extractions_of

    options = msgspec.structs.replace(settings.options, checks=())
    settings = msgspec.structs.replace(settings, options=options)
    with Monitor(to_file=settings.output is not None) as monitor, duckdb.connect() as connection:
        settle(connection, scratch, reach.threads, reach.memory)
        fill(connection, monitor.watch(extractions_of(paths, settings, monitor)))
        if not monitor.tally.articles:
            raise InputError(f"no article could be read from {', '.join(paths)}")
        report = crosscheck(connection, only=reach.only, holds=reach.holds)
        monitor.tally.alarms = report.alarms
    return report


def _write(report: "CrossReport", settings: Settings) -> None:
    from extractor.report.cross import CROSS_WRITERS

    with open_output(settings.output) as put:
        for text in CROSS_WRITERS[settings.format](report, layout(settings.output)):
            put(text)
