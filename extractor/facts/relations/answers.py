"""Shares that exclude each other: "46% approve, 41% disapprove and 13% don't know", "the remaining 15%"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from extractor.facts.relations.bounds import (
    BY_LAYOUT,
    BY_SENTENCE,
    Bound,
    Members,
    by_sentence,
    gap,
    is_prior,
    relation,
    said_after,
    said_before,
)
from extractor.lexicon.answers import UNSAID, Answer, Answers, answers
from extractor.model import LanguageModel
from extractor.records import Relation

# "60% go to Europe, 25% to Asia and the remaining 15% to Africa": the parts of one list.
LISTED: Final = re.compile(
    r"(?!.*\b(?:where|which|who|while|but|than|from|against|compared|up|down|rose|fell)\b)[^;:.()]{0,60}(?:,|\band\b)[^;:.()]{0,30}",
    re.IGNORECASE,
)
# "41% of women": another group than the first share's.
OF_OTHERS: Final = re.compile(r"\s+of\s+(?!(?:them|those|all|respondents|the\s+total)\b)", re.IGNORECASE)
# The words behind a share that may hold its answer.
REACH: Final = 90
ENDS: Final = re.compile(r"[;:]|[.!?](?:\s|$)")


def exclusive_shares(bounds: Sequence[Bound], model: LanguageModel) -> Iterator[Relation]:
    """A sum without a whole: shares of 100 percent, `exhaustive` if the last is what the others leave."""
    table = answers(model)
    for sentence in by_sentence(bounds):
        shares = [bound for bound in sentence if _is_share(bound)]
        if len(shares) < 2:
            continue
        listed = _up_to_rest(shares, table)
        if listed:
            yield _sum(listed, BY_LAYOUT, exhaustive=True)
        else:
            answered = _answered(shares, table)
            if answered:
                yield _sum(answered, BY_SENTENCE, exhaustive=False)


def _is_share(bound: Bound) -> bool:
    fact = bound.fact
    whole = fact.kind == "percent" and fact.role in ("share", "level") and fact.comparator != "range"
    return whole and fact.value is not None and not fact.negated and not is_prior(bound)


def _sum(parts: Sequence[Bound], confidence: float, *, exhaustive: bool) -> Relation:
    members: Members = {"parts": tuple(part.fact.id for part in parts)}
    return relation("sum", members, confidence, "relation.exclusive_shares", exhaustive=exhaustive)


def _up_to_rest(shares: Sequence[Bound], table: Answers) -> list[Bound]:
    """The list that ends in "the remaining 15%"; none if it is not clear where it begins."""
    for at, last in enumerate(shares):
        if at < 2 or not table.remaining.search(said_before(last)):
            continue
        start = at
        while start and LISTED.fullmatch(gap(shares[start - 1], shares[start])):
            start -= 1
        found = list(shares[start : at + 1])
        if len(found) > 2 and not any(_is_all(found[first:]) for first in range(1, at - start)):
            return found
    return []


def _is_all(shares: Sequence[Bound]) -> bool:
    """Do they make 100 percent, so that what stands before them is of another list?"""
    values = [share.fact.value for share in shares if share.fact.value is not None]
    return abs(sum(values, Decimal(0)) - 100) <= len(values)


def _answered(shares: Sequence[Bound], table: Answers) -> list[Bound]:
    """The shares that give different answers to one question, by the words behind them."""
    found: dict[Answer, Bound] = {}
    for at, share in enumerate(shares):
        words = gap(share, shares[at + 1]) if at + 1 < len(shares) else said_after(share)
        if at and OF_OTHERS.match(words):
            return []
        end = ENDS.search(words)
        answer = table.first(words[: min(end.start(), REACH) if end else REACH])
        if answer is not None:
            if answer in found:
                return []
            found[answer] = share
    questions = {answer.question for answer in found} - {UNSAID}
    sides = sum(answer.question != UNSAID for answer in found)
    return list(found.values()) if len(questions) == 1 and sides == 2 else []
