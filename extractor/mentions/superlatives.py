"""Claims of rank: "highest ever", "a record", "the lowest since 2009" (rows of `grammar/claims.toml`)."""

import re
from functools import cache
from typing import NamedTuple

from extractor.model import GrammarRow, LanguageModel
from extractor.records import Superlative, SuperlativeMention


class _Rule(NamedTuple):
    """A grammar row compiled; a text it matches holds one word of each of `needs`."""

    row: GrammarRow
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


def find_superlatives(text: str, offset: int, model: LanguageModel) -> tuple[SuperlativeMention, ...]:
    """Every claim of rank in a text, in order, the longer of two that overlap; `offset` is added."""
    lower = text.lower()
    held = {word for word in _needed(model) if word in lower}
    if not held:
        return ()
    found = [
        _superlative(rule.row, match, offset)
        for rule in _rules(model)
        if not any(held.isdisjoint(words) for words in rule.needs)
        for match in rule.pattern.finditer(text)
    ]
    found.sort(key=lambda each: (each.start_char - each.end_char, each.start_char))
    kept: list[SuperlativeMention] = []
    for each in found:
        if all(each.end_char <= one.start_char or one.end_char <= each.start_char for one in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda mention: (mention.start_char, mention.end_char)))


@cache
def _rules(model: LanguageModel) -> tuple[_Rule, ...]:
    flags = re.VERBOSE | re.IGNORECASE
    return tuple(
        _Rule(row, re.compile(row.pattern, flags), tuple(map(_list, row.yields["needs"].split(";"))))
        for row in model.grammar("claims")
    )


@cache
def _needed(model: LanguageModel) -> tuple[str, ...]:
    """Every word that some row needs."""
    return tuple(sorted(frozenset().union(*(words for rule in _rules(model) for words in rule.needs))))


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _superlative(row: GrammarRow, match: re.Match[str], offset: int) -> SuperlativeMention:
    groups = match.groupdict()
    start, end = match.span("text") if groups.get("text") else match.span()
    superlative = Superlative(
        text=match.string[start:end],
        direction="low" if row.yields["direction"] == "low" else "high",
        scope=groups.get("scope") or row.yields["scope"],
    )
    return SuperlativeMention(start_char=offset + start, end_char=offset + end, superlative=superlative)
