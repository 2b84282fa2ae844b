"""Mentions of one quantity: headline and body, lead and table. One of them stands for all."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from extractor.checks.evidence import Evidence, series_key, stretch
from extractor.records import Fact


def twins(evidence: Evidence) -> Mapping[str, str]:
    """Each fact's id to the id of the first mention of the same quantity (its own, for most).

    Mentions are one if a `repeat` relation says so, or if all of the key, the role and the number agree.
    """
    return evidence.once(_group)


def mentions(evidence: Evidence, fact: Fact) -> tuple[Fact, ...]:
    """All mentions of the fact's quantity, itself included, in text order."""
    return evidence.once(_members)[twins(evidence)[fact.id]]


def finest(evidence: Evidence, fact: Fact) -> Fact:
    """The mention that says most of the quantity: the narrowest literal reading, the first of equals."""

    def width(mention: Fact) -> tuple[bool, Fraction]:
        core = evidence.core(mention.id)
        return core.width is None, core.width or Fraction(0)

    return min(mentions(evidence, fact), key=width)


def _group(evidence: Evidence) -> Mapping[str, str]:
    first: dict[str, str] = {id: id for id in evidence.facts}

    def root(id: str) -> str:
        while first[id] != id:
            id = first[id]
        return id

    def join(one: str, other: str) -> None:
        one, other = sorted((root(one), root(other)), key=order.__getitem__)
        first[other] = one

    order = {fact.id: place for place, fact in enumerate(evidence.facts.values())}
    seen: dict[tuple[object, ...], str] = {}
    for fact in evidence.facts.values():
        if fact.measure_key is not None and fact.value is not None:
            face = (
                series_key(fact),
                stretch(fact),
                fact.kind,
                fact.unit,
                fact.role,
                fact.direction,
                fact.value,
            )
            join(seen.setdefault(face, fact.id), fact.id)
    for relation in evidence.related("repeat"):
        facts = evidence.members(relation, "facts")
        for fact in facts[1:]:
            join(facts[0].id, fact.id)
    return MappingProxyType({id: root(id) for id in first})


def _members(evidence: Evidence) -> Mapping[str, tuple[Fact, ...]]:
    groups: dict[str, list[Fact]] = {}
    for id, first in twins(evidence).items():
        groups.setdefault(first, []).append(evidence.facts[id])
    return MappingProxyType({first: tuple(group) for first, group in groups.items()})
