"""Figures in a unit of another dimension than what they are of: the check `unit.dimension`."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, make_finding
from extractor.checks.guards.examine import days
from extractor.errors import ExtractorError
from extractor.lexicon.dimensions import Dimension, dimensions
from extractor.records import Fact, Finding, Suspect

GUARDS: Final = ("unsure", "negated", "at_a_moment", "unless")

MONTH: Final = timedelta(days=27)
LONG: Final = frozenset({"month", "quarter", "year"})
BEFORE: Final = 60
"""Characters before a figure in which what it is of is said."""

AROUND: Final = 120
"""Characters around a figure whose words may make its unit right."""

CLAUSE: Final = re.compile(r"[.;:!?]\s")


def unit_dimension(evidence: Evidence) -> Iterator[Finding]:
    """Energy is not in watts, a speed not in miles, an area not in kilometres.

    Flags: "The wind farm generated 400 MW last year."
    Passes: "The wind farm generated 400 MWh last year."; "The wind farm was generating 400 MW at noon."
    Source: BIPM, The International System of Units (2019), §2.3.4: a unit belongs to one kind of quantity.
    Guards: figures of a moment, a peak or an average; words beside it that make the unit right ("400 MW of
    panels", "300 km by 20 km"); denied or uncertain figures.
    """
    for fact in evidence.facts.values():
        if (
            fact.kind == "quantity"
            and fact.unit is not None
            and fact.confidence >= SURE_ENOUGH
            and not fact.negated
        ):
            wrong = next((one for one in _rows(evidence) if _is_of(evidence, fact, one)), None)
            if wrong is not None:
                yield _finding(evidence, fact, wrong)


def _rows(evidence: Evidence) -> tuple[Dimension, ...]:
    try:
        return dimensions(evidence.model)
    except ExtractorError:  # a language without such a table: nothing is known
        return ()


def _is_of(evidence: Evidence, fact: Fact, dimension: Dimension) -> bool:
    """Is it the row's thing, in one of the row's units?"""
    row, text = dimension.row, evidence.article.text
    if fact.unit not in row.units or (row.whole and not _is_long(fact)):
        return False
    if not row.whole and fact.per is not None:
        return False
    before = CLAUSE.split(text[max(0, fact.start_char - BEFORE) : fact.start_char])[-1]
    after = CLAUSE.split(text[fact.end_char : fact.end_char + AROUND])[0]
    around = CLAUSE.split(text[max(0, fact.start_char - AROUND) : fact.start_char])[-1] + fact.text + after
    return dimension.said.search(before) is not None and dimension.unless.search(around) is None


def _is_long(fact: Fact) -> bool:
    """Is it of a month or more, or so much a year?"""
    span = days(fact.period)
    return fact.per in LONG or (fact.per is None and span is not None and span[1] - span[0] >= MONTH)


def _finding(evidence: Evidence, fact: Fact, dimension: Dimension) -> Finding:
    return make_finding(
        "unit.dimension",
        verdict="inconsistent",
        severity="warning",
        facts=(fact,),
        message=f'"{evidence.quote(fact.id)}" is given as {dimension.row.given}; {dimension.row.means}.',
        guards=GUARDS,
        suspects=(Suspect(fact=fact.id, edit="unit", why=dimension.row.means),),
    )
