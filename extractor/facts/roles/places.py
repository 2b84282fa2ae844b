"""Figures told place by place or year by year: "$5m in Europe and $3m in Asia", "5% in 2022 and 3% in 2023".

A place is a part of what a company measures; of what countries have (exports, inflation) the country is the owner.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractor.facts.draft import Draft, Words
from extractor.facts.names.names import Names

# "in Europe", "in the United Kingdom", "in Newfoundland and Labrador" is cut at the "and".
WORD: Final = r"[A-Z](?:\.[A-Z]\.|[\w’'-]*)"
PLACE: Final = re.compile(
    rf"\)?\sin\s(?:the\s)?(?P<place>{WORD}(?:\s(?:of\s(?:the\s)?)?{WORD}){{0,3}})(?![\w’'$])"
)
# Nothing but these between the place and the next figure: then places are told one by one.
AND_THEN: Final = re.compile(
    r"\)?\sin\s(?:the\s)?[A-Z][\w.’' -]{1,40}?(?:,|,?\s(?:and|but|or|while|against|versus))\s"
    r"(?:only\s|just\s|by\s|another\s)?"
)
# The same with a year, a quarter, a month or a weekday.
IN_TURN: Final = re.compile(
    r"\)?\s(?:in|on|during)\s(?:the\s(?:first|second|third|fourth)\s(?:quarter|half)|[12]\d{3}(?:[-/]\d{2,4})?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*\.?)(?:\s[12]\d{3})?"
    r"(?:,|,?\s(?:and|but|then))\s(?:(?:only|just|by|another|then)\s)?"
)
RULE: Final = "topic.place_behind"


def place_behind(draft: Draft, names: Names, blocked: frozenset[int]) -> tuple[str, bool] | None:
    """The place right behind a figure, and whether it is known to be one; nothing for months, people and indices."""
    start = draft.sentence.start_char
    found = PLACE.match(draft.sentence.text, draft.amount.end_char - start)
    if found is None or draft.sentence.in_title:
        return None
    text = found["place"]
    token = next(iter(draft.parse.tokens(start + found.start("place"), start + found.end("place"))), None)
    if token is None or token in blocked or not draft.parse.tags[token].startswith("NNP"):
        return None
    if names.is_place(text):
        return text, True
    name = names.lookup(text)
    return None if name is not None and (name.person or name.index) else (text, False)


def is_place_list(draft: Draft, before: Sequence[Draft]) -> bool:
    """Is a figure the next of a list told place by place: "rose 5% in Europe and 3% in Asia"?"""
    return _is_next(draft, before, AND_THEN)


def is_time_list(draft: Draft, before: Sequence[Draft]) -> bool:
    """Is a figure the next of a list told year by year: "rose 5% in 2022 and 3% in 2023"?"""
    return _is_next(draft, before, IN_TURN)


def _is_next(draft: Draft, before: Sequence[Draft], between: re.Pattern[str]) -> bool:
    last = before[-1] if before else None
    if last is None or (last.amount.kind, last.amount.units) != (draft.amount.kind, draft.amount.units):
        return False
    start = draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    return between.fullmatch(gap) is not None


def assign_places(drafts: Sequence[Draft], names: Names, words: Words, blocked: frozenset[int]) -> None:
    """Make the places behind the figures of one sentence their segments, or owners."""
    listed = [is_place_list(draft, drafts[:index]) for index, draft in enumerate(drafts)]
    for index, draft in enumerate(drafts):
        found = place_behind(draft, names, blocked)
        if found is None:
            continue
        place, known = found
        told_apart = listed[index] or (index + 1 < len(drafts) and listed[index + 1])
        if not known and not told_apart:
            continue
        if listed[index]:
            draft.measure, draft.entity = drafts[index - 1].measure, drafts[index - 1].entity
            draft.segment = None
        row = words.measures.match(draft.measure) if draft.measure else None
        if draft.measure and draft.measure.split()[-1].lower() in words.changes.holdings:
            # "A 5% stake in India"
            continue
        if draft.measure is None and not told_apart:
            continue
        if "topic.market" in draft.rules or (row is not None and row.key in words.daily):
            # "Shares rose 3% in Stockholm": where they trade.
            continue
        country = names.country_name(place)
        if country is not None and draft.entity is None and row is not None and row.key in words.national:
            draft.entity = country
        elif (draft.segment is None or told_apart) and place != draft.entity:
            draft.segment = place
        else:
            continue
        draft.rules.append(RULE)
