"""English words as words: runs of letters and their places, singular forms, and which words carry content.

Used wherever two spellings of one noun have to meet: units ("subscribers"), measures ("IT services exports"),
topics. A rule makes the regular plurals; `lexicon/words.toml` holds the others.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from extractor.model import LanguageModel, load_model

# A word keeps inner hyphens, dots, apostrophes, ampersands and slashes: pre-tax, U.S., company's, R&D, y/y.
WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[-.'’&/](?=[^\W_]))*")
POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)
# Ending of a regular plural -> what replaces it; the first that fits wins.
PLURALS: Final = (
    ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("ies", "y"),
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
)  # fmt: skip


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
        word = POSSESSIVE.sub("", match[0])
        yield Word(word.lower(), offset + match.start(), offset + match.start() + len(word))


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
