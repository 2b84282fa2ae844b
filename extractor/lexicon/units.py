"""Units of measurement, of the market and of time, percentages, and what a rate may be per (`lexicon/units.toml`)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from extractor.model import LanguageModel

UnitKind = Literal["quantity", "duration", "percent", "points"]

# English plurals of the words in the table; those it spells out itself (feet, inches) need no rule.
_SIBILANTS = ("s", "x", "z", "ch", "sh")


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit by its canonical name; `per` if its symbol says that too ("mph")."""

    name: str
    kind: UnitKind = "quantity"
    per: str | None = None


class UnitTable(msgspec.Struct, frozen=True, kw_only=True):
    """`phrases`: lower case, plurals included. `symbols`: case as written, after digits with or without a space.
    `glued`: only without. `per_nouns` may follow "a" in a price; `per_phrases` stand for a whole "per ...";
    `per_symbols` may follow a stroke ("12 m/s")."""

    phrases: Mapping[str, Unit]
    symbols: Mapping[str, Unit]
    glued: Mapping[str, Unit]
    per_nouns: frozenset[str]
    per_phrases: Mapping[str, str]
    per_symbols: Mapping[str, str]


def plural(phrase: str) -> str:
    """The regular plural of a unit's name; the first word's, where the name goes on with "of".

    >>> plural("barrel of oil equivalent"), plural("square inch")
    ('barrels of oil equivalent', 'square inches')

    """
    head, of, rest = phrase.partition(" of ")
    return f"{head}{'es' if head.endswith(_SIBILANTS) else 's'}{of}{rest}"


@cache
def units(model: LanguageModel) -> UnitTable:
    table = model.lexicon("units")
    phrases: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    glued: dict[str, Unit] = {}
    for unit, words, signs, only_glued in _rows(table):
        for word in words:
            phrases.setdefault(word, unit)
            if word[-1].isalpha():
                phrases.setdefault(plural(word), unit)
        for sign in signs:
            where = glued if sign in table["only_glued"]["symbols"] else symbols
            where.setdefault(sign, unit)
        for sign in only_glued:
            glued.setdefault(sign, unit)
    percent = Unit(name="percent", kind="percent")
    phrases |= dict.fromkeys(table["percent"]["words"], percent)
    for name, words in table["points"].items():
        phrases |= {word: Unit(name=name, kind="points") for word in words}
    return UnitTable(
        phrases=MappingProxyType(phrases),
        symbols=MappingProxyType(symbols),
        glued=MappingProxyType(glued),
        per_nouns=frozenset(table["per"]["nouns"]),
        per_phrases=MappingProxyType(table["per"]["phrases"]),
        per_symbols=MappingProxyType(table["per"]["symbols"]),
    )


Row = tuple[Unit, Iterable[str], Iterable[str], Iterable[str]]


def _rows(table: Mapping[str, Any]) -> Iterator[Row]:
    """(unit, words, symbols, glued symbols); an earlier row keeps a word that two rows claim."""
    for name, row in table["times"].items():
        yield Unit(name=name, kind="duration"), row.get("words", ()), row.get("symbols", ()), ()
    for name, row in table["units"].items():
        yield Unit(name=name), row.get("words", ()), row.get("symbols", ()), row.get("glued", ())
    for row in table["rates"].values():
        yield Unit(name=row["unit"], per=row["per"]), row.get("words", ()), row.get("symbols", ()), ()
    yield from _prefixed(table)


def _prefixed(table: Mapping[str, Any]) -> Iterator[Row]:
    """The SI units with their prefixes: kilowatt hour from W·h's row and the prefix k."""
    spellings = table["spellings"]
    for name, row in table["prefixed"].items():
        symbol = row["symbol"]
        kind: UnitKind = "duration" if name == "second" else "quantity"
        yield Unit(name=name, kind=kind), row["words"], (symbol, *spellings.get(symbol, ())), ()
        for prefix in row["prefixes"]:
            long, short = table["prefixes"][prefix], prefix + symbol
            unit = Unit(name=long + name, kind=kind)
            yield unit, [long + word for word in row["words"]], (short, *spellings.get(short, ())), ()
