"""A conversion against the exchange rates of its time: which time that may be, and what the tables say."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import days
from extractor.checks.rates.source import MonthRange, RateRange, RateSource
from extractor.checks.verdicts.conversions import TOLERANCE, Pair, pairs, widened
from extractor.lexicon.countries import countries
from extractor.lexicon.currencies import currencies
from extractor.records import Fact, Period
from extractor.values.interval import Interval

BEFORE_PUBLICATION: Final = timedelta(days=31)
"""An article converts at the rate of its day, or of the weeks it reports on."""

NEARBY: Final = 250
STOP: Final = re.compile(r"[.!?]\s|\n")
"""Within so many characters, and before the end of the sentence, another period may be the one the conversion
was made for."""

STABLE: Final = frozenset(("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "HKD"))
STABLE_SLACK: Final = 1 + TOLERANCE
OTHER_SLACK: Final = Fraction(5)
"""Where no date is known or no table reaches: how far outside all rates ever tabled a rate must be. Stable
currencies have ranged as widely since 1999 as in the decade before; for others only five times is a slip
whatever the year."""

DOLLARS: Final = 5
CLOSE: Final = Fraction(1, 100)
"""A dated conversion is held against so many of the currencies its sign may mean, the likeliest; a right
conversion in one of them comes that close."""

PARTS: Final = 100
MOST_IN_PARTS: Final = 1000
"""A price below a thousand that is a hundred times off may be in cents ("RM20.7 sen")."""

RESET: Final = frozenset(
    (
        "AOA", "ARS", "AZN", "BRL", "BYN", "GHS", "MRU", "MXN", "MZN", "PEN", "PLN", "RON", "RUB", "SDG",
        "SRD", "STN", "TMT", "TRY", "UAH", "UYU", "UZS", "VES", "VED", "VEF", "ZMW", "ZWG", "ZWL",
    )
)  # fmt: skip
"""Currencies that lost zeros within the life of news archives: old rates say nothing of their scale."""

PARALLEL: Final = frozenset(
    (
        "AFN", "AOA", "ARS", "BIF", "CUP", "EGP", "ETB", "IRR", "KPW", "LAK", "LBP", "LYD", "MMK", "MWK",
        "NGN", "SDG", "SSP", "SYP", "TMT", "UZS", "VED", "VEF", "VES", "YER", "ZWG", "ZWL",
    )
)  # fmt: skip
"""Currencies that have traded far from their official rate: both rates are right."""

Status = Literal["fits", "apart", "open"]


class Reference(NamedTuple):
    """How a pair stands to the tables: `found` are the rates it was held against, `months` those that fit."""

    status: Status
    found: RateRange | None
    months: tuple[MonthRange, ...] = ()


def reference(evidence: Evidence, pair: Pair) -> Reference | None:
    """The pair against the tables; null if no table knows it."""
    return evidence.once(_references)[pair.base.id, pair.quote.id]


def _references(evidence: Evidence) -> dict[tuple[str, str], Reference | None]:
    return {(pair.base.id, pair.quote.id): _refer(evidence, pair) for pair in pairs(evidence)}


def _refer(evidence: Evidence, pair: Pair) -> Reference | None:
    rates = evidence.rates
    if rates is None or rates.history(*pair.codes) is None:
        return None
    windows = _windows(evidence, pair)
    found = [rates.rate_range(*pair.codes, start, end) for start, end in windows]
    for each in found:
        if each and pair.rate.support.meets(widened(each.rates)):
            return Reference("fits", each)
    if found and None not in found:
        answer = Reference("apart", found[0])
    else:
        answer = _ever(evidence, pair, rates, dated=bool(evidence.article.published))
    if answer.status == "apart" and (
        PARALLEL.intersection(pair.codes)
        or (answer.found and _in_parts(pair, answer.found))
        or _other_sign(evidence, pair, windows)
    ):
        return Reference("open", answer.found)
    return answer


def _in_parts(pair: Pair, found: RateRange) -> bool:
    """Whether one of the amounts would fit in hundredths of its currency."""
    small = any(fact.value is not None and fact.value < MOST_IN_PARTS for fact in pair.facts)
    return small and any(widened(pair.printed * by).meets(found.rates) for by in (PARTS, Fraction(1, PARTS)))


def _ever(evidence: Evidence, pair: Pair, rates: RateSource, *, dated: bool) -> Reference:
    """Without a date, or before the tables: apart only if the rate is out of all proportion."""
    history = rates.history(*pair.codes)
    assert history is not None
    slack = OTHER_SLACK
    if STABLE.issuperset(pair.codes) and not dated:
        slack = STABLE_SLACK
    low, high = history.rates.low, history.rates.high
    assert low is not None
    assert high is not None
    if not pair.rate.support.meets(Interval(low / slack, high * slack)) and not RESET.intersection(
        pair.codes
    ):
        return Reference("apart", history)
    months = () if dated else rates.dates_that_fit(*pair.codes, widened(pair.rate.support))
    return Reference("open", history, months)


def _windows(evidence: Evidence, pair: Pair) -> list[tuple[date, date]]:
    """The times whose rate may have been used, the likeliest first; empty if nothing tells.

    With a publication date: the period of a figure, the weeks before publication, periods named near by.
    Without: all years the article names, and the one after.
    """
    published = published_days(evidence)
    if published is None:
        return _named_years(evidence)
    told = [days(period) for period in (pair.quote.period, pair.base.period, *_near(evidence, pair.quote))]
    past = [(start, min(end, published[1])) for start, end in filter(None, told) if start <= published[1]]
    return list(dict.fromkeys([*past[:1], (published[0] - BEFORE_PUBLICATION, published[1]), *past[1:]]))


def _near(evidence: Evidence, fact: Fact) -> Iterator[Period]:
    """The periods named in the figure's sentence, those it is compared with aside."""
    bases = evidence.once(_bases)
    for period in evidence.periods:
        if period.start_char is None or period.end_char is None or days(period) in bases:
            continue
        first, last = sorted(((period.start_char, period.end_char), (fact.start_char, fact.end_char)))
        if last[0] - first[1] <= NEARBY and not STOP.search(evidence.article.text, first[1], last[0]):
            yield period


