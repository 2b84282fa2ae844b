"""Reports of a series: table, CSV, JSON, and a plot as SVG."""

from collections.abc import Callable, Iterator
from typing import Final

from extractor.records import Series
from extractor.registry import Registry
from extractor.report.series.data import write_csv, write_json
from extractor.report.series.plot import write_svg
from extractor.report.series.table import write_table
from extractor.report.writer import Layout

SeriesWriter = Callable[[Series, Layout], Iterator[str]]

SERIES_WRITERS: Final = Registry[SeriesWriter](
    "output format", {"table": write_table, "csv": write_csv, "json": write_json, "svg": write_svg}
)

__all__ = ["SERIES_WRITERS", "SeriesWriter"]
