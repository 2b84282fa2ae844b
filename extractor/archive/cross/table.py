"""The findings of a crosscheck beside the archive's other tables: one part, and the coverage."""

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.archive.layout import COVERAGE, CROSSCHECK, part_path
from extractor.archive.rows import row_of
from extractor.archive.run.files import write_file
from extractor.archive.run.parts import WRITING
from extractor.archive.schema import fields_of
from extractor.records import CrossFinding, CrossReport
from extractor.report.encode import encode, indent

SCHEMA: Final = pa.schema([("alarm", pa.bool_()), *fields_of(CrossFinding)])


def write_findings(out: Path, report: CrossReport) -> None:
    """Write the table `crosscheck` of an archive anew, whole or not at all; equal findings are equal bytes.

    Raises:
        RunError: the system refuses to write.

    """
    rows = [{"alarm": finding.is_alarm, **row_of(finding)} for finding in report.findings]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), sink, **WRITING)
    write_file(part_path(out, CROSSCHECK, 0), memoryview(sink.getvalue()))
    write_file(out / CROSSCHECK / COVERAGE, (indent(encode(report.coverage)) + "\n").encode())