def _bases(evidence: Evidence) -> frozenset[tuple[date, date] | None]:
    return frozenset(days(fact.baseline.period) for fact in evidence.facts.values() if fact.baseline)


def _named_years(evidence: Evidence) -> list[tuple[date, date]]:
    facts = evidence.facts.values()
    told = [days(period) for period in (*evidence.periods, *(fact.period for fact in facts))]
    years = [(start.year, end.year) for start, end in filter(None, told)]
    if not years:
        return []
    first, last = min(start for start, _ in years), max(end for _, end in years)
    return [(date(first, 1, 1), date(last + 1, 12, 31))]


def published_days(evidence: Evidence) -> tuple[date, date] | None:
    """The first and the last day the article may have been published on; null if it is undated."""
    text = evidence.article.published
    if not text:
        return None
    parts = [int(part) for part in text[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    first = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) > 2:
        return first, first
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _other_sign(evidence: Evidence, pair: Pair, windows: list[tuple[date, date]]) -> bool:
    """Whether a sign may be read as another currency whose rate fits: "$" in a story about Singapore.

    In an undated article, whose time is wide, only currencies of countries it names.
    """
    named = evidence.once(_named_currencies)
    dated = bool(evidence.article.published)
    return any(
        fits(evidence, pair, fact, code, windows, CLOSE)
        for fact in pair.facts
        for place, code in enumerate(_codes_of(evidence, fact))
        if code not in pair.codes and (code in named or (dated and place < DOLLARS))
    )


def fits(
    evidence: Evidence,
    pair: Pair,
    fact: Fact,
    code: str,
    windows: list[tuple[date, date]],
    share: Fraction = TOLERANCE,
) -> bool:
    """Whether the pair would agree with the tables if one of its figures were in another currency."""
    assert evidence.rates is not None
    codes = (code, pair.codes[1]) if fact is pair.base else (pair.codes[0], code)
    found = [evidence.rates.rate_range(*codes, start, end) for start, end in windows]
    if not windows:
        found = [evidence.rates.history(*codes)]
    return any(each and _meets(pair, each, share) for each in found)


def _meets(pair: Pair, found: RateRange, share: Fraction) -> bool:
    """Whether the numbers as printed fit, small prices perhaps in hundredths."""
    return pair.printed.meets(widened(found.rates, share)) or _in_parts(pair, found)


def neighbours(evidence: Evidence, pair: Pair, fact: Fact) -> tuple[str, ...]:
    """The currencies a figure may have been in, by the rate of the time: euros printed as pounds."""
    others = {"USD", "EUR", "GBP"} | {each.unit for each in evidence.facts.values() if each.kind == "money"}
    windows = _windows(evidence, pair)
    codes = sorted(code for code in others if code and code not in pair.codes)
    return tuple(code for code in codes if fits(evidence, pair, fact, code, windows))


def _codes_of(evidence: Evidence, fact: Fact) -> tuple[str, ...]:
    """What the sign or word a currency was read from may mean."""
    table = currencies(evidence.model)
    sign = (fact.unit_text or "").strip()
    row = table.signs.get(sign) or table.words.get(sign.lower())
    return row.codes if row else ()


def _named_currencies(evidence: Evidence) -> frozenset[str]:
    """The currencies of the countries an article names."""
    table = countries(evidence.model)
    codes = {mention.code for mention in table.find(evidence.article.text)}
    if evidence.article.country in table:
        codes.add(evidence.article.country or "")
    return frozenset(table[code].currency for code in codes)
