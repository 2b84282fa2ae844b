"""Figures by the measure that the sentence names right beside them: "load factor fell to 61.8% from 61.9%".

Nearer to the words than a fact's own measure, which may be carried over from elsewhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractor.facts.draft import fact_words
from extractor.facts.relations.bounds import Bound, gap, is_conversion, is_level, said_after
from extractor.facts.relations.growth import LEVEL_AFTER
from extractor.lexicon.calendar import calendar_words
from extractor.lexicon.identities import identities
from extractor.lexicon.measures import MeasureMatch, measures
from extractor.lexicon.words import is_stop, tokens
from extractor.model import LanguageModel

# How far from its figure a name may stand.
NEAR = 40
# What may stand between a name and its figure: "was", "rose to", "for the year of".
BETWEEN = re.compile(r"[^.;:()\d]{0,40}")
# Words before a figure that make it another thing than the measure named: a prior level, a target, a growth.
ANOTHER = re.compile(
    r"\b(?:from|against|than|compared|versus|target|goal|forecast|forecasts|estimate|estimates|expected|expectations"
    r"|growth|increase|decrease|decline|rise|fall|drop|gain|jump|by|budget|limit|ratio|share|per|margin)\b",
    re.IGNORECASE,
)
# Before a name they say that its figure is of another time: "compared with an operating margin of 12%".
EARLIER = re.compile(r"\b(?:against|versus|than|compared\s+(?:with|to))\b[^.;:()\d]{0,20}$", re.IGNORECASE)
# "13.2m available seat miles", "an 18 per cent operating margin"
BESIDE = re.compile(
    r"[\s%-]*(?:(?:[a-z]{1,3}|million|billion|trillion|thousand|percent|crore|lakh)\.?[\s-]+)?(?:cent\s+)?"
)
PRIOR = re.compile(
    r"\s*,?\s*(?:from|against|versus|vs\.?|compared\s+(?:with|to))\s+(?:the\s+|an?\s+)?", re.IGNORECASE
)
# "18 percent in Europe", "$2bn at its Paper division"; "in May" and "for Q1" are times.
PLACE = re.compile(r"\s+(?:in|at|for|from|across)\s+(?:its\s+|the\s+)?([A-Z][A-Za-z'’-]+)(?!\d)")
CLAUSE = re.compile(r"[.,;:()\d]|\b(?:and|on|of)\b")
# How far back the words that qualify a name may stand ("adjusted operating profit").
QUALIFIERS = 2
# Words inside a name that limit it.
SCOPES = frozenset({"goods", "merchandise", "visible", "service", "services", "adjusted", "underlying"})


class Named(NamedTuple):
    """A measure with the level named, the level before if it follows, the words that qualify it, and the place
    that its figure is limited to."""

    match: MeasureMatch
    current: Bound
    prior: Bound | None
    qualifiers: frozenset[str]
    place: str | None


def named(sentence: Sequence[Bound], model: LanguageModel) -> dict[str, Named]:
    """The measures of the table of identities that a sentence names once, with a level each."""
    first = sentence[0].draft.sentence
    found = measures(model).find_all(first.text)
    known = identities(model).keys
    made: dict[str, Named] = {}
    twice: set[str] = set()
    taken: set[str] = set()
    starts = [bound.fact.start_char - first.start_char for bound in sentence]
    ends = [bound.draft.amount.number_end - first.start_char for bound in sentence]
    places = {bound.fact.id: place for place, bound in enumerate(sentence)}
    for at, match in enumerate(found):
        key = match.row.key
        if key not in known or EARLIER.search(first.text[max(0, match.start - NEAR) : match.start]):
            continue
        following = found[at + 1].start if at + 1 < len(found) else len(first.text)
        before = bisect_right(ends, match.start) - 1
        behind = sentence[bisect_left(starts, match.end) :][:2]
        level = _beside(match, sentence[before], first.text) if before >= 0 else None
        if level is None and behind:
            level = _after(match, following, behind, first.text)
        if level is None or level.fact.id in taken:
            continue
        taken.add(level.fact.id)
        if key in made:
            twice.add(key)
        then = sentence[places[level.fact.id] + 1 :][:1]
        prior = _prior(level, then[0]) if then else None
        floor = sentence[before].fact.end_char - first.start_char if before >= 0 else 0
        words = first.text[max(floor, match.start - NEAR) : match.start]
        made[key] = Named(
            match, level, prior, _qualifiers(match, words, first.text, model), _place(level, model)
        )
    return {key: one for key, one in made.items() if key not in twice}


def _beside(match: MeasureMatch, before: Bound, text: str) -> Bound | None:
    """The figure that the name follows without another word."""
    end = before.draft.amount.number_end - before.draft.sentence.start_char
    beside = end <= match.start and BESIDE.fullmatch(text[max(end, match.start - NEAR) : match.start])
    return before if beside and match.start - end <= NEAR and _is_value(before) else None


def _after(match: MeasureMatch, following: int, behind: Sequence[Bound], text: str) -> Bound | None:
    """The first level after the name, before the next name; a growth may come between: "rose 5% to 6.7m"."""
    first = behind[0]
    start = first.fact.start_char - first.draft.sentence.start_char
    words = text[match.end : min(start, match.end + NEAR + 1)]
    if not BETWEEN.fullmatch(words) or start > following:
        return None
    if first.fact.role in ("growth", "change"):
        tied = len(behind) > 1 and LEVEL_AFTER.fullmatch(gap(first, behind[1]))
        first = behind[1] if tied else first
    elif ANOTHER.search(words):
        return None
    return first if _is_value(first) else None


def _is_value(bound: Bound) -> bool:
    return is_level(bound) and not is_conversion(bound)


def _prior(level: Bound, after: Bound) -> Bound | None:
    return after if is_level(after) and PRIOR.fullmatch(gap(level, after)) else None


def _place(level: Bound, model: LanguageModel) -> str | None:
    found = PLACE.match(said_after(level))
    return found[1] if found and found[1].lower() not in calendar_words(model).months else None


def _qualifiers(match: MeasureMatch, words: str, text: str, model: LanguageModel) -> frozenset[str]:
    """Content words before a name, verbs and names of things aside, and scopes within it."""
    before = CLAUSE.split(words)[-1]
    verbs, table = fact_words(model).verbs, measures(model)
    content = {
        token.form
        for token in tokens(before)[-QUALIFIERS:]
        if not (is_stop(token.form, model) or token.raw[0].isupper() or token.form in verbs)
        and table.modifiers(token.raw)
    }
    inside = {token.form for token in tokens(text[match.start : match.end])} & SCOPES
    return frozenset(content | inside)
