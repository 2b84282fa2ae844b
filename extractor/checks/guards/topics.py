"""Guards on what is measured: other units, measures, owners, footings; denied, vague or unsure figures."""

from collections.abc import Iterable
from typing import Final

from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence
from extractor.checks.finding import ASSERTED, SURE_ENOUGH
from extractor.checks.traits import can_be_negative, measure_of, reads_inversely
from extractor.records import Fact

GRADES: Final = ("rate", "delta", "share", "ratio")

OTHER_BASES: Final = frozenset(
    (
        "like-for-like",
        "same-store",
        "comparable-store",
        "comparable",
        "constant-currency",
        "currency-adjusted",
        "organic",
        "real",
        "inflation-adjusted",
        "annualised",
        "annualized",
    )
)
"""Bases on which a rate does not follow from the levels printed beside it, even where all share the word."""

ADJUSTMENTS: Final = frozenset(("annualised", "annualized", "seasonally-adjusted"))

LOSSES: Final = frozenset(("loss", "deficit", "gap", "shortfall", "balance"))
"""Words of a measure's key whose parts may be set off against each other."""

DIMENSIONS: Final = frozenset(("volume", "value", "per-capita"))
FOOTINGS: Final = DIMENSIONS | {"nominal", "average", "cumulative", "pro-forma", "seasonally-adjusted"}
"""Footings on which two levels must agree to be compared; a rate must agree with them on the dimension."""

AIMS: Final = ("target", "whole")
"""Roles of what is aimed at."""

MOST_VAGUE: Final = 2
"""A figure whose support reaches from x to more than twice x ("dozens") proves nothing."""


def levels(link: Link) -> list[Fact]:
    """The members that are levels: current, prior, part, whole, the parts of a sum."""
    return [fact for role, fact in link.facts.items() if _name(role) not in GRADES]


def grade(link: Link) -> Fact | None:
    """The member that is a rate, a change or a share."""
    return next((fact for role, fact in link.facts.items() if _name(role) in GRADES), None)


def _name(role: str) -> str:
    """A role without its number: the rates of a list are rate1, rate2, …"""
    return role.rstrip("0123456789")


def differ(facts: Iterable[Fact], field: str) -> bool:
    """Do two facts have different values of a field? Unknown differs from nothing."""
    known = {getattr(fact, field) for fact in facts} - {None}
    return len(known) > 1


def basis_names(fact: Fact) -> frozenset[str]:
    """The bases of a fact in one spelling: lower case, hyphens."""
    return frozenset(name.lower().replace(" ", "-").replace("_", "-") for name in fact.basis)


def other_unit(evidence: Evidence, link: Link) -> bool:
    facts = [fact for fact in levels(link) if fact.unit is not None]
    return any(differ(facts, field) for field in ("kind", "unit", "per"))


def other_dimension(evidence: Evidence, link: Link) -> bool:
    """As `other_unit`, but people may be made of women and men: nouns of counted things may differ."""
    facts = [fact for fact in levels(link) if fact.unit is not None]
    measured = [fact for fact in facts if fact.kind != "count"]
    if differ(facts, "kind"):
        # "Class A shares" are counted, "shares" measured: one thing in one unit.
        return not all(fact.kind in ("count", "quantity") for fact in facts) or differ(facts, "unit")
    return differ(facts, "per") or differ(measured, "unit")


def other_change_unit(evidence: Evidence, link: Link) -> bool:
    delta, facts = link.facts.get("delta"), levels(link)
    if delta is None or not facts:
        return False
    if facts[0].kind in ("percent", "points"):
        return delta.kind != "points"
    if delta.unit == "point" and facts[0].kind == "count":
        return False  # "fell 80 points to 7,228": an index is written without its unit
    return delta.kind != facts[0].kind or differ([delta, facts[0]], "unit")


def other_measure(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "measure_key")


def other_entity(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "entity_key")


def other_segment(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "segment_key")


def percent_of_percent(evidence: Evidence, link: Link) -> bool:
    rate = link.facts.get("rate")
    return (
        rate is not None
        and rate.kind == "percent"
        and any(f.kind in ("percent", "points") for f in levels(link))
    )


def not_positive(evidence: Evidence, link: Link) -> bool:
    return any(evidence.support(fact.id).sign != 1 for fact in levels(link))


