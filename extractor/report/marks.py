"""Figures marked where they stand: `[12%]¹`, the badge being the fact's number in the table."""

from collections.abc import Iterable
from typing import Final

import msgspec
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from extractor.records import Extraction, Fact
from extractor.report.clean import END_ISOLATE, ISOLATE, clean, is_right_to_left

SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BADGE_BREAK: Final = "ˑ"
STYLES: Final = {"plain": "bold cyan", "alarm": "bold red", "badge": "cyan", "bracket": "dim"}


class Mark(msgspec.Struct, frozen=True):
    """A stretch of the article's text that one fact or several overlapping ones were read from."""

    start_char: int
    end_char: int
    numbers: tuple[int, ...]
    in_alarm: bool


def numbers(extraction: Extraction) -> dict[str, int]:
    """Fact id to the number its badge shows: the facts' order, from 1."""
    return {fact.id: number for number, fact in enumerate(extraction.facts, start=1)}


def badge(numbers: Iterable[int]) -> str:
    """Numbers set small and high: (1, 12) is ``¹ˑ¹²``."""
    return BADGE_BREAK.join(str(number).translate(SUPERSCRIPTS) for number in numbers)


def marks(extraction: Extraction) -> tuple[Mark, ...]:
    """Where the facts stand in the text, in order; facts that overlap share a mark."""
    alarming = {fact for finding in extraction.findings if finding.is_alarm for fact in finding.facts}
    number, found = numbers(extraction), list[Mark]()
    for fact in sorted(extraction.facts, key=_place):
        mark = Mark(fact.start_char, fact.end_char, (number[fact.id],), fact.id in alarming)
        if found and fact.start_char < found[-1].end_char:
            last = found.pop()
            mark = Mark(
                last.start_char,
                max(last.end_char, mark.end_char),
                last.numbers + mark.numbers,
                last.in_alarm or mark.in_alarm,
            )
        found.append(mark)
    return tuple(found)


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Text:
    """The text from `start` to `end`, cleaned, with the marks that lie inside it."""
    made, at = Text(), start
    for mark in marks:
        if mark.start_char < at or mark.end_char > end:
            continue
        made.append(clean(text[at : mark.start_char]))
        made.append("[", STYLES["bracket"])
        made.append(
            clean(text[mark.start_char : mark.end_char]), STYLES["alarm" if mark.in_alarm else "plain"]
        )
        made.append("]", STYLES["bracket"])
        made.append(badge(mark.numbers), STYLES["badge"])
        at = mark.end_char
    made.append(clean(text[at:end]))
    return made


class Lines:
    """Text wrapped to the room it gets, each line that holds right-to-left letters isolated.

    A terminal orders every line by itself, so that one Arabic word would otherwise pull the columns, brackets
    and numbers beside it to its other side.
    """

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not is_right_to_left(self.text.plain):
            yield self.text
            return
        for line in self.text.wrap(console, options.max_width):
            line.rstrip()
            yield Text.assemble(ISOLATE, line, END_ISOLATE) if is_right_to_left(line.plain) else line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start_char, -fact.end_char
