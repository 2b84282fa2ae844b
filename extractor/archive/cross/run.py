"""The crosscheck of an archive: copies, figures, candidates by query, judgement one by one, coverage."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.archive.cross.checks import CrossCheck, select
from extractor.archive.cross.copies import find_copies
from extractor.archive.cross.figures import make_figures, reach
from extractor.archive.cross.holds import holding
from extractor.archive.cross.library import Library
from extractor.archive.cross.pairs import Silenced
from extractor.records import ALARM_SEVERITIES, CrossFinding, CrossReport

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEVERITIES: Final = (*ALARM_SEVERITIES, "minor", "note")


def crosscheck(
    connection: "DuckDBPyConnection", *, only: Sequence[str] | None = None, holds: bool = False
) -> CrossReport:
    """Hold the articles of an archive against each other; `holds` says also what agrees.

    `connection` has the tables `articles`, `facts` and `claims` (`extractor.archive.schema`); temporary ones are
    added.

    Raises:
        UnknownNameError: `only` names no cross-check.
        InputError: there are too many articles to say what agrees.

    """
    checks = select(only)
    copies = find_copies(connection)
    make_figures(connection)
    silenced = Counter[str]()
    findings = list[CrossFinding]()
    for said in _judged(connection, checks):
        if isinstance(said, Silenced):
            silenced[said.guard] += 1
        else:
            findings.append(said)
    if holds:
        findings.extend(holding(connection))
    ranked = sorted(findings, key=_rank)
    return CrossReport(
        alarms=sum(finding.is_alarm for finding in ranked),
        findings=tuple(msgspec.structs.replace(one, id=f"x{n}") for n, one in enumerate(ranked, start=1)),
        coverage=msgspec.structs.replace(
            reach(connection), copies=copies, silenced=dict(sorted(silenced.items()))
        ),
    )


def _judged(
    connection: "DuckDBPyConnection", checks: Sequence[CrossCheck]
) -> Iterator[CrossFinding | Silenced]:
    """What the checks say of their candidates. All that are named are read together, in one pass."""
    cases = {check.id: check.find(connection) for check in checks}
    named = {check.id: {one for case in cases[check.id] for one in check.named(case)} for check in checks}
    library = Library()
    library.read(
        connection,
        (sighting for sightings in named.values() for sighting in sightings),
        (sighting.doc for check in checks if check.rates for sighting in named[check.id]),
    )
    for check in checks:
        for case in cases[check.id]:
            yield from check.judge(case, library)


def _rank(finding: CrossFinding) -> tuple[object, ...]:
    """Alarms first, the gravest before the others; then by check and by what is measured."""
    first = finding.witnesses[0]
    return (
        not finding.is_alarm,
        SEVERITIES.index(finding.severity),
        finding.check,
        finding.measure or "",
        finding.entity or "",
        finding.segment or "",
        first.start or "",
        tuple(witness.id for witness in finding.witnesses),
    )
