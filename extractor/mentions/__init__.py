"""What a sentence says by its own words: figures, time expressions, claims. Nothing is resolved here.

Every figure is an `Amount` that keeps its candidates ("$" may be any dollar), every time expression a
`PeriodMention` without dates. A time expression wins over a figure where they overlap: the 2023 of "in 2023"
and the 12 of "the 12 months to June" are no figures.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from extractor.mentions.amounts import find_amounts
from extractor.mentions.claims import find_claims, find_superlatives
from extractor.mentions.periods import find_periods
from extractor.mentions.prices import join_prices
from extractor.model import LanguageModel
from extractor.records import Mentions, PeriodMention, Sentence

# Expressions that say how often ("a year", "monthly"): what a rate is per, not a stretch of time.
NOT_DATING: Final = frozenset({"repeating"})

FINDERS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {"periods": find_periods, "amounts": find_amounts, "claims": find_claims}
)
"""What is looked for in a sentence, in this order."""


def find_mentions(sentence: Sentence, model: LanguageModel) -> Mentions:
    """Everything one sentence says, each kind in text order, offsets in the article."""
    periods = find_periods(sentence.text, sentence.start_char, model)
    amounts = find_amounts(sentence.text, sentence.start_char, model, periods=dating_spans(periods))
    amounts = join_prices(sentence.text, sentence.start_char, amounts)
    ranks = find_superlatives(sentence.text, sentence.start_char, model)
    claims = find_claims(sentence, model, has_figure=bool(amounts), ranks=ranks)
    superlatives = ranks if amounts else ()
    return Mentions(amounts=amounts, periods=periods, claims=claims, superlatives=superlatives)


def dating_spans(periods: tuple[PeriodMention, ...]) -> list[tuple[int, int]]:
    """The stretches whose numbers are part of a time expression, as offsets in the article."""
    return [(period.start_char, period.end_char) for period in periods if period.family not in NOT_DATING]


__all__ = ["FINDERS", "find_amounts", "find_claims", "find_mentions", "find_periods"]
