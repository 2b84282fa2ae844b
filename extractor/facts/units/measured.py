"""Units of numbers that stand alone, read from what they measure.

"Employment fell by 18,600" counts persons, "the number of vacancies dropped to 545,000" vacancies, and "orders were
6.52 billion" is in the board feet of the orders before. It needs the measures of the whole article, so it comes last.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from extractor.facts.draft import Draft, Words
from extractor.facts.units.counted import CountedNouns, counted_nouns
from extractor.lexicon.measures import Measure
from extractor.lexicon.words import singular
from extractor.model import LanguageModel
from extractor.records import Amount

# "number of people out of work": the noun is the last word before what narrows it.
NUMBER_OF: Final = re.compile(
    r"\b(?:numbers?|count|tally)\s+of\s+((?:[\w'’-]+\s+)*?[\w'’-]+)"
    r"(?=$|\s+(?:who|out|in|with|without|on|for|by|at|from|of|to|under|over|aged|claiming|seeking)\b)",
    re.IGNORECASE,
)
# Measures of these kinds are numbers of their own, in no unit: an index, a ratio, a rate.
NUMERIC: Final = frozenset({"index", "rate", "price"})
# Two values of one series, a change and its level among them, are seldom further apart than this factor.
APART: Final = 1000
LEVELS: Final = frozenset({"level", "change"})
FROM_MEASURE: Final = "unit.measure"
FROM_SERIES: Final = "unit.series"


def settle_units(by_sentence: Sequence[Sequence[Draft]], words: Words, model: LanguageModel) -> None:
    """Give every bare number of an article the unit that its measure tells, or its series has."""
    nouns = counted_nouns(model)
    drafts = [draft for placed in by_sentence for draft in placed if draft.measure and draft.role in LEVELS]
    waiting: dict[str, list[Draft]] = defaultdict(list)
    series: dict[str, Draft] = {}
    for draft in drafts:
        key = words.measures.key_of(draft.measure or "")
        amount = draft.amount
        if amount.kind == "count" and not amount.units and amount.per is None:
            row = words.measures.match(draft.measure or "")
            if (unit := _told(draft, row, nouns)) is not None:
                _give(draft, nouns.kind(unit), unit, FROM_MEASURE)
            elif row is not None and row.kind in NUMERIC:
                continue
            elif (like := series.get(key)) is not None:
                _follow(draft, like)
            else:
                waiting[key].append(draft)
        if draft.amount.kind in ("count", "quantity") and draft.amount.units and not _is_attribute(draft):
            series[key] = draft
            for early in waiting.pop(key, ()):
                _follow(early, draft)


def _is_attribute(draft: Draft) -> bool:
    """ "Six of the two-ton lorries": a figure that tells the thing's size, not how many there are."""
    behind = draft.amount.end_char
    return any(span.label == "measure" and behind <= span.start_char <= behind + 1 for span in draft.spans)


def _follow(draft: Draft, like: Draft) -> None:
    """Take the unit of another figure of the series, if both may be values of it."""
    if _near(draft.amount, like.amount):
        _give(draft, like.amount.kind, like.amount.units[0], FROM_SERIES)


def _give(draft: Draft, kind: str, unit: str, rule: str) -> None:
    amount = draft.amount
    draft.amount = msgspec.structs.replace(amount, kind=kind, units=(unit,), rules=(*amount.rules, rule))


def _told(draft: Draft, row: Measure | None, nouns: CountedNouns) -> str | None:
    """The unit in the words of a measure: "number of vacancies", a row that counts something, a plural."""
    measure = draft.measure or ""
    if (numbered := NUMBER_OF.search(measure)) is not None:
        return singular(numbered[1]).split()[-1]
    if row is not None and row.counts:
        return row.counts
    is_numeric = row is not None and row.kind in NUMERIC
    return None if is_numeric else nouns.unit(measure.split()[-1], scaled=draft.amount.ulp > 1)


def _near(one: Amount, other: Amount) -> bool:
    if one.value is None or other.value is None:
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    return bool(low) and high <= APART * low
