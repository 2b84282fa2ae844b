"""What the commands do: read, run the pipeline, write; every part of it lazily, one batch at a time."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

import msgspec

from extractor.cli.output import layout, open_output
from extractor.cli.progress import Monitor, Tally
from extractor.cli.settings import Settings
from extractor.errors import InputError
from extractor.records import Article, Diagnostic, Extraction


def run(paths: Sequence[str], settings: Settings, part: Literal["extractions", "findings"]) -> Tally:
    """Read the articles and write one part of what is known of them; the counts come back.

    Raises:
        ExtractorError: an option cannot be used, or nothing could be read.

    """
    from extractor.report import WRITERS

    with Monitor(to_file=settings.output is not None) as monitor:
        extractions = monitor.watch(extractions_of(paths, settings, monitor))
        first = next(extractions, None)
        if first is None:
            raise InputError(f"no article could be read from {', '.join(paths)}")
        write = getattr(WRITERS[settings.format], part)
        with open_output(settings.output) as put:
            for text in write(chain([first], extractions), layout(settings.output)):
                put(text)
    return monitor.tally


def extractions_of(paths: Sequence[str], settings: Settings, monitor: Monitor) -> Iterator[Extraction]:
    """Extractions of what can be read; the reader's remarks on a document become part of its diagnostics."""
    from extractor.pipeline import pipe

    remarks: deque[tuple[Diagnostic, ...]] = deque()
    for extraction in pipe(_read(paths, settings, monitor, remarks), options=settings.options):
        noted = remarks.popleft()
        if noted:
            diagnostics = (*noted, *extraction.diagnostics)
            extraction = msgspec.structs.replace(extraction, diagnostics=diagnostics)
        yield extraction


def _read(
    paths: Sequence[str], settings: Settings, monitor: Monitor, remarks: deque[tuple[Diagnostic, ...]]
) -> Iterator[Article]:
    """The articles in order; what cannot be read, or is skipped, is told at once and costs nothing else."""
    from extractor.read import ReadDefaults, read_articles

    defaults = ReadDefaults(
        published=settings.published,
        country=settings.country,
        language=settings.language,
        columns=settings.options.columns,
        languages=(settings.options.language,),
    )
    for read in read_articles(paths, defaults=defaults):
        if read.skipped:
            monitor.skipped(read.diagnostics)
        elif read.article is None:
            monitor.unread(read.diagnostics)
        else:
            remarks.append(read.diagnostics)
            yield read.article
