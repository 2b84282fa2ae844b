"""All words that mean something to a figure, in one look-up: the classes that `tokens` gives to words.

A class is one character, and a sentence becomes a string of them, its *shape*: "over $892 million a year" is
``i$dKaT``. The rows of the grammar are patterns over such strings; their [pieces] name the characters.

==== ====================================== ==== ======================================
d Y  digits; digits that look like a year   f    a fraction in digits: 3/4, ½
1    one                                    o e y  two to nine; ten to nineteen; tens
H K  hundred; another scale word            z g  dozen; a scale glued to digits
h q  half; third, quarter, fifths           4 3  a fraction in words; a vague count
$ I  money sign; ISO code                   C u  money word; "US" behind an amount
% P  percent; points of percent             U T  unit; unit of time
R /  per                                    a @  a, an; a whole "per" phrase
F    noun a price may be per                x 8 N  of; by; in, out of
i j J  hedge before, after, either          M V  doubled; double, twice
m G k  times, fold; aged; old               L B  label of a number; clock word
D A  ordinal; name with digits              c ?  clock, date, ratio; address
S Q  function word; determiner              v ! +  word of ranging; verb; its participle
w s  other word; plural noun                W X  the same with a capital
l    adverb in -ly
- ~  hyphen inside a word; dash             n p  minus; plus
& O  and; or                                t b r  to; between; from
==== ====================================== ==== ======================================

Other characters stand for themselves, or for `.`.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, Final, NamedTuple

from extractor.lexicon.currencies import CurrencyTable, currencies
from extractor.lexicon.hedges import hedges, multiples
from extractor.lexicon.numbers import NumberWords, Scales, number_words, scales
from extractor.lexicon.units import UnitTable, units
from extractor.lexicon.verbs import verbs
from extractor.lexicon.words import singular
from extractor.mentions.scan import split_phrase
from extractor.model import LanguageModel
from extractor.values import Hedge, Multiple

# Words that are a class of their own.
CLASS_WORDS: Final = {
    "a": "a", "an": "a", "and": "&", "or": "O", "to": "t", "from": "r", "between": "b", "of": "x", "by": "8",
    "per": "R", "each": "S", "in": "N", "out of": "N", "old": "k", "of age": "k", "years of age": "k",
    "aged": "G", "age of": "G", "the age of": "G", "ages of": "G", "minus": "n", "negative": "n",
}  # fmt: skip


class Entry(NamedTuple):
    """What a word or phrase is: its class and what it stands for."""

    kind: str
    data: Any = None


class Hedging(NamedTuple):
    """A phrase that hedges the figure behind it, before it, or either."""

    before: Hedge | None
    after: Hedge | None


class Fold(NamedTuple):
    """A multiple in one word with its number: threefold."""

    number: int
    row: Multiple


# Words whose class is remembered; an archive's vocabulary is larger, but most of a text is common words.
CACHED: Final = 1 << 16

Node = dict[str | None, Any]


class Vocabulary:
    """The look-ups of one model. `phrases` is a trie over lower-case tokens; the key None holds the entry."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.money: CurrencyTable = currencies(model)
        self.units: UnitTable = units(model)
        self.scales: Scales = scales(model)
        self.numbers: NumberWords = number_words(model)
        self.multiple_rows = multiples(model).by_name
        nouns = model.lexicon("noun_phrases")["boundaries"]
        self._boundaries = frozenset(nouns["words"])
        self._collective = frozenset(nouns["collective"])
        self._singular_s = frozenset(nouns["singular_s"])
        self._adjectives = frozenset(nouns["adjectives_ly"])
        # A verb's base form and its form in -s may be a noun; a number stands before the noun more often.
        table = verbs(model)
        known = (form for form in table if form != table[form].base and not form.endswith("s"))
        self._verbs = frozenset(known) | frozenset(nouns["verbs"])
        self.dimensions = frozenset(model.lexicon("units")["dimensions"]["words"])
        self.dimension_nouns = frozenset(model.lexicon("units")["dimensions"]["nouns"])
        self._shapes: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        self.phrases: Node = {}
        for phrase, entry in _entries(self):
            self._add(phrase, entry)

    def _add(self, phrase: str, entry: Entry) -> None:
        node = self.phrases
        for key in split_phrase(phrase):
            node = node.setdefault(key, {})
        node.setdefault(None, entry)

    def walk(self) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """Every phrase, as its words, with its entry."""
        stack: list[tuple[tuple[str, ...], Node]] = [((), self.phrases)]
        while stack:
            words, node = stack.pop()
            for key, value in node.items():
                if key is None:
                    yield words, value
                else:
                    stack.append(((*words, key), value))

    def plain(self, word: str) -> str:
        """The class of a word that no table holds in any of its roles; empty for a word that one does."""
        found = self._plain.get(word)
        if found is None:
            found = "" if self._is_special(word) else self.shape(word)
            if len(self._plain) < CACHED:
                self._plain[word] = found
        return found

    def _is_special(self, word: str) -> bool:
        money, lower = self.money, word.lower()
        tables = (money.signs, money.dollar, money.after_dollar, money.lower_codes, self.units.symbols)
        return (
            lower in self.phrases
            or any(word in table for table in tables)
            or (word.isupper() and len(word) in (3, 4))
            or len(word) < 3
        )

    def shape(self, word: str) -> str:
        """The class of a word that no table knows, from its letters."""
        found = self._shapes.get(word)
        if found is None:
            found = self._guess(word)
            if len(self._shapes) < CACHED:
                self._shapes[word] = found
        return found

    def _guess(self, word: str) -> str:
        lower = word.lower()
        if lower in self._boundaries or "'" in lower:
            return "S"
        capital = word[0].isupper()
        if lower.endswith("ly") and lower not in self._adjectives and len(lower) > 3:
            return "l"
        if lower in self._verbs:
            return "+" if lower.endswith(("ed", "ing")) else "!"
        if self.is_plural(lower):
            return "X" if capital else "s"
        return "W" if capital else "w"

    def is_plural(self, lower: str) -> bool:
        """Whether a word looks like a plural noun."""
        if lower in self._collective:
            return True
        if not lower.endswith("s") or len(lower) < 4 or lower in self._singular_s or lower.endswith("ss"):
            return False
        return singular(lower, self.model) != lower or lower in {"sales", "earnings", "series"}


