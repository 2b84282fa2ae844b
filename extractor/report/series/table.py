"""A series in a terminal: one row a point, those that do not meet marked."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.records import Series, SeriesPoint
from extractor.report.clean import clean
from extractor.report.marks import Lines
from extractor.report.series import words
from extractor.report.table import UNDERLINED, render
from extractor.report.writer import Layout


def write_table(series: Series, layout: Layout) -> Iterator[str]:
    """The points under the name of the series."""
    table = Table(box=UNDERLINED, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    for heading, ratio in (("period", 2), ("value", 2), ("between", 2), ("source", 2), ("says", 5)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for point in series.points:
        table.add_row(*_row(series, point))
    table.expand = True
    opening: list[RenderableType] = [
        Rule(Text(clean(words.title(series)), "bold"), align="left", style="dim", characters="─"),
        Lines(Text(clean(words.remarks(series)), "dim")),
        Padding(table, (1, 0, 0, 0)),
        Text(""),
    ]
    yield render(opening, layout)


def _row(series: Series, point: SeriesPoint) -> Iterator[RenderableType]:
    style = "bold red" if point.apart else ""
    yield Text("≠" if point.apart else "", style)
    yield Text(words.when(point))
    modality = "" if point.modality == "actual" else f"\n{point.modality}"
    yield Text.assemble((words.value(series, point), style), (modality, "dim"))
    yield Text(words.reach(point), "dim")
    more = f" ×{point.articles}" if point.articles > 1 else ""
    yield Lines(Text(clean(words.who(point)) + more).append(f"\n{point.published or 'undated'}", "dim"))
    yield Lines(Text(f"“{clean(point.quote)}”", "dim"))
