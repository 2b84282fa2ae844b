"""The equations: what ties the members of each kind of relation together.

Every equation is written with each variable once, so that interval arithmetic gives the exact range and no
more (checks.md §3.3). How a printed figure enters is `maps`.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from extractor.checks.equations.linear import ratio_range
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import Reading, exactly
from extractor.values.interval import EVERYTHING, Interval

Values: TypeAlias = Mapping[str, Reading]

ANY_SHARE: Final = Reading(Interval.of(0, 1), Interval.of(0, 1))
NOT_NEGATIVE: Final = Reading(Interval.of(0, None), Interval.of(0, None))


def solve(kind: str, role: str, values: Values) -> Reading:
    """The member of an equation that the given others determine."""
    return EQUATIONS[kind](role, values)


def _growth(role: str, v: Values) -> Reading:
    """current = prior × ratio"""
    if role == "current":
        return v["prior"] * v["rate"]
    return v["current"] / v["rate" if role == "prior" else "prior"]


def _change(role: str, v: Values) -> Reading:
    """current = prior + delta"""
    if role == "current":
        return v["prior"] + v["delta"]
    return v["current"] - v["delta" if role == "prior" else "prior"]


def _pace(role: str, v: Values) -> Reading:
    """delta = current - current / ratio: the change and the rate of one movement, its prior not printed."""
    if role == "delta":
        return v["current"] * (1 - exactly(1) / v["rate"])
    if role == "current":
        return v["delta"] / (1 - exactly(1) / v["rate"])
    return exactly(1) / (1 - v["delta"] / v["current"])


def _chain(role: str, v: Values) -> Reading:
    """total = rate1 × rate2 × …, or, as the press often adds them, 1 + (rate1 - 1) + (rate2 - 1) + …"""
    others = [reading for name, reading in v.items() if name != "total"]
    product, added = exactly(1), exactly(1)
    for other in others:
        product, added = product * other, added + (other - 1)
    if role != "total":
        product, added = v["total"] / product, v["total"] - (added - 1)
    return Reading(product.support.hull(added.support), product.core.hull(added.core))


def _weighted(role: str, v: Values) -> Reading:
    """rate = (part1 + part2 + …) / (part1 / rate1 + part2 / rate2 + …): the growth of a total from that of its parts.

    The total's has every part twice, so its ends are taken at the corners (`linear`); what a member must be is wider
    than need be, never narrower.
    """
    names = [name.removeprefix("part") for name in v if name.startswith("part")]
    if role == "rate":
        parts = [v["part" + name] for name in names]
        rates = [v["rate" + name] for name in names]
        return Reading(
            _mean_growth([part.support for part in parts], [rate.support for rate in rates]),
            _mean_growth([part.core for part in parts], [rate.core for rate in rates]),
        )
    number = role.removeprefix("part").removeprefix("rate")
    total, before = exactly(0), exactly(0)
    for name in names:
        if name != number:
            total, before = total + v["part" + name], before + v["part" + name] / v["rate" + name]
    if role.startswith("part"):
        return (v["rate"] * before - total) / (1 - v["rate"] / v["rate" + number])
    return v["part" + number] / ((total + v["part" + number]) / v["rate"] - before)


def _mean_growth(parts: Sequence[Interval], rates: Sequence[Interval]) -> Interval:
    """It rises with every rate, and is linear-fractional in the levels."""
    ends = []
    for side in ("low", "high"):
        chosen = [getattr(rate, side) for rate in rates]
        if any(not end or end < 0 for end in chosen):
            return EVERYTHING
        found = ratio_range([Fraction(1)] * len(parts), [1 / end for end in chosen], parts)
        if found is None:
            return EVERYTHING
        ends.append(getattr(found, side))
    return Interval(*ends)


def _share(role: str, v: Values) -> Reading:
    """part = share × whole"""
    if role == "part":
        return v["share"] * v["whole"]
    return v["part"] / v["share" if role == "whole" else "whole"]


def _ratio(role: str, v: Values) -> Reading:
    """over = ratio × under"""
    if role == "over":
        return v["ratio"] * v["under"]
    return v["over"] / v["ratio" if role == "under" else "under"]


def _product(role: str, v: Values) -> Reading:
    """value = count × price"""
    if role == "value":
        return v["count"] * v["price"]
    return v["value"] / v["price" if role == "count" else "count"]


def _balance(role: str, v: Values) -> Reading:
    """inflow = outflow + balance"""
    if role == "inflow":
        return v["outflow"] + v["balance"]
    return v["inflow"] - v["balance" if role == "outflow" else "outflow"]


def _sum(role: str, v: Values) -> Reading:
    """whole = part1 + part2 + …"""
    total = exactly(0)
    for name, reading in v.items():
        if name != "whole":
            total = total + reading
    return total if role == "whole" else v["whole"] - total


def _all_shares(role: str, v: Values) -> Reading:
    """100 = part1 + part2 + …"""
    return HUNDRED - _sum("whole", v)


def _shares(role: str, v: Values) -> Reading:
    """part1 + part2 + … <= 100, none of them negative"""
    return _all_shares(role, v) * ANY_SHARE


def _mean(role: str, v: Values) -> Reading:
    """whole is a mean of part1, part2, …, with weights unknown"""
    others = [reading for name, reading in v.items() if name != "whole"]
    support, core = others[0].support, others[0].core
    for other in others[1:]:
        support, core = support.hull(other.support), core.hull(other.core)
    if role == "whole":
        return Reading(support, core)
    return Reading(_beyond(v["whole"].support, support), _beyond(v["whole"].core, core))


def _beyond(whole: Interval, others: Interval) -> Interval:
    """What one more part must be for the whole to be a mean."""
    if whole.meets(others):
        return EVERYTHING
    above = whole.low is not None and others.high is not None and whole.low > others.high
    return Interval(whole.low, None) if above else Interval(None, whole.high)


def _part(role: str, v: Values) -> Reading:
    """0 <= part <= whole"""
    if role == "part":
        return v["whole"] * ANY_SHARE
    return Reading(Interval(v["part"].support.low, None), Interval(v["part"].core.low, None))


def _record(role: str, v: Values) -> Reading:
    """The value called the highest is no lower than another: fact = other + what is not negative."""
    if role == "fact":
        return v["other"] + NOT_NEGATIVE
    return v["fact"] - NOT_NEGATIVE


def _order(role: str, v: Values) -> Reading:
    """What is said to be more is no less than the other: more = less + what is not negative."""
    return v["less"] + NOT_NEGATIVE if role == "more" else v["more"] - NOT_NEGATIVE


def _average(role: str, v: Values) -> Reading:
    """total = average × number of its periods; the number enters with the average's map."""
    return v["total" if role == "average" else "average"]


