"""Words for holding articles against each other: general keys, nobodies, revisions, expectations, upheavals."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel


class CrossWords(msgspec.Struct, frozen=True, kw_only=True):
    """`lexicon/cross.toml`, compiled. The patterns find whole words in any case."""

    generic_measures: frozenset[str]
    generic_entities: frozenset[str]
    nobody: frozenset[str]
    revised: re.Pattern[str]
    expected: re.Pattern[str]
    upheavals: re.Pattern[str]


@cache
def cross_words(model: LanguageModel) -> CrossWords:
    """The words of a model, compiled once.

    Raises:
        ModelError: the table lacks one of its lists.

    """
    table = model.lexicon("cross")
    try:
        return CrossWords(
            generic_measures=frozenset(table["generic_measures"]["keys"]),
            generic_entities=frozenset(table["generic_entities"]["keys"]),
            nobody=frozenset(table["nobody"]["words"]),
            revised=_any_of(table["revised"]["words"]),
            expected=_any_of(table["expected"]["words"]),
            upheavals=_any_of(table["upheavals"]["words"]),
        )
    except KeyError as error:
        raise ModelError(f"{model.package}: lexicon/cross.toml has no list {error}") from error


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all words; between those of a phrase a space or a hyphen."""
    spelled = sorted((re.escape(word).replace(r"\ ", r"[\s-]") for word in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE)
