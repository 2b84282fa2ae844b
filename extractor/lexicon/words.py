"""English words as words: runs of letters and their places, singular forms, and which words carry content.

Used wherever two spellings of one noun have to meet: units ("subscribers"), measures ("IT services exports"),
topics. A rule makes the regular plurals; `lexicon/words.toml` holds the others.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from extractor.model import LanguageModel, load_model

# A word keeps inner hyphens, dots, apostrophes, ampersands and slashes: pre-tax, U.S., company's, R&D, y/y.
WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[-.'’&/](?=[^\W_]))*")
# The same, cut at hyphens.
PART: Final = re.compile(r"[^\W_](?:[^\W_]|[.'’&/](?=[^\W_]))*")
ALTERNATIVES: Final = re.compile(r"\(([^()]*)\)")
POSSESSIVE: Final = ("'s", "’s", "'S", "’S")
# Ending of a regular plural -> what replaces it; the first that fits wins.
PLURALS: Final = (
    ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("ies", "y"),
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
)  # fmt: skip

Row = TypeVar("Row")


class Word(NamedTuple):
    """A word of a text: its lower-case form without the possessive ending, and where it stands."""

    form: str
    start: int
    end: int


@cache
def _tables(model: LanguageModel) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    table = model.lexicon("words")
    return dict(table["irregular"]), frozenset(table["invariant"]["words"]), frozenset(table["stop"]["words"])


def words(text: str, offset: int = 0) -> Iterator[Word]:
    """The words of a text, in order, with offsets from `offset`.

    >>> [word.form for word in words("Pakistan's pre-tax profit: 4.5%")]
    ['pakistan', 'pre-tax', 'profit', '4.5']

    """
    for match in WORD.finditer(text):
        word, start = match[0], offset + match.start()
        if word.endswith(POSSESSIVE):
            word = word[:-2]
        yield Word(word.lower(), start, start + len(word))


def singular(noun: str, model: LanguageModel | None = None) -> str:
    """The singular of a noun, or of the last word of a noun phrase, in lower case.

    >>> singular("Subscribers"), singular("economies"), singular("people"), singular("commercial fishermen")
    ('subscriber', 'economy', 'person', 'commercial fisherman')
    >>> singular("losses"), singular("basis"), singular("series"), singular("sales")
    ('loss', 'basis', 'series', 'sale')

    """
    return _singular(noun.lower(), model or load_model())


@lru_cache(maxsize=1 << 16)
def _singular(noun: str, model: LanguageModel) -> str:
    head = re.split(r"[\s-]", noun)[-1]
    before = noun[: len(noun) - len(head)]
    irregular, invariant, _ = _tables(model)
    if head in irregular:
        return before + irregular[head]
    if head in invariant or len(head) < 4 or not head.isalpha():
        return noun
    for ending, replacement in PLURALS:
        if head.endswith(ending):
            return before + head[: -len(ending)] + replacement
    return noun


def is_stop(word: str, model: LanguageModel | None = None) -> bool:
    """Whether a word (lower case) never tells one topic from another."""
    return word in _tables(model or load_model())[2]


def content_words(phrase: str, model: LanguageModel | None = None) -> tuple[str, ...]:
    """The words of a phrase that carry content, singular and lower case, in order.

    >>> content_words("the exports of IT services")
    ('export', 'it', 'service')

    """
    model = model or load_model()
    capital = {word.form for word in words(phrase) if phrase[word.start : word.end].isupper()}
    return tuple(
        singular(word.form, model)
        for word in words(phrase)
        if word.form in capital - {"a"} or not is_stop(word.form, model)
    )


def lower_case(text: str) -> str:
    """A text in lower case, its offsets kept: a letter whose lower case is longer stays as it is."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, or a part of one between hyphens: `form` in lower case, `raw` as written."""

    form: str
    raw: str
    start: int
    end: int


def tokens(text: str, offset: int = 0) -> list[Token]:
    """Words, cut at hyphens: "pre-tax profit" and "pre tax profit" are the same three."""
    found = []
    for match in PART.finditer(text):
        raw, start = match[0], offset + match.start()
        if raw.endswith(POSSESSIVE):
            raw = raw[:-2]
        found.append(Token(raw.lower(), raw, start, start + len(raw)))
    return found


def spellings(word: str) -> Iterator[str]:
    """A word of a table written out: "(s)" is an optional ending, "(y|ies)" are alternatives.

    >>> list(spellings("export(s)")), list(spellings("subsid(y|ies)"))
    (['export', 'exports'], ['subsidy', 'subsidies'])

    """
    choice = ALTERNATIVES.search(word)
    if choice is None:
        yield word
        return
    for option in choice[1].split("|") if "|" in choice[1] else ("", choice[1]):
        yield from spellings(word[: choice.start()] + option + word[choice.end() :])


def is_acronym(word: str) -> bool:
    """Whether a word of a table is matched in capitals only: PAT, P/E, NIMs, but not Brent."""
    return len(word) > 1 and sum(letter.isupper() for letter in word) >= min(2, sum(map(str.isalpha, word)))


class PhraseTable(Generic[Row]):
    """Phrases of one word or more, found in a text leftmost and longest first, without overlap.

    Words match in any case, except those the table writes in capitals.
    """

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], tuple[Row, tuple[str, ...]]] = {}
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, phrase: str, row: Row) -> Row:
        """Enter a phrase; the row that holds it afterwards: another one if it was taken."""
        parts = tokens(phrase)
        name = tuple(part.form for part in parts)
        capitals = tuple(part.raw if is_acronym(part.raw) else "" for part in parts)
        self._longest[name[0]] = max(self._longest.get(name[0], 0), len(name))
        return self._entries.setdefault(name, (row, capitals))[0]

    def scan(self, parts: list[Token]) -> Iterator[tuple[int, int, Row]]:
        """The phrases in a run of tokens, as (first, behind the last, row)."""
        behind = 0
        forms = tuple([part.form for part in parts])
        for at, form in enumerate(forms):
            longest = self._longest.get(form)
            if longest is None or at < behind:
                continue
            for size in range(min(longest, len(parts) - at), 0, -1):
                entry = self._entries.get(forms[at : at + size])
                if entry is not None and self._fits(entry[1], parts[at : at + size]):
                    behind = at + size
                    yield at, behind, entry[0]
                    break

    @staticmethod
    def _fits(capitals: tuple[str, ...], run: list[Token]) -> bool:
        """Whether the words the table writes in capitals are in capitals."""
        return not any(capitals) or all(
            not raw or raw == part.raw for raw, part in zip(capitals, run, strict=True)
        )
