"""What `tieout batch` and `tieout open` do: an archive made, and shown in DuckDB."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from extractor.cli.output import open_output
from extractor.cli.progress import tell
from extractor.cli.settings import Settings
from extractor.extras import needed

if TYPE_CHECKING:
    from extractor.read import ReadDefaults

DONE, QUARANTINED, NOTHING_READ = 0, 1, 2


def run_batch(
    sources: Sequence[str],
    out: Path,
    settings: Settings,
    *,
    detect_language: bool,
    workers: int | None,
    scheduler: str | None,
    limits: tuple[float, float],
    shard_size: int,
    restart: bool,
) -> int:
    """Make an archive, or go on with it; the exit code comes back.

    Raises:
        ExtractorError: an option cannot be used, or the run cannot go on.

    """
    needed("pyarrow", what="tieout batch")
    if scheduler is not None:  # what it logs of a lost connection is told as our own error
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
    from extractor.archive.run.archive import run_archive
    from extractor.archive.run.guard import Limits
    from extractor.cli.batch_progress import BatchProgress

    with BatchProgress() as progress:
        manifest = run_archive(
            sources,
            out,
            options=settings.options,
            defaults=_defaults(settings, detect_language),
            workers=workers,
            scheduler=scheduler,
            limits=Limits(seconds=limits[0], gigabytes=limits[1]),
            shard_size=shard_size,
            restart=restart,
            watcher=progress,
        )
    if not manifest.counts.processed:
        tell(f"no article could be processed; the table diagnostics in {out} says why")
        return NOTHING_READ
    return QUARANTINED if manifest.counts.quarantined else DONE


def run_open(folder: Path) -> int:
    """Print the SQL of an archive's views; on a terminal with DuckDB's shell at hand, start it.

    Raises:
        InputError: there is no archive.

    """
    needed("pyarrow", what="tieout open")
    from extractor.archive.views import is_finished, view_sql

    out = folder.resolve()
    sql = view_sql(out)
    if not is_finished(out):
        tell(f"{folder}: the run has not come to its end; the views show its finished shards")
    with open_output(None) as put:
        put(sql)
    shell = shutil.which("duckdb")
    if shell is None or not sys.stdout.isatty():
        return DONE
    with NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as script:
        script.write(sql)
        script.flush()
        return subprocess.run([shell, "-init", script.name], check=False).returncode


def _defaults(settings: Settings, detect_language: bool) -> "ReadDefaults":
    from extractor.read import ReadDefaults

    return ReadDefaults(
        published=settings.published,
        country=settings.country,
        language=settings.language,
        columns=settings.options.columns,
        languages=(settings.options.language,),
        detect_language=detect_language,
    )
