"""The kinds of slip the injector makes, as rows: each with examples, and near misses it leaves alone."""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from extractor.records import Direction, Fact, Period
from extractor.score import slips_numbers as numbers
from extractor.score import slips_words as words
from extractor.score.slips_edits import Edit, Site, as_printed_at, is_plain, restated
from extractor.score.slips_words import Change

FLIPPED: Final[Mapping[Direction | None, Direction]] = MappingProxyType({"up": "down", "down": "up"})
PERCENT: Final = re.compile(r"\bper cent\b|\bpct\b")
LARGER: Final = tuple(Fraction(step, 100) for step in (106, 115, 130))


class SlipKind(NamedTuple):
    """A row. `examples` are a text and what the kind may make of it; of a near miss it makes nothing."""

    name: str
    what: str
    edits: Callable[[Site], Iterator[Edit]]
    examples: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...]


def _number_kind(name: str, make: Callable[[str], Iterator[str]]) -> Callable[[Site], Iterator[Edit]]:
    def edits(site: Site) -> Iterator[Edit]:
        number = numbers.find_number(site.fact)
        if number is None:
            return
        whole_thing = site.fact.kind == "count" and abs(number.unit) == 1
        for text in make(number.text):
            if not (whole_thing and "." in text and "." not in number.text):
                yield site.number_edit(name, number, text)

    return edits


def _scale(site: Site) -> Iterator[Edit]:
    number = numbers.find_number(site.fact)
    if number is None:
        return
    start = site.fact.start_char
    for change, factor in words.other_scales(site.fact.text, number.end):
        fact = restated(site.fact, Fraction(site.fact.value or 0) * factor, factor)
        moved = Change(start + change.start, start + change.end, change.text)
        yield Edit(kind="scale", changes=(moved,), facts=(fact,))


def _direction(site: Site) -> Iterator[Edit]:
    """The word may govern several figures; all of them turn."""
    for span in site.fact.spans:
        other = words.opposite(span.text) if span.label == "direction" else None
        if other is None or site.fact.role not in ("growth", "change") or site.fact.direction not in FLIPPED:
            continue
        governed = (fact for fact in site.ground.facts if span in fact.spans and fact.direction in FLIPPED)
        turned = tuple(msgspec.structs.replace(fact, direction=FLIPPED[fact.direction]) for fact in governed)
        yield Edit(kind="direction", changes=(Change(span.start_char, span.end_char, other),), facts=turned)


def _swap(site: Site) -> Iterator[Edit]:
    """With a figure of the same sentence that stands behind."""
    one = site.fact
    for other in site.neighbours():
        apart = other.start_char >= one.end_char and other.sentence == one.sentence
        if apart and is_plain(one):
            changes = (
                Change(one.start_char, one.end_char, other.text),
                Change(other.start_char, other.end_char, one.text),
            )
            yield Edit(
                kind="swap", changes=changes, facts=(as_printed_at(one, other), as_printed_at(other, one))
            )


def _copied(site: Site) -> Iterator[Edit]:
    """Another figure of the same kind printed once more in its place."""
    if is_plain(site.fact):
        for other in site.neighbours():
            change = Change(site.fact.start_char, site.fact.end_char, other.text)
            yield Edit(kind="copied", changes=(change,), facts=(as_printed_at(site.fact, other),))


def _points(site: Site) -> Iterator[Edit]:
    if site.fact.unit != "percentage_point":
        return
    found = PERCENT.search(site.text)
    start = site.fact.start_char
    for change in words.percent_for_points(site.fact.text, found[0] if found else "percent"):
        fact = msgspec.structs.replace(site.fact, kind="percent", unit="percent")
        moved = Change(start + change.start, start + change.end, change.text)
        yield Edit(kind="points", changes=(moved,), facts=(fact,))


def _exceeds(site: Site) -> Iterator[Edit]:
    """A part printed as a little more than its whole, as exactly as before."""
    number = numbers.find_number(site.fact)
    if number is None:
        return
    decimals = numbers.decimals_of(number.text)
    for whole in site.ground.wholes_of(site.fact):
        another = whole.kind != site.fact.kind or (whole.kind == "money" and whole.unit != site.fact.unit)
        if whole.value is None or another or number.unit <= 0:
            continue
        for step in LARGER:
            size = Fraction(whole.value) * step / number.unit
            digits = str(round(size * 10**decimals)).rjust(decimals + 1, "0")
            text = numbers.grouped(digits[: len(digits) - decimals], number.text)
            tail = f".{digits[-decimals:]}" if decimals else ""
            yield site.number_edit("exceeds", number, text + tail)


