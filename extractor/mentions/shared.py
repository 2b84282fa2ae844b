"""What figures side by side may share: a unit, a scale, a sign."""

from decimal import Decimal
from typing import Any

import msgspec

from extractor.mentions.cursor import Line
from extractor.mentions.drafts import Draft


def members(line: Line, first: int, last: int) -> list[Draft]:
    return [token.data for token in line.tokens[first:last] if isinstance(token.data, Draft)]


def fit(left: Draft, right: Draft) -> bool:
    """Whether two figures can be of one unit: equal, or one of them bare."""
    if left.bare or right.bare:
        return not (left.kind == "multiple" or right.kind == "multiple")
    if left.kind == "money" == right.kind:
        return not set(left.units).isdisjoint(right.units)
    return left.kind == right.kind and (left.units == right.units or left.kind == "count")


def scaled(left: Draft, right: Draft) -> Any:
    """ "3 to 4 million", "$10-12bn": the scale is written once. Not "$500 to $1 million"."""
    number, other = left.number, right.number
    written = number.scale != 1 or (number.grouped and number.value >= 1000)
    if written or other.scale == 1 or not Decimal(0) < number.mantissa < other.mantissa:
        return number
    scale = other.scale
    return msgspec.structs.replace(number, value=number.value * scale, ulp=number.ulp * scale, scale=scale)


def take_unit(draft: Draft, source: Draft) -> None:
    if draft.bare and not source.bare:
        draft.kind, draft.units, draft.unit_text = source.kind, source.units, source.unit_text
        if draft.per is None:
            draft.per = source.per
        sign = -1 if draft.factor < 0 else 1
        draft.factor = abs(source.factor) * sign
