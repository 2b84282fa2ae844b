"""A network as a linear program: cycles that propagation cannot decide (checks.md §3.5).

Rates, shares and ratios enter as the intervals that propagation left of them, so that ``current = prior × ratio`` is
linear in the levels. HiGHS looks for values that satisfy all; where it finds none, its multipliers are a proof
(Farkas' lemma), which is done again in exact fractions: an answer of "impossible" never rests on a float.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from extractor.checks.equations.maps import AS_IS
from extractor.checks.network.quantities import Constraint, Network, Node
from extractor.values.interval import Interval

LARGE: Final = Fraction(10) ** 30
"""An unbounded level is no larger."""

SMALL: Final = 1e-9
DENOMINATOR: Final = 10**12


class Row(NamedTuple):
    """Σ weights[node] · node <= limit, as an equation of the article says."""

    weights: Mapping[Node, Fraction]
    limit: Fraction
    constraint: Constraint


def impossible(network: Network, domains: Mapping[Node, Interval]) -> tuple[Constraint, ...]:
    """The equations that together no values in the domains satisfy; empty if some do, or if it cannot be proved."""
    rows = [row for constraint in network.constraints for row in _rows(constraint, domains)]
    nodes = tuple(dict.fromkeys(node for row in rows for node in row.weights))
    if not rows or not _has_cycle(network):
        return ()
    multipliers = _farkas(rows, nodes, domains)
    if multipliers is None or not _proves(rows, multipliers, domains):
        return ()
    used = [row.constraint for row, factor in zip(rows, multipliers, strict=True) if factor > 0]
    return tuple({id(constraint): constraint for constraint in used}.values())


def _has_cycle(network: Network) -> bool:
    """Is there more than one way from a node to another? On a tree propagation is exact already."""
    ends = sum(len(set(constraint.nodes.values())) for constraint in network.constraints)
    return ends > len(network.nodes) + len(network.constraints) - 1


def _rows(constraint: Constraint, domains: Mapping[Node, Interval]) -> Iterator[Row]:
    nodes, kind = constraint.nodes, constraint.kind
    if kind == "growth":
        yield from _times(constraint, nodes["current"], nodes["prior"], _factor(constraint, "rate", domains))
    elif kind in ("share", "ratio", "times", "product"):
        result, factor, base = {
            "share": ("part", "share", "whole"),
            "ratio": ("over", "ratio", "under"),
            "times": ("over", "ratio", "under"),
            "product": ("value", "price", "count"),
        }[kind]
        yield from _times(constraint, nodes[result], nodes[base], _factor(constraint, factor, domains))
    elif kind in ("part", "nested"):
        yield Row({nodes["part"]: Fraction(1), nodes["whole"]: Fraction(-1)}, Fraction(0), constraint)
    else:
        yield from _equal(constraint)


def _factor(constraint: Constraint, role: str, domains: Mapping[Node, Interval]) -> Interval:
    domain = domains[constraint.nodes[role]]
    one = constraint.maps.get(role, AS_IS)
    ends = [None if end is None else one.offset + one.factor * end for end in (domain.low, domain.high)]
    return Interval(*(ends if one.factor > 0 else reversed(ends)))


def _times(constraint: Constraint, result: Node, base: Node, factor: Interval) -> Iterator[Row]:
    """factor.low · base <= result <= factor.high · base, for a base that is not negative"""
    if factor.high is not None:
        yield Row({result: Fraction(1), base: -factor.high}, Fraction(0), constraint)
    if factor.low is not None:
        yield Row({result: Fraction(-1), base: factor.low}, Fraction(0), constraint)


SIGNS: Final[Mapping[str, Mapping[str, int]]] = {
    "change": {"current": 1, "prior": -1, "delta": -1},
    "balance": {"inflow": 1, "outflow": -1, "balance": -1},
    "distance": {"inflow": 1, "outflow": -1, "balance": -1},
    "average": {"total": 1, "average": -1},
}


def _equal(constraint: Constraint) -> Iterator[Row]:
    """A sum of members that is zero, as two inequalities."""
    signs = SIGNS.get(constraint.kind) or {role: 1 if role == "whole" else -1 for role in constraint.nodes}
    weights: dict[Node, Fraction] = {}
    limit = Fraction(0)
    for role, sign in signs.items():
        one = constraint.maps.get(role, AS_IS)
        node = constraint.nodes[role]
        weights[node] = weights.get(node, Fraction(0)) + sign * one.factor
        limit -= sign * one.offset
    yield Row(weights, limit, constraint)
    yield Row({node: -weight for node, weight in weights.items()}, -limit, constraint)


def _farkas(
    rows: Sequence[Row], nodes: Sequence[Node], domains: Mapping[Node, Interval]
) -> list[Fraction] | None:
    """Multipliers, one a row, of a contradiction that HiGHS sees; none if it finds values that fit.

    The least total violation Σ s with row - s <= limit is a program that always has a solution; its duals are the
    multipliers.
    """
    import highspy  # late: a tenth of a second, for the few articles whose equations form a cycle

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    place = {node: index for index, node in enumerate(nodes)}
    scale = _scale(nodes, domains)
    for node in nodes:
        low, high = domains[node].low, domains[node].high
        solver.addVar(
            -highspy.kHighsInf if low is None else float(low / scale),
            highspy.kHighsInf if high is None else float(high / scale),
        )
    for index, row in enumerate(rows):
        solver.addVar(0.0, highspy.kHighsInf)
        solver.changeColCost(len(nodes) + index, 1.0)
        columns = [*(place[node] for node in row.weights), len(nodes) + index]
        weights = [*(float(weight) for weight in row.weights.values()), -1.0]
        solver.addRow(-highspy.kHighsInf, float(row.limit / scale), len(columns), columns, weights)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    if solver.getInfo().objective_function_value <= SMALL:
        return None
    duals = solver.getSolution().row_dual
    return [Fraction(max(-dual, 0.0)).limit_denominator(DENOMINATOR) for dual in duals]


def _scale(nodes: Sequence[Node], domains: Mapping[Node, Interval]) -> Fraction:
    """The size of the largest level: floats near one."""
    ends = [abs(end) for node in nodes for end in (domains[node].low, domains[node].high) if end is not None]
    return max([*ends, Fraction(1)])


def _proves(rows: Sequence[Row], multipliers: Sequence[Fraction], domains: Mapping[Node, Interval]) -> bool:
    """Is the weighted sum of the rows false for all values in the domains, in exact fractions?"""
    weights: dict[Node, Fraction] = {}
    limit = Fraction(0)
    for row, factor in zip(rows, multipliers, strict=True):
        limit += factor * row.limit
        for node, weight in row.weights.items():
            weights[node] = weights.get(node, Fraction(0)) + factor * weight
    least = Fraction(0)
    for node, weight in weights.items():
        end = domains[node].low if weight > 0 else domains[node].high
        least += weight * (end if end is not None else -LARGE if weight > 0 else LARGE)
    return least > limit
