"""Cross-findings for programs: JSON, JSON Lines, CSV."""

from collections.abc import Iterator
from typing import Final

import msgspec

from extractor.records import CrossCoverage, CrossFinding, CrossReport, Witness
from extractor.report.csv import Cell, row
from extractor.report.encode import encode, indent
from extractor.report.writer import Layout

SHOWN_WITNESSES: Final = 2
"""Of a finding's figures the first two have columns of their own; a swap has four, all of them in JSON."""
WITNESS_FIELDS: Final = (
    "article", "source", "published", "url", "id", "text", "low", "high", "unit", "start", "end", "quote",
)  # fmt: skip
COLUMNS: Final = (
    "id", "check", "standing", "verdict", "severity", "alarm", "confidence", "measure", "entity", "segment", "message",
    *(f"{place}_{name}" for place in ("first", "second") for name in WITNESS_FIELDS),
    "suspect", "edit", "suggestion",
)  # fmt: skip


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of JSON Lines: the report without its findings."""

    schema: str
    alarms: int
    coverage: CrossCoverage


def write_json(report: CrossReport, layout: Layout) -> Iterator[str]:
    """The `CrossReport` as one object."""
    yield indent(encode(report)) + "\n"


def write_jsonl(report: CrossReport, layout: Layout) -> Iterator[str]:
    """One `CrossFinding` a line, then a line with the coverage."""
    for finding in report.findings:
        yield encode(finding) + "\n"
    yield encode(Closing(schema=report.schema, alarms=report.alarms, coverage=report.coverage)) + "\n"


def write_csv(report: CrossReport, layout: Layout) -> Iterator[str]:
    """One row a finding."""
    yield row(COLUMNS)
    for finding in report.findings:
        yield row(_cells(finding))


def _cells(finding: CrossFinding) -> Iterator[Cell]:
    yield from (
        finding.id,
        finding.check,
        finding.standing,
        finding.verdict,
        finding.severity,
        finding.is_alarm,
    )
    yield from (finding.confidence, finding.measure, finding.entity, finding.segment, finding.message)
    for place in range(SHOWN_WITNESSES):
        witness = finding.witnesses[place] if place < len(finding.witnesses) else None
        yield from (getattr(witness, name) if witness else None for name in WITNESS_FIELDS)
    first = finding.suspects[0] if finding.suspects else None
    texts = _texts(finding.witnesses)
    yield from (texts.get(first.fact), first.edit, first.suggestion) if first else (None, None, None)


def _texts(witnesses: tuple[Witness, ...]) -> dict[str, str]:
    return {witness.id: witness.text for witness in witnesses}
