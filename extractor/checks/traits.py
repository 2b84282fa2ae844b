"""What the language's measure table says of a fact's measure: can it be negative, does it read inversely"""

from extractor.checks.evidence import Evidence
from extractor.errors import ExtractorError
from extractor.lexicon.measures import Measure, measures
from extractor.records import Fact


def measure_of(evidence: Evidence, fact: Fact) -> Measure | None:
    """The row of the fact's measure; a key with words before it ("it_service_exports") has its head's row."""
    key = fact.measure_key
    if key is None:
        return None
    rows = evidence.once(_rows)
    while key:
        if key in rows:
            return rows[key]
        key = key.partition("_")[2]
    return None


def can_be_negative(evidence: Evidence, fact: Fact) -> bool:
    """Profits, balances and net flows: a part of them may exceed the whole."""
    row = measure_of(evidence, fact)
    return row is not None and row.signed


def reads_inversely(evidence: Evidence, fact: Fact) -> bool:
    """The number falls when the thing named rises: rupees per dollar, a bond's yield. Money per unit of
    another currency is one, whatever the measure is called."""
    row = measure_of(evidence, fact)
    per_currency = fact.per is not None and len(fact.per) == 3 and fact.per.isupper()
    return per_currency or (row is not None and row.inverse_quote)


def _rows(evidence: Evidence) -> dict[str, Measure]:
    try:
        return measures(evidence.model).by_key
    except ExtractorError:  # a language without a measure table: nothing is known of any measure
        return {}
