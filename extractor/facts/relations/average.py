"""A total with its average a month, and a range with its middle, where one sentence gives both."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    BY_WORDS,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    gap,
    is_conversion,
    is_prior,
    relation,
    said_after,
    same_unit,
)
from extractor.facts.relations.order import is_plain
from extractor.records import Relation

PERIODS: Final = frozenset({"day", "week", "month", "quarter", "year"})
MAX_GAP: Final = 160
REACH: Final = 4
"""Figures back from an average among which its total is looked for."""

# "1.2m in six months, an average of 200,000 a month", "(averaging 200,000 a month)", "or 200,000 a month on average"
_ALSO = (
    r"[^.;:()]{0,90}?(?:,|\(|[–—]|\bor\b)\s*"
    r"(?:(?:or|and|equal\s+to|equivalent\s+to|which\s+is|that\s+is|making|giving)\s+)?"
)
AVERAGING: Final = re.compile(
    _ALSO + r"(?:(?:an?|the)\s+)?(?:(?:monthly|daily|weekly|yearly|annual|quarterly)\s+)?"
    r"(?:average\s+of|averaging|mean\s+of|average)\s+"
    r"(?:[A-Z]{1,3}\$?)?",
    re.IGNORECASE,
)
ALSO: Final = re.compile(_ALSO + r"(?:[A-Z]{1,3}\$?)?", re.IGNORECASE)
ON_AVERAGE: Final = re.compile(r"\s*,?\s*on\s+average\b", re.IGNORECASE)
# "in six months": the span of the total is said in so many words.
SPAN_OF: Final = re.compile(
    r"\b(?:in|over|during|within|across|for)\s+(?:the\s+)?(?:(?:past|last|first|next)\s+)?$", re.IGNORECASE
)

# "from 3.1% to 3.9%, with a median of 3.4%"
MIDDLE: Final = re.compile(
    r"\s*,?\s*(?:(?:with|and|for)\s+)?(?:an?|the|its|their)?\s*(?:average|mean|median)"
    r"(?:\s+(?:forecast|estimate|projection|prediction|view|price|value|reading|figure|salary|wage|rent|rate|score))?"
    r"\s+(?:of|at|was|is|being)\s+(?:[A-Z]{1,3}\$?)?",
    re.IGNORECASE,
)


def averages(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "1.2 million cars in six months, an average of 200,000 a month"; the span is that of the total."""
    for sentence in by_sentence(bounds):
        for at, average in enumerate(sentence):
            if average.fact.per in PERIODS and average.fact.kind in MEASURED and is_plain(average):
                yield from _with_total(sentence[max(0, at - REACH) : at], average)


def _with_total(before: Sequence[Bound], average: Bound) -> Iterator[Relation]:
    spans = [b for b in before[-2:] if b.fact.kind == "duration"]
    levels = [b for b in before if b.fact.kind != "duration" and not is_conversion(b)]
    if not levels or len(spans) > 1:
        return
    total = levels[-1]
    words = _between(total, average)
    if not (_is_total(total, average) and (AVERAGING.fullmatch(words) or _is_on_average(words, average))):
        return
    members: Members = {"average": average.fact.id, "total": total.fact.id}
    if spans and spans[0].fact.start_char > total.fact.end_char:
        if not SPAN_OF.search(gap(total, spans[0])) or spans[0].fact.comparator != "exact":
            return
        members["span"] = spans[0].fact.id
    yield relation("average", members, BY_WORDS, "relation.average")


def _between(total: Bound, average: Bound) -> str:
    words = gap(total, average)
    return words if len(words) <= MAX_GAP else ""


def _is_on_average(words: str, average: Bound) -> bool:
    return ALSO.fullmatch(words) is not None and ON_AVERAGE.match(said_after(average)) is not None


def _is_total(total: Bound, average: Bound) -> bool:
    fact = total.fact
    alike = same_unit(fact, average.fact) or (average.fact.unit is None and average.fact.kind == "count")
    counted = fact.kind in MEASURED and fact.role in ("level", "change") and fact.per is None
    return counted and alike and is_plain(total) and not is_prior(total)


def middles(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "Estimates ranged from 3.1% to 3.9%, with a median of 3.4%"."""
    for sentence in by_sentence(bounds):
        for at in range(len(sentence) - 1):
            spread, middle = sentence[at], sentence[at + 1]
            words = gap(spread, middle)
            if not _is_spread(spread, middle) or len(words) > MAX_GAP or not MIDDLE.fullmatch(words):
                continue
            members: Members = {"middle": middle.fact.id, "range": spread.fact.id}
            yield relation("middle", members, BY_SENTENCE, "relation.middle")


def _is_spread(spread: Bound, middle: Bound) -> bool:
    """Two ends, both written, in the unit of the middle."""
    one, other = spread.fact, middle.fact
    written = one.comparator == "range" and one.value is not None and one.value_to is not None
    same = same_unit(one, other) and one.per == other.per and one.direction == other.direction
    return written and same and other.value is not None and other.comparator != "range"
