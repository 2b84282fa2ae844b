"""Relations as arithmetic: which figures a relation ties together, and what each must be, given the others.

A `Link` is one equation over figures. Every equation is written with each variable once, so that interval
arithmetic gives the exact range and no more (checks.md §3.3). Figures enter it through an affine map: a
growth of 4.45 percent is the ratio 1 + 4.45/100, a fall of 2 percent the ratio 1 - 2/100.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

import msgspec

from extractor.checks.evidence import Evidence
from extractor.checks.reading import Reading, compare, exactly
from extractor.records import Fact, Relation
from extractor.values.interval import Interval

Values: TypeAlias = Mapping[str, Reading]

ANY_SHARE: Final = Reading(Interval.of(0, 1), Interval.of(0, 1))
NOT_NEGATIVE: Final = Reading(Interval.of(0, None), Interval.of(0, None))

HUNDRED: Final = Fraction(100)
MOST_PARTS: Final = 64
"""A sum with more members than this is left alone (checks.md §3.2)."""


class Affine(NamedTuple):
    """How a figure enters an equation: ``offset + factor * figure``."""

    offset: Fraction
    factor: Fraction

    def apply(self, figure: Reading) -> Reading:
        if self.factor == 1:
            return figure + self.offset if self.offset else figure
        return figure * self.factor + self.offset

    def undo(self, value: Reading) -> Reading:
        return (value - self.offset) / self.factor


AS_IS: Final = Affine(Fraction(0), Fraction(1))
HUNDREDTH: Final = Affine(Fraction(0), 1 / HUNDRED)


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


def _share(role: str, v: Values) -> Reading:
    """part = share × whole"""
    if role == "part":
        return v["share"] * v["whole"]
    return v["part"] / v["share" if role == "whole" else "whole"]


def _sum(role: str, v: Values) -> Reading:
    """whole = part1 + part2 + …"""
    total = exactly(0)
    for name, reading in v.items():
        if name != "whole":
            total = total + reading
    return total if role == "whole" else v["whole"] - total


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


def _same(role: str, v: Values) -> Reading:
    """Two mentions of one quantity."""
    return v["other" if role == "one" else "one"]


EQUATIONS: Final[Mapping[str, Callable[[str, Values], Reading]]] = MappingProxyType(
    {
        "growth": _growth,
        "change": _change,
        "pace": _pace,
        "share": _share,
        "sum": _sum,
        "part": _part,
        "record": _record,
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
        "part": ("part", "whole"),
        "record": ("fact", "other"),
        "same": ("one", "other"),
        "near": ("one", "other"),
    }
)


def links(evidence: Evidence) -> tuple[Link, ...]:
    """Every equation the article's relations assert, incomplete ones (a member not printed) included."""
    return evidence.once(_build)


def links_of(evidence: Evidence, *kinds: str) -> Iterator[Link]:
    """The equations of some kinds, in text order."""
    return (link for link in links(evidence) if link.kind in kinds)


def is_complete(link: Link) -> bool:
    """Are all members printed, so that the equation can be tested?"""
    return link.kind == "sum" or all(role in link.facts for role in MEMBERS[link.kind])


def _build(evidence: Evidence) -> tuple[Link, ...]:
    made = [*_movements(evidence), *_shares(evidence), *_sums(evidence), *_parts(evidence)]
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


def sign_of(fact: Fact) -> int:
    """-1 for a fall that is printed without a minus; a double negative ("a decline of -3%") keeps its own."""
    falls = fact.direction == "down" and (fact.value is None or fact.value >= 0)
    return -1 if falls else 1


def rate_maps(fact: Fact) -> tuple[Affine, ...]:
    """The ratio current/prior a rate or multiple stands for, the likeliest reading first.

    A rate without direction may be either; a fraction with a verb may be what is left or what is gone.
    """
    if fact.kind == "multiple":
        left = AS_IS
        if fact.value is None or fact.value >= 1 or fact.direction is None:
            return (left,)
        return left, Affine(Fraction(1), Fraction(sign_of(fact)))
    per = HUNDRED if fact.unit != "basis_point" else HUNDRED * HUNDRED
    maps = Affine(Fraction(1), sign_of(fact) / per)
    other = Affine(Fraction(1), -sign_of(fact) / per)
    return (maps, other) if fact.direction is None and (fact.value or 0) >= 0 else (maps,)


def delta_maps(fact: Fact) -> tuple[Affine, ...]:
    """The signed change a figure stands for, in the unit of the levels."""
    first = delta_map(fact)
    other = Affine(Fraction(0), -first.factor)
    return (first, other) if fact.direction is None and (fact.value or 0) >= 0 else (first,)


def delta_map(fact: Fact) -> Affine:
    """Basis points count in hundredths of a point, everything else as it is."""
    unit = 1 / HUNDRED if fact.unit == "basis_point" else Fraction(1)
    return Affine(Fraction(0), sign_of(fact) * unit)


def share_maps(fact: Fact) -> tuple[Affine, ...]:
    """A percent as a hundredth; a fraction ("a third") as it is."""
    return (HUNDREDTH,) if fact.kind == "percent" else (AS_IS,)


def _shares(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("share"):
        members = _members(evidence, relation, "part", "share", "whole")
        if len(members.facts) > 1 and "share" in members.facts:
            maps = {"share": share_maps(members.facts["share"])[0]}
            yield Link(kind="share", facts=members.facts, maps=maps, relations=(relation,))


def _parts(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("part_of"):
        members = _members(evidence, relation, "part", "whole")
        values = {fact.value for fact in members.facts.values()}
        if len(members.facts) == len(MEMBERS["part"]) and (len(values) > 1 or None in values):
            yield Link(kind="part", facts=members.facts, maps={}, relations=(relation,))


def _sums(evidence: Evidence) -> Iterator[Link]:
    for relation in evidence.related("sum"):
        parts = evidence.members(relation, "parts")
        whole = evidence.member(relation, "whole")
        if whole is None or not 2 <= len(parts) <= MOST_PARTS:
            continue
        facts = {f"part{number}": part for number, part in enumerate(parts, start=1)} | {"whole": whole}
        yield Link(kind="sum", facts=facts, maps={}, relations=(relation,))
