"""A row of a table, whatever the file's format, to an article."""

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.read.dates import free_date
from extractor.read.record import read_record
from extractor.read.source import Read, Source, failed
from extractor.records import Diagnostic


def read_row(row: Mapping[str, Any], source: Source, *, line: int, notes: Iterable[Diagnostic] = ()) -> Read:
    """The article of a row by its fields: an empty cell is a missing one, and dates may have any form that cannot be
    misread.
    """
    record = {field: None if value == "" else value for field, value in row.items()}
    if record.get("published") is not None:
        record["published"] = free_date(record["published"])
    if record.get("body") is None and record.get("title") is None:
        return failed(source, "empty", "the row has no text", line=line)
    return read_record(record, source, id=f"{source.id}:{line}", line=line, notes=notes)
