"""Exchange rates: amounts in two currencies against each other and against the rates of the time."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.families.fx_quoted import quoted_rates
from extractor.checks.finding import bounds, confidence_of, make_derived, make_finding, quotes
from extractor.checks.proof import short, versus, within
from extractor.checks.rates.source import MonthRange
from extractor.checks.verdicts.conversions import GUARDS, Pair, pairs, widened
from extractor.checks.verdicts.disagreement import Odd, by_currencies, disagreements
from extractor.checks.verdicts.fx_suspects import fx_suspects
from extractor.checks.verdicts.reference import Reference, reference
from extractor.records import Derived, Fact, Finding, Severity, Suspect
from extractor.values.interval import Interval

GROSS: Final = Fraction(5)
"""A rate that many times off is another order of magnitude."""

MOST_MONTHS: Final = 4
"""Stretches of months a message lists."""

REFERENCE_GUARDS: Final = (
    *GUARDS,
    "parallel_market",
    "redenominated",
    "table_gap",
    "cents",
    "ambiguous_sign",
)


def fx_implied(evidence: Evidence) -> Iterator[Finding | Derived]:
    """Conversions of one article and time imply one exchange rate.

    The rates implied by the pairs of two currencies must meet, within 3 percent for the hours and banks
    between them. Rates that are a power of ten apart point at a scale word.

    Flags: "The first deal is worth R$500m ($96m), the second R$1.2bn ($312m)" (5.21 and 3.85 to the dollar).
    Passes: "The first deal is worth R$500m ($96m), the second R$1.2bn ($230m)."
    Source: checks.md §2, fx.implied.
    Guards: pairs of different periods; amounts per different things; uncertain bindings;
    a pair that the reference rate of its time already refutes.
    """
    for group in by_currencies(evidence).values():
        yield _implied(evidence, group[0])
    for odd in evidence.once(disagreements):
        yield _disagreement(evidence, odd)


def fx_reference(evidence: Evidence) -> Iterator[Finding]:
    """A conversion, or a rate written out, must fit the exchange rates of the time, within 3 percent.

    The time is the figures' period, the weeks before publication or a period named near by; for an undated
    article all years it names. Outside what the tables cover nothing is refuted, unless the rate is out of
    all proportion.

    Flags: "$892 million, or about PKR 204 billion" in November 2023 (229 rupees to the dollar, not 280);
    "($1 = 0.8732 euros)" in February 2025 (0.97).
    Passes: "$892 million, or about PKR 255 billion" in November 2023.
    Source: checks.md §2, fx.reference; HMRC's monthly tables, the European Central Bank's daily ones.
    Guards: currencies with a parallel market; currencies that lost zeros; months without a table; a sign that
    may mean another currency; amounts in cents; uncertain bindings.
    """
    refuted: list[list[Pair]] = []
    told = [odd.pair for odd in evidence.once(disagreements)]
    for relation in dict.fromkeys(pair.relation.id for pair in pairs(evidence)):
        own = [pair for pair in pairs(evidence) if pair.relation.id == relation and pair not in told]
        known = [(pair, found) for pair in own if (found := reference(evidence, pair)) is not None]
        apart = [pair for pair, found in known if found.status == "apart"]
        if apart:
            _join(refuted, apart)
        elif known:
            pair, found = next((each for each in known if each[1].status == "fits"), known[0])
            yield _agrees(evidence, pair, found) if found.status == "fits" else _open(evidence, pair, found)
    for group in refuted:
        yield _refuted(evidence, group)
    yield from quoted_rates(evidence)


def _join(groups: list[list[Pair]], apart: list[Pair]) -> None:
    """Conversions of one article at the same wrong rate are one finding."""
    for group in groups:
        if group[0].codes == apart[0].codes and group[0].rate.support.meets(apart[0].rate.support):
            group.extend(apart)
            return
    groups.append(apart)


def _implied(evidence: Evidence, pair: Pair) -> Derived:
    rate = pair.rate.core
    return make_derived(
        formula=f"{pair.quote.id} / {pair.base.id}",
        value=rate,
        unit=pair.unit,
        measure="exchange rate",
        period=pair.quote.period or pair.base.period,
        message=f"{quotes(evidence, pair.facts)} imply {_rates(rate)} {pair.unit}.",
    )


def _disagreement(evidence: Evidence, odd: Odd) -> Finding:
    pair, core, shared = odd
    facts = tuple(dict.fromkeys((*core[0].facts, *pair.facts)))
    factor = _factor(pair.rate.support, shared)
    power = _power_of_ten(pair.rate.support, shared)
    hint = f" They are about {power:,} times apart: a scale word is likely wrong." if power else ""
    suspects = fx_suspects(evidence, pair, shared, blamed=None)
    if len(core) == 1:
        suspects = (*suspects, *fx_suspects(evidence, core[0], pair.rate.support, blamed=None))
        suspects = tuple(sorted(suspects, key=lambda each: each.edit == "other"))
    return make_finding(
        "fx.implied",
        verdict="inconsistent",
        severity=_severity(factor),
        facts=facts,
        message=(
            f"{quotes(evidence, core[0].facts)} imply {_rates(core[0].rate.support)} {pair.unit},"
            f" {quotes(evidence, pair.facts)} {_rates(pair.rate.support)}.{hint}"
        ),
        guards=GUARDS,
        expected=bounds(shared, pair.unit),
        observed=bounds(pair.rate.support, pair.unit),
        suspects=suspects,
        proof=(_division(core[0]), _division(pair), versus(pair.rate.support, widened(shared))),
        confidence=confidence_of(facts, pair.relation),
    )


def _severity(factor: Fraction) -> Severity:
    if factor >= GROSS:
        return "gross"
    return "error" if factor > 1 + Fraction(1, 10) else "warning"


def _factor(one: Interval, other: Interval) -> Fraction:
    """How many times apart two intervals of rates are; 1 if they meet."""
    ends = (one.low, one.high, other.low, other.high)
    low, high, other_low, other_high = (end if end else Fraction(1) for end in ends)
    return max(other_low / high, low / other_high, Fraction(1))


def _power_of_ten(one: Interval, other: Interval) -> int | None:
    """The power of ten two rates differ by, if one does."""
    for power in (10, 100, 1000, 10**6, 10**9):
        if widened(one * power).meets(other) or widened(other * power).meets(one):
            return power
    return None


def _agrees(evidence: Evidence, pair: Pair, found: Reference) -> Finding:
    assert found.found is not None
    return make_finding(
        "fx.reference",
        verdict="consistent",
        severity="note",
        facts=pair.facts,
        relation=pair.relation,
        message=f"{_implies(evidence, pair)}; {_tabled(found)}.",
        guards=REFERENCE_GUARDS,
        expected=bounds(found.found.rates, pair.unit),
        observed=bounds(pair.rate.support, pair.unit),
        proof=(_division(pair), versus(pair.rate.support, widened(found.found.rates))),
    )


def _open(evidence: Evidence, pair: Pair, found: Reference) -> Finding:
    """Nothing says when: the dates that would fit."""
    if found.months:
        why = f"that was the rate in {_listed(found.months)}"
    else:
        why = "the article gives no date for which a table can decide"
    return make_finding(
        "fx.reference",
        verdict="incomplete",
        severity="note",
        facts=pair.facts,
        relation=pair.relation,
        message=f"{_implies(evidence, pair)}; {why}.",
        guards=REFERENCE_GUARDS,
        observed=bounds(pair.rate.support, pair.unit),
        proof=(_division(pair),),
    )


def _refuted(evidence: Evidence, group: Sequence[Pair]) -> Finding:
    pair = group[0]
    found = reference(evidence, pair)
    assert found is not None
    assert found.found is not None
    facts = tuple(dict.fromkeys(fact for each in group for fact in each.facts))
    factor = _factor(pair.rate.support, found.found.rates)
    power = _power_of_ten(pair.rate.support, found.found.rates)
    hint = f" That is about {power:,} times off: a scale word is likely wrong." if power else ""
    suspects = fx_suspects(evidence, pair, found.found.rates, blamed=_blamed(group))
    return make_finding(
        "fx.reference",
        verdict="inconsistent",
        severity="gross" if factor >= GROSS else "warning",
        facts=facts,
        message=f"{_implies(evidence, pair)}; {_tabled(found)}.{hint or _fitting(suspects[0])}",
        guards=REFERENCE_GUARDS,
        expected=bounds(found.found.rates, pair.unit),
        observed=bounds(pair.rate.support, pair.unit),
        suspects=suspects,
        proof=(_division(pair), versus(pair.rate.support, widened(found.found.rates))),
        confidence=confidence_of(facts, pair.relation),
    )


def _fitting(suspect: Suspect) -> str:
    return f" At those rates it would be {suspect.suggestion}." if suspect.suggestion else ""


def _blamed(group: Sequence[Pair]) -> Fact | None:
    """The figure that all refuted pairs of one conversion have in common, if there are several."""
    own = [pair for pair in group if pair.relation is group[0].relation]
    shared = [fact for fact in own[0].facts if all(fact in pair.facts for pair in own)]
    return shared[0] if len(own) > 1 and len(shared) == 1 else None


def _implies(evidence: Evidence, pair: Pair) -> str:
    return f"{quotes(evidence, pair.facts)} imply {_rates(pair.rate.support)} {pair.unit}"


def _tabled(found: Reference) -> str:
    assert found.found is not None
    return f"{found.found.table} for {found.found.months} give {_rates(found.found.rates)}"


def _rates(rates: Interval) -> str:
    """Rates as the trade quotes them: five digits, four below ten.

    ``279.75 to 299.79``
    """
    return wording.span(rates, digits=5)


def _listed(months: Sequence[MonthRange]) -> str:
    shown = [str(each) for each in months[:MOST_MONTHS]]
    if len(months) > MOST_MONTHS:
        shown.append("other months")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _division(pair: Pair) -> str:
    assert pair.base.value is not None
    assert pair.quote.value is not None
    return within(f"{short(pair.quote.value)} / {short(pair.base.value)}", pair.rate.support)


CHECKS: Final[tuple[Check, ...]] = (
    Check("fx.implied", fx_implied),
    Check("fx.reference", fx_reference),
)
