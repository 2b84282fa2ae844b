"""What is measured in one dimension and printed in another (`lexicon/dimensions.toml`)."""

import re
from functools import cache

import msgspec

from extractor.errors import ModelError
from extractor.lexicon.units import units
from extractor.model import LanguageModel


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row as it is written; the table's head says what its fields mean."""

    name: str
    given: str
    units: frozenset[str]
    said: tuple[str, ...]
    unless: tuple[str, ...]
    means: str
    whole: bool = False
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class Dimension(msgspec.Struct, frozen=True, kw_only=True):
    """A row ready to match: `said` at the end of the words before a figure, `unless` anywhere around it."""

    row: Row
    said: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def dimensions(model: LanguageModel) -> tuple[Dimension, ...]:
    """The rows of a language model, read on first use.

    Raises:
        ModelError: a row is broken, or names a unit that `units.toml` has not.

    """
    try:
        rows = [msgspec.convert(row, Row) for row in model.lexicon("dimensions")["dimension"]]
    except msgspec.ValidationError as error:
        raise ModelError(f"{model.package}: lexicon/dimensions.toml: {error}") from error
    known = {unit.name for unit in units(model).phrases.values()}
    for row in rows:
        if unknown := sorted(row.units - known):
            raise ModelError(f"{model.package}: lexicon/dimensions.toml: no unit is called {unknown[0]!r}")
    return tuple(
        Dimension(
            row=row,
            said=re.compile(rf"\b(?:{_any(row.said)})(?:\s+[\w-]+){{0,2}}\s*$", re.IGNORECASE),
            unless=re.compile(rf"\b(?:{_any(row.unless)})\b", re.IGNORECASE),
        )
        for row in rows
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
