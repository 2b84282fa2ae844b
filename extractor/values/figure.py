"""What a printed figure can mean: the literal reading and the most charitable one, as two nested intervals.

The rules are the tables of checks.md §1.2 to §1.4. What those leave open is settled here:

- A figure is its magnitude first: bounds of a negative one are mirrored, so "over -5" is -6 to -5. Zero may
  have been rounded or cut from either side: core ±u/2, support ±u.
- "Money in prices and counts with no trailing zero are exact" holds for integers written out in full: the
  core is the number itself, the support ±1/2. Measured quantities (tonnes, index points) are never exact.
- A number written out keeps three digits: 2,000 is good to 10, may be good to 100, and in a headline to
  1,000, as "2.00 thousand" would be. So 6,380,000 is good to 10,000.
- Round words and headlines use the coarsest step only up to a fifth of the figure: "about 100" is 80 to 120.
- "just over" and "about" never take away plain rounding: "just over 3 percent" reaches 3.5.
- "nearly" reaches 5 percent down, or one granularity if that is more, but at most a fifth.
- Percents after "over" and "nearly" do count trailing zeros: "over 20 percent" reaches 30.
- In a range the hedge moves the lower end down and the upper end up.
- A comparator without a row of the lexicon says only which side is bounded.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Final

import msgspec

from extractor.values.grain import Grain, grain
from extractor.values.hedge import NOWHERE, Hedge, Multiple, Reach
from extractor.values.interval import EVERYTHING, Interval
from extractor.values.multiple import multiple_bounds

# Scale words that leave an integer in front of them: any other last place means a decimal point was written.
_SCALES: Final = frozenset(Decimal(10) ** power for power in (0, 3, 6, 9, 12, 15))
# A headline's or a round word's coarsest step goes no further than this part of the figure.
_ROUND_CAP: Final = Fraction(1, 5)
_SMALL_PERCENT: Final = 20
_ZERO: Final = Fraction(0)
_OPEN: Final = Reach(open=True)
_BARE: Final = {
    "over": (NOWHERE, _OPEN),
    "at_least": (NOWHERE, _OPEN),
    "nearly": (_OPEN, NOWHERE),
    "under": (_OPEN, NOWHERE),
    "at_most": (_OPEN, NOWHERE),
    "about": (Reach(share=Decimal("0.05"), rounding=True), Reach(share=Decimal("0.05"), rounding=True)),
}


class FigureBounds(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as intervals in base units.

    core     the literal reading of number and hedge; derived values are computed on it
    support  the most charitable reading a careful editor would accept; verdicts are given on it
    literal  the number alone, as if it had no hedge
    ulp      the last place taken as measured (6,380,000: 10,000)
    granularity  the coarsest step, all trailing zeros round ("$900 million": 100 million)
    zeros    whether the number as written ends in zeros, so that its series may say how fine it is
    soft     a bound people exceed: conflicts are warnings
    """

    core: Interval
    support: Interval
    literal: Interval
    ulp: Decimal
    granularity: Decimal
    zeros: bool = False
    soft: bool = False
    notes: tuple[str, ...] = ()


def figure_bounds(
    *,
    value: Decimal | None,
    value_to: Decimal | None = None,
    ulp: Decimal,
    kind: str,
    comparator: str = "exact",
    hedge: Hedge | None = None,
    multiple: Multiple | None = None,
    in_title: bool = False,
    granularity: Decimal | None = None,
    decimals: bool | None = None,
    as_written: bool = False,
) -> FigureBounds:
    """The intervals of a figure.

    Args:
        value: in base units, sign as written; null for a vague count without a usable number.
        value_to: the second number of a range, as written.
        ulp: unit of the last place as written, before any thought about round zeros ("6,380,000": 1).
        kind: money, count, quantity, percent, points, multiple, duration or age.
        comparator: of the record; decides only where `hedge` is missing.
        hedge: the row of `hedges.toml` that `Amount.hedge` names.
        multiple: the row of `multiples.toml` that `Amount.multiple` names.
        in_title: a headline is read coarsely.
        granularity: the usual `FigureBounds.ulp` of the same series in the article (`modal_ulp`), if known.
        decimals: whether a decimal point was written (`has_decimals`); null guesses it from `ulp`.
        as_written: an exchange or interest rate: never exact, never round.

    Raises:
        ValueError: `ulp` is not positive.

    """
    if ulp <= 0:
        raise ValueError(f"the unit in the last place must be positive, not {ulp}")
    if multiple is not None:
        return _of_multiple((value, value_to) if value_to is not None else (value,), ulp, hedge, multiple)
    if value is None:
        return FigureBounds(core=EVERYTHING, support=EVERYTHING, literal=EVERYTHING, ulp=ulp, granularity=ulp)
    numbers = (value,) if value_to is None else (value, value_to)
    point = ulp not in _SCALES if decimals is None else decimals
    series = None if granularity is None else Fraction(granularity)
    last = Fraction(ulp)

    grains = [
        grain(abs(Fraction(one)), last, kind=kind, decimals=point, series=series, as_written=as_written)
        for one in numbers
    ]
    readings = [
        _Reading(Fraction(one), its, kind, in_title) for one, its in zip(numbers, grains, strict=True)
    ]
    return _of_readings(readings, last, comparator, hedge)


