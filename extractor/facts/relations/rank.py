"""Lists that go from the largest down: "the largest buyer was Norland with 21%, followed by Ostria (18%)"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    Bound,
    by_sentence,
    gap,
    relation,
    said_after,
    said_before,
    same_unit,
)
from extractor.facts.relations.order import KINDS, is_plain
from extractor.records import Relation

# The first is the most of what is listed: "received the highest inflows at", "led the recovery with inflows of".
MOST = re.compile(
    r"\b(?:largest|biggest|highest|top|leading|leads?|led|leader|most|main|number\s+one|heaviest|busiest)\b"
    r"(?!.*\b(?:and|but|which|who|while)\b)[^.,;:()]{0,80}$",
    re.IGNORECASE,
)
LEAST = re.compile(r"\b(?:smallest|lowest|least|fewest|bottom|cheapest|weakest)\b", re.IGNORECASE)
# A list whose order is said to be by something else.
BY_OTHER = re.compile(
    r"\b(?:by|in\s+terms\s+of|ranked\s+on)\s+(?:market|volume|value|population|area|size|assets|sales|revenue|number"
    r"|capacity|weight)\b|\bper\s+(?:capita|head|person)\b|\brespectively\b",
    re.IGNORECASE,
)
FOLLOWED = re.compile(
    r"\s*\)?[^.;:()\d]{0,50}\bfollowed\s+(?:(?:closely|distantly)\s+)?by\b[^.;:()\d]{0,60}\(?\s*",
    re.IGNORECASE,
)
# "(₹21,915 crore) and overnight funds (": the next of a list.
NEXT = re.compile(
    r"\s*\)?[^.;:()\d]{0,40}(?:,|\band\b)"
    r"(?!.*\b(?:while|but|whereas|rose|fell|up|down|from|total)\b)[^.;:()\d]{0,60}\(?\s*",
    re.IGNORECASE,
)
# What follows in time is not less.
IN_TIME = re.compile(
    r"\b(?:then|later|next|day|week|month|quarter|year|january|february|march|april|june|july|august|september"
    r"|october|november|december|monday|tuesday|wednesday|thursday|friday|rise|fall|gain|drop|purchase|payment"
    r"|tranche)s?\b|\bin\s+may\b",
    re.IGNORECASE,
)
ROLES: Final = ("level", "share")
AFTER: Final = 20
"""Characters behind the last figure in which its date would stand."""


def ranks(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """The members of each such list, from the top down."""
    for sentence in by_sentence(bounds):
        for at in range(len(sentence) - 1):
            listed = _listed(sentence, at)
            if len(listed) > 1 and _is_ranking(listed[0]):
                facts = tuple(bound.fact.id for bound in listed)
                yield relation("rank", {"facts": facts}, BY_SENTENCE, "relation.rank")


def _listed(sentence: Sequence[Bound], at: int) -> list[Bound]:
    first, second = sentence[at], sentence[at + 1]
    between = gap(first, second)
    if (
        "followed" not in between
        or not (FOLLOWED.fullmatch(between) and _is_next(first, second))
        or IN_TIME.search(between)
    ):
        return []
    listed = [first, second]
    for bound in islice(sentence, at + 2, None):
        words = gap(listed[-1], bound)
        if not (NEXT.fullmatch(words) and _is_next(first, bound)) or IN_TIME.search(words):
            break
        listed.append(bound)
    return [] if IN_TIME.search(said_after(listed[-1])[:AFTER]) else listed


def _is_next(first: Bound, bound: Bound) -> bool:
    one, other = first.fact, bound.fact
    same = one.role == other.role and one.direction == other.direction and one.per == other.per
    return same and one.kind in KINDS and same_unit(one, other) and is_plain(first) and is_plain(bound)


def _is_ranking(first: Bound) -> bool:
    """Is the first said to be the most, and of the very thing that is listed?"""
    text = first.draft.sentence.text
    ordered = MOST.search(said_before(first)) is not None and LEAST.search(text) is None
    return ordered and first.fact.role in ROLES and BY_OTHER.search(text) is None
