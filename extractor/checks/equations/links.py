"""Relations as arithmetic: which figures a relation ties together, and what each must be, given the others.

A `Link` is one equation (`equations`) over figures of the article.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from extractor.checks.equations.maps import AS_IS, Affine, delta_map, delta_maps, rate_maps, share_maps
from extractor.checks.equations.maps import sign_of as sign_of
from extractor.checks.equations.reading import Reading, compare
from extractor.checks.equations.tie import MEMBERS, solve
from extractor.checks.evidence import Evidence
from extractor.records import Fact, Relation

LISTS: Final = frozenset(("sum", "mean", "periods", "shares", "all_shares", "chain", "weighted"))
"""Equations over lists of any length, complete as they are made."""

MOST_PARTS: Final = 64
"""A sum with more members than this is left alone (checks.md §3.2)."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One equation: `facts` by role (parts of a sum are part1, part2, …), `maps` how each enters it.

    `kind` names the equation (a row of `EQUATIONS`), `relations` are those that assert it.
    """

    kind: str
    facts: Mapping[str, Fact]
    maps: Mapping[str, Affine]
    relations: tuple[Relation, ...]
    values: dict[str, Reading] = msgspec.field(default_factory=dict)  # computed so far, by role

    @property
    def confidence(self) -> float:
        """The least sure binding in it."""
        sure = [fact.confidence for fact in self.facts.values()]
        return min(sure + [relation.confidence for relation in self.relations])

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(fact.id for fact in self.facts.values())


def value(evidence: Evidence, link: Link, role: str) -> Reading:
    """A member as it enters the equation."""
    if role not in link.values:
        link.values[role] = link.maps.get(role, AS_IS).apply(figure(evidence, link.facts[role]))
    return link.values[role]


def figure(evidence: Evidence, fact: Fact) -> Reading:
    """A figure's two intervals, in its own unit."""
    return Reading(evidence.support(fact.id), evidence.core(fact.id))


def expected(evidence: Evidence, link: Link, role: str) -> Reading:
    """What the other members make of one, as it enters the equation."""
    values = {other: value(evidence, link, other) for other in link.facts if other != role}
    return solve(link.kind, role, values)


def needed(evidence: Evidence, link: Link, role: str) -> Reading:
    """What the other members make of one, in the unit its figure is printed in."""
    return link.maps.get(role, AS_IS).undo(expected(evidence, link, role))


def links(evidence: Evidence) -> tuple[Link, ...]:
    """Every equation the article's relations assert, incomplete ones (a member not printed) included."""
    return evidence.once(_build)


def links_of(evidence: Evidence, *kinds: str) -> Iterator[Link]:
    """The equations of some kinds, in text order."""
    return (link for link in links(evidence) if link.kind in kinds)


def is_complete(link: Link) -> bool:
    """Are all members printed, so that the equation can be tested?"""
    return link.kind in LISTS or all(role in link.facts for role in MEMBERS[link.kind])


def _build(evidence: Evidence) -> tuple[Link, ...]:
    made = [
        *_movements(evidence),
        *_chains(evidence),
        *_shares(evidence),
        *_sums(evidence),
        *_parts(evidence),
        *_ratios(evidence),
        *_wholes(evidence, "product"),
        *_balances(evidence),
        *_targets(evidence),
        *_orders(evidence),
    ]
    return tuple(sorted(made, key=lambda link: min(fact.start_char for fact in link.facts.values())))


def _movements(evidence: Evidence) -> Iterator[Link]:
    """Growth, change and multiple relations, those of one movement completing each other."""
    growths = [
        _members(evidence, relation, "current", rate, "prior")
        for kind, rate in (("growth", "rate"), ("multiple", "multiple"))
        for relation in evidence.related(kind)
    ]
    changes = [_members(evidence, r, "current", "delta", "prior") for r in evidence.related("change")]
    for growth in growths:
        partner = _partner(growth, changes)
        yield from _growth_links(evidence, growth, partner)
    for change in changes:
        partner = _partner(change, growths)
        prior = _prior(change, partner)
        if len(change.facts | prior) > 1:
            yield _movement(evidence, "change", change, prior)
        yield from _moved(change)


