"""Nouns and adverbs of change, and the adjectives that say nothing of a measure."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from extractor.lexicon.words import singular
from extractor.model import LanguageModel
from extractor.records import Direction


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """`nouns` and `adverbs` map a word (singular, lower case) to its direction, null for "change"."""

    nouns: Mapping[str, Direction | None]
    adverbs: Mapping[str, Direction | None]
    shares: frozenset[str]
    evaluative: frozenset[str]
    carriers: frozenset[str]
    footings: frozenset[str]
    frames: frozenset[str]
    holdings: frozenset[str]
    time: frozenset[str]
    generic: frozenset[str]
    part_prepositions: frozenset[str]
    kept_prepositions: frozenset[str]

    def noun(self, word: str) -> str | None:
        """The noun of change behind a word, singular, or None."""
        lower = word.lower()
        return next((form for form in (lower, singular(lower)) if form in self.nouns), None)


def _directed(table: Mapping[str, list[str]]) -> Mapping[str, Direction | None]:
    found: dict[str, Direction | None] = {}
    for direction, words in table.items():
        for word in words:
            found[word] = None if direction == "none" else direction  # type: ignore[assignment]
    return MappingProxyType(found)


@cache
def changes(model: LanguageModel) -> Changes:
    table = model.lexicon("changes")
    return Changes(
        nouns=_directed(table["nouns"]),
        adverbs=_directed(table["adverbs"]),
        shares=frozenset(table["shares"]["nouns"]),
        evaluative=frozenset(table["evaluative"]["words"]),
        carriers=frozenset(table["carriers"]["words"]),
        footings=frozenset(table["footings"]["words"]),
        frames=frozenset(table["frames"]["words"]),
        holdings=frozenset(table["holdings"]["words"]),
        time=frozenset(table["time"]["words"]),
        generic=frozenset(table["generic"]["words"]),
        part_prepositions=frozenset(table["prepositions"]["part"]),
        kept_prepositions=frozenset(table["prepositions"]["kept"]),
    )
