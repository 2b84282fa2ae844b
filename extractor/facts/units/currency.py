"""Which currency an amount is in, where its sign or word leaves a choice ("$", "Rs", "pounds", "cents")."""

from collections.abc import Sequence
from typing import Final

from extractor.lexicon.countries import countries
from extractor.model import LanguageModel, load_model
from extractor.records import Amount

# Countries whose papers write their own currency with a sign of its own ("NT$"): a bare "$" is foreign there.
OWN_SIGN: Final = frozenset({"TW", "BR", "MX", "AR", "CL", "CO", "UY"})


def resolve_currency(
    amount: Amount,
    *,
    country: str | None,
    others: Sequence[Amount] = (),
    model: LanguageModel | None = None,
) -> tuple[str | None, str]:
    """The ISO code of an amount of money, and the name of the rule that chose it.

    The words decide if they can; then the article's country, if its currency is a candidate; then the
    currency of the article's other amounts, if just one of them is a candidate; else the likeliest.

    Args:
        amount: a mention; its `units` are the candidates, the likeliest first.
        country: of the article or of whom it is about, ISO 3166-1 alpha-2.
        others: the article's mentions; those with one candidate count.
        model: the language's tables, English by default.

    """
    if amount.kind != "money" or not amount.units:
        return None, "currency.none"
    if len(amount.units) == 1:
        return amount.units[0], "currency.written"
    own = _currency_of(country, model or load_model())
    if own in amount.units and not (amount.unit_text == "$" and country in OWN_SIGN):
        return own, "currency.country"
    if not _is_dollars(amount):
        written = {
            other.units[0]: None
            for other in others
            if other.kind == "money" and len(other.units) == 1 and other.units[0] in amount.units
        }
        if len(written) == 1:
            return next(iter(written)), "currency.article"
    return amount.units[0], "currency.default"


def _is_dollars(amount: Amount) -> bool:
    """Whether dollars are meant, not cents. Without a country of their own they are America's, whatever else the
    article quotes: the second amount of "A$5m ($3.3m)" is US dollars."""
    return amount.units[0] == "USD" and "EUR" not in amount.units


def _currency_of(country: str | None, model: LanguageModel) -> str | None:
    row = countries(model).get(country.upper()) if country else None
    return row.currency if row else None
