"""HC4: each equation narrows each of its members to what the others leave of it, until nothing narrows any more.

Sound: no value that satisfies all equations is ever lost, so an empty quantity is a conflict (Benhamou and others
1999, "Revising hull and box consistency").
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from extractor.checks.equations.maps import AS_IS
from extractor.checks.equations.reading import Reading
from extractor.checks.equations.tie import solve
from extractor.checks.evidence import Evidence
from extractor.checks.network.quantities import Constraint, Network, Node
from extractor.records import Fact
from extractor.values.interval import Interval

PASSES: Final = 20
DIGITS: Final = 24
LONG: Final = 128
"""Ends whose denominator has so many bits are rounded outward to so many digits: exact fractions would grow with
every step."""

ANY: Final = Interval()


class Narrowed(NamedTuple):
    """What is left of each node; where nothing is, `empty` names it with the two intervals that do not meet."""

    domains: Mapping[Node, Interval]
    empty: "Gap | None" = None


class Gap(NamedTuple):
    """What the rest leaves a node, what one equation needs it to be, and that equation."""

    node: Node
    left: Interval
    needs: Interval
    constraint: Constraint


def propagate(evidence: Evidence, network: Network, facts: Iterable[Fact]) -> Narrowed:
    """Narrow the nodes of a network as these of its figures observe them."""
    domains = _start(evidence, network, frozenset(fact.id for fact in facts))
    queue = dict.fromkeys(range(len(network.constraints)))
    touching: dict[Node, list[int]] = {}
    for index, constraint in enumerate(network.constraints):
        for node in constraint.nodes.values():
            touching.setdefault(node, []).append(index)
    steps = PASSES * len(network.constraints)
    while queue and steps:
        steps -= 1
        index = next(iter(queue))
        del queue[index]
        constraint = network.constraints[index]
        for role, node in constraint.nodes.items():
            needs = _needs(constraint, role, domains)
            left = domains[node].intersect(needs)
            if left is None:
                return Narrowed(domains, Gap(node, domains[node], needs, constraint))
            left = _outward(left)
            if left != domains[node]:
                domains[node] = left
                queue.update(dict.fromkeys(other for other in touching[node] if other != index))
    return Narrowed(domains)


def _start(evidence: Evidence, network: Network, ids: frozenset[str]) -> dict[Node, Interval]:
    """Each node as observed; without a figure, anything."""
    domains = dict.fromkeys(network.nodes, ANY)
    for node, group in network.observed.items():
        seen = [evidence.support(fact.id) for fact in group if fact.id in ids]
        if seen:
            domains[node] = seen[0]
            for other in seen[1:]:
                domains[node] = domains[node].intersect(other) or domains[node]
    return domains


def _needs(constraint: Constraint, role: str, domains: Mapping[Node, Interval]) -> Interval:
    """What the other members make of one, in the unit its figures are printed in."""
    values = {
        other: constraint.maps.get(other, AS_IS).apply(_reading(domains[node]))
        for other, node in constraint.nodes.items()
        if other != role
    }
    try:
        made = solve(constraint.kind, role, values)
    except ZeroDivisionError:  # a member that is zero and nothing else says nothing of this one
        return ANY
    return constraint.maps.get(role, AS_IS).undo(made).support


def _reading(interval: Interval) -> Reading:
    return Reading(interval, interval)


def _outward(interval: Interval) -> Interval:
    ends = (interval.low, interval.high)
    if all(end is None or end.denominator.bit_length() < LONG for end in ends):
        return interval
    return Interval.from_decimals(*interval.to_decimals(DIGITS))
