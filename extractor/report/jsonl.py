"""JSON Lines: one article a line."""

from collections.abc import Iterable, Iterator
from typing import Final

from extractor.records import Extraction
from extractor.report.encode import encode, verdicts
from extractor.report.writer import Layout, Writer


def write_extractions(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """One `Extraction` a line."""
    for extraction in extractions:
        yield encode(extraction) + "\n"


def write_findings(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """One `Verdicts` a line, articles without a finding included."""
    for extraction in extractions:
        yield encode(verdicts(extraction)) + "\n"


WRITER: Final = Writer(write_extractions, write_findings)
