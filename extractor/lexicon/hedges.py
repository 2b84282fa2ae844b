"""The hedges, vague counts and multiples of a language, as look-ups from a phrase to its meaning.

`mentions` matches the phrases and keeps the row's name in `Amount.hedge` or `Amount.multiple`; `facts`
fetches the row by that name and hands it to `values.figure_bounds`.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel
from extractor.registry import Registry
from extractor.values.hedge import Hedge, Multiple

Row = TypeVar("Row", bound=msgspec.Struct)


class VagueCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count without a number: "tens of thousands" is recorded as the range from `low` to `high`."""

    name: str
    words: tuple[str, ...]
    low: Decimal
    high: Decimal


class Spans(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a hedge before a duration is one, and no preposition: the words before it and behind the duration."""

    hedge: str
    before: frozenset[str]
    after: frozenset[str]


class HedgeTable(msgspec.Struct, frozen=True, kw_only=True):
    """All hedges. The keys of `before`, `after` and `vague` are phrases in lower case with single spaces.

    `by_name` holds every name that `Amount.hedge` may carry: hedges and vague counts (as a row whose
    comparator is `range`: its two numbers are the bounds). A key of `after` that starts with a hyphen is
    glued to the number.
    """

    before: Mapping[str, Hedge]
    after: Mapping[str, Hedge]
    vague: Mapping[str, VagueCount]
    by_name: Mapping[str, Hedge]
    spans: Spans


class MultipleTable(msgspec.Struct, frozen=True, kw_only=True):
    """All multiples: `words` stand alone ("doubled", "a third"), those of `after_number` follow a number."""

    words: Mapping[str, Multiple]
    after_number: Mapping[str, Multiple]
    by_name: Mapping[str, Multiple]


@cache
def hedges(model: LanguageModel) -> HedgeTable:
    """`lexicon/hedges.toml`, typed.

    Raises:
        ModelError: a row is broken, or two rows claim one name or one phrase in the same place.

    """
    table = model.lexicon("hedges")
    rows = _rows(model, "hedges", table["hedge"], Hedge)
    vague = _rows(model, "hedges", table["vague"], VagueCount)
    where = f"{model.package}: lexicon/hedges.toml"
    named = [(row.name, row) for row in rows]
    named += [(row.name, Hedge(name=row.name, comparator="range", effect=False)) for row in vague]
    return HedgeTable(
        before=_unique(where, "phrase before", ((word, row) for row in rows for word in row.before)),
        after=_unique(where, "phrase after", ((word, row) for row in rows for word in row.after)),
        vague=_unique(where, "vague phrase", ((word, row) for row in vague for word in row.words)),
        by_name=Registry("hedge", _unique(where, "name", named)),
        spans=_rows(model, "hedges", [table["spans"]], Spans)[0],
    )


@cache
def multiples(model: LanguageModel) -> MultipleTable:
    """`lexicon/multiples.toml`, typed.

    Raises:
        ModelError: a row is broken, or two rows claim one name or one phrase.

    """
    rows = _rows(model, "multiples", model.lexicon("multiples")["multiple"], Multiple)
    where = f"{model.package}: lexicon/multiples.toml"
    fixed = [(word, row) for row in rows if row.reading == "fixed" for word in row.words]
    counted = [(word, row) for row in rows if row.reading != "fixed" for word in row.words]
    return MultipleTable(
        words=_unique(where, "phrase", fixed),
        after_number=_unique(where, "phrase", counted),
        by_name=Registry("multiple", _unique(where, "name", ((row.name, row) for row in rows))),
    )


def _rows(model: LanguageModel, name: str, rows: Iterable[dict[str, Any]], shape: type[Row]) -> list[Row]:
    made = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(msgspec.convert(row, shape))
        except msgspec.ValidationError as error:
            where = f"lexicon/{name}.toml row {number} ({row.get('name', 'unnamed')})"
            raise ModelError(f"{model.package}: {where}: {error}") from error
    return made


def _unique(where: str, what: str, pairs: Iterable[tuple[str, Row]]) -> Mapping[str, Row]:
    """The pairs as a read-only mapping.

    Raises:
        ModelError: a key comes twice, or is not written in lower case with single spaces.

    """
    made: dict[str, Row] = {}
    for key, row in pairs:
        if key in made:
            raise ModelError(f"{where}: the {what} {key!r} stands in two rows")
        if key != " ".join(key.lower().split()):
            raise ModelError(f"{where}: the {what} {key!r} must be lower case with single spaces")
        made[key] = row
    return MappingProxyType(made)
