"""The report for reading in a terminal: the article with its figures marked, its facts, and what they say."""

import io
from collections.abc import Iterable, Iterator
from typing import Final

from rich.box import Box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.records import Extraction, Fact
from extractor.report import words
from extractor.report.clean import clean
from extractor.report.findings import alarm_blocks, remark_lines, remark_summary
from extractor.report.marks import Lines, badge, marked, marks
from extractor.report.quotes import paragraphs
from extractor.report.writer import Layout, Writer

# From this width on period and reading get columns of their own.
WIDE: Final = 100
NARROWEST: Final = 60
# A table with one thin line under its head and nothing else.
UNDERLINED: Final = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


def write_extractions(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """Everything: text, facts, findings, derived values, diagnostics."""
    for extraction in extractions:
        parts = [*_heading(extraction), *_article(extraction), *_facts(extraction, layout)]
        alarms = list(alarm_blocks(extraction))
        parts += _section("Alarms", *_spaced(alarms))
        parts += _section("Remarks", remark_lines(extraction))
        parts += _section("Derived", *(Lines(Text(clean(each.message))) for each in extraction.derived))
        parts += _section("Diagnostics", *_diagnostics(extraction))
        yield render([*parts, Text("")], layout)


def write_findings(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """Findings alone: alarms in full, the rest in a line or two."""
    for extraction in extractions:
        parts = [*_heading(extraction, extraction.article.title)]
        alarms, summary = list(alarm_blocks(extraction)), remark_summary(extraction)
        parts += [Padding(block, (1, 0, 0, 2)) for block in alarms]
        if summary is not None:
            parts.append(Padding(summary, (1, 0, 0, 2)) if alarms else summary)
        yield render([*parts, Text("")], layout)


WRITER: Final = Writer(write_extractions, write_findings)


def render(parts: Iterable[RenderableType], layout: Layout) -> str:
    """Set the parts as text; without colour no line ends in spaces."""
    console = Console(
        file=io.StringIO(),
        width=max(layout.width, NARROWEST),
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    text = capture.get()
    return text if layout.colour else "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _heading(extraction: Extraction, title: str | None = None) -> Iterator[RenderableType]:
    """The article's id on a line, its title if it stands nowhere else, where it is from and how it fared."""
    article, coverage = extraction.article, extraction.coverage
    alarms = sum(finding.is_alarm for finding in extraction.findings)
    yield Rule(Text(clean(article.id), "bold"), align="left", style="dim", characters="─")
    if title:
        yield Lines(Text(clean(title), "bold"))
    facts = [
        article.published or "undated",
        article.country or "",
        article.source or "",
        words.covered(coverage),
    ]
    line = " · ".join(clean(fact) for fact in facts if fact) + " · "
    verdict = (words.counted(alarms, "alarm"), "bold red") if alarms else ("no alarm", "green")
    yield Lines(Text.assemble((line, "dim"), verdict))


def _article(extraction: Extraction) -> Iterator[RenderableType]:
    article, places = extraction.article, marks(extraction)
    for start, end in paragraphs(article):
        text = marked(article.text, start, end, places)
        if end <= article.title_end:
            text.stylize("bold")
        yield Padding(Lines(text), (1, 0, 0, 2))


def _facts(extraction: Extraction, layout: Layout) -> Iterator[RenderableType]:
    """The table of facts; five columns where there is room, three with a second line where not."""
    if not extraction.facts:
        return
    wide = layout.width >= WIDE
    table = Table(
        box=UNDERLINED, padding=(0, 1), show_edge=False, header_style="dim", leading=0 if wide else 1
    )
    table.add_column("", justify="right", no_wrap=True)
    for heading in ("figure", "value", "what", "period", "read as") if wide else ("figure", "value", "what"):
        table.add_column(heading, overflow="fold", ratio=3 if heading == "what" else 2)
    for number, fact in enumerate(extraction.facts, start=1):
        table.add_row(Text(badge([number]), "cyan"), *_row(fact, wide=wide))
    table.expand = True
    yield Padding(table, (1, 0, 0, 0))


def _row(fact: Fact, *, wide: bool) -> Iterator[RenderableType]:
    measure, owner = words.what(fact)
    period, base = words.period(fact)
    reading = words.reading(fact)
    yield Lines(Text(clean(fact.text)))
    if wide:
        yield _cell(words.value(fact))
        yield _cell(measure, owner)
        yield _cell(period, base)
        yield _cell(reading)
        return
    yield _cell(words.value(fact), reading)
    yield _cell(measure, owner, f"{period} {base}".strip() if (period, base) != (words.NOTHING, "") else "")


def _cell(first: str, *others: str) -> RenderableType:
    """A cell whose first line speaks up and whose others are dim; empty ones are left out."""
    text = Text(clean(first))
    for other in others:
        if other:
            text.append("\n").append(clean(other), "dim")
    return Lines(text)


def _diagnostics(extraction: Extraction) -> Iterator[RenderableType]:
    for each in extraction.diagnostics:
        text = Text.assemble(f"{each.level} ", (clean(each.code), "dim"), f" {clean(each.message)}")
        if each.start_char is not None and each.end_char is not None:
            text.append(f" “{clean(extraction.article.text[each.start_char : each.end_char])}”", "dim")
        yield Lines(text)


def _spaced(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Blocks with a blank line between them."""
    for number, block in enumerate(blocks):
        yield Padding(block, (min(number, 1), 0, 0, 0))


def _section(title: str, *parts: RenderableType | None) -> Iterator[RenderableType]:
    """A heading and what stands under it; nothing at all if there is nothing."""
    held = [part for part in parts if part is not None]
    if held:
        yield Text(f"\n{title}", "bold")
        yield from (Padding(part, (0, 0, 0, 2)) for part in held)