def _moved(change: "_Members") -> Iterator[Link]:
    """ "Rose to 5.1% from 4.9%": the one level is said to be more than the other."""
    current, prior = change.facts.get("current"), change.facts.get("prior")
    said = {span.label for span in change.relation.spans} & {"up", "down"}
    if current is not None and prior is not None and "delta" not in change.facts and said:
        more, less = (current, prior) if said == {"up"} else (prior, current)
        yield Link(kind="moved", facts={"more": more, "less": less}, maps={}, relations=(change.relation,))


class _Members(NamedTuple):
    relation: Relation
    facts: dict[str, Fact]


def _members(evidence: Evidence, relation: Relation, *roles: str) -> _Members:
    facts = {}
    for role in roles:
        fact = evidence.member(relation, role)
        if fact is not None:
            facts["rate" if role == "multiple" else role] = fact
    return _Members(relation, facts)


def _partner(one: _Members, others: list[_Members]) -> _Members | None:
    """The only other account of the same movement: same current level, same sentence, one baseline."""
    current = one.facts.get("current")
    found = [other for other in others if current is not None and other.facts.get("current") is current]
    if len(found) != 1:
        return None
    mine, theirs = _measured_by(one), _measured_by(found[0])
    if mine is None or theirs is None:
        return found[0]
    same = mine.sentence == theirs.sentence and baseline_of(mine) in (None, baseline_of(theirs))
    return found[0] if same or baseline_of(theirs) is None else None


def _measured_by(members: _Members) -> Fact | None:
    return members.facts.get("rate") or members.facts.get("delta")


def baseline_of(fact: Fact) -> str | None:
    """What a rate or change is against: the type, or None if it is not said."""
    return fact.baseline.type if fact.baseline else None


def _prior(one: _Members, partner: _Members | None) -> dict[str, Fact]:
    """The prior level that only the other account prints."""
    if partner is None or "prior" in one.facts or "prior" not in partner.facts:
        return {}
    return {"prior": partner.facts["prior"]}


def _growth_links(evidence: Evidence, growth: _Members, partner: _Members | None) -> Iterator[Link]:
    prior = _prior(growth, partner)
    if len(growth.facts | prior) > 1:
        yield _movement(evidence, "growth", growth, prior)
    if partner and "prior" not in growth.facts | prior:
        parts = {**growth.facts, **partner.facts}
        if all(role in parts for role in MEMBERS["pace"]):
            facts = {role: parts[role] for role in MEMBERS["pace"]}
            maps = {"delta": delta_map(facts["delta"]), "rate": rate_maps(facts["rate"])[0]}
            yield Link(kind="pace", facts=facts, maps=maps, relations=(growth.relation, partner.relation))


def _movement(evidence: Evidence, kind: str, members: _Members, prior: dict[str, Fact]) -> Link:
    known = members.facts | prior
    facts = {role: known[role] for role in MEMBERS[kind] if role in known}
    grade = MEMBERS[kind][1]
    choices = [] if grade not in facts else _choices(kind, facts[grade])
    made = [
        Link(kind=kind, facts=facts, maps={grade: one}, relations=(members.relation,)) for one in choices
    ] or [Link(kind=kind, facts=facts, maps={}, relations=(members.relation,))]
    return _best(evidence, made, grade)


def _choices(kind: str, fact: Fact) -> tuple[Affine, ...]:
    return rate_maps(fact) if kind == "growth" else delta_maps(fact)


def _best(evidence: Evidence, readings: list[Link], role: str) -> Link:
    """Where a figure can be read in two ways, the way that fits; the first if none does."""
    if len(readings) > 1 and is_complete(readings[0]):
        for link in readings:
            if compare(expected(evidence, link, role), value(evidence, link, role)) != "apart":
                return link
    return readings[0]


