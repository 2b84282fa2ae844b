"""Numbers of another size than is meant: a point for the thousands, a trade figure a scale word too small."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, bounds, make_finding, quotes
from extractor.checks.slips.company import style
from extractor.checks.slips.undo import WHY, Slip, undo
from extractor.checks.traits import measure_of
from extractor.lexicon.measures import measures
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval

GUARDS: Final = ("unsure", "rate", "average")
ODD_GUARDS: Final = ("unsure", "segment", "few")

OTHERS: Final = 3
FAR: Final = 50
LIKE: Final = 20
"""So many other figures of one trade, the least of them so many times larger; the figure meant is at most so many
times from their middle."""

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

    And a country's exports are of the size of its imports. Where an equation shows a slip of the scale, the check
    of the equation names it among its suspects.

    Flags: "The dealer sold 25.269 cars." (25,269 would be whole); "a trade deficit of $4.18 million" beside
    exports, imports and a current account in billions.
    Passes: "The dealer sold 25,269 cars."; "Families have 2.125 children on average."
    Source: ISO 80000-1:2009, §7.3.2: point and comma are both decimal signs, so neither may group digits.
    Guards: averages, rates, ratios and scores; things in a unit of measure; a scale word; segments of trade; fewer
    than three figures to compare with; uncertain figures.
    """
    for fact in evidence.facts.values():
        match = MARKED.search(fact.text) if _is_counted(fact) else None
        if match is not None and fact.value == Decimal(match[0]) and not _is_rate(evidence, fact):
            yield _finding(evidence, fact, match)
    yield from _odd_ones(evidence)


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


def _odd_ones(evidence: Evidence) -> Iterator[Finding]:
    """Amounts of a country's trade that are a scale word smaller than all others of it."""
    for group in _trade(evidence).values():
        for fact in group:
            others = sorted(Fraction(one.value or 0) for one in group if one is not fact)
            if len(others) < OTHERS or Fraction(fact.value or 0) * FAR > others[0]:
                continue
            middle = others[len(others) // 2]
            size = Interval(middle / LIKE, middle * LIKE)
            slips = undo(
                fact, evidence.support(fact.id), evidence.article.language, style=evidence.once(style)
            )
            fitting = [slip for slip in slips if slip.kind == "scale" and slip.support.meets(size)]
            if len(fitting) == 1:
                yield _odd(evidence, fact, group, fitting[0])


def _trade(evidence: Evidence) -> dict[tuple[str | None, str | None], list[Fact]]:
    """What the article says of each country's whole trade, in one currency."""
    groups: dict[tuple[str | None, str | None], list[Fact]] = {}
    for fact in evidence.facts.values():
        row = measure_of(evidence, fact)
        if row is None or measures(evidence.model).subjects.get(row.key) != "trade" or row.kind != "flow":
            continue
        whole = fact.kind == "money" and fact.role == "level" and fact.segment is None and fact.per is None
        if whole and fact.value and fact.confidence >= SURE_ENOUGH and fact.measure_key == row.key:
            groups.setdefault((fact.entity_key, fact.unit), []).append(fact)
    return groups


def _odd(evidence: Evidence, fact: Fact, group: list[Fact], slip: Slip) -> Finding:
    others = [one for one in group if one is not fact]
    return make_finding(
        "scale.slip",
        verdict="inconsistent",
        severity="warning",
        facts=(fact, *others),
        message=f'"{evidence.quote(fact.id)}" is far below {quotes(evidence, others)} of the same trade;'
        f' "{slip.text}" would be of their size.',
        guards=ODD_GUARDS,
        expected=bounds(slip.support, fact.unit),
        observed=bounds(evidence.support(fact.id), fact.unit),
        suspects=(Suspect(fact=fact.id, edit="scale", suggestion=slip.text, why=WHY["scale"]),),
    )


CHECKS: Final[tuple[Check, ...]] = (Check("scale.slip", scale_slip),)