def _of_readings(
    readings: Sequence["_Reading"], last: Fraction, comparator: str, hedge: Hedge | None
) -> FigureBounds:
    """The intervals of one number, or of the two ends of a range; `last` is the unit of the last place written."""
    first = readings[0]
    if len(readings) == 1:
        core, support, literal = first.bounds(comparator, hedge)
    else:
        core, support, literal = _of_range(first, readings[1], hedge)
    return FigureBounds(
        core=core,
        support=support,
        literal=literal,
        ulp=_decimal(first.grain.ulp),
        granularity=_decimal(first.grain.round),
        zeros=any(each.grain.zeros != last for each in readings),
        soft=hedge is not None and hedge.soft,
    )


def modal_ulp(ulps: Iterable[Decimal]) -> Decimal | None:
    """The commonest `FigureBounds.ulp` of a series, the finer one on a tie; null for an empty series."""
    counts = Counter(ulps)
    return min(counts, key=lambda ulp: (-counts[ulp], ulp), default=None)


class _Reading:
    """One number of a figure with its grain, ready to be read plainly or through a hedge."""

    def __init__(self, number: Fraction, its_grain: Grain, kind: str, in_title: bool) -> None:
        self.negative = number < 0
        self.size = abs(number)
        self.grain = its_grain
        self.small = kind == "percent" and self.size < _SMALL_PERCENT
        self.in_title = in_title

    def bounds(self, comparator: str, hedge: Hedge | None) -> tuple[Interval, Interval, Interval]:
        """Core, support and literal interval."""
        literal, plain_support = self.literal(), self.plain_support()
        if hedge is not None and hedge.effect:
            core = self.moved(hedge.core_below, hedge.core_above)
            support = self.moved(hedge.below, hedge.above)
        elif hedge is None and comparator in _BARE:
            core = support = self.moved(*_BARE[comparator])
        else:
            core, support = literal, plain_support
        return core, support.hull(core), literal

    def literal(self) -> Interval:
        """The number rounded to its last place; a count written out is the number itself."""
        return self.exact() if self.grain.exact else self.rounded()

    def exact(self) -> Interval:
        """The number itself."""
        return self._around(_ZERO, _ZERO)

    def rounded(self) -> Interval:
        """Whatever rounds to the number at its last place."""
        return self._around(self.grain.ulp / 2, self.grain.ulp / 2)

    def plain_support(self) -> Interval:
        """Rounded or cut off, at the last place or at the step its zeros leave open."""
        step = self.grain.step / 2
        if self.in_title:
            step = max(step, min(self.grain.round / 2, self.size * _ROUND_CAP))
        cut = self.grain.ulp if self.grain.truncated else _ZERO
        if not self.size:
            return self._around(max(step, cut), max(step, cut))
        return self._around(step, max(step, cut))

    def moved(self, below: Reach, above: Reach) -> Interval:
        """The number with the reach of a hedge on either side of its magnitude."""
        return self._around(self.reach(below), self.reach(above))

    def reach(self, part: Reach) -> Fraction | None:
        """How far `part` goes; null = without limit."""
        if part.open:
            return None
        grain = self.grain
        counts = (
            (part.ulps, grain.ulp),
            (part.step, grain.step),
            (part.round, grain.round),
            (part.zeros, grain.zeros),
        )
        steps = max((_times(count, step) for count, step in counts if count is not None), default=_ZERO)
        if part.cap is not None:
            steps = min(steps, _times(part.cap, self.size))
        if part.cap_round is not None and grain.zeros > grain.ulp:
            steps = min(steps, _times(part.cap_round, self.size))
        share = part.small if self.small and part.small is not None else part.share
        if share is not None:
            steps = max(steps, _times(share, self.size))
        return max(steps, grain.ulp / 2) if part.rounding else steps

    def _around(self, below: Fraction | None, above: Fraction | None) -> Interval:
        made = Interval(
            None if below is None else self.size - below,
            None if above is None else self.size + above,
        )
        return -made if self.negative else made


def _of_range(first: _Reading, second: _Reading, hedge: Hedge | None) -> tuple[Interval, Interval, Interval]:
    """From the lower end of one number to the upper end of the other, in whatever order they stand.

    A vague count ("thousands") is a range between its two numbers, not between numbers rounded to them.
    """
    if hedge is not None and hedge.comparator == "range":
        vague = first.exact().hull(second.exact())
        return vague, vague, vague
    literal = first.rounded().hull(second.rounded())
    if hedge is None or not hedge.effect:
        return literal, literal, literal
    core_first, support_first, _ = first.bounds("range", hedge)
    core_second, support_second, _ = second.bounds("range", hedge)
    core = core_first.hull(core_second)
    return core, support_first.hull(support_second).hull(core), literal


def _of_multiple(
    values: tuple[Decimal | None, ...], ulp: Decimal, hedge: Hedge | None, row: Multiple
) -> FigureBounds:
    """One multiple, or the range of two ("two or three times as many")."""
    bounds = [multiple_bounds(value, ulp, hedge=hedge, row=row) for value in values]
    core, support, literal = (reduce(Interval.hull, ends) for ends in zip(*bounds, strict=True))
    return FigureBounds(
        core=core,
        support=support,
        literal=literal,
        ulp=ulp,
        granularity=ulp,
        soft=row.soft or (hedge is not None and hedge.soft),
        notes=tuple(note for note in (row.note,) if note),
    )


def _times(factor: Decimal, size: Fraction) -> Fraction:
    return size if factor == 1 else Fraction(factor) * size


def _decimal(value: Fraction) -> Decimal:
    """A step is a power of ten times a decimal, so the division ends."""
    return Decimal(value.numerator) / Decimal(value.denominator)
