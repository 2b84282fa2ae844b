"""The tense of the words around a time expression, without a parse: enough to tell last October from next.

For sentences that carry no figure and so are not parsed; where there is a parse, it knows better.
"""

import re
from typing import Final

from extractor.facts.periods.context import Tense
from extractor.lexicon.calendar import CalendarWords, calendar_words
from extractor.model import LanguageModel
from extractor.records import PeriodMention

_WORD = re.compile(r"[a-z]+(?:['’](?=t\b)[a-z])?|['’](?:ll|s|re)\b|[.;:!?\n]|--")
_STOP: Final = frozenset({".", ";", ":", "!", "?", "\n", "--"})
_DUE: Final = frozenset({"on", "in", "by", "for", "at", ""})
_ADVERBS: Final = frozenset({"also", "now", "still", "already", "not", "only", "just", "even", "soon"})
_ATTRIBUTE = re.compile(r"\b(?:a|an|the|its|their|his|her)\s$")
_NOUN = re.compile(r"\s(?!of|to|in|and|or|for|on|by|at|as|was|is|were|had|has|with|from)[a-z]{3}")
# The words of one noun phrase, four at most.
_ATTRIBUTED = re.compile(
    r"(?:[-\s](?!(?:the|an?|its|their|was|were|is|are|and|or|of|in|to|for|on|as|at|by|with|from|than)\b)[a-zA-Z]+){1,4}"
)
# "had filled their yards in December"; "had been" and "had a rise" tell less.
_PLUPERFECT: Final = re.compile(
    r"\bhad\s(?:\w+ly\s|already\s|also\s)?(?!been\b)\w{2,}(?:ed|en|wn|ld|ght|ung|ut|st|ft|ne)\b[^.;:]*$"
)
# "recovered from its March dip", "the usual August lull": a state left or a custom, no time told of.
_LEFT: Final = re.compile(
    r"\b(?:from|after|since|following|despite)\s(?:(?:its|the|an?|their)\s)?(?:[a-z]+\s)?$"
)
_CUSTOM: Final = re.compile(r"\b(?:normal|usual|typical|traditional|customary|seasonal)\s$")
_THING: Final = re.compile(
    r"\s(?!of|to|in|and|or|for|on|by|at|as|was|is|were|had|has|with|from|than|when|it|the)[a-z]{4}"
)
_REACH: Final = 90
"""Characters looked at on either side: about a clause."""


def surface_tense(text: str, mention: PeriodMention, model: LanguageModel) -> Tense:
    """The tense told by the nearest verb-like word before the expression; after it, where it opens a clause.

    `present` where nothing tells: then the nearest date is meant.
    """
    words = calendar_words(model)
    start, end = mention.start_char, mention.end_char
    if text[end : end + 2] in ("'s", "’s"):
        return "present"  # "Wednesday's ruling": the verb is about something else
    if _ATTRIBUTE.search(text[max(0, start - 8) : start].lower()) and _NOUN.match(text[end : end + 8]):
        return "present"  # "a March cut", "the Jan. 14 deadline"
    before = _run(text[max(0, start - _REACH) : start])
    told = _told(before[::-1], words)
    if told is None and _opens(before, words):
        told = _ahead(_run(text[end : end + _REACH]), words)
    return told or "present"


def is_background(text: str, mention: PeriodMention, *, parsed: bool) -> bool:
    """Does the expression only date what went before, so that the text does not go on about it? Of a sentence with
    figures the parse knows which it dates."""
    before = text[max(0, mention.start_char - _REACH) : mention.start_char].lower()
    before = before.rpartition("\n")[2]
    named = _THING.match(text[mention.end_char : mention.end_char + 6].lower()) is not None
    if named and (_LEFT.search(before) or _CUSTOM.search(before)):
        return True
    return not parsed and _PLUPERFECT.search(before) is not None


def is_foreseen(text: str, mention: PeriodMention, model: LanguageModel) -> bool:
    """Does the expression stand before what is foreseen for it: "its full-year profit forecast"?"""
    if (
        mention.fields.get("unit") not in ("year", "half", "quarter")
        and mention.fields.get("means") != "year"
    ):
        return False
    behind = _ATTRIBUTED.match(text, mention.end_char)
    words = behind[0].lower().replace("-", " ").split() if behind is not None else []
    return not calendar_words(model).foreseen.isdisjoint(words)


def _run(text: str) -> list[str]:
    """The words and stops of a text; adverbs stand in nobody's way ("is also widely expected")."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [word for word in words if word not in _ADVERBS and not (word.endswith("ly") and len(word) > 4)]


def _opens(before: list[str], words: CalendarWords) -> bool:
    """Does the expression open its clause, but for a preposition and an article?"""
    return len(before) < 3 or any(word in _STOP or word in words.breaks for word in before[-3:])


def _told(run: list[str], words: CalendarWords) -> Tense | None:
    """The tense of the words before an expression, the nearest first."""
    infinitive = passive = False
    for index, word in enumerate(run):
        if word in _STOP or (index > 0 and word in words.breaks):
            return None
        earlier = run[index + 1] if index + 1 < len(run) else ""
        later = run[index - 1] if index else ""
        if earlier in ("be", "been"):
            passive = True
            continue  # "will be held on Friday": the auxiliary tells
        if passive and word in words.open_modals and word != "could":
            return "future"
        told = _word_tense(word, earlier, later, words)
        if told == "past" and infinitive:
            return "present"  # "decided to admit them in March" leaves it open
        if told is not None:
            return told
        infinitive = infinitive or earlier == "to"
    return None


def _ahead(run: list[str], words: CalendarWords) -> Tense | None:
    """The tense of the words after an expression that opens its clause."""
    for index, word in enumerate(run):
        if word in _STOP:
            return None
        later = run[index + 1] if index + 1 < len(run) else ""
        told = _word_tense(word, run[index - 1] if index else "", later, words)
        if told is not None:
            return told
    return None


def _word_tense(word: str, earlier: str, later: str, words: CalendarWords) -> Tense | None:
    if word in words.plan_participles:
        if earlier in words.present:
            return "future"
        return "present" if earlier in ("was", "were") or later == "for" else "past"
    if word in words.plan_verbs:
        return "future" if later == "to" or (word == "due" and later in _DUE) else None
    if word in words.future:
        return "future"
    if word in words.open_modals:
        return "present"
    return "past" if word in words.past or (word.endswith("ed") and len(word) > 4) else None
