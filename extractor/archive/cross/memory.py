"""A few articles as an archive in memory: the same tables, in DuckDB, without a folder."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from extractor.archive.rows import Row, article_row, rows_of
from extractor.archive.schema import TABLES
from extractor.records import Extraction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PART: Final = 50_000
"""Rows of a table that are held before they go into DuckDB."""


def fill(connection: "DuckDBPyConnection", extractions: Iterable[Extraction]) -> None:
    """Make the tables of an archive from extractions; documents are numbered from 0."""
    import pyarrow as pa

    held: dict[str, list[Row]] = {name: [] for name in TABLES}
    made = set[str]()

    def put(name: str) -> None:
        rows = pa.Table.from_pylist(held[name], schema=TABLES[name])
        connection.register("rows", rows)
        verb = f"INSERT INTO {name}" if name in made else f"CREATE OR REPLACE TABLE {name} AS"
        connection.execute(f"{verb} SELECT * FROM rows")
        connection.unregister("rows")
        made.add(name)
        held[name].clear()

    for doc, extraction in enumerate(extractions):
        held["articles"].append({"doc": doc, "status": "processed", **article_row(extraction)})
        for name, row in rows_of(extraction, doc):
            held[name].append(row)
            if len(held[name]) >= PART:
                put(name)
    for name in TABLES:
        put(name)
