"""Numbers as words, parts and scales, typed (`lexicon/numbers.toml`, `lexicon/scales.toml`)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

import msgspec

from extractor.model import LanguageModel


class NumberWords(msgspec.Struct, frozen=True, kw_only=True):
    """All keys lower case. `ones`, `teens`, `tens` and `parts` are what numbers in words are made of,
    `characters` and `denominators` those of digits; `ordinals` and `ordinal_suffixes` mark places in a row."""

    ones: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    parts: Mapping[str, Fraction]
    characters: Mapping[str, Fraction]
    denominators: frozenset[int]
    ordinals: frozenset[str]
    ordinal_suffixes: frozenset[str]


class Scales(msgspec.Struct, frozen=True, kw_only=True):
    """What multiplies the number before it.

    `words` stand apart or behind a hyphen, singular and plural; `glued` directly behind digits; `spaced` are
    letters in the case written, after a space. `letters` are those of `glued` that name a unit as well;
    `after_money` those of `words` that count only where a currency sign stands before the digits.
    """

    words: Mapping[str, Decimal]
    glued: Mapping[str, Decimal]
    spaced: Mapping[str, Decimal]
    letters: Mapping[str, str]
    after_money: frozenset[str]


@cache
def number_words(model: LanguageModel) -> NumberWords:
    table = model.lexicon("numbers")
    return NumberWords(
        ones=MappingProxyType(table["ones"]),
        teens=MappingProxyType(table["teens"]),
        tens=MappingProxyType(table["tens"]),
        parts=MappingProxyType({word: Fraction(*pair) for word, pair in table["parts"].items()}),
        characters=MappingProxyType({sign: Fraction(*pair) for sign, pair in table["characters"].items()}),
        denominators=frozenset(table["denominators"]["values"]),
        ordinals=frozenset(table["ordinals"]["words"]),
        ordinal_suffixes=frozenset(table["ordinals"]["suffixes"]),
    )


@cache
def scales(model: LanguageModel) -> Scales:
    table = model.lexicon("scales")
    words = {word: Decimal(number) for word, number in table["words"].items()}
    plurals = {f"{word}s": number for word, number in words.items() if len(word) > 2}
    return Scales(
        words=MappingProxyType(plurals | words),
        glued=_decimals(table["glued"]),
        spaced=_decimals(table["spaced"]),
        letters=MappingProxyType(table["letters"]),
        after_money=frozenset(table["after_money"]["words"]),
    )


def _decimals(table: Mapping[str, str]) -> Mapping[str, Decimal]:
    return MappingProxyType({key: Decimal(number) for key, number in table.items()})
