"""An article's text cut into elementary pieces, each with all that lights it up; figures stay whole.

Evidence overlaps at will: the words of one fact's measure may hold another's entity and end inside a third
one's period. HTML only nests. The text is therefore cut at every begin and end, and each piece is wrapped in
one element a hue, which carries the slots of all the spans of that hue that cover it.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from extractor.records import Extraction
from extractor.report.html.anchors import Anchors, lit_by, selects
from extractor.report.html.lights import Light, beginnings
from extractor.report.marks import BADGE_BREAK, Mark
from extractor.report.quotes import paragraphs


class Spot(msgspec.Struct, frozen=True):
    """A name in the text that is led to, and the classes by which that selects."""

    name: str
    classes: str


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text that the same spans cover from end to end: `layers` are the classes of its elements,
    the outermost first, `spots` stand before it."""

    text: str
    layers: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A mark in the text: where it leads (null: nowhere), what it says aloud, and a spot for each fact in it,
    the mark itself being the first."""

    href: str | None
    classes: str
    badge: str
    label: str
    spots: tuple[Spot, ...]


class Piece(msgspec.Struct, frozen=True):
    """Plain text, or a figure with its text."""

    segments: tuple[Segment, ...]
    figure: Figure | None = None


class Block(msgspec.Struct, frozen=True):
    """A paragraph, or the title."""

    pieces: tuple[Piece, ...]
    is_title: bool


class Cutter:
    """An article's text with its marks and lights, ready to be asked for any stretch of it."""

    def __init__(
        self,
        extraction: Extraction,
        anchors: Anchors,
        marks: tuple[Mark, ...],
        lights: frozenset[Light],
        checked: frozenset[int],
    ) -> None:
        self.text, self.anchors, self.marks, self.checked = extraction.article.text, anchors, marks, checked
        self.starts = [mark.start_char for mark in marks]
        self.stretches = list(_stretches(lights, len(self.text)))
        self.ends = [end for _, end, _ in self.stretches]
        self.begun = beginnings(lights, anchors)
        self.spots: dict[int, list[Spot]] = defaultdict(list)
        for slot, start in sorted(self.begun.items()):
            self.spots[start].append(Spot(anchors.name("t", slot), selects(slot)))

    def pieces(self, start: int, end: int, *, named: bool = True) -> tuple[Piece, ...]:
        """The text from `start` to `end`; only where it is `named` its marks bear names to be led to."""
        return tuple(self._pieces(start, end, named=named))

    def spot(self, slot: int) -> str:
        """The address where what a slot lights up begins; empty if it lights up nothing here."""
        return f"#{self.anchors.name('t', slot)}" if self.anchors.linked and slot in self.begun else ""

    def _pieces(self, start: int, end: int, *, named: bool) -> Iterator[Piece]:
        at = start
        for mark in self.marks[bisect_left(self.starts, start) :]:
            if mark.end_char > end:
                break
            if mark.start_char > at:
                yield Piece(self._segments(at, mark.start_char, lit=named))
            segments = self._segments(mark.start_char, mark.end_char, lit=named)
            yield Piece(segments, self._figure(mark, named=named))
            at = mark.end_char
        if at < end:
            yield Piece(self._segments(at, end, lit=named))

    def _segments(self, start: int, end: int, *, lit: bool) -> tuple[Segment, ...]:
        if not lit:
            return (Segment(self.text[start:end]),)
        return tuple(
            Segment(
                self.text[max(left, start) : min(right, end)],
                layers,
                tuple(self.spots.get(left, ())) if left >= start else (),
            )
            for left, right, layers in self._between(start, end)
        )

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        index = bisect_left(self.ends, start + 1)
        while index < len(self.stretches) and self.stretches[index][0] < end:
            yield self.stretches[index]
            index += 1

    def _figure(self, mark: Mark, *, named: bool) -> Figure:
        states = {"figure": True, "alarm": mark.in_alarm, "loose": not self.checked & set(mark.numbers)}
        badge = BADGE_BREAK.join(map(str, mark.numbers))
        label = f"{self.text[mark.start_char : mark.end_char]}, figure {' and '.join(map(str, mark.numbers))}"
        place = self.anchors.name("c" if named else "m", mark.numbers[0])
        return Figure(
            href=f"#{place}" if self.anchors.linked else None,
            classes=" ".join(name for name, holds in states.items() if holds),
            badge=badge,
            label=f"{label}, in an alarm" if mark.in_alarm else label,
            spots=tuple(Spot(self.anchors.name("m", number), selects(number)) for number in mark.numbers)
            if named
            else (),
        )


def blocks(extraction: Extraction, cutter: Cutter) -> tuple[Block, ...]:
    """The title and the paragraphs; not a word of the text is left out."""
    text, title_end = extraction.article.text, extraction.article.title_end
    spans = _whole(_filled(text, paragraphs(extraction.article)), cutter.marks)
    return tuple(Block(cutter.pieces(start, end), end <= title_end) for start, end in spans)


def _filled(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, and between them whatever is not blank."""
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        if text[at:start].strip():
            yield at, start
        if end > start:
            yield start, end
        at = end


def _whole(spans: Iterable[tuple[int, int]], marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """The spans, joined where a figure reaches from one into the next."""
    starts, begun = [mark.start_char for mark in marks], -1
    for start, end in spans:
        begun = start if begun < 0 else begun
        last = bisect_left(starts, end) - 1
        if last < 0 or marks[last].end_char <= end:
            yield begun, end
            begun = -1


def _stretches(lights: Iterable[Light], length: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The whole text from cut to cut: where a stretch begins and ends, and the classes of its layers."""
    changes: dict[int, list[tuple[Light, int]]] = defaultdict(list)
    for light in lights:
        changes[light.start_char].append((light, 1))
        changes[light.end_char].append((light, -1))
    shining: dict[str, Counter[int]] = {}
    at = 0
    for place in sorted({*changes, length}):
        if at < place:
            yield at, place, tuple(_layer(hue, slots) for hue, slots in sorted(shining.items()) if slots)
        for light, step in changes.get(place, ()):
            slots = shining.setdefault(light.hue, Counter())
            slots[light.slot] += step
            if not slots[light.slot]:
                del slots[light.slot]
        at = place


def _layer(hue: str, slots: Iterable[int]) -> str:
    return f"w {hue} {lit_by(*sorted(slots))}"
