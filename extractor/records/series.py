"""A measure of an owner over time, as an archive's articles give it."""

from decimal import Decimal
from typing import Final, Literal

import msgspec

from extractor.records.fact import Modality

SERIES_SCHEMA: Final = "tieout/series/1"


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of one source for one period. `articles` of the source print it (copies of a text count once);
    `apart` says that another figure for the same period has no value in common with it.
    """

    start: str
    end: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    text: str
    modality: Modality
    basis: tuple[str, ...]
    apart: bool
    articles: int
    source: str | None
    published: str | None
    article: str
    title: str | None
    url: str | None
    fact: str
    quote: str


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The timeline, by period, then by publication. `undated` figures of it have no dates and are left out."""

    schema: Literal["tieout/series/1"] = SERIES_SCHEMA
    measure: str
    entity: str
    segment: str | None
    unit: str | None
    per: str | None
    points: tuple[SeriesPoint, ...]
    undated: int = 0
    other_units: dict[str, int] = {}