@cache
def vocabulary(model: LanguageModel) -> Vocabulary:
    """The model's vocabulary, built on first use."""
    return Vocabulary(model)


def _entries(made: Vocabulary) -> Iterator[tuple[str, Entry]]:
    """Phrases and their entries, the stronger first: an earlier entry keeps its phrase."""
    yield from _not_figures(made.model)
    yield from ((word, Entry(kind)) for word, kind in CLASS_WORDS.items())
    yield from _hedging(made.model)
    yield from _numbers(made.numbers, made.scales)
    yield from _multiples(made)
    for phrase, unit in made.units.phrases.items():
        yield phrase, Entry({"percent": "%", "points": "P", "duration": "T"}.get(unit.kind, "U"), unit)
    for phrase, per in made.units.per_phrases.items():
        yield phrase, Entry("@", per)
    for phrase, word in made.money.words.items():
        yield phrase, Entry("C", word)
    for noun in sorted(made.units.per_nouns):
        yield noun, Entry("F", noun)
    nouns = made.model.lexicon("noun_phrases")["boundaries"]
    yield from ((word, Entry("Q")) for word in nouns["determiners"])
    yield from ((word, Entry("v")) for word in nouns["ranging"])


def _not_figures(model: LanguageModel) -> Iterator[tuple[str, Entry]]:
    table = model.lexicon("not_figures")
    for section, kind in (("phrases", "S"), ("labels", "L"), ("names", "L"), ("clock", "B")):
        yield from ((word, Entry(kind)) for word in table[section]["words"])
    yield from ((word, Entry("4", Fraction(1, 2))) for word in table["remaining_half"]["words"])


def _numbers(words: NumberWords, table: Scales) -> Iterator[tuple[str, Entry]]:
    for word, number in words.ones.items():
        yield word, Entry("1" if number == 1 else "o", number)
    yield from ((word, Entry("e", number)) for word, number in words.teens.items())
    yield from ((word, Entry("y", number)) for word, number in words.tens.items())
    for word, part in words.parts.items():
        yield word, Entry("h" if part == Fraction(1, 2) else "q", part)
    yield from ((sign, Entry("f", part)) for sign, part in words.characters.items())
    for word, scale in table.words.items():
        yield word, Entry({100: "H", 12: "z"}.get(int(scale), "K"), scale)
    yield from ((word, Entry("D")) for word in sorted(words.ordinals) if word != "second")


def _hedging(model: LanguageModel) -> Iterator[tuple[str, Entry]]:
    table = hedges(model)
    for phrase, vague in table.vague.items():
        if not phrase.endswith(" of"):
            # "tens" and "scores" alone are digits and verbs.
            yield f"{phrase} of" if phrase in ("tens", "scores") else phrase, Entry("3", vague)
    for phrase in dict.fromkeys((*table.before, *table.after)):
        both = Hedging(table.before.get(phrase), table.after.get(phrase))
        kind = "J" if both.before and both.after else "i" if both.before else "j"
        yield phrase.lstrip("-"), Entry(kind, both)


def _multiples(made: Vocabulary) -> Iterator[tuple[str, Entry]]:
    table = multiples(made.model)
    for phrase, row in table.words.items():
        if row.comparator == "exact" and made.numbers.parts.keys().isdisjoint(
            phrase.replace("-", " ").split()
        ):
            yield phrase, Entry("V" if phrase in _BASE_FORMS else "M", row)
    for phrase, row in table.after_number.items():
        yield phrase.lstrip("-"), Entry("N" if row.reading == "share" else "m", row)
    if (fold := table.after_number.get("fold")) is not None:
        for words in (made.numbers.ones, made.numbers.teens, made.numbers.tens):
            yield from ((f"{word}fold", Entry("M", Fold(number, fold))) for word, number in words.items())


# Adjectives and adverbs as well ("double glazing", "won twice"): a multiple only in some company.
_BASE_FORMS: Final = frozenset({"double", "triple", "treble", "quadruple", "quintuple", "twice", "thrice"})
