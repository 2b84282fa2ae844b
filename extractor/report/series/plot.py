"""A series as a plot: a point a figure, its interval as an error bar, its period as a bar across, sources apart.

The SVG is written by hand: no script, no style from elsewhere, every text escaped.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

import msgspec

from extractor.records import Series, SeriesPoint
from extractor.report.clean import clean
from extractor.report.series import words
from extractor.report.series.axes import Scale, amounts, days
from extractor.report.words import number
from extractor.report.writer import Layout

WIDTH, HEIGHT = 960, 520
LEFT, RIGHT, TOP, BOTTOM = 100, 24, 64, 64
ROW, COLUMN = 20, 300
"""A row and a column of the legend."""
MOST_SOURCES: Final = 24
"""Sources in the legend; the others are counted."""
DODGE: Final = 7
"""How far figures of one period stand beside each other."""
RADIUS: Final = 4
RING: Final = 9
ALARM, INK, FAINT, GRID = "#b3261e", "#1f2328", "#6b7280", "#e5e7eb"
# Okabe and Ito's colours, which the colour-blind tell apart; the shape changes once they are used up.
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#8b6f00", "#444444")
SHAPES: Final = ("circle", "square", "diamond")


class Look(msgspec.Struct, frozen=True):
    """How a source is drawn."""

    colour: str
    shape: str


def write_svg(series: Series, layout: Layout) -> Iterator[str]:
    """The plot as one SVG document."""
    sources = list(dict.fromkeys(words.who(point) for point in series.points))
    looks = {
        source: Look(COLOURS[at % len(COLOURS)], SHAPES[at // len(COLOURS) % len(SHAPES)])
        for at, source in enumerate(sources)
    }
    rows = -(-min(len(sources), MOST_SOURCES + 1) // (WIDTH // COLUMN))
    height = HEIGHT + rows * ROW
    title = _text(words.title(series))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-label="{title}" font-family="Helvetica, Arial, sans-serif" font-size="12">\n'
        f'<title>{title}</title>\n<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="{LEFT}" y="26" font-size="16" font-weight="bold" fill="{INK}">{title}</text>\n'
        f'<text x="{LEFT}" y="46" fill="{FAINT}">{_text(words.remarks(series))}</text>\n'
    )
    if series.points:
        x, y = _scales(series.points)
        yield from _grid(series, x, y)
        for point, dodge in zip(series.points, _dodges(series.points), strict=True):
            yield _point(series, point, looks[words.who(point)], x, y, dodge)
    yield from _legend(sources, looks)
    yield "</svg>\n"


def _scales(points: Sequence[SeriesPoint]) -> tuple[Scale, Scale]:
    """Days across, amounts upwards (SVG counts downwards)."""
    starts = [date.fromisoformat(point.start).toordinal() for point in points]
    ends = [date.fromisoformat(point.end).toordinal() + 1 for point in points]
    across = Scale(min(starts), max(ends), LEFT + 14, WIDTH - RIGHT - 14)
    values = [
        float(end) for point in points for end in (point.low, point.value, point.high) if end is not None
    ]
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low >= 0 and low < high / 2:
        low = 0.0
    margin = (high - low or abs(high) or 1.0) * 0.06
    return across, Scale(low - (margin if low else 0), high + margin, HEIGHT - BOTTOM, TOP)


def _grid(series: Series, x: Scale, y: Scale) -> Iterator[str]:
    """Lines and labels of both axes."""
    for amount in amounts(y):
        at = y.at(float(amount))
        label = _text(number(amount))
        yield f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="{GRID}"/>\n'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="{FAINT}">{label}</text>\n'
    for day, label in days(x):
        at = x.at(day)
        yield f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{HEIGHT - BOTTOM}" stroke="{GRID}"/>\n'
        yield (
            f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="{FAINT}">{label}</text>\n'
        )
    if series.unit:
        yield f'<text x="{LEFT - 8}" y="{TOP - 4}" text-anchor="end" fill="{FAINT}">{_text(series.unit)}</text>\n'


def _dodges(points: Sequence[SeriesPoint]) -> Iterator[float]:
    """How far beside the middle of its period each point stands."""
    counts: dict[tuple[str, str], int] = {}
    for point in points:
        counts[point.start, point.end] = counts.get((point.start, point.end), 0) + 1
    seen: dict[tuple[str, str], int] = {}
    for point in points:
        period = point.start, point.end
        place = seen.get(period, 0)
        seen[period] = place + 1
        yield (place - (counts[period] - 1) / 2) * DODGE


def _point(series: Series, point: SeriesPoint, look: Look, x: Scale, y: Scale, dodge: float) -> str:
    """A figure: bar across for its period, error bar for its interval, a mark, a ring if it stands apart."""
    first = x.at(date.fromisoformat(point.start).toordinal())
    last = x.at(date.fromisoformat(point.end).toordinal() + 1)
    at = (first + last) / 2 + dodge
    known = [float(one) for one in (point.value, point.low, point.high) if one is not None]
    if not known:
        return ""
    middle = y.at(known[0])
    top = y.at(float(point.high)) if point.high is not None else TOP
    bottom = y.at(float(point.low)) if point.low is not None else HEIGHT - BOTTOM
    fill = look.colour if point.modality == "actual" else "#ffffff"
    said = f"{words.when(point)}: {words.value(series, point)} ({words.reach(point)}), {words.who(point)}"
    said += f", {point.published}" if point.published else ""
    said += f"; {words.APART}" if point.apart else ""
    ring = (
        f'<circle cx="{at:.1f}" cy="{middle:.1f}" r="{RING}" fill="none" stroke="{ALARM}" stroke-width="2"/>'
    )
    return (
        f"<g><title>{_text(said)}: “{_text(point.quote)}”</title>"
        f'<line x1="{first:.1f}" y1="{middle:.1f}" x2="{last:.1f}" y2="{middle:.1f}" stroke="{look.colour}"'
        f' stroke-opacity="0.45"/>'
        f'<path d="M{at - 3:.1f} {top:.1f}h6M{at:.1f} {top:.1f}V{bottom:.1f}M{at - 3:.1f} {bottom:.1f}h6"'
        f' stroke="{look.colour}" fill="none"/>'
        f"{_mark(look, at, middle, fill)}{ring if point.apart else ''}</g>\n"
    )


def _mark(look: Look, x: float, y: float, fill: str) -> str:
    paint = f'fill="{fill}" stroke="{look.colour}"'
    if look.shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" {paint}/>'
    if look.shape == "square":
        side = 2 * RADIUS
        return f'<rect x="{x - RADIUS:.1f}" y="{y - RADIUS:.1f}" width="{side}" height="{side}" {paint}/>'
    tip = RADIUS + 1
    return f'<path d="M{x:.1f} {y - tip:.1f}l{tip} {tip}l-{tip} {tip}l-{tip} -{tip}z" {paint}/>'


def _legend(sources: Sequence[str], looks: dict[str, Look]) -> Iterator[str]:
    columns = WIDTH // COLUMN
    for at, source in enumerate(sources[:MOST_SOURCES]):
        x, y = LEFT + at % columns * (COLUMN - 20), HEIGHT - 16 + at // columns * ROW
        look = looks[source]
        yield f'{_mark(look, x, y, look.colour)}<text x="{x + 12}" y="{y + 4}" fill="{INK}">{_text(source)}</text>\n'
    if len(sources) > MOST_SOURCES:
        y = HEIGHT - 16 + MOST_SOURCES // columns * ROW
        more = len(sources) - MOST_SOURCES
        yield f'<text x="{LEFT}" y="{y + 4}" fill="{FAINT}">and {more:,} more</text>\n'


def _text(text: str) -> str:
    return escape(clean(text))
