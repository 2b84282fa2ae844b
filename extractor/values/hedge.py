"""What a hedge ("nearly") or a multiple ("doubled") does to a figure, as data.

The words live in `models/*/lexicon/hedges.toml` and `multiples.toml`; a row carries these numbers, and
`figure_bounds` is the only code that applies them.
"""

from decimal import Decimal
from typing import Final, Literal

import msgspec


class Reach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a hedged figure x may lie to one side of x: the widest of the parts given (none: not at all).

    share     that part of |x| (0.05 = 5%)
    small     that part of |x| in place of `share`, for percents under 20
    ulps      so many units of the last place
    step      so many of the steps a plain reading allows ("$900 million": 10 million; percents: last place)
    round     so many of the coarsest steps, all trailing zeros round ("$900 million": 100 million)
    zeros     the same for every kind of figure, percents too ("over 20 percent" reaches to 30)
    cap       the four above reach no further than that part of |x|
    cap_round likewise, but only where the figure is round
    rounding  at least half a unit of the last place, whatever the rest says
    open      without limit
    """

    share: Decimal | None = None
    small: Decimal | None = None
    ulps: Decimal | None = None
    step: Decimal | None = None
    round: Decimal | None = None
    zeros: Decimal | None = None
    cap: Decimal | None = None
    cap_round: Decimal | None = None
    rounding: bool = False
    open: bool = False


NOWHERE: Final = Reach()


class Hedge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `hedges.toml`: the words, the comparator of the record, and how far x may reach on each side.

    `before` and `after` are the phrases that stand before or after a figure, lower case, single spaces.
    `effect` false: a word of stance ("only"), the figure stays as written.
    `soft`: a bound people exceed ("up to"); a conflict with it is a warning.
    `times_low`, `times_high`: factors on a multiple ("more than doubled" reaches from 1 to 1.3 times 2);
    null = unbounded.
    """

    name: str
    comparator: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    effect: bool = True
    soft: bool = False
    core_below: Reach = NOWHERE
    core_above: Reach = NOWHERE
    below: Reach = NOWHERE
    above: Reach = NOWHERE
    times_low: Decimal | None = None
    times_high: Decimal | None = None
    note: str | None = None


Reading = Literal["fixed", "times", "more", "fewer", "share"]


class Multiple(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `multiples.toml`.

    `reading` says where the bounds come from: `fixed` the row's own `core` and `support` around `value`;
    `times` computed from n ("threefold", "three times as many"); `more` n or n + 1 ("three times more");
    `fewer` one n-th ("three times fewer"); `share` k in n ("one in five").
    `ends` are (low, high).
    """

    name: str
    reading: Reading = "fixed"
    words: tuple[str, ...] = ()
    value: Decimal | None = None
    core: tuple[Decimal, Decimal] | None = None
    support: tuple[Decimal, Decimal] | None = None
    comparator: str = "exact"
    soft: bool = False
    note: str | None = None
