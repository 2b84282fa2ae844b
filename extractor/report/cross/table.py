"""Cross-findings set for reading in a terminal: what both articles say, the arithmetic, and the reach."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from extractor.records import CrossFinding, CrossReport, Witness
from extractor.report.clean import clean
from extractor.report.cross.words import covered, details, left_out, origin, quote_parts
from extractor.report.findings import SEVERITY_STYLES, grid
from extractor.report.marks import STYLES, Lines
from extractor.report.table import render
from extractor.report.words import counted
from extractor.report.writer import Layout

MOST_NOTES = 200
"""Notes that are printed in a terminal; the data formats have them all."""


def write_table(report: CrossReport, layout: Layout) -> Iterator[str]:
    """Alarms in full, notes a few lines each, what holds in a line; last the coverage."""
    verdict = (counted(report.alarms, "alarm"), "bold red") if report.alarms else ("no alarm", "green")
    opening: list[RenderableType] = [
        Rule(Text("crosscheck", "bold"), align="left", style="dim", characters="─"),
        Lines(Text.assemble(verdict, (f" · {covered(report.coverage)}", "dim"))),
    ]
    if report.coverage.unchecked or report.coverage.silenced:
        opening.append(Lines(Text(left_out(report.coverage), "dim")))
    yield render(opening, layout)
    notes = 0
    for finding in report.findings:
        if not finding.is_alarm:
            notes += 1
        if finding.is_alarm or notes <= MOST_NOTES:
            yield render([Padding(_block(finding), (1, 0, 0, 2))], layout)
    yield render(_closing(report, notes), layout)


def _closing(report: CrossReport, notes: int) -> list[RenderableType]:
    parts: list[RenderableType] = [Text("")]
    if notes > MOST_NOTES:
        counts = Counter(finding.check for finding in report.findings if not finding.is_alarm)
        told = ", ".join(f"{check} ×{count:,}" for check, count in sorted(counts.items()))
        parts.append(Text(f"  {notes - MOST_NOTES:,} more notes, not shown ({told})", "dim"))
    return parts


def _block(finding: CrossFinding) -> RenderableType:
    word = finding.severity if finding.verdict == "inconsistent" else finding.verdict
    head = Text.assemble(
        (word, SEVERITY_STYLES.get(word, "dim")),
        "  ",
        (clean(finding.check), "bold"),
        (f"  {finding.standing}, confidence {finding.confidence:.2f}", "dim"),
    )
    rows = grid()
    for witness in finding.witnesses:
        rows.add_row(Text("text", "dim"), Lines(_quoted(witness)))
    if finding.is_alarm:
        for label, text in details(finding):
            rows.add_row(Text(label, "dim"), Lines(Text(clean(text))))
    message = Lines(Text(clean(finding.message)))
    return Group(head, Padding(message, (0, 0, 0, 2)), Padding(rows, (1, 0, 0, 2)))


def _quoted(witness: Witness) -> Text:
    before, figure, after = (clean(part) for part in quote_parts(witness))
    made = Text.assemble("“", before)
    if figure:
        made.append("[", STYLES["bracket"]).append(figure, STYLES["plain"]).append("]", STYLES["bracket"])
    made.append(f"{after}”").append(f"\n{clean(origin(witness))}", "dim")
    if witness.url:
        made.append(f"  {clean(witness.url)}", "dim")
    return made
