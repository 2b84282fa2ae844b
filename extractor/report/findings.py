"""Findings set for reading: an alarm with quotes and arithmetic, everything else in a few quiet lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.records import ALARM_SEVERITIES, Extraction, Finding, Suspect
from extractor.report.clean import clean
from extractor.report.marks import Lines, badge, marked, marks, numbers
from extractor.report.quotes import quoted
from extractor.report.words import interval

SEVERITY_STYLES: Final = {"gross": "bold red", "error": "bold red", "warning": "bold yellow"}
VERDICTS: Final = ("inconsistent", "incomplete", "consistent")
LABEL_WIDTH: Final = 10


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """Alarms first, the gravest before the others and the surest first; then by verdict."""
    return sorted(findings, key=_rank)


def alarm_blocks(extraction: Extraction) -> Iterator[RenderableType]:
    """One block an alarm."""
    for finding in ranked(extraction.findings):
        if finding.is_alarm:
            yield _block(extraction, finding)


def remark_lines(extraction: Extraction) -> RenderableType | None:
    """What is no alarm, a line each; the relations that hold are only counted."""
    rest = [finding for finding in ranked(extraction.findings) if not finding.is_alarm]
    lines = grid()
    for finding in rest:
        if finding.verdict != "consistent":
            text = Text.assemble((clean(finding.check), "dim"), "  ", clean(finding.message))
            lines.add_row(Text(standing(finding), "dim"), Lines(text))
    held = [finding for finding in rest if finding.verdict == "consistent"]
    if held:
        lines.add_row(Text("holds", "dim"), Text(tally(held), "dim"))
    return lines if rest else None


def remark_summary(extraction: Extraction) -> RenderableType | None:
    """What is no alarm, a line a verdict: the checks by name, with how often each spoke."""
    rest = [finding for finding in ranked(extraction.findings) if not finding.is_alarm]
    lines = grid()
    for word, verdict in (("minor", "inconsistent"), ("incomplete", "incomplete"), ("holds", "consistent")):
        group = [finding for finding in rest if finding.verdict == verdict]
        if group:
            lines.add_row(Text(word, "dim"), Text(tally(group), "dim"))
    return lines if rest else None


def standing(finding: Finding) -> str:
    """A remark in a word: how grave it is, or what keeps it from being held against anything."""
    return finding.severity if finding.verdict == "inconsistent" else finding.verdict


def tally(findings: Iterable[Finding]) -> str:
    """The checks by name, with how often each spoke."""
    counts = Counter(clean(finding.check) for finding in findings)
    return ", ".join(f"{check} ×{count}" if count > 1 else check for check, count in sorted(counts.items()))


def _block(extraction: Extraction, finding: Finding) -> RenderableType:
    head = Text.assemble(
        (finding.severity, SEVERITY_STYLES[finding.severity]),
        "  ",
        (clean(finding.check), "bold"),
        (f"  confidence {finding.confidence:.2f}", "dim"),
    )
    lines = grid()
    for label, text in _details(extraction, finding):
        lines.add_row(Text(label, "dim"), Lines(text))
    message = Lines(Text(clean(finding.message)))
    return Group(head, Padding(message, (0, 0, 0, 2)), Padding(lines, (1, 0, 0, 2)))


def _details(extraction: Extraction, finding: Finding) -> Iterator[tuple[str, Text]]:
    """Label and text of each line under an alarm's message."""
    text, places = extraction.article.text, marks(extraction)
    for number, (start, end) in enumerate(quoted(extraction, finding)):
        quote = Text.assemble("“", marked(text, start, end, places), "”")
        yield "" if number else "text", quote
    if finding.expected is not None:
        yield "expected", Text(interval(finding.expected))
    if finding.observed is not None:
        yield "stated", Text(interval(finding.observed))
    for number, suspect in enumerate(finding.suspects):
        yield "" if number else "suspect", _suspect(extraction, suspect)
    for number, step in enumerate(finding.proof):
        yield "" if number else "steps", Text(clean(step), "dim")


def _suspect(extraction: Extraction, suspect: Suspect) -> Text:
    """The figure that may be the slip, what would fit instead, and why."""
    fact = next((fact for fact in extraction.facts if fact.id == suspect.fact), None)
    made = Text()
    if fact is not None:
        number = numbers(extraction)[fact.id]
        made.append(f"[{clean(fact.text)}]", "bold").append(badge([number]), "cyan")
    if suspect.suggestion is not None:
        made.append(" → ").append(clean(suspect.suggestion), "bold green")
    return made.append(f": {clean(suspect.why or suspect.edit)}", "dim")


def grid() -> Table:
    """Labels in a narrow column, what they label beside them."""
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(width=LABEL_WIDTH, no_wrap=True)
    made.add_column(overflow="fold")
    return made


def _rank(finding: Finding) -> tuple[bool, int, int, float, str]:
    severities = (*ALARM_SEVERITIES, "minor", "note")
    return (
        not finding.is_alarm,
        VERDICTS.index(finding.verdict),
        severities.index(finding.severity),
        -finding.confidence,
        finding.id,
    )
