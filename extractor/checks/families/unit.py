"""Figures whose unit does not fit, or is not there."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.families.unit_dimension import unit_dimension
from extractor.checks.finding import SURE_ENOUGH, make_finding
from extractor.checks.traits import measure_of
from extractor.records import Fact, Finding, Relation

HUNDRED: Final = Fraction(100)
GUARDS: Final = ("unsure", "shared_unit", "index", "counted")

MOST: Final = 1000
"""A bare number as large as that counts something; nothing grows by a thousand percent and leaves it unsaid."""

LIST: Final = re.compile(r"[\s,;/–-]*(?:[^\W\d_]{2,4})?[\s,;/–-]*")
"""What stands between figures that share a unit, "rose 5, 6 and 7 percent": commas, a dash, a short word."""


def unit_missing(evidence: Evidence) -> Iterator[Finding]:
    """A growth, or a change of a rate or of money, needs a unit: percent, points, a multiple or a currency.

    Flags: "The sector reported a growth rate of over 20."
    Passes: "The sector reported a growth rate of over 20 percent."; "Output rose by 5, 6 and 7 percent."
    Source: checks.md §2, unit.missing.
    Guards: a unit given once for a list; index points; changes of things that are counted; uncertain figures.
    """
    for fact in evidence.facts.values():
        if _lacks_unit(evidence, fact) and not _shares_unit(evidence, fact):
            yield make_finding(
                "unit.missing",
                verdict="incomplete",
                severity="note",
                facts=(fact,),
                message=f'"{evidence.quote(fact.id)}" has no unit; {_likely(evidence, fact)}.',
                guards=GUARDS,
            )


def _lacks_unit(evidence: Evidence, fact: Fact) -> bool:
    """Whether the figure stands where a bare number means nothing."""
    if fact.unit is not None or fact.kind not in ("count", "quantity") or fact.confidence < SURE_ENOUGH:
        return False
    if _is_index(evidence, fact):
        return False
    if fact.role == "growth":
        return fact.value is not None and abs(fact.value) < MOST
    return fact.role == "change" and any(
        level.kind in ("money", "percent") for level in _levels(evidence, fact)
    )


def _is_index(evidence: Evidence, fact: Fact) -> bool:
    row = measure_of(evidence, fact)
    return fact.measure_kind == "index" or (row is not None and row.kind == "index")


def _relations(evidence: Evidence, fact: Fact) -> Iterator[Relation]:
    """The movements a figure takes part in."""
    for kind in ("growth", "change"):
        for relation in evidence.related(kind):
            if fact.id in (relation.members.get("rate"), relation.members.get("delta")):
                yield relation


def _levels(evidence: Evidence, fact: Fact) -> tuple[Fact, ...]:
    """What a change leads to or from: by its relation, or the same measure in its sentence."""
    related = tuple(
        level
        for relation in _relations(evidence, fact)
        for role in ("current", "prior")
        for level in evidence.members(relation, role)
    )
    return related or tuple(
        other
        for other in evidence.by_sentence[fact.sentence]
        if (other.measure_key, other.role) == (fact.measure_key, "level")
    )


def _shares_unit(evidence: Evidence, fact: Fact) -> bool:
    """Whether a later figure of the same list ("5, 6 and 7 percent") has the unit."""
    following = sorted(
        (other for other in evidence.by_sentence[fact.sentence] if other.start_char >= fact.end_char),
        key=lambda other: other.start_char,
    )
    end = fact.end_char
    for other in following:
        between = evidence.article.text[end : other.start_char]
        if other.role != fact.role or not LIST.fullmatch(between):
            return False
        if other.unit is not None:
            return True
        end = other.end_char
    return False


def _likely(evidence: Evidence, fact: Fact) -> str:
    """What the unit may be: percent if the levels beside it say so."""
    for relation in _relations(evidence, fact):
        current, prior = evidence.member(relation, "current"), evidence.member(relation, "prior")
        if current and prior and current.unit == prior.unit and evidence.support(prior.id).sign == 1:
            made = abs(evidence.support(current.id) / evidence.support(prior.id) - 1) * HUNDRED
            if made.meets(evidence.support(fact.id)):
                shown = f'"{evidence.quote(prior.id)}" to "{evidence.quote(current.id)}"'
                return f"percent would fit: {shown} is {wording.span(made, 'percent')}"
    if fact.role == "growth":
        return "percent is likely, points and multiples are possible"
    return "a currency, percent or points are possible"


CHECKS: Final[tuple[Check, ...]] = (
    Check("unit.missing", unit_missing),
    Check("unit.dimension", unit_dimension),
)