def other_basis(evidence: Evidence, link: Link) -> bool:
    """A rate of its own footing, or levels of two; "pre-tax" and the like belong to the measure and may stand
    beside one figure only.
    """
    bases = [basis_names(fact) for fact in link.facts.values()]
    if any(one & OTHER_BASES for one in bases):
        return True
    measured = grade(link)
    compared = [basis_names(fact) & FOOTINGS for fact in levels(link)]
    own = basis_names(measured) & DIMENSIONS if measured else frozenset()
    return len(set(compared)) > 1 or any(own != one & DIMENSIONS for one in compared)


def any_other_basis(evidence: Evidence, link: Link) -> bool:
    """For two mentions of one quantity every word of footing counts, "revised" above all."""
    return len({basis_names(fact) for fact in link.facts.values()}) > 1


def adjusted(evidence: Evidence, link: Link) -> bool:
    """Rates a year and figures adjusted for the season follow from no sum of months."""
    return any(basis_names(fact) & ADJUSTMENTS for fact in link.facts.values())


def other_modality(evidence: Evidence, link: Link) -> bool:
    measured, current = grade(link), link.facts.get("current") or link.facts.get("whole")
    if measured and current and measured.modality != current.modality:
        return True
    prior = link.facts.get("prior")
    return prior is not None and prior.modality not in ("actual", "estimate", (current or prior).modality)


def mixed_modality(evidence: Evidence, link: Link) -> bool:
    return len({fact.modality for fact in link.facts.values()}) > 1


def forecast_beside(evidence: Evidence, link: Link) -> bool:
    """Is what is held against a target itself no fact yet?"""
    return any(
        fact.modality not in ("actual", "estimate") for role, fact in link.facts.items() if role not in AIMS
    )


def less_is_better(evidence: Evidence, link: Link) -> bool:
    """Beating a target for losses means staying below it."""
    rows = [measure_of(evidence, fact) for fact in link.facts.values()]
    return any(row is not None and row.polarity < 0 for row in rows) or any(
        _is_loss(fact) or can_be_negative(evidence, fact) for fact in link.facts.values()
    )


def mixed_list(evidence: Evidence, link: Link) -> bool:
    """As `mixed_modality`, but what one sentence lists as the parts of a sum is that sum: "would have been 14.5m
    bags, of which 2.0m …, leaving 12.5m".
    """
    asserted = link.relations[0].confidence >= ASSERTED
    return not asserted and mixed_modality(evidence, link)


def negated(evidence: Evidence, link: Link) -> bool:
    return any(fact.negated for fact in link.facts.values())


def inverse_quote(evidence: Evidence, link: Link) -> bool:
    return any(reads_inversely(evidence, fact) for fact in link.facts.values())


def unsure(evidence: Evidence, link: Link) -> bool:
    return link.confidence < SURE_ENOUGH


def vague(evidence: Evidence, link: Link) -> bool:
    for fact in link.facts.values():
        support = evidence.support(fact.id)
        low, high = support.low, support.high
        if (
            fact.comparator == "range"
            and low is not None
            and low > 0
            and (high is None or high > MOST_VAGUE * low)
        ):
            return True
    return False


def signed(evidence: Evidence, link: Link) -> bool:
    return any(
        can_be_negative(evidence, fact) or (fact.value is not None and fact.value < 0)
        for fact in levels(link)
    )


def offsetting(evidence: Evidence, link: Link) -> bool:
    """Parts of a loss or a balance may be set off against each other; in a list called complete they are printed
    with their signs.
    """
    if any(_is_loss(fact) for fact in levels(link)):
        return True
    listed = link.kind == "sum" and link.relations[0].exhaustive
    return not listed and any(can_be_negative(evidence, fact) for fact in levels(link))


def net(evidence: Evidence, link: Link) -> bool:
    """Net flows can be negative whatever they are of."""
    return any("net" in (fact.measure_key or "").split("_") for fact in levels(link))


def other_head(evidence: Evidence, link: Link) -> bool:
    """Two measures the table knows, and not the same: goods exported are no part of a trade gap."""
    rows = [measure_of(evidence, fact) for fact in levels(link)]
    return len({row.key for row in rows if row is not None}) > 1


def _is_loss(fact: Fact) -> bool:
    return fact.kind == "money" and not LOSSES.isdisjoint((fact.measure_key or "").split("_"))


def share_of_change(evidence: Evidence, link: Link) -> bool:
    return any(fact.role in ("growth", "change") for fact in link.facts.values())
