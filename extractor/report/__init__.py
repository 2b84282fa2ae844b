"""Extractions as text: one file per output format, and the JSON Schema of what they hold."""

from typing import Final

from extractor.registry import Registry
from extractor.report.csv import WRITER as CSV
from extractor.report.html import WRITER as HTML
from extractor.report.json import WRITER as JSON
from extractor.report.jsonl import WRITER as JSONL
from extractor.report.schema import json_schema
from extractor.report.table import WRITER as TABLE
from extractor.report.writer import Layout, Writer

WRITERS: Final = Registry[Writer](
    "output format", {"table": TABLE, "json": JSON, "jsonl": JSONL, "csv": CSV, "html": HTML}
)

__all__ = ["WRITERS", "Layout", "Writer", "json_schema"]
