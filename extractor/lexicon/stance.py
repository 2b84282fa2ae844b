"""Words that say how sure a figure is and on what footing: forecast, target, like-for-like, real."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from extractor.model import LanguageModel
from extractor.records import Modality


class Stance(msgspec.Struct, frozen=True, kw_only=True):
    """Word (lower case) → modality, by where it stands; `basis` finds footings, its group names are indices."""

    auxiliaries: Mapping[str, Modality]
    nouns: Mapping[str, Modality]
    spent: frozenset[str]
    participles: Mapping[str, Modality]
    basis: re.Pattern[str]
    basis_of: Mapping[str, str]

    def bases(self, text: str) -> tuple[tuple[int, str], ...]:
        """The footings a text names, each with where it stands."""
        return tuple((match.start(), self.basis_of[match[0].lower()]) for match in self.basis.finditer(text))


def _by_word(table: Mapping[str, list[str]]) -> dict[str, Modality]:
    return {word: modality for modality, words in table.items() for word in words}  # type: ignore[misc]


@cache
def stance(model: LanguageModel) -> Stance:
    table = model.lexicon("stance")
    basis_of = {word: name for name, words in table["basis"].items() for word in words}
    longest_first = sorted(basis_of, key=lambda word: (-len(word), word))
    return Stance(
        auxiliaries=_by_word(table["auxiliaries"]),
        nouns=_by_word({name: words for name, words in table["nouns"].items() if name != "spent"}),
        spent=frozenset(table["nouns"]["spent"]),
        participles=_by_word(table["participles"]),
        basis=re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE),
        basis_of=basis_of,
    )
