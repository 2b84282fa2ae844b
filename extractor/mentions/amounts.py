"""Figures of a sentence: numbers, money, percentages, quantities, counts, multiples.

Three reductions, each a grammar over the shapes of the one before: tokens → numbers → figures → ranges and
lists. All are linear in the length of the sentence. Nothing is resolved: "$" keeps its candidates.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from extractor.mentions.around import widen
from extractor.mentions.cursor import Line, Token
from extractor.mentions.drafts import Draft
from extractor.mentions.makers import makers
from extractor.mentions.numbers import find_numbers
from extractor.mentions.rules import Rules
from extractor.mentions.scan import SOFT_HYPHEN, plain_text
from extractor.mentions.series import join_series
from extractor.mentions.symbols import settle_symbols
from extractor.mentions.tokens import tokenize
from extractor.mentions.vocabulary import CLASS_WORDS, vocabulary
from extractor.model import LanguageModel
from extractor.records import Amount

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_WORDS = re.compile(r"[^\W\d_]+")
# Stretches of time named inside a time expression: "the past two years", "for 3 years". They date and are figures
# as well; a number that is no count of time units there ("March 3", "2023") is none.
_STRETCH = re.compile(r"(?<![dYfgKHznp$I1oeyhq.-])(?:d|[1oe]|y(?:-?[1o])?)(?:-?[wlD]){0,2}-?(?:T|q)(?!-?k)")
# Classes of words that are a number or stand for one.
WORDED: Final = frozenset("1oeyhqHKz34MV")

Spans = Sequence[tuple[int, int]]


def find_amounts(text: str, offset: int, model: LanguageModel, *, periods: Spans = ()) -> tuple[Amount, ...]:
    """The figures of a sentence, in text order, with offsets in the article.

    Args:
        text: the sentence.
        offset: where it starts in the article.
        model: the language's tables.
        periods: stretches of the article that are time expressions; the numbers in them are no figures.

    """
    if not has_figure(text, model):
        return ()
    if SOFT_HYPHEN in text:
        return _without_soft_hyphens(text, offset, model, periods)
    line = _line(text, offset, model, periods)
    drafts = [found.made for found in _rules(model).find(line) if isinstance(found.made, Draft)]
    firsts = [*(draft.first for draft in drafts), len(line.tokens)]
    floor = 0
    for number, draft in enumerate(drafts, start=1):
        widen(draft, line, model, floor=floor, ceiling=firsts[number])
        floor = draft.last
    settle_symbols(drafts, line, model)
    return tuple(draft.record(text, offset) for draft in join_series(drafts, line, model))


def explain_not_figures(text: str, model: LanguageModel) -> tuple[str, ...]:
    """The names of the rows that took numbers of a sentence away, for the grammar's test."""
    found = _rules(model).find(_line(text, 0, model, ()))
    return tuple(item.row.name for item in found if not isinstance(item.made, Draft))


def has_figure(text: str, model: LanguageModel) -> bool:
    """Whether a sentence can hold a figure at all: a digit, or a word that stands for a number."""
    if _DIGIT.search(text):
        return True
    return not _triggers(model).isdisjoint(_WORDS.findall(text.lower()))


def _line(text: str, offset: int, model: LanguageModel, periods: Spans) -> Line:
    line = tokenize(plain_text(text), vocabulary(model))
    if periods:
        line = _blocked(line, [(start - offset, end - offset) for start, end in periods])
    return find_numbers(line, model)


def _blocked(line: Line, spans: Spans) -> Line:
    """The line with the tokens of time expressions taken out of play, stretches of time apart."""
    waiting = sorted(spans, reverse=True)
    inside = []
    for token in line.tokens:
        while waiting and waiting[-1][1] <= token.start:
            waiting.pop()
        inside.append(bool(waiting) and waiting[-1][0] < token.end)
    for match in _STRETCH.finditer(line.shape):
        if inside[match.start()]:
            inside[match.start() : match.end()] = [False] * len(match[0])
    tokens = [
        Token(token.start, token.end, "Z", None, token.form) if blocked else token
        for token, blocked in zip(line.tokens, inside, strict=True)
    ]
    return Line(line.text, "".join(token.kind for token in tokens), tokens)


def _without_soft_hyphens(text: str, offset: int, model: LanguageModel, periods: Spans) -> tuple[Amount, ...]:
    """Figures of a text with soft hyphens (invisible, anywhere in a word): found without, placed with them."""
    places = [at for at, letter in enumerate(text) if letter != SOFT_HYPHEN]
    clean = "".join(text[at] for at in places)
    moved = [(_before(places, start - offset), _before(places, end - offset)) for start, end in periods]
    made = []
    for amount in find_amounts(clean, 0, model, periods=moved):
        start, end = places[amount.start_char], places[amount.end_char - 1] + 1
        made.append(
            _moved(amount, start + offset, end + offset, text[start:end], places, offset),
        )
    return tuple(made)


def _before(places: Sequence[int], at: int) -> int:
    return sum(place < at for place in places)


def _moved(amount: Amount, start: int, end: int, text: str, places: Sequence[int], offset: int) -> Amount:
    import msgspec

    return msgspec.structs.replace(
        amount,
        start_char=start,
        end_char=end,
        text=text,
        number_start=places[amount.number_start] + offset,
        number_end=places[amount.number_end - 1] + 1 + offset,
    )


@cache
def _rules(model: LanguageModel) -> Rules:
    """Rows that take numbers away, figures, and what is left over, in this order."""
    first = [row for row in model.grammar("not_figures") if row.yields.get("when") != "last"]
    last = [row for row in model.grammar("not_figures") if row.yields.get("when") == "last"]
    rows = (*first, *model.grammar("amounts"), *last)
    return Rules(
        rows, makers(model).productions(), f"{model.package}: grammar/amounts.toml, not_figures.toml"
    )


@cache
def _triggers(model: LanguageModel) -> frozenset[str]:
    """Of every phrase that is a figure without a digit, a word that it cannot do without."""
    phrases = vocabulary(model).walk()
    found = (_telling(words) for words, entry in phrases if entry.kind in WORDED)
    return frozenset(found)


def _telling(words: tuple[str, ...]) -> str:
    """The last word that is not a small one: "hundreds" of "many hundreds of"."""
    return next((word for word in reversed(words) if word not in CLASS_WORDS), words[-1])


__all__ = ["explain_not_figures", "find_amounts", "has_figure"]
