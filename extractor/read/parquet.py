"""Parquet: one article a row, read a batch at a time, and only the columns that are needed."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from extractor.extras import needed
from extractor.read import bounded
from extractor.read.bounded import too_large
from extractor.read.columns import ColumnError, columns_of
from extractor.read.decode import decode
from extractor.read.source import Document, Read, Source, failed
from extractor.read.table import read_row
from extractor.records import Diagnostic

# Rows in memory at a time; fewer where they are large.
BATCH: Final = 256
BATCH_SIZE: Final = 64 * 1024 * 1024


def read_parquet(source: Source) -> Iterator[Document]:
    """The articles of a Parquet file from the source's `first` on; row groups before it are not touched."""
    try:
        with source.open() as stream:
            file, columns = _opened(stream, source)
            yield from _rows(file, columns, source)
    except (OSError, ColumnError) as error:  # found before any row: the file is one document, which failed
        code = "columns" if isinstance(error, ColumnError) else "parquet"
        if source.first == 0:
            yield partial(failed, source, code, str(error))


def count_parquet(source: Source) -> int:
    """The rows of a Parquet file, from its metadata; 1 if it cannot be read as articles, or has none."""
    try:
        with source.open() as stream:
            file, _ = _opened(stream, source)
            return max(1, int(file.metadata.num_rows))
    except (OSError, ColumnError):
        return 1


def _opened(stream: Any, source: Source) -> tuple[Any, dict[str, str]]:
    """The file behind a stream, and its column for every field.

    A text that many rows share stays one in memory: written out in every row, a file of a kilobyte could fill it.

    Raises:
        OSError: it is no Parquet file, or not a whole one.
        ColumnError: it lacks the columns of an article.

    """
    parquet = needed("pyarrow.parquet", what=".parquet")
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False)
        schema = file.schema_arrow
        columns = columns_of(schema.names, source.defaults.columns)
        texts = sorted(name for name in columns.values() if _is_text(schema.field(name).type))
        return parquet.ParquetFile(
            stream, pre_buffer=False, metadata=file.metadata, read_dictionary=texts
        ), columns
    except _arrow_errors() as error:
        raise OSError(f"not a whole Parquet file ({_first_line(error)})") from error


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _arrow_errors() -> tuple[type[Exception], ...]:
    import pyarrow

    return (pyarrow.ArrowException, OSError)


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


def _rows(file: Any, columns: dict[str, str], source: Source) -> Iterator[Document]:
    if file.metadata.num_rows == 0 and source.first == 0:
        yield partial(failed, source, "empty", "the table has no rows")
    start = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if start + size > source.first:
            yield from _group(file, group, start, columns, source)
        start += size


def _group(file: Any, group: int, start: int, columns: dict[str, str], source: Source) -> Iterator[Document]:
    """The rows of one row group; those behind a place where it is damaged are lost one by one."""
    size = file.metadata.row_group(group).num_rows
    row = start
    try:
        names = sorted(set(columns.values()))
        for batch in file.iter_batches(
            batch_size=_batch_size(file, group), row_groups=[group], columns=names
        ):
            skip = min(max(0, source.first - row), batch.num_rows)
            values = _values(batch.slice(skip), columns)
            for number, record in enumerate(values, start=row + skip + 1):
                yield partial(_read_record, record, source, number)
            row += batch.num_rows
    except _arrow_errors() as error:
        message = f"the row is lost, as the data are damaged ({_first_line(error)})"
        for lost in range(max(row, source.first), start + size):
            yield partial(failed, source, "parquet", message, line=lost + 1)


def _batch_size(file: Any, group: int) -> int:
    """Rows to take at once, so that large ones do not fill the memory."""
    metadata = file.metadata.row_group(group)
    average = metadata.total_byte_size // max(1, metadata.num_rows)
    return int(max(1, min(BATCH, BATCH_SIZE // max(1, average))))


def _values(batch: Any, columns: dict[str, str]) -> Iterable[dict[str, Any]]:
    """The fields of every row of a batch as Python's values."""
    fields = {
        field: _plain(batch.column(batch.schema.get_field_index(name))) for field, name in columns.items()
    }
    return ({field: _value(column[row]) for field, column in fields.items()} for row in range(batch.num_rows))


def _value(scalar: Any) -> Any:
    """A value as Python's; a text that is not UTF-8 as its bytes, what Python has no value for as it is written."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        held = getattr(scalar, "value", scalar)  # of a text that several rows share
        return held.as_buffer().to_pybytes() if hasattr(held, "as_buffer") else str(held)


def _plain(column: Any) -> Any:
    """A column whose values Python has: of times, the day where they were written."""
    import pyarrow
    from pyarrow import compute

    if not pyarrow.types.is_timestamp(column.type):
        return column
    if column.type.tz is not None:
        column = compute.local_timestamp(column)
    return compute.cast(column, pyarrow.date32(), safe=False)


def _read_record(record: dict[str, Any], source: Source, number: int) -> Read:
    if any(isinstance(value, str | bytes) and bounded.is_too_large(len(value)) for value in record.values()):
        return too_large(source, line=number)
    notes: list[Diagnostic] = []
    for field, value in record.items():
        if isinstance(value, bytes):
            record[field], found = decode(value)
            notes += found
    return read_row(record, source, line=number, notes=notes)
