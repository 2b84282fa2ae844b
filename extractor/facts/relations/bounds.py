"""A fact with the draft it was made from, and the small questions that every finder of relations asks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.facts.draft import Draft
from extractor.records import Fact, Relation, Span

# How sure a binding is: by one verb or parenthesis, by neighbours in one sentence, by an equal key elsewhere.
BY_WORDS, BY_SENTENCE, BY_KEY = 0.9, 0.8, 0.65
# Parts that only their place makes parts: in brackets behind a total, after a colon, in the sentence after it.
BY_LAYOUT = 0.75
MEASURED = frozenset({"money", "count", "quantity"})
# What a count of anything is in; beside a named noun it stands for it ("20,807 cars … from 30,987 units").
ANYTHING = frozenset({"unit", "level", "mark"})
# "Profit(1) was": the number of a footnote.
NOTE = re.compile(r"\w\(\d\)")
Topic = tuple[str | None, str | None, str | None]
Members = dict[str, str | tuple[str, ...]]


class Bound(NamedTuple):
    """A fact with the draft it was made from."""

    draft: Draft
    fact: Fact


def relation(
    type: str,
    members: Members,
    confidence: float,
    rule: str,
    *,
    exhaustive: bool | None = None,
    spans: tuple[Span, ...] = (),
) -> Relation:
    """A relation that has no number yet."""
    return Relation(
        id="",
        type=type,
        members=members,
        confidence=confidence,
        rules=(rule,),
        exhaustive=exhaustive,
        spans=spans,
    )


def sum_of(
    whole: Bound, found: Sequence[Bound], confidence: float, rule: str, *, exhaustive: bool
) -> Relation:
    """Parts that add up to a whole, or, if they are not all, to no more than it."""
    members: Members = {"parts": tuple(part.fact.id for part in found), "whole": whole.fact.id}
    return relation("sum", members, confidence, rule, exhaustive=exhaustive)


def by_sentence(bounds: Sequence[Bound]) -> Iterator[list[Bound]]:
    sentences: dict[int, list[Bound]] = defaultdict(list)
    for bound in bounds:
        sentences[bound.fact.sentence].append(bound)
    yield from sentences.values()


def topic(fact: Fact) -> Topic:
    return fact.measure_key, fact.entity_key, fact.segment_key


def dates(fact: Fact) -> tuple[str | None, str | None]:
    period = fact.period
    if period is None:
        return None, None
    return period.start or period.partial_start, period.end or period.partial_end


def is_level(bound: Bound) -> bool:
    fact = bound.fact
    return (
        fact.role == "level" and fact.value is not None and fact.comparator != "range" and not _is_note(bound)
    )


def _is_note(bound: Bound) -> bool:
    amount, sentence = bound.draft.amount, bound.draft.sentence
    start = amount.start_char - sentence.start_char
    return len(amount.text) == 1 and NOTE.fullmatch(sentence.text[max(0, start - 2) : start + 2]) is not None


def is_amount(bound: Bound) -> bool:
    """A level of money or things, not the same again in another currency."""
    return is_level(bound) and bound.fact.kind in MEASURED and not is_conversion(bound)


def is_prior(bound: Bound) -> bool:
    return bound.draft.construction in ("from", "against")


def is_conversion(bound: Bound) -> bool:
    return bound.draft.construction == "conversion"


def same_unit(one: Fact, other: Fact) -> bool:
    """Equal units; a bare count takes the noun of the one it stands beside."""
    bare = one.kind == other.kind == "count" and None in (one.unit, other.unit)
    return one.kind == other.kind and (one.unit == other.unit or bare)


def is_comparable(prior: Fact, current: Fact) -> bool:
    """Can a level before be measured as the level now? "42.9bn" can, beside "47.7bn kilowatt-hours"."""
    if same_unit(prior, current):
        return True
    counts = prior.kind == current.kind == "count"
    if counts and (prior.unit in ANYTHING or current.unit in ANYTHING):
        return True
    return {prior.kind, current.kind} == {"count", "quantity"} and None in (prior.unit, current.unit)


def gap(left: Bound, right: Bound) -> str:
    """The words of one sentence between two of its figures."""
    start = left.draft.sentence.start_char
    return left.draft.sentence.text[
        left.draft.amount.end_char - start : right.draft.amount.start_char - start
    ]


def said_before(bound: Bound, floor: int = 0) -> str:
    """The words of its sentence before a figure, from an offset of the article on."""
    start = bound.draft.sentence.start_char
    return bound.draft.sentence.text[max(0, floor - start) : bound.draft.amount.start_char - start]


def said_after(bound: Bound) -> str:
    """The words of its sentence after a figure."""
    return bound.draft.sentence.text[bound.draft.amount.end_char - bound.draft.sentence.start_char :]
