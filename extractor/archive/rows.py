"""Records to rows of the tables: dates as dates, decimals into their column, bounds rounded outwards."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import Any, Final, get_args, get_origin

import msgspec

from extractor.archive.keys import fact_key
from extractor.archive.schema import DATES, PRECISION, SCALE
from extractor.archive.signature import signature
from extractor.records import Article, Extraction

Row = dict[str, Any]
Cell = Callable[[Any], Any]

# A wider interval never makes a false conflict: a low bound goes down, a high one up.
ROUNDING: Final[Mapping[str, str]] = {
    "low": ROUND_FLOOR, "core_low": ROUND_FLOOR, "high": ROUND_CEILING, "core_high": ROUND_CEILING,
}  # fmt: skip
LARGEST: Final = Decimal(10) ** (PRECISION - SCALE)
PLACES: Final = Decimal(1).scaleb(-SCALE)
ROOMY: Final = Context(prec=PRECISION + SCALE)


def rows_of(extraction: Extraction, doc: int) -> Iterator[tuple[str, Row]]:
    """The rows of an article's records, each after its table's name, in article order."""
    for fact in extraction.facts:
        yield "facts", {"doc": doc, "key": fact_key(fact), **row_of(fact)}
    for finding in extraction.findings:
        yield "findings", {"doc": doc, "alarm": finding.is_alarm, **row_of(finding)}
    for table in ("claims", "relations", "derived"):
        for record in getattr(extraction, table):
            yield table, {"doc": doc, **row_of(record)}


def article_row(extraction: Extraction) -> Row:
    """What the table of articles holds of one that was processed, but for where it was read."""
    article = extraction.article
    return {
        **row_of(article),
        **_published(article),
        "signature": signature(article.text),
        **row_of(extraction.coverage),
    }


def skipped_row(article: Article | None) -> Row:
    """What the table of articles holds of one that was left out: all that is known of it but its text."""
    return {} if article is None else {**row_of(article), **_published(article), "text": None}


def row_of(record: msgspec.Struct) -> Row:
    """A record as a row: structs as mappings, members as lists, dates and decimals as their columns take them."""
    return {
        name: value if cell is None or value is None else cell(value)
        for name, cell in _cells(type(record))
        for value in (getattr(record, name),)
    }


def fitted(value: Decimal, rounding: str) -> Decimal | None:
    """A decimal as its column holds it; null where it has more digits before the point than the column.

    >>> fitted(Decimal("0.12345678949"), ROUND_FLOOR), fitted(Decimal("1e40"), ROUND_FLOOR)
    (Decimal('0.123456789'), None)

    """
    if abs(value) >= LARGEST:
        return None
    return value.quantize(PLACES, rounding=rounding, context=ROOMY)


@cache
def _cells(record: type[msgspec.Struct]) -> tuple[tuple[str, Cell | None], ...]:
    """Each field of a record with what makes its cell; null where the value is the cell."""
    return tuple(
        (field.name, _cell(f"{record.__name__}.{field.name}", field.name, field.type))
        for field in msgspec.structs.fields(record)
    )


def _cell(path: str, name: str, annotation: Any) -> Cell | None:
    """What makes the cell of a field, by its annotation (`extractor.archive.schema` allows no others)."""
    if path in DATES:
        return date.fromisoformat
    if get_origin(annotation) is dict:
        return _members
    if get_origin(annotation) is tuple:
        item = _cell("", name, get_args(annotation)[0])
        return list if item is None else lambda values: [item(value) for value in values]
    if annotation is Decimal:
        rounding = ROUNDING.get(name, ROUND_HALF_EVEN)
        return lambda value: fitted(value, rounding)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return row_of
    inner = [each for each in get_args(annotation) if each is not type(None) and not isinstance(each, str)]
    return _cell(path, name, inner[0]) if len(inner) == 1 else None


def _members(roles: Mapping[str, str | tuple[str, ...]]) -> list[tuple[str, list[str]]]:
    return [(role, [member] if isinstance(member, str) else list(member)) for role, member in roles.items()]


def _published(article: Article) -> Row:
    """The first and the last day of the date, month or year an article gives."""
    if article.published is None:
        return {}
    parts = [int(part) for part in article.published.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return {"published_from": first, "published_to": last}
