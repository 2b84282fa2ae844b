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
from extractor.facts.units.counted import MONEY_BEHIND, CountedNouns, counted_nouns
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
# Trade is told by the tonne and by the barrel as well, but not by the billion of them.
BILLION: Final = 10**9
# Numbers written with a scale word.
SCALED: Final = "digits_and_scale"
# What stands between two amounts of a list, each with what it is for.
ALLOTTED: Final = re.compile(
    r"\s(?P<to>for|on|to|in)\s[^.:;()\d]{2,60}?(?:[,;]|,?\sand)\s(?:another\s)?", re.IGNORECASE
)
FROM_LIST: Final = "unit.list"
FROM_MEASURE: Final = "unit.measure"
FROM_SERIES: Final = "unit.series"
FROM_MONEY: Final = "unit.money"


def inherit_money(draft: Draft, before: Sequence[Draft]) -> None:
    """Give a number of millions in a list of allotments the currency of the one before: "$27 million for roads, 5
    million for bridges"."""
    amount, last = draft.amount, before[-1] if before else None
    if last is None or last.amount.kind != "money" or amount.kind != "count" or SCALED not in amount.rules:
        return
    text, start = draft.sentence.text, draft.sentence.start_char
    between = ALLOTTED.fullmatch(text, last.amount.end_char - start, amount.start_char - start)
    after = text[amount.end_char - start :].lower().split()[:1]
    if between is not None and after == [between["to"].lower()] and not amount.units:
        units = last.amount.units
        draft.amount = msgspec.structs.replace(
            amount,
            kind="money",
            units=units,
            unit_text=last.amount.unit_text,
            rules=(*amount.rules, FROM_LIST),
        )


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
    settle_money(by_sentence, words)


def settle_money(by_sentence: Sequence[Sequence[Draft]], words: Words) -> None:
    """Give a number of millions or billions of something told in money the article's currency, if it has but one:
    "imports were worth 310.5 billion baht. Exports rose to 259.3 billion"."""
    drafts = [draft for placed in by_sentence for draft in placed]
    money = [draft for draft in drafts if draft.amount.kind == "money" and draft.construction != "conversion"]
    currencies = {draft.amount.units[:1] for draft in money}
    if len(currencies) != 1 or not (units := currencies.pop()):
        return
    for draft in drafts:
        if draft.role in LEVELS and _is_money(draft, words):
            _give(draft, "money", units[0], FROM_MONEY)


def _is_money(draft: Draft, words: Words) -> bool:
    amount = draft.amount
    if amount.kind != "count" or amount.units or amount.per is not None or amount.value is None:
        return False
    behind = draft.sentence.text[amount.end_char - draft.sentence.start_char :]
    row = words.measures.match(draft.measure or "")
    if row is None or row.counts or SCALED not in amount.rules or MONEY_BEHIND.match(behind):
        return False
    told = row.key in words.corporate or row.key in words.trade
    return told and row.kind in ("flow", "stock") and abs(amount.value) >= BILLION


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
