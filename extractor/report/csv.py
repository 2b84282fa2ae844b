"""CSV for spreadsheets: a header, then one row a fact (or a finding), safe to open.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and article text may
begin with anything; such a cell gets an apostrophe in front, unless it is a plain number (OWASP, "CSV
Injection").
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from extractor.records import Article, Bounds, Extraction, Fact, Finding, Period
from extractor.report.clean import clean_cell
from extractor.report.findings import ranked
from extractor.report.writer import Layout, Writer

Cell = str | int | float | bool | Decimal | None

NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
# The full-width forms are formulas to a spreadsheet set to an East Asian language.
FORMULA: Final = re.compile(r"[ \u00a0]*[=+\-@\t\r\n＝＋－＠]")
SEPARATOR: Final = "; "

ARTICLE_COLUMNS: Final = ("article", "title", "published", "country", "source", "url")
PERIOD_FIELDS: Final = ("text", "start", "end", "granularity", "kind", "fiscal", "resolution")
PERIOD_COLUMNS: Final = tuple(f"period_{name}" for name in PERIOD_FIELDS)
# Fields of a fact that are one cell each, in the order of the record.
FACT_FIELDS: Final = (
    "id", "start_char", "end_char", "text", "sentence", "in_title",
    "kind", "value", "value_to", "unit", "unit_text", "per", "comparator",
    "low", "high", "core_low", "core_high", "ulp",
    "role", "direction", "measure", "measure_key", "measure_kind",
    "entity", "entity_key", "segment", "segment_key",
)  # fmt: skip
BASELINE_COLUMNS: Final = ("baseline_type", "baseline_text", "baseline_start", "baseline_end")
CLOSING_COLUMNS: Final = (
    "modality", "basis", "negated", "attribution", "superlative", "superlative_scope", "confidence", "rules",
    "alarms",
)  # fmt: skip
FACT_COLUMNS: Final = (*ARTICLE_COLUMNS, *FACT_FIELDS, *PERIOD_COLUMNS, *BASELINE_COLUMNS, *CLOSING_COLUMNS)
FINDING_COLUMNS: Final = (
    *ARTICLE_COLUMNS,
    "id", "check", "verdict", "severity", "alarm", "confidence", "message",
    "expected_low", "expected_high", "expected_unit", "observed_low", "observed_high", "observed_unit",
    "facts", "figures", "suspect", "edit", "suggestion",
)  # fmt: skip


def write_extractions(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """One row a fact, under `FACT_COLUMNS`. Absent values are empty cells, lists are joined by "; "."""
    yield row(FACT_COLUMNS)
    for extraction in extractions:
        article, alarms = _article(extraction.article), _alarms(extraction)
        for fact in extraction.facts:
            yield row((*article, *_fact(fact), SEPARATOR.join(alarms.get(fact.id, ()))))


def write_findings(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """One row a finding, under `FINDING_COLUMNS`, an article's alarms before its other findings."""
    yield row(FINDING_COLUMNS)
    for extraction in extractions:
        article, texts = _article(extraction.article), {fact.id: fact.text for fact in extraction.facts}
        for finding in ranked(extraction.findings):
            yield row((*article, *_finding(finding, texts)))


WRITER: Final = Writer(write_extractions, write_findings)


def safe(cell: Cell) -> str:
    """A cell's text: plain decimals, `true` and `false`, formulas disarmed.

    >>> [safe(cell) for cell in ("=SUM(A1)", "-3.5", Decimal("-1E+3"), True, None, "+1 for growth")]
    ["'=SUM(A1)", '-3.5', '-1000', 'true', '', "'+1 for growth"]

    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    text = clean_cell(format(cell, "f") if isinstance(cell, Decimal) else str(cell))
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def row(cells: Iterable[Cell]) -> str:
    """One line of CSV, every cell made safe."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(map(safe, cells))
    return out.getvalue()


def _article(article: Article) -> tuple[Cell, ...]:
    return (article.id, article.title, article.published, article.country, article.source, article.url)


def _fact(fact: Fact) -> Iterator[Cell]:
    yield from (getattr(fact, name) for name in FACT_FIELDS)
    yield from _period(fact.period)
    base = fact.baseline
    if base is None:
        yield from (None,) * len(BASELINE_COLUMNS)
    else:
        yield from (base.type, base.text)
        yield from (base.period.start, base.period.end) if base.period else (None, None)
    best = fact.superlative
    yield from (fact.modality, SEPARATOR.join(fact.basis), fact.negated, fact.attribution)
    yield from (best.text, best.scope) if best else (None, None)
    yield from (fact.confidence, SEPARATOR.join(fact.rules))


def _period(period: Period | None) -> tuple[Cell, ...]:
    return tuple(getattr(period, name) if period else None for name in PERIOD_FIELDS)


def _finding(finding: Finding, texts: dict[str, str]) -> Iterator[Cell]:
    yield from (finding.id, finding.check, finding.verdict, finding.severity, finding.is_alarm)
    yield from (finding.confidence, finding.message, *_bounds(finding.expected), *_bounds(finding.observed))
    yield SEPARATOR.join(finding.facts)
    yield SEPARATOR.join(texts[fact] for fact in finding.facts if fact in texts)
    first = finding.suspects[0] if finding.suspects else None
    yield from (texts.get(first.fact), first.edit, first.suggestion) if first else (None, None, None)


def _bounds(bounds: Bounds | None) -> tuple[Cell, ...]:
    return (bounds.low, bounds.high, bounds.unit) if bounds else (None, None, None)


def _alarms(extraction: Extraction) -> dict[str, list[str]]:
    """Fact id to the checks that raise an alarm over it."""
    found: dict[str, list[str]] = {}
    for finding in extraction.findings:
        if finding.is_alarm:
            for fact in finding.facts:
                found.setdefault(fact, []).append(finding.check)
    return found
