"""Measures that are by definition a quotient or a difference of two others (`lexicon/identities.toml`)."""

from functools import cache
from typing import TypeVar

import msgspec

from extractor.errors import ModelError
from extractor.lexicon.measures import measures
from extractor.model import LanguageModel


class Quotient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """quotient = over / under; each a list of measure keys of which a sentence must name exactly one."""

    name: str
    quotient: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """result = plus - minus; a `gap` (deficit, loss) is minus - plus; `said` needs the words of `leaving`."""

    name: str
    result: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    gap: bool = False
    said: bool = False


class Identities(msgspec.Struct, frozen=True, kw_only=True):
    """The table of a language; `keys` are all measures in it."""

    quotients: tuple[Quotient, ...]
    differences: tuple[Difference, ...]
    leaving: tuple[str, ...]
    keys: frozenset[str]


Row = TypeVar("Row", Quotient, Difference)


@cache
def identities(model: LanguageModel) -> Identities:
    """The identities of a language model, read on first use.

    Raises:
        ModelError: a row is broken, or names a measure that `measures.toml` has not.

    """
    table = model.lexicon("identities")
    quotients = _rows(model, table["quotient"], Quotient)
    differences = _rows(model, table["difference"], Difference)
    keys = {key for row in quotients for key in (*row.quotient, *row.over, *row.under)}
    keys |= {key for row in differences for key in (*row.result, *row.plus, *row.minus)}
    unknown = sorted(keys - {row.key for row in measures(model).rows})
    if unknown:
        raise ModelError(f"{model.package}: lexicon/identities.toml: no measure has the key {unknown[0]!r}")
    return Identities(
        quotients=quotients, differences=differences, leaving=tuple(table["leaving"]), keys=frozenset(keys)
    )


def _rows(model: LanguageModel, rows: list[object], kind: type[Row]) -> tuple[Row, ...]:
    try:
        return tuple(msgspec.convert(row, kind) for row in rows)
    except msgspec.ValidationError as error:
        raise ModelError(f"{model.package}: lexicon/identities.toml: {error}") from error
