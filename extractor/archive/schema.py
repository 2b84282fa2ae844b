"""The tables of an archive: the records of `tieout/1` as Arrow types, column for field.

The Parquet of a run says the same as its JSON: each table's columns are those of the record, made from the
record's own annotations, after `doc`, the document a row belongs to. What differs is typed more tightly:
ISO dates are dates, bounds are decimals that sort.
"""

import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, Union, get_args, get_origin

import msgspec
import pyarrow as pa

from extractor.records import Article, Claim, Coverage, Derived, Diagnostic, Fact, Finding, Relation

# 29 digits before the point and nine behind it: national debts in paisa, and rates of exchange. DuckDB's and
# Parquet's widest decimal has 38 digits. Bounds that do not fit are rounded outwards (`extractor.archive.rows`).
PRECISION: Final = 38
SCALE: Final = 9
DECIMAL: Final = pa.decimal128(PRECISION, SCALE)

SCALARS: Final[Mapping[object, pa.DataType]] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int32(),
    float: pa.float64(),
    Decimal: DECIMAL,
}
# Fields that hold a whole ISO date or null. `Article.published` may be a month or a year: it stays text, and
# the table has its first and last day beside it.
DATES: Final = frozenset({"Period.start", "Period.end"})
# Of a mapping from a role to one fact or several, Parquet knows only the second; so it holds what is unchecked.
MEMBERS: Final = pa.map_(pa.string(), pa.list_(pa.string()))

DOC: Final = ("doc", pa.int64())
PLACE: Final = (("path", pa.string()), ("line", pa.int32()))


def fields_of(record: type[msgspec.Struct]) -> tuple[tuple[str, pa.DataType], ...]:
    """The columns of a record: its fields in their order.

    >>> fields_of(Diagnostic)[0]
    ('stage', DataType(string))

    """
    return tuple(
        (field.name, pa.date32() if f"{record.__name__}.{field.name}" in DATES else arrow_type(field.type))
        for field in msgspec.structs.fields(record)
    )


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field's annotation; null is allowed everywhere.

    Raises:
        TypeError: a kind of annotation that no record has had until now.

    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in SCALARS:
        return SCALARS[annotation]
    if origin is Literal:
        return pa.string()
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return arrow_type(inner)
    if origin is tuple:
        return pa.list_(arrow_type(arguments[0]))
    if origin is dict:
        return MEMBERS
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return pa.struct(fields_of(annotation))
    raise TypeError(f"no column type for {annotation!r}")


def _table(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([DOC, *columns])


TABLES: Final[Mapping[str, pa.Schema]] = {
    # `status` is processed, skipped or quarantined; of the last two only the place is known.
    "articles": _table(
        ("status", pa.string()),
        *PLACE,
        *fields_of(Article),
        ("published_from", pa.date32()),
        ("published_to", pa.date32()),
        # MinHash of the text: syndicated copies have nearly the same (`extractor.archive.cross.copies`).
        ("signature", pa.list_(pa.uint32())),
        *fields_of(Coverage),
    ),
    # `key` is equal for figures that should be equal, null where the figure's key is not complete
    # (`extractor.archive.keys`).
    "facts": _table(("key", pa.int64()), *fields_of(Fact)),
    "claims": _table(*fields_of(Claim)),
    "relations": _table(*fields_of(Relation)),
    "findings": _table(("alarm", pa.bool_()), *fields_of(Finding)),
    "derived": _table(*fields_of(Derived)),
    "diagnostics": _table(*PLACE, *fields_of(Diagnostic)),
}
