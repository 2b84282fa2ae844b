"""Amounts of money side by side: dollars and cents, conversions in brackets, rates of exchange."""

from decimal import Decimal
from typing import Final

import msgspec

from extractor.mentions.around import POINTS
from extractor.mentions.cursor import Line
from extractor.mentions.shared import members
from extractor.model import GrammarRow

# A number behind dollars in this range may be cents.
CENTS: Final = (10, 99)
# "a year" in tokens.
RATE: Final = 2


def cents(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "Thirteen dollars and forty-five cents" are one amount."""
    left, right = members(line, first, last)
    if (
        left.factor != 1
        or not 0 < right.factor < 1
        or set(left.units).isdisjoint(right.units)
        or right.value() >= 1
    ):
        return None
    whole = left.number
    left.number = msgspec.structs.replace(
        whole,
        value=whole.value + right.value(),
        ulp=right.number.ulp * right.factor,
        end=right.number.end,
    )
    left.end, left.last, right.gone = right.end, right.last, True
    return row.name


def hundredths(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "Twenty dollars and thirty-five": the cents, by their two digits."""
    left, right = members(line, first, last)
    whole, part = left.number, right.number
    if left.factor != 1 or whole.scale != 1 or whole.ulp != 1 or left.per is not None:
        return None
    if part.ulp != 1 or not CENTS[0] <= part.value <= CENTS[1] or right.hedge is not None:
        return None
    left.number = msgspec.structs.replace(
        whole, value=whole.value + part.value / 100, ulp=Decimal("0.01"), end=part.end
    )
    left.end, left.last, right.gone = right.end, right.last, True
    return row.name


def conversion(line: Line, first: int, last: int, row: GrammarRow) -> str:
    """What hedges an amount hedges its conversion; what rates both stands behind it: "€5m ($6m) a year"."""
    lead, *others = members(line, first, last)
    per = _time_behind(line, last)
    for other in others:
        if lead.hedge is not None and other.hedge is None:
            other.hedge, other.comparator = lead.hedge, lead.comparator
        other.per = other.per or lead.per or per
    lead.per = lead.per or per
    return row.name


def _time_behind(line: Line, at: int) -> str | None:
    """The unit of time that a rate is per; "a year ago" is none."""
    behind = line.tokens[at : at + 3]
    if len(behind) < RATE or behind[0].kind not in "aR" or behind[1].kind != "T":
        return None
    return None if behind[-1].form in POINTS else str(behind[1].data.name)


def exchange(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "$1 = 0.89 euros": the second amount is a rate per the first's currency."""
    left, right = members(line, first, last)
    if left.value() != 1:
        return None
    right.per, left.gone = left.units[0], True
    return row.name
