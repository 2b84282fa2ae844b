"""Records to rows of the tables: dates as dates, decimals into their column, bounds rounded outwards."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Final

import msgspec

from extractor.archive.keys import fact_key
from extractor.archive.schema import DATES, PRECISION, SCALE
from extractor.records import Extraction

Row = dict[str, Any]

# A wider interval never makes a false conflict: a low bound goes down, a high one up.
ROUNDING: Final[Mapping[str, str]] = {
    "low": ROUND_FLOOR, "core_low": ROUND_FLOOR, "high": ROUND_CEILING, "core_high": ROUND_CEILING,
}  # fmt: skip
LARGEST: Final = Decimal(10) ** (PRECISION - SCALE)
PLACES: Final = Decimal(1).scaleb(-SCALE)
ROOMY: Final = Context(prec=PRECISION + SCALE)


def rows_of(extraction: Extraction, doc: int) -> Iterator[tuple[str, Row]]:
    """The rows of one article for every table but `articles`, each after its table's name, in article order."""
    for fact in extraction.facts:
        yield "facts", {"doc": doc, "key": fact_key(fact), **row_of(fact)}
    for finding in extraction.findings:
        yield "findings", {"doc": doc, "alarm": finding.is_alarm, **row_of(finding)}
    for table in ("claims", "relations", "derived", "diagnostics"):
        for record in getattr(extraction, table):
            yield table, {"doc": doc, **row_of(record)}


def row_of(record: msgspec.Struct) -> Row:
    """A record as a row: structs as mappings, members as lists, dates and decimals as their columns take them."""
    return {name: _cell(record, name, getattr(record, name)) for name in record.__struct_fields__}


def _cell(record: msgspec.Struct, name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return fitted(value, ROUNDING.get(name, ROUND_HALF_EVEN))
    if isinstance(value, msgspec.Struct):
        return row_of(value)
    if isinstance(value, tuple):
        return [row_of(item) if isinstance(item, msgspec.Struct) else item for item in value]
    if isinstance(value, dict):
        return [
            (role, [member] if isinstance(member, str) else list(member)) for role, member in value.items()
        ]
    if value is not None and f"{type(record).__name__}.{name}" in DATES:
        return date.fromisoformat(value)
    return value


def fitted(value: Decimal, rounding: str) -> Decimal | None:
    """A decimal as its column holds it; null where it has more digits before the point than the column.

    >>> fitted(Decimal("0.12345678949"), ROUND_FLOOR), fitted(Decimal("1e40"), ROUND_FLOOR)
    (Decimal('0.123456789'), None)

    """
    if abs(value) >= LARGEST:
        return None
    return value.quantize(PLACES, rounding=rounding, context=ROOMY)