def _date(site: Site) -> Iterator[Edit]:
    """A month or year one off, of every figure dated by these words."""
    period = site.fact.period
    if period is None or period.start_char is None or period.end_char is None:
        return
    dated = [fact for fact in site.ground.facts if fact.period and _at(fact.period) == _at(period)]
    for change in words.other_dates(site.text[period.start_char : period.end_char]):
        moved = Change(period.start_char + change.start, period.start_char + change.end, change.text)
        yield Edit(kind="date", changes=(moved,), facts=tuple(_redated(fact) for fact in dated))


def _at(period: Period) -> tuple[int | None, int | None]:
    return period.start_char, period.end_char


def _redated(fact: Fact) -> Fact:
    return msgspec.structs.replace(fact, period=None)


KINDS: Final = (
    SlipKind(
        "transposition", "two neighbouring digits exchanged",
        _number_kind("transposition", numbers.transposed),
        (("Sales came to $5.13 billion.", "Sales came to $5.31 billion."),
         ("It has 12,34,567 voters.", "It has 12,43,567 voters.")),
        ("Sales came to $55 million.", "Sales doubled."),
    ),
    SlipKind(
        "digit", "one digit replaced",
        _number_kind("digit", numbers.substituted),
        (("Sales rose 4.5%.", "Sales rose 4.8%."),),
        ("Sales came to five million dollars.",),
    ),
    SlipKind(
        "dropped", "one digit left out",
        _number_kind("dropped", numbers.dropped),
        (("It has 44,812 members.", "It has 4,812 members."),),
        ("Sales rose 6%.", "Sales rose 6.5%."),
    ),
    SlipKind(
        "doubled", "one digit struck twice",
        _number_kind("doubled", numbers.doubled),
        (("It has 4,812 members.", "It has 44,812 members."), ("Sales rose 6%.", "Sales rose 66%.")),
        ("Sales rose two thirds.",),
    ),
    SlipKind(
        "decimal", "the decimal point moved",
        _number_kind("decimal", numbers.point_moved),
        (("Sales rose 4.5%.", "Sales rose 45%."), ("Sales rose 4.5%.", "Sales rose 0.45%.")),
        ("It has 4,812 members.",),
    ),
    SlipKind(
        "scale", "another scale word",
        _scale,
        (("Sales came to $5.13 billion.", "Sales came to $5.13 million."),
         ("Sales came to Rs 40 crore.", "Sales came to Rs 40 lakh.")),
        ("Sales came to $5,130.",),
    ),
    SlipKind(
        "direction", "the opposite direction word",
        _direction,
        (("Sales rose 4.5%.", "Sales fell 4.5%."), ("Sales were down 4.5%.", "Sales were up 4.5%.")),
        ("Sales came to $5.13 billion.",),
    ),
    SlipKind(
        "swap", "exchanged with a figure of the same sentence",
        _swap,
        (("Sales rose to $5.1 billion from $4.6 billion.", "Sales rose to $4.6 billion from $5.1 billion."),),
        ("Sales rose 4% to $5.1 billion.",),
    ),
    SlipKind(
        "points", "percent for percentage points",
        _points,
        (("The rate rose 0.5 percentage points to 4.5%.", "The rate rose 0.5 percent to 4.5%."),),
        ("The rate rose 25 basis points.",),
    ),
    SlipKind(
        "copied", "another figure of the article in its place",
        _copied,
        (("Sales rose to $5.1 billion. Costs came to $4.6 billion.",
          "Sales rose to $4.6 billion. Costs came to $4.6 billion."),),
        ("Sales rose 4% to $5.1 billion.",),
    ),
    SlipKind(
        "exceeds", "a part larger than its whole",
        _exceeds,
        (("The fleet has 400 buses, of which 120 are electric.",
          "The fleet has 400 buses, of which 424 are electric."),),
        ("The fleet has 400 buses and 120 trams.",),
    ),
    SlipKind(
        "date", "a month or year one off",
        _date,
        (("Sales came to $5.13 billion in May 2023.", "Sales came to $5.13 billion in May 2024."),),
        ("Sales came to $5.13 billion last month.",),
    ),
)  # fmt: skip
