"""A number whose size its mark makes: a decimal point where thousands are meant."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, bounds, make_finding
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval

GUARDS: Final = ("unsure", "rate", "average")

MARKED: Final = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,]*\d)")
"""One to three digits, a point, and three more: a thousand in most of Europe."""

RATES: Final = re.compile(
    r"\b(?:average|mean|median|rate|ratio|index|per|each|every|score|scored|factor|coefficient|points?|odds)\b",
    re.IGNORECASE,
)
AROUND: Final = 50
"""Characters around a figure in which such a word makes fractions of things possible."""


def scale_slip(evidence: Evidence) -> Iterator[Finding]:
    """Cars, people and homes come whole: three digits behind a point are thousands.

    Where another figure shows a slip of the scale (million for billion, lakh for crore), the check that compares
    the two names it among its suspects.

    Flags: "The dealer sold 25.269 cars." (25,269 would be whole)
    Passes: "The dealer sold 25,269 cars."; "Families have 2.125 children on average."
    Source: ISO 80000-1:2009, §7.3.2: point and comma are both decimal signs, so neither may group digits.
    Guards: averages, rates, ratios and scores; things in a unit of measure; a scale word; uncertain figures.
    """
    for fact in evidence.facts.values():
        match = MARKED.search(fact.text) if _is_counted(fact) else None
        if match is not None and fact.value == Decimal(match[0]) and not _is_rate(evidence, fact):
            yield _finding(evidence, fact, match)


def _is_counted(fact: Fact) -> bool:
    whole = (
        fact.kind == "count"
        and fact.unit is not None
        and fact.per is None
        and fact.role in ("level", "change")
    )
    return (
        whole
        and fact.comparator != "range"
        and fact.confidence >= SURE_ENOUGH
        and "average" not in fact.basis
    )


def _is_rate(evidence: Evidence, fact: Fact) -> bool:
    text = evidence.article.text
    return RATES.search(text[max(0, fact.start_char - AROUND) : fact.end_char + AROUND]) is not None


def _finding(evidence: Evidence, fact: Fact, match: re.Match[str]) -> Finding:
    number = f"{match[1]},{match[2]}"
    would = fact.text.replace(match[0], number)
    whole = Interval.point(int(match[1] + match[2]))
    return make_finding(
        "scale.slip",
        verdict="inconsistent",
        severity="warning",
        facts=(fact,),
        message=f'"{evidence.quote(fact.id)}" is no whole number of things; "{" ".join(would.split())}" would be.',
        guards=GUARDS,
        expected=bounds(whole, fact.unit),
        observed=bounds(evidence.support(fact.id), fact.unit),
        suspects=(
            Suspect(fact=fact.id, edit="scale", suggestion=would, why="a decimal point for the thousands"),
        ),
    )


CHECKS: Final[tuple[Check, ...]] = (Check("scale.slip", scale_slip),)
