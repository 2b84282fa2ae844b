"""Answers that exclude each other (`lexicon/answers.toml`): approve and disapprove, yes and no, don't know."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel

UNSAID = "unsaid"


class Opposed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row: two answers to one question, each with its words."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True):
    """`question` is the name of a row, or "unsaid" for those who gave no answer; `side` one end of it."""

    question: str
    side: str


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """The table of a language. `words` finds an answer anywhere in a text, `remaining` ends before a share."""

    words: re.Pattern[str]
    by_word: Mapping[str, Answer]
    remaining: re.Pattern[str]

    def first(self, text: str) -> Answer | None:
        """The answer that stands first in a text, the longest words that begin there."""
        match = self.words.search(text.replace("’", "'"))
        return self.by_word[" ".join(match[0].lower().split())] if match else None


@cache
def answers(model: LanguageModel) -> Answers:
    """The answers of a language model, read on first use.

    Raises:
        ModelError: a row is broken, or one phrase is two answers.

    """
    table = model.lexicon("answers")
    try:
        rows = [msgspec.convert(row, Opposed) for row in table["opposed"]]
    except msgspec.ValidationError as error:
        raise ModelError(f"{model.package}: lexicon/answers.toml: {error}") from error
    by_word = {word: Answer(UNSAID, UNSAID) for word in table["unsaid"]}
    for row in rows:
        for side, words in (("one", row.one), ("other", row.other)):
            for word in words:
                if word in by_word:
                    raise ModelError(f"{model.package}: lexicon/answers.toml: {word!r} stands in two rows")
                by_word[word] = Answer(row.name, side)
    return Answers(
        words=re.compile(rf"\b(?:{_any(by_word)})\b", re.IGNORECASE),
        by_word=MappingProxyType(by_word),
        remaining=re.compile(rf"\b(?:{_any(table['remaining'])})\s*(?:\(\s*|,\s*)?$", re.IGNORECASE),
    )


def _any(words: Mapping[str, Answer] | list[str]) -> str:
    """An alternation, the longest first, any white space between words."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
