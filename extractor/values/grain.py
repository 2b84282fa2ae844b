"""How finely a number is written: its last place, and the steps its trailing zeros leave open.

The rules come from the table of round numbers in checks.md §1.2. "$900 million" is written to the million,
may be good to ten million only, and in a headline to a hundred million. "6,380,000" is 6.38 million written
out. Percents, points, multiples and counts under 100 are as written.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from extractor.values.decimals import trailing_zeros

_LAST_GROUP: Final = re.compile(r"(?P<mark>[.,])(?P<digits>\d+)$")
# Figures whose trailing zeros may be round; all other kinds are as written.
ROUND_KINDS: Final = frozenset({"money", "count", "quantity"})
# Kinds whose integers, written out in full, are counted and not measured.
COUNTED_KINDS: Final = frozenset({"money", "count"})
# Under this a count is as written: the 30 schools are 30.
SMALL_COUNT: Final = 100
# A number written out keeps this many digits before its zeros count as places never measured.
WRITTEN_OUT_DIGITS: Final = 3


class Grain(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of one figure, all in its own unit, from fine to coarse.

    ulp     the last place taken as measured
    step    the coarser step a plain reading also allows
    round   the coarsest step, all trailing zeros round; `ulp` for kinds that are as written
    zeros   the place of the last digit that is not zero, whatever the kind
    truncated  whether the writer may have cut digits off instead of rounding
    exact   whether it is a count written out to the last unit
    """

    ulp: Fraction
    step: Fraction
    round: Fraction
    zeros: Fraction
    truncated: bool = True
    exact: bool = False


def grain(
    size: Fraction,
    ulp: Fraction,
    *,
    kind: str,
    decimals: bool,
    series: Fraction | None = None,
    as_written: bool = False,
) -> Grain:
    """The grain of a figure of magnitude `size` written to `ulp`.

    `decimals`: it was written with a decimal point, whose zeros count. `series`: the last place that the same
    series has elsewhere in the article; a round figure is then as fine as its neighbours ("900" among "892.4"
    is 900.0). `as_written`: an exchange or interest rate, never counted and never round.
    """
    mantissa = size / ulp
    whole = not decimals and mantissa.denominator == 1
    tail = trailing_zeros(mantissa.numerator) if whole else 0
    zeros = ulp * 10**tail
    if as_written or kind not in ROUND_KINDS:
        return Grain(ulp=ulp, step=ulp, round=ulp, zeros=zeros)
    written_out = whole and ulp == 1
    if series is not None and tail:
        return _as_its_series(
            min(zeros if written_out else ulp, series), counted=written_out and kind in COUNTED_KINDS
        )
    if written_out:
        return _written_out(size, tail, zeros, kind)
    return Grain(ulp=ulp, step=ulp * 10 if tail else ulp, round=zeros, zeros=zeros)


def _as_its_series(fine: Fraction, *, counted: bool) -> Grain:
    return Grain(
        ulp=fine, step=fine, round=fine, zeros=fine, truncated=not counted, exact=counted and fine == 1
    )


def _written_out(size: Fraction, tail: int, zeros: Fraction, kind: str) -> Grain:
    """An integer in full digits. Measured quantities may be cut off; people, things, money are counted."""
    truncated = kind not in COUNTED_KINDS
    if size < SMALL_COUNT:
        one = Fraction(1)
        exact = not truncated and (kind == "count" or not tail)
        coarse = zeros if kind == "count" else one
        return Grain(ulp=one, step=one, round=coarse, zeros=zeros, truncated=not exact, exact=exact)
    dropped = max(0, min(tail, len(str(size.numerator)) - WRITTEN_OUT_DIGITS))
    ulp = Fraction(10) ** dropped
    step = ulp * 10 if tail > dropped else ulp
    return Grain(
        ulp=ulp, step=step, round=zeros, zeros=zeros, truncated=truncated, exact=not truncated and not tail
    )


def has_decimals(number: str, ulp: Decimal) -> bool:
    """Whether a bare number was written with a decimal mark, so that its trailing zeros count.

    A comma before three digits groups; so does a point, if the number is good to 1.

    >>> has_decimals("892.0", Decimal(100000)), has_decimals("1,500", Decimal(1))
    (True, False)
    >>> has_decimals("1.500", Decimal(1)), has_decimals("12,5", Decimal("0.1"))
    (False, True)
    """
    match = _LAST_GROUP.search(number)
    if match is None or number.count(match["mark"]) > 1:
        return False
    grouped = len(match["digits"]) == 3
    return not grouped or (match["mark"] == "." and ulp != 1)
