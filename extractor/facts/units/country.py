"""Which country an article is from, where nobody says: needed for "$", "Rs" and fiscal years.

Several weak signs are added up: the source's name, the currency most amounts are in, the countries, cities and
agencies the text names. Too little of all of them, and there is no country.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from extractor.facts.names.names import Names
from extractor.lexicon.countries import CountryTable, countries
from extractor.model import LanguageModel
from extractor.records import Article, Mentions

SOURCE_WEIGHT = 4.0
# All amounts in one country's currency; its sign alone ("Rs"), which several share, is worth half.
CURRENCY_WEIGHT = 4.0
# What a mention of a country, its capital, a city or an agency is worth, and how many count.
MENTION_WEIGHTS = {
    "name": 0.5,
    "alias": 0.5,
    "demonym": 0.5,
    "part": 0.5,
    "capital": 0.75,
    "city": 0.75,
    "agency": 1.5,
}
MENTION_CAP = 3.0
MAIN_WEIGHT = 1.0
ENOUGH = 1.75
# Currencies far used outside their own countries.
WORLD = frozenset({"USD", "EUR", "GBP"})


def infer_country(
    article: Article, names: Names, mentions: Sequence[Mentions], model: LanguageModel
) -> str | None:
    """The ISO 3166 code of the country an article without one is most likely from, or None."""
    table = countries(model)
    score: defaultdict[str, float] = defaultdict(float)
    for hit in table.find(article.source or ""):
        score[hit.code] += SOURCE_WEIGHT
    named: defaultdict[str, float] = defaultdict(float)
    for hit in table.find(article.text):
        named[hit.code] += MENTION_WEIGHTS[hit.how]
    for code, weight in named.items():
        score[code] += min(weight, MENTION_CAP)
    if names.main_country is not None and names.main_country.country:
        score[names.main_country.country] += MAIN_WEIGHT
    for code, weight in _by_currency(mentions, model, named).items():
        score[code] += weight
    best = min(score, key=lambda code: (-score[code], code), default=None)
    return best if best is not None and score[best] >= ENOUGH else None


def _by_currency(
    mentions: Sequence[Mentions], model: LanguageModel, named: Mapping[str, float]
) -> dict[str, float]:
    """The country whose currency most amounts are in; of a sign that several share ("Rs"), the one the text names."""
    amounts = [
        amount for found in mentions for amount in found.amounts if amount.kind == "money" and amount.units
    ]
    owners = _owners(model)
    found: dict[str, float] = {}
    for amount in amounts:
        share = CURRENCY_WEIGHT / len(amounts)
        first = amount.units[0]
        if first not in WORLD:
            spoken_of = [unit for unit in amount.units if named.get(owners.get(unit, ""))]
            first = max(spoken_of, key=lambda unit: named[owners[unit]], default=first)
        if first in owners and first not in WORLD:
            found[owners[first]] = found.get(owners[first], 0.0) + share / (
                1 if len(amount.units) == 1 else 2
            )
        elif first == "GBP":
            found["GB"] = found.get("GB", 0.0) + share / 2
    return found


@cache
def _owners(model: LanguageModel) -> dict[str, str]:
    """Currency → its country, where only one has it."""
    table: CountryTable = countries(model)
    users: dict[str, list[str]] = {}
    for code, row in table.items():
        users.setdefault(row.currency, []).append(code)
    found = {}
    for currency, codes in users.items():
        # A currency's code begins with its country's: INR is India's, though Bhutan takes it too.
        own = currency[:2] if currency[:2] in codes else codes[0]
        if len(codes) == 1 or own == currency[:2]:
            found[currency] = own
    return found