def _middle(role: str, v: Values) -> Reading:
    """A mean or a median is one of the values in its range."""
    return v["range" if role == "middle" else "middle"]


def _reached(role: str, v: Values) -> Reading:
    """What was reached is no lower than the target: actual = target + what is not negative."""
    return v["target"] + NOT_NEGATIVE if role == "actual" else v["actual"] - NOT_NEGATIVE


def _missed(role: str, v: Values) -> Reading:
    """A target that was missed is no lower than the actual."""
    return v["target"] - NOT_NEGATIVE if role == "actual" else v["actual"] + NOT_NEGATIVE


def _same(role: str, v: Values) -> Reading:
    """Two mentions of one quantity."""
    return v["other" if role == "one" else "one"]


EQUATIONS: Final[Mapping[str, Callable[[str, Values], Reading]]] = MappingProxyType(
    {
        "growth": _growth,
        "change": _change,
        "pace": _pace,
        "chain": _chain,
        "weighted": _weighted,
        "share": _share,
        "attained": _share,
        "ratio": _ratio,
        "times": _ratio,
        "product": _product,
        "balance": _balance,
        "distance": _balance,
        "reached": _reached,
        "missed": _missed,
        "sum": _sum,
        "shares": _shares,
        "all_shares": _all_shares,
        "mean": _mean,
        "part": _part,
        "record": _record,
        "moved": _order,
        "order": _order,
        "step": _order,
        "middle": _middle,
        "average": _average,
        "periods": _sum,
        "nested": _part,
        "same": _same,
        "near": _same,
    }
)

MEMBERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "growth": ("current", "rate", "prior"),
        "change": ("current", "delta", "prior"),
        "pace": ("current", "delta", "rate"),
        "share": ("part", "share", "whole"),
        "attained": ("part", "share", "whole"),
        "ratio": ("over", "ratio", "under"),
        "times": ("over", "ratio", "under"),
        "product": ("count", "price", "value"),
        "balance": ("inflow", "outflow", "balance"),
        "distance": ("inflow", "outflow", "balance"),
        "reached": ("actual", "target"),
        "missed": ("actual", "target"),
        "part": ("part", "whole"),
        "record": ("fact", "other"),
        "order": ("more", "less"),
        "step": ("more", "less"),
        "moved": ("more", "less"),
        "middle": ("middle", "range"),
        "average": ("average", "total"),
        "nested": ("part", "whole"),
        "same": ("one", "other"),
        "near": ("one", "other"),
    }
)
