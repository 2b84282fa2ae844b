"""The rows of a shard on their way to disk: Arrow batches, then one Parquet part a table.

Every table is in the order of `doc` and, within an article, of the text: the ranges of `doc` in Parquet's statistics
do not overlap, so that a look-up or a join by article reads little. (Order by a fact's key costs time and saves
nothing: keys are hashes, their range in every part is the whole, and the files come out two percent larger.)
"""

from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.archive.layout import part_path
from extractor.archive.rows import Row
from extractor.archive.run.files import write_file
from extractor.archive.run.job import Part
from extractor.archive.schema import TABLES

# Nothing here may depend on the machine or the time: the same rows are the same bytes.
WRITING: Final[dict[str, Any]] = {
    "compression": "zstd",
    "compression_level": 3,
    "row_group_size": 50_000,
    "version": "2.6",
    "data_page_version": "1.0",
    "write_statistics": True,
    "use_dictionary": True,
}


class Parts:
    """The rows of a shard by table, kept as Arrow's columns: a tenth of what they take as Python's objects."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._batches: dict[str, list[pa.RecordBatch]] = {table: [] for table in TABLES}

    def add(self, table: str, row: Row) -> None:
        self._rows[table].append(row)

    def pack(self) -> None:
        """Turn the rows added so far into columns."""
        for table, rows in self._rows.items():
            if rows:
                self._batches[table].append(pa.RecordBatch.from_pylist(rows, schema=TABLES[table]))
                rows.clear()

    def write(self, out: Path, shard: int) -> dict[str, Part]:
        """Write one part a table, an empty one where there are no rows.

        Raises:
            RunError: the system refuses to write.

        """
        self.pack()
        return {table: self._write(table, part_path(out, table, shard)) for table in TABLES}

    def _write(self, table: str, path: Path) -> Part:
        rows = pa.Table.from_batches(self._batches[table], TABLES[table])
        sink = pa.BufferOutputStream()
        pq.write_table(rows.combine_chunks(), sink, **WRITING)
        data = sink.getvalue()
        write_file(path, memoryview(data))
        return Part(rows=rows.num_rows, bytes=data.size)
