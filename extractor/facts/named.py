"""Figures by the measure that the sentence names right beside them: "load factor fell to 61.8% from 61.9%".

Nearer to the words than a fact's own measure, which may be carried over from elsewhere.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.facts.bounds import Bound, gap, is_conversion, is_level
from extractor.facts.draft import fact_words
from extractor.facts.relation_growth import LEVEL_AFTER
from extractor.lexicon.identities import identities
from extractor.lexicon.measures import MeasureMatch, measures
from extractor.lexicon.words import is_stop, tokens
from extractor.model import LanguageModel

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
CLAUSE = re.compile(r"[.,;:()\d]|\b(?:and|on|of)\b")
# How far back the words that qualify a name may stand ("adjusted operating profit").
QUALIFIERS = 2
# Words inside a name that limit it.
SCOPES = frozenset({"goods", "merchandise", "visible", "service", "services", "adjusted", "underlying"})


class Named(NamedTuple):
    """A measure with the level named, the level before if it follows, and the words that qualify it."""

    match: MeasureMatch
    current: Bound
    prior: Bound | None
    qualifiers: frozenset[str]


def named(sentence: Sequence[Bound], model: LanguageModel) -> dict[str, Named]:
    """The measures of the table of identities that a sentence names once, with a level each."""
    first = sentence[0].draft.sentence
    found = measures(model).find_all(first.text)
    known = identities(model).keys
    made: dict[str, Named] = {}
    twice: set[str] = set()
    taken: set[int] = set()
    for at, match in enumerate(found):
        key = match.row.key
        if key not in known or EARLIER.search(first.text[max(0, match.start - 40) : match.start]):
            continue
        following = found[at + 1].start if at + 1 < len(found) else len(first.text)
        level = _beside(match, sentence) or _after(match, following, sentence)
        if level is None or id(level) in taken:
            continue
        taken.add(id(level))
        if key in made:
            twice.add(key)
        made[key] = Named(match, level, _prior(level, sentence), _qualifiers(match, sentence, model))
    return {key: one for key, one in made.items() if key not in twice}


def _beside(match: MeasureMatch, sentence: Sequence[Bound]) -> Bound | None:
    """The figure that the name follows without another word."""
    text, start = sentence[0].draft.sentence.text, sentence[0].draft.sentence.start_char
    for bound in sentence:
        end = bound.draft.amount.number_end - start
        if end <= match.start and BESIDE.fullmatch(text[end : match.start]):
            return bound if is_level(bound) and not is_conversion(bound) else None
    return None


def _after(match: MeasureMatch, following: int, sentence: Sequence[Bound]) -> Bound | None:
    """The first level after the name, before the next name; a growth may come between: "rose 5% to 6.7m"."""
    text, start = sentence[0].draft.sentence.text, sentence[0].draft.sentence.start_char
    behind = [b for b in sentence if b.fact.start_char - start >= match.end]
    if not behind:
        return None
    words = text[match.end : behind[0].fact.start_char - start]
    if not BETWEEN.fullmatch(words) or behind[0].fact.start_char - start > following:
        return None
    if behind[0].fact.role in ("growth", "change"):
        tied = len(behind) > 1 and LEVEL_AFTER.fullmatch(gap(behind[0], behind[1]))
        behind = behind[1:] if tied else behind
    elif ANOTHER.search(words):
        return None
    return behind[0] if is_level(behind[0]) and not is_conversion(behind[0]) else None


def _prior(level: Bound, sentence: Sequence[Bound]) -> Bound | None:
    at = sentence.index(level) + 1
    if at >= len(sentence):
        return None
    after = sentence[at]
    return after if is_level(after) and PRIOR.fullmatch(gap(level, after)) else None


def _qualifiers(match: MeasureMatch, sentence: Sequence[Bound], model: LanguageModel) -> frozenset[str]:
    """Content words before a name, verbs and names of things aside, and scopes within it."""
    text, start = sentence[0].draft.sentence.text, sentence[0].draft.sentence.start_char
    ends = [bound.fact.end_char - start for bound in sentence if bound.fact.end_char - start <= match.start]
    before = CLAUSE.split(text[max(ends, default=0) : match.start])[-1]
    verbs, table = fact_words(model).verbs, measures(model)
    content = {
        token.form
        for token in tokens(before)[-QUALIFIERS:]
        if not (is_stop(token.form, model) or token.raw[0].isupper() or token.form in verbs)
        and table.modifiers(token.raw)
    }
    inside = {token.form for token in tokens(text[match.start : match.end])} & SCOPES
    return frozenset(content | inside)
