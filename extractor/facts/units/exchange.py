"""Exchange rates: a currency in so much of another ("to 147.92 yen per dollar", "($1 = 0.86 euros)").

A rate quoted as a bare number takes its unit from the currency that is the subject: "the yen weakened to 147.92 per
dollar" is so many yen.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from extractor.facts.clauses import governing_verb, subject_of
from extractor.facts.draft import Draft
from extractor.facts.units.currency import resolve_currency
from extractor.lexicon.currencies import currencies
from extractor.model import LanguageModel

MEASURE: Final = "exchange rate"
# The row of grammar/series.toml that reads "$1 = 0.86 euros", and the construction it makes.
WRITTEN_OUT: Final = "rate_of_exchange"
CONSTRUCTION: Final = "exchange"


def is_written_out(draft: Draft) -> bool:
    """Is the figure the right side of "$1 = 0.86 euros"? It stands apart from what the article is about."""
    return WRITTEN_OUT in draft.amount.rules


def settle_rate(draft: Draft, before: Sequence[Draft], country: str | None, model: LanguageModel) -> None:
    """Give a bare number per currency the unit of the currency that moves, and the one it moved from as well."""
    amount = draft.amount
    if amount.kind != "count" or amount.units:
        return
    partner = next((d for d in before if d.cue is not None and d.cue == draft.cue and _is_rate(d)), None)
    if amount.per is None and partner is not None and draft.role == "level":
        draft.amount = replace(amount, kind="money", units=partner.amount.units, per=partner.amount.per)
        draft.partner = draft.partner or partner
    if amount.per is None or amount.per not in currencies(model).codes:
        return
    verb = governing_verb(draft.parse, draft.anchor)
    subject = subject_of(draft.parse, verb) if verb is not None else None
    word = currencies(model).words.get(draft.parse.lower[subject]) if subject is not None else None
    if word is None or word.parts != 1:
        return
    made = replace(amount, kind="money", units=word.codes)
    code, rule = resolve_currency(made, country=country, model=model)
    if code is not None and code != amount.per:
        draft.amount = replace(made, units=(code,))
        draft.rules.append(rule)


def _is_rate(draft: Draft) -> bool:
    return (
        draft.amount.kind == "money" and draft.amount.per is not None and len(draft.amount.per) == len("USD")
    )
