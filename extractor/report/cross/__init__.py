"""Reports of a crosscheck: the findings with what two articles say, and how far the check reached."""

from collections.abc import Callable, Iterator
from typing import Final

from extractor.records import CrossReport
from extractor.registry import Registry
from extractor.report.cross.data import write_csv, write_json, write_jsonl
from extractor.report.cross.page import write_html
from extractor.report.cross.table import write_table
from extractor.report.writer import Layout

CrossWriter = Callable[[CrossReport, Layout], Iterator[str]]

CROSS_WRITERS: Final = Registry[CrossWriter](
    "output format",
    {"table": write_table, "json": write_json, "jsonl": write_jsonl, "csv": write_csv, "html": write_html},
)

__all__ = ["CROSS_WRITERS", "CrossWriter"]
