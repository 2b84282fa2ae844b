"""A series for programs: JSON, and CSV with one row a point."""

from collections.abc import Iterator
from typing import Final

from extractor.records import Series
from extractor.report.csv import SEPARATOR, row
from extractor.report.encode import encode, indent
from extractor.report.writer import Layout

WHAT: Final = ("measure", "entity", "segment", "unit", "per")
POINT: Final = (
    "start", "end", "value", "low", "high", "text", "modality", "basis", "apart", "articles", "source", "published",
    "article", "title", "url", "fact", "quote",
)  # fmt: skip


def write_json(series: Series, layout: Layout) -> Iterator[str]:
    """The `Series` as one object."""
    yield indent(encode(series)) + "\n"


def write_csv(series: Series, layout: Layout) -> Iterator[str]:
    """One row a point."""
    yield row((*WHAT, *POINT))
    what = tuple(getattr(series, name) for name in WHAT)
    for point in series.points:
        cells = (getattr(point, name) for name in POINT)
        yield row((*what, *(SEPARATOR.join(cell) if isinstance(cell, tuple) else cell for cell in cells)))
