"""The tense of the words around a time expression, without a parse: enough to tell last October from next.

For sentences that carry no figure and so are not parsed; where there is a parse, it knows better.
"""

import re
from typing import Final

from extractor.facts.period_context import Tense
from extractor.lexicon.calendar import calendar_words
from extractor.model import LanguageModel
from extractor.records import PeriodMention

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|[.;:!?\n]|--")
_STOP: Final = frozenset(".;:!?\n")
_PAST = re.compile(
    r"(?:[a-z]{2,}ed|said|told|was|were|had|did|rose|fell|made|took|came|went|saw|began|met|held|won|lost|grew|hit|shot|left|led|found|kept|sold|bought|paid|gave|became|ran|spent|sent|set\sup|wrote|has|have|ago)$"
)
_REACH: Final = 90
"""Characters looked at on either side: about a clause."""


def surface_tense(text: str, mention: PeriodMention, model: LanguageModel) -> Tense:
    """The tense told by the nearest verb-like word before the expression, else after it, in the same clause."""
    future = calendar_words(model).future
    start, end = mention.start_char, mention.end_char
    before = _WORD.findall(text[max(0, start - _REACH) : start].lower())
    for word in reversed(before):
        if word in _STOP:
            break
        if word in future:
            return "future"
        if _PAST.fullmatch(word):
            return "past"
    for word in _WORD.findall(text[end : end + _REACH].lower()):
        if word in _STOP:
            break
        if word in future:
            return "future"
        if _PAST.fullmatch(word):
            return "past"
    return "past"
