"""Guards: reasons to say nothing, as named rows. A check examines its guards before it compares, and lists
them in its finding; one that blocks silences the check for that binding.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH
from extractor.checks.links import Link, is_complete, solve, value
from extractor.checks.reading import compare
from extractor.checks.slips import read
from extractor.checks.traits import can_be_negative, measure_of, reads_inversely
from extractor.records import Fact, Period

Blocks: TypeAlias = Callable[[Evidence, Link], bool]


class Guard(NamedTuple):
    """`blocks` says that this link must not be judged; `why` is for the reader of `tieout explain`."""

    name: str
    why: str
    blocks: Blocks


LEVELS: Final = ("current", "prior", "part", "whole")
GRADES: Final = ("rate", "delta", "share")

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

LENGTH_SLACK: Final = 0.15
"""Periods are of one length if they differ by no more than this part (28 and 31 days do)."""

BASE_SLACK_DAYS: Final = 45
"""How far a base may lie from exactly one year before and still be "a year earlier"."""

THOUSAND: Final = 1000

MOST_VAGUE: Final = 2
"""A figure whose support reaches from x to more than twice x ("dozens") proves nothing."""


def levels(link: Link) -> list[Fact]:
    """The members that are levels: current, prior, part, whole, the parts of a sum."""
    return [fact for role, fact in link.facts.items() if role not in GRADES]


def grade(link: Link) -> Fact | None:
    """The member that is a rate, a change or a share."""
    return next((fact for role, fact in link.facts.items() if role in GRADES), None)


def differ(facts: Iterable[Fact], field: str) -> bool:
    """Do two facts have different values of a field? Unknown differs from nothing."""
    known = {getattr(fact, field) for fact in facts} - {None}
    return len(known) > 1


def basis_names(fact: Fact) -> frozenset[str]:
    """The bases of a fact in one spelling: lower case, hyphens."""
    return frozenset(name.lower().replace(" ", "-").replace("_", "-") for name in fact.basis)


def _other_unit(evidence: Evidence, link: Link) -> bool:
    facts = [fact for fact in levels(link) if fact.unit is not None]
    return any(differ(facts, field) for field in ("kind", "unit", "per"))


def _other_dimension(evidence: Evidence, link: Link) -> bool:
    """As `_other_unit`, but people may be made of women and men: nouns of counted things may differ."""
    facts = [fact for fact in levels(link) if fact.unit is not None]
    measured = [fact for fact in facts if fact.kind != "count"]
    return differ(facts, "kind") or differ(facts, "per") or differ(measured, "unit")


def _other_change_unit(evidence: Evidence, link: Link) -> bool:
    delta, facts = link.facts.get("delta"), levels(link)
    if delta is None or not facts:
        return False
    if facts[0].kind in ("percent", "points"):
        return delta.kind != "points"
    return delta.kind != facts[0].kind or differ([delta, facts[0]], "unit")


def _other_measure(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "measure_key")


def _other_entity(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "entity_key")


def _other_segment(evidence: Evidence, link: Link) -> bool:
    return differ(link.facts.values(), "segment_key")


def _percent_of_percent(evidence: Evidence, link: Link) -> bool:
    rate = link.facts.get("rate")
    return (
        rate is not None
        and rate.kind == "percent"
        and any(f.kind in ("percent", "points") for f in levels(link))
    )


def _not_positive(evidence: Evidence, link: Link) -> bool:
    return any(evidence.support(fact.id).sign != 1 for fact in levels(link))


def _other_basis(evidence: Evidence, link: Link) -> bool:
    bases = [basis_names(fact) for fact in link.facts.values()]
    return any(one & OTHER_BASES for one in bases) or any(a != b for a, b in combinations(bases, 2))


def _other_modality(evidence: Evidence, link: Link) -> bool:
    measured, current = grade(link), link.facts.get("current") or link.facts.get("whole")
    if measured and current and measured.modality != current.modality:
        return True
    prior = link.facts.get("prior")
    return prior is not None and prior.modality not in ("actual", "estimate", (current or prior).modality)


def _mixed_modality(evidence: Evidence, link: Link) -> bool:
    return len({fact.modality for fact in link.facts.values()}) > 1


def _negated(evidence: Evidence, link: Link) -> bool:
    return any(fact.negated for fact in link.facts.values())


def _scale_left_out(evidence: Evidence, link: Link) -> bool:
    """ "to 4.2 million from 4.9": one level borrows the scale word of the other, and then all fits."""
    written = {role: read(fact) for role, fact in link.facts.items() if role in LEVELS}
    scales = {role: one.scale for role, one in written.items() if one is not None}
    largest = max(scales.values(), default=Fraction(1))
    bare = [role for role, scale in scales.items() if scale == 1 and largest >= THOUSAND]
    if len(bare) != 1 or len(scales) < len(written) or not is_complete(link):
        return False
    values = {role: value(evidence, link, role) for role in link.facts}
    values[bare[0]] = values[bare[0]] * largest
    stated = values.pop(bare[0])
    return compare(solve(link.kind, bare[0], values), stated) != "apart"


def _inverse_quote(evidence: Evidence, link: Link) -> bool:
    return any(reads_inversely(evidence, fact) for fact in link.facts.values())


def _unsure(evidence: Evidence, link: Link) -> bool:
    return link.confidence < SURE_ENOUGH


def _vague(evidence: Evidence, link: Link) -> bool:
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


def _other_base(evidence: Evidence, link: Link) -> bool:
    """The rate says one base ("year on year", "since January"), the prior level is of another."""
    measured, prior, current = grade(link), link.facts.get("prior"), link.facts.get("current")
    if measured is None or prior is None or measured.baseline is None:
        return False
    own = days(prior.period)
    base = days(measured.baseline.period)
    if own and base:
        return own[0] > base[1] or base[0] > own[1]
    now = days(current.period) if current else None
    if measured.baseline.type != "yoy" or own is None or now is None:
        return False
    return abs((now[0] - own[0]).days - 365) > BASE_SLACK_DAYS


def _other_length(evidence: Evidence, link: Link) -> bool:
    stretches = [days(fact.period) for fact in levels(link) if fact.period and fact.period.kind == "interval"]
    lengths = [(end - start).days + 1 for start, end in filter(None, stretches)]
    return bool(lengths) and max(lengths) * (1 - LENGTH_SLACK) > min(lengths)


def _other_period(evidence: Evidence, link: Link) -> bool:
    stretches = {days(fact.period) for fact in levels(link)} - {None}
    return len(stretches) > 1


def _signed(evidence: Evidence, link: Link) -> bool:
    return any(
        can_be_negative(evidence, fact) or (fact.value is not None and fact.value < 0)
        for fact in levels(link)
    )


def _offsetting(evidence: Evidence, link: Link) -> bool:
    """Parts of a loss or a balance may be set off against each other."""
    return any(can_be_negative(evidence, fact) or _is_loss(fact) for fact in levels(link))


def _other_head(evidence: Evidence, link: Link) -> bool:
    """Two measures the table knows, and not the same: goods exported are no part of a trade gap."""
    rows = [measure_of(evidence, fact) for fact in levels(link)]
    return len({row.key for row in rows if row is not None}) > 1


def _is_loss(fact: Fact) -> bool:
    return (fact.measure_key or "").rpartition("_")[2] in ("loss", "deficit")


def _share_of_change(evidence: Evidence, link: Link) -> bool:
    return any(fact.role in ("growth", "change") for fact in link.facts.values())


def same_base(one: Fact, other: Fact) -> bool:
    """Can two rates be against the same period? Only dates that differ, or two named bases, say no."""
    mine, theirs = one.baseline, other.baseline
    if mine is None or theirs is None:
        return True
    own, others = days(mine.period), days(theirs.period)
    if own and others:
        return own == others
    return mine.type == theirs.type or mine.text is None or theirs.text is None


def days(period: Period | None) -> tuple[date, date] | None:
    """First and last day of a period, if both are known."""
    if period is None or period.start is None or period.end is None:
        return None
    return date.fromisoformat(period.start), date.fromisoformat(period.end)


UNSURE: Final = Guard("unsure", "a figure's binding is too uncertain", _unsure)
NEGATED: Final = Guard("negated", "the article denies the figure", _negated)
VAGUE: Final = Guard("vague", "a figure is too vague to prove anything (dozens)", _vague)
UNIT: Final = Guard(
    "unit", "the levels are in different units, currencies or per different things", _other_unit
)
DIMENSION: Final = Guard("unit", "the levels are in different currencies or dimensions", _other_dimension)
OFFSETTING: Final = Guard("offsetting", "parts of a loss or balance may be set off", _offsetting)
HEAD: Final = Guard("measure", "the whole is known to be of another measure than the part", _other_head)
MEASURE: Final = Guard("measure", "the figures measure different things", _other_measure)
ENTITY: Final = Guard("entity", "the figures are of different owners or places", _other_entity)
SEGMENT: Final = Guard("segment", "the figures are of different segments", _other_segment)
BASIS: Final = Guard(
    "basis", "a figure is like-for-like, at constant currency, real, annualised, the others not", _other_basis
)
MODALITY: Final = Guard("modality", "an actual figure beside a forecast or a target", _other_modality)
MIXED: Final = Guard("modality", "an actual figure beside a forecast or a target", _mixed_modality)
INVERSE: Final = Guard(
    "inverse_quote", "the number falls when the thing rises (rupees per dollar)", _inverse_quote
)
POSITIVE: Final = Guard(
    "not_positive", "a level is zero or negative, so no rate follows from it", _not_positive
)
POINTS: Final = Guard(
    "percent_of_percent", "a rate of a rate: percent or points, another check's", _percent_of_percent
)
ELLIPSIS: Final = Guard("scale_left_out", "one level borrows the other's scale word", _scale_left_out)
CHANGE_UNIT: Final = Guard("change_unit", "the change is in another unit than the levels", _other_change_unit)
BASE: Final = Guard("base", "the rate is against another period than the prior level's", _other_base)
LENGTH: Final = Guard("length", "the periods are of different lengths", _other_length)
PERIOD: Final = Guard("period", "the figures are of different periods", _other_period)
SIGNED: Final = Guard(
    "signed", "the measure can be negative (profits, balances), so a part may exceed", _signed
)
OF_CHANGE: Final = Guard("share_of_change", "a share of the increase, not of the whole", _share_of_change)

ALWAYS: Final = (UNSURE, NEGATED, VAGUE)
TOPIC: Final = (MEASURE, ENTITY, SEGMENT)
MOVEMENT: Final = (
    *ALWAYS, *TOPIC, UNIT, BASIS, MODALITY, INVERSE, POSITIVE, POINTS, CHANGE_UNIT, BASE, LENGTH,
    ELLIPSIS,
)  # fmt: skip
SHARE: Final = (*ALWAYS, DIMENSION, BASIS, MIXED, PERIOD, OF_CHANGE)
SUM: Final = (*ALWAYS, DIMENSION, BASIS, MIXED, PERIOD, OFFSETTING)
RECORD: Final = (*ALWAYS, *TOPIC, UNIT, BASIS, MIXED, LENGTH)
SAME: Final = (*ALWAYS, *TOPIC, UNIT, BASIS, MIXED, PERIOD)
PART: Final = (*ALWAYS, HEAD, DIMENSION, BASIS, MIXED, PERIOD, SIGNED, OFFSETTING)

BY_KIND: Final[dict[str, tuple[Guard, ...]]] = {
    "growth": MOVEMENT,
    "change": MOVEMENT,
    "pace": MOVEMENT,
    "share": SHARE,
    "sum": SUM,
    "part": PART,
    "record": RECORD,
    "same": SAME,
}


def examine(evidence: Evidence, link: Link) -> tuple[str, ...] | None:
    """The names of the guards examined, or None if one of them blocks."""
    known = evidence.once(_examined)
    if id(link) not in known:
        rows = BY_KIND[link.kind]
        blocked = any(row.blocks(evidence, link) for row in rows)
        known[id(link)] = (link, None if blocked else tuple(row.name for row in rows))
    return known[id(link)][1]


def _examined(evidence: Evidence) -> dict[int, tuple[Link, tuple[str, ...] | None]]:
    """What was found out already; the link is kept so that its id stays its own."""
    return {}
