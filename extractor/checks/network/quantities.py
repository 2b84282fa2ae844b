"""The network of an article: quantities, the figures that observe them, the equations between them.

Mentions of one quantity are one node. A growth whose level before is not printed beside it is tied to the level that
stands elsewhere for the same thing at the dates of its base.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from extractor.checks.equations.links import Link, expected, is_complete, links, value
from extractor.checks.equations.maps import Affine
from extractor.checks.equations.reading import compare
from extractor.checks.equations.tie import MEMBERS
from extractor.checks.equations.twins import mentions, twins
from extractor.checks.evidence import Evidence, Stretch, series_key, stretch
from extractor.checks.guards.examine import days, examine
from extractor.records import Fact
from extractor.values.interval import Interval

Node: TypeAlias = str
"""The id of the first mention of a quantity"""
MOVES: Final = ("growth", "change")
CLOSED: Final = (
    *MOVES, "share", "ratio", "times", "product", "balance", "distance", "part", "nested", "periods", "average",
)  # fmt: skip
"""Equations that hold as they are; a sum does if its list is full."""

LEAST_SURE: Final = 0.8
"""A binding made by more than a common key."""

LEAST_NAMED: Final = 0.75
"""A measure and an owner that were not only carried from elsewhere."""


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """One equation over nodes: `nodes` by role, `maps` how each enters it."""

    kind: str
    nodes: Mapping[str, Node]
    maps: Mapping[str, Affine]
    link: Link


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """One connected piece: its equations and the figures that observe its nodes, in text order."""

    constraints: tuple[Constraint, ...]
    observed: Mapping[Node, tuple[Fact, ...]]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, in the order of the equations."""
        return tuple(dict.fromkeys(node for one in self.constraints for node in one.nodes.values()))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All figures, in text order."""
        found = {fact.id: fact for group in self.observed.values() for fact in group}
        return tuple(sorted(found.values(), key=lambda fact: fact.start_char))


def networks(evidence: Evidence) -> tuple[Network, ...]:
    """The connected pieces that say more than their equations one by one, in text order."""
    return evidence.once(_build)


def _build(evidence: Evidence) -> tuple[Network, ...]:
    made = [
        constraint
        for link in links(evidence)
        if _is_sound(evidence, link) and (constraint := _constraint(evidence, link)) is not None
    ]
    found = (_network(evidence, group) for group in _connected(made))
    return tuple(network for network in found if len(network.constraints) > 1 or _reaches_out(network))


def _reaches_out(network: Network) -> bool:
    """Does its only equation take in a figure that stands elsewhere?"""
    only = network.constraints[0]
    return only.nodes.keys() != only.link.facts.keys()


def _is_sound(evidence: Evidence, link: Link) -> bool:
    """An equation that holds as printed, that no guard silences and that lacks no more than a level before."""
    if link.kind not in CLOSED and not (link.kind == "sum" and link.relations[0].exhaustive):
        return False
    if min(one.confidence for one in link.relations) < LEAST_SURE:
        return False
    if examine(evidence, link) is None:
        return False
    if is_complete(link):
        role = next(iter(link.facts))
        return compare(expected(evidence, link, role), value(evidence, link, role)) != "apart"
    return link.kind in MOVES and set(MEMBERS[link.kind]) - link.facts.keys() == {"prior"}


def _constraint(evidence: Evidence, link: Link) -> Constraint | None:
    """The equation over quantities; none if its level before is printed nowhere, which lets it fit anything."""
    nodes = {role: _node(evidence, fact) for role, fact in link.facts.items()}
    if link.kind in MOVES and "prior" not in nodes:
        before = _before(evidence, link.facts["current"], link.facts.get("rate") or link.facts["delta"])
        if before is None:
            return None
        nodes["prior"] = before
    if len(set(nodes.values())) < len(nodes):
        return None  # "$1 million" now and "$1.00 million" before are not one quantity for all their likeness
    return Constraint(kind=link.kind, nodes=nodes, maps=link.maps, link=link)


def _node(evidence: Evidence, fact: Fact) -> Node:
    """The first mention of the figure's quantity."""
    return twins(evidence)[fact.id]


def _before(evidence: Evidence, current: Fact, measured: Fact) -> Node | None:
    """The level before, if it is printed elsewhere: of the same thing, at the dates of the base, and the only one."""
    base = measured.baseline.period if measured.baseline else None
    own = _key(current, stretch(current))
    if base is None or own is None or measured.basis or days(base) in (None, days(current.period)):
        return None
    known = evidence.once(_levels)
    before = known.get(_key(current, (base.start, base.end)) or own, [])
    single = len(before) == 1 and known.get(own) == [_node(evidence, current)]
    return before[0] if single else None


def _levels(evidence: Evidence) -> dict[Hashable, list[Node]]:
    """The quantities printed for each key and dates; more than one, and the key does not tell them apart."""
    found: dict[Hashable, list[Node]] = {}
    for fact in evidence.facts.values():
        key = _key(fact, stretch(fact)) if fact.role == "level" and not fact.negated else None
        node = _node(evidence, fact)
        if key is not None and node not in found.setdefault(key, []):
            found[key].append(node)
    return found


def _key(fact: Fact, dates: Stretch) -> Hashable | None:
    """What makes a level one quantity: a named measure and owner, its dates, unit and footing."""
    named = fact.measure_key is not None and fact.entity_key is not None and None not in dates
    if not named or fact.confidence < LEAST_NAMED:
        return None
    return (series_key(fact), dates, fact.kind, fact.unit, fact.per, fact.basis)


def _connected(constraints: Sequence[Constraint]) -> Iterator[list[Constraint]]:
    """The constraints by connected piece."""
    root: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for one in constraints:
        first, *others = one.nodes.values()
        for other in others:
            root[find(other)] = find(first)
    groups: dict[Node, list[Constraint]] = {}
    for one in constraints:
        groups.setdefault(find(next(iter(one.nodes.values()))), []).append(one)
    for group in groups.values():
        sums = [frozenset(one.nodes.values()) for one in group if one.kind == "sum"]
        # A part of a full list is no larger than its whole anyway.
        yield [
            one
            for one in group
            if one.kind != "part" or not any(sums_up >= set(one.nodes.values()) for sums_up in sums)
        ]


def _network(evidence: Evidence, constraints: Sequence[Constraint]) -> Network:
    """The piece with every figure that observes one of its nodes, mentions beyond the equations included."""
    nodes = dict.fromkeys(node for one in constraints for node in one.nodes.values())
    observed: dict[Node, list[Fact]] = {}
    for node in nodes:
        for fact in mentions(evidence, evidence.facts[node]):
            if not fact.negated and fact.comparator != "range":
                observed.setdefault(node, []).append(fact)
    return Network(
        constraints=tuple(constraints),
        observed={node: _agreeing(evidence, facts) for node, facts in observed.items()},
    )


def _agreeing(evidence: Evidence, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The mentions that have a value in common with the first; where they do not, it is `repeat.value`'s."""
    kept: list[Fact] = []
    reach: Interval | None = Interval()
    for fact in facts:
        narrowed = reach.intersect(evidence.support(fact.id)) if reach is not None else None
        if narrowed is not None:
            kept.append(fact)
            reach = narrowed
    return tuple(kept)
