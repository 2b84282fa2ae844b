"""Amounts of money side by side: dollars and cents, conversions in brackets, rates of exchange."""

from decimal import Decimal
from typing import Final

import msgspec

from extractor.mentions.cursor import Line
from extractor.mentions.shared import members
from extractor.model import GrammarRow

# A number behind dollars in this range may be cents.
CENTS: Final = (10, 99)


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
    """What hedges an amount hedges its conversion."""
    lead, *others = members(line, first, last)
    for other in others:
        if lead.hedge is not None and other.hedge is None:
            other.hedge, other.comparator = lead.hedge, lead.comparator
    return row.name


def exchange(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "$1 = 0.89 euros": the second amount is a rate per the first's currency."""
    left, right = members(line, first, last)
    if left.value() != 1:
        return None
    right.per, left.gone = left.units[0], True
    return row.name
