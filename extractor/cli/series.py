"""What `tieout series` does: the timeline of a measure, of an archive or of files read on the spot."""

import tempfile
from collections.abc import Sequence

import msgspec

from extractor.cli.cross import archive_of, settle
from extractor.cli.output import layout, open_output
from extractor.cli.settings import Settings
from extractor.errors import InputError
from extractor.extras import needed


def run_series(
    paths: Sequence[str],
    settings: Settings,
    *,
    measure: str,
    entity: str,
    segment: str | None,
    unit: str | None,
) -> None:
    """Print a series.

    Raises:
        ExtractorError: there is no such series, nothing to read, or an option cannot be used.

    """
    needed("pyarrow", what="tieout series")
    duckdb = needed("duckdb", what="tieout series")
    from extractor.archive.cross.memory import fill
    from extractor.archive.cross.series import read_series
    from extractor.archive.views import open_archive
    from extractor.cli.progress import Monitor
    from extractor.cli.run import extractions_of
    from extractor.report.series import SERIES_WRITERS

    write = SERIES_WRITERS[settings.format]
    archive = archive_of(paths)
    connection = duckdb.connect() if archive is None else open_archive(archive)
    with tempfile.TemporaryDirectory(prefix="tieout-") as scratch, connection:
        settle(connection, scratch, None, None)
        if archive is None:
            options = msgspec.structs.replace(settings.options, checks=())
            settings = msgspec.structs.replace(settings, options=options)
            with Monitor(to_file=settings.output is not None) as monitor:
                fill(connection, monitor.watch(extractions_of(paths, settings, monitor)))
                if not monitor.tally.articles:
                    raise InputError(f"no article could be read from {', '.join(paths)}")
        series = read_series(connection, measure=measure, entity=entity, segment=segment, unit=unit)
    with open_output(settings.output) as put:
        for text in write(series, layout(settings.output)):
            put(text)
