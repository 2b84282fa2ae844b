"""Rates that an article writes out ("$1 = 0.89 euros") against those of the time: a part of `fx.reference`."""

from collections.abc import Iterator
from typing import Final

from extractor.checks import wording
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, bounds, make_finding, quotes
from extractor.checks.guards.examine import days
from extractor.checks.proof import versus
from extractor.checks.verdicts.conversions import pairs, widened
from extractor.checks.verdicts.reference import BEFORE_PUBLICATION, PARALLEL, published_days
from extractor.records import Fact, Finding, Suspect

WRITTEN_OUT: Final = "rate_of_exchange"
"""The row of grammar/series.toml that reads such a line."""

GUARDS: Final = ("unsure", "negated", "parallel_market", "table_gap")


def quoted_rates(evidence: Evidence) -> Iterator[Finding]:
    """What a written-out rate says, where the tables have its day."""
    for fact in evidence.facts.values():
        if _is_quoted(fact):
            yield from _judge(evidence, fact)


def _is_quoted(fact: Fact) -> bool:
    sure = fact.confidence >= SURE_ENOUGH and not fact.negated and WRITTEN_OUT in fact.rules
    return sure and fact.kind == "money" and fact.unit is not None and fact.per is not None


def _judge(evidence: Evidence, fact: Fact) -> Iterator[Finding]:
    assert fact.unit is not None
    assert fact.per is not None
    told = days(fact.period) or published_days(evidence)
    if told is None or evidence.rates is None or PARALLEL.intersection((fact.unit, fact.per)):
        return
    found = evidence.rates.rate_range(fact.per, fact.unit, told[0] - BEFORE_PUBLICATION, told[1])
    if found is None:
        return
    stated = evidence.support(fact.id)
    apart = not stated.meets(widened(found.rates))
    unit = f"{fact.unit} per {fact.per}"
    side = "not" if apart else "which agrees with"
    made = _made_at(evidence, fact) if apart else ()
    use = f" {quotes(evidence, made)} are converted at it." if made else ""
    yield make_finding(
        "fx.reference",
        verdict="inconsistent" if apart else "consistent",
        severity="warning" if apart else "note",
        facts=(fact, *made),
        message=f"{found.table} for {found.months} give {wording.span(found.rates)} {unit}, {side} the stated"
        f' "{evidence.quote(fact.id)}".{use}',
        guards=GUARDS,
        expected=bounds(found.rates, unit),
        observed=bounds(stated, unit),
        suspects=(Suspect(fact=fact.id, edit="other", why="the rate of another time"),) if apart else (),
        proof=(versus(stated, widened(found.rates)),),
    )


def _made_at(evidence: Evidence, fact: Fact) -> tuple[Fact, ...]:
    """The amounts of the article that were converted at a quoted rate."""
    stated = evidence.support(fact.id)
    found = (
        each
        for pair in pairs(evidence)
        if {fact.unit, fact.per} == set(pair.codes)
        and (pair.rate.support if pair.codes == (fact.per, fact.unit) else 1 / pair.rate.support).meets(
            stated
        )
        for each in pair.facts
    )
    return tuple(dict.fromkeys(found))