def _chains(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("chain"):
        rates, total = evidence.members(relation, "rates"), evidence.member(relation, "total")
        if total is not None and 2 <= len(rates) <= MOST_PARTS:
            facts = {f"rate{number}": rate for number, rate in enumerate(rates, start=1)} | {"total": total}
            maps = {role: rate_maps(fact)[0] for role, fact in facts.items()}
            yield Link(kind="chain", facts=facts, maps=maps, relations=(relation,))


def _shares(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("share"):
        members = _members(evidence, relation, "part", "share", "whole")
        if len(members.facts) > 1 and "share" in members.facts:
            maps = {"share": share_maps(members.facts["share"])[0]}
            whole = members.facts.get("whole")
            aimed = whole is not None and whole.modality == "target" and "part" in members.facts
            kind = "attained" if aimed else "share"
            yield Link(kind=kind, facts=members.facts, maps=maps, relations=(relation,))


def _ratios(evidence: Evidence) -> Iterator[Link]:
    for link in _wholes(evidence, "ratio"):
        ratio = link.facts["ratio"]
        kind = "times" if ratio.kind == "multiple" else "ratio"
        yield msgspec.structs.replace(link, kind=kind, maps={"ratio": share_maps(ratio)[0]})


def _balances(evidence: Evidence) -> Iterator[Link]:
    """What is left of two flows; of two amounts one of which is said to lie above the other, their distance."""
    for link in _wholes(evidence, "balance"):
        compared = {span.label for span in link.relations[0].spans} & {"above", "below"}
        yield msgspec.structs.replace(link, kind="distance") if compared else link


def _wholes(evidence: Evidence, type: str) -> Iterator[Link]:
    """Relations of one type that must have all their members, as they are."""
    for relation in evidence.related(type):
        members = _members(evidence, relation, *MEMBERS[type])
        if len(members.facts) == len(MEMBERS[type]):
            yield Link(kind=type, facts=members.facts, maps={}, relations=(relation,))


def _targets(evidence: Evidence) -> Iterator[Link]:
    """What was reached and what was aimed at, by the word between them: a span of the relation."""
    for relation in evidence.related("target"):
        members = _members(evidence, relation, "actual", "target")
        said = {span.label for span in relation.spans} & {"reached", "missed"}
        if len(members.facts) > 1 and len(said) == 1:
            yield Link(kind=said.pop(), facts=members.facts, maps={}, relations=(relation,))


def _parts(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("part_of"):
        members = _members(evidence, relation, "part", "whole")
        values = {fact.value for fact in members.facts.values()}
        if len(members.facts) == len(MEMBERS["part"]) and (len(values) > 1 or None in values):
            yield Link(kind="part", facts=members.facts, maps={}, relations=(relation,))


def _orders(evidence: Evidence) -> Iterator[Link]:
    """What is said to be more with what is less, a middle with its range; a ranked list gives each member
    with the next."""
    for relation in evidence.related("middle"):
        members = _members(evidence, relation, "middle", "range")
        if len(members.facts) == len(MEMBERS["middle"]):
            yield Link(kind="middle", facts=members.facts, maps={}, relations=(relation,))
    for relation in (*evidence.related("order"), *evidence.related("rank")):
        listed = evidence.members(relation, "facts")
        pair = (evidence.member(relation, "more"), evidence.member(relation, "less"))
        for more, less in pairwise(listed) if listed else (pair,):
            if more is not None and less is not None:
                yield Link(kind="order", facts={"more": more, "less": less}, maps={}, relations=(relation,))


def _sums(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("sum"):
        parts = evidence.members(relation, "parts")
        whole = evidence.member(relation, "whole")
        if not 2 <= len(parts) <= MOST_PARTS:
            continue
        facts = {f"part{number}": part for number, part in enumerate(parts, start=1)}
        if whole is not None:
            yield Link(kind="sum", facts=facts | {"whole": whole}, maps={}, relations=(relation,))
        elif all(part.kind == "percent" for part in parts):
            kind = "all_shares" if relation.exhaustive else "shares"
            yield Link(kind=kind, facts=facts, maps={}, relations=(relation,))
