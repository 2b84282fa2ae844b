"""Whether a slip can be seen at all: does it break a relation that held, by arithmetic alone?

A part that is printed too small still fits its whole. Such a slip counts as made, but no checker could find it.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Final

import msgspec

from extractor.checks.equations.links import Link, expected, is_complete, links, value
from extractor.checks.equations.reading import compare
from extractor.checks.evidence import Evidence
from extractor.records import Extraction, Fact, Relation
from extractor.score.slips_edits import Edit
from extractor.score.slips_figures import Ground
from extractor.values.interval import Interval

Bond = tuple[str, tuple[str, str]]
"""A type of relation and two ids."""

RATE_REACH: Final = Fraction(3, 100)
"""What conversions of one time may differ by (checks.md §2, fx.reference)."""


def is_in_reach(ground: Ground, edit: Edit, extraction: Extraction) -> bool:
    """Does the edit break what held? The text with the slip, as it was read, knows best how exact a new number is
    and which figures a direction word governs; what it misread is taken as it was meant."""
    reread = {fact.start_char: fact for fact in extraction.facts}
    pairs = [(fact, reread.get(edit.moved((fact.start_char, fact.end_char))[0])) for fact in edit.facts]
    if edit.kind == "date":
        published = ground.article.published
        return published is not None and any(_starts_after(read, published) for _, read in pairs)
    changed = {fact.id: _as_read(fact, read) for fact, read in pairs}
    if edit.kind == "direction":
        changed |= _turned_too(ground, edit, reread)
    names = frozenset(changed)
    before = _evidence(ground, ground.facts)
    after = _evidence(ground, [changed.get(fact.id, fact) for fact in ground.facts])
    if edit.kind == "points":
        return any(link.kind == "change" for link in _about(before, names))
    held = {_name(link) for link in _about(before, names) if not _fails(before, link)}
    failing = (link for link in _about(after, names) if _fails(after, link))
    return any(_name(link) in held for link in failing) or any(
        _breaks(before, after, bond) for bond in _bonds(ground, names)
    )


def _turned_too(ground: Ground, edit: Edit, reread: Mapping[int, Fact]) -> dict[str, Fact]:
    """Figures that took their direction from the changed word without its being their evidence."""
    found = {}
    for fact in ground.facts:
        read = reread.get(edit.moved((fact.start_char, fact.end_char))[0])
        if read is not None and {fact.direction, read.direction} == {"up", "down"}:
            found[fact.id] = msgspec.structs.replace(fact, direction=read.direction)
    return found


def _evidence(ground: Ground, facts: Iterable[Fact]) -> Evidence:
    return Evidence(article=ground.article, facts=facts, relations=ground.relations)


def _as_read(fact: Fact, read: Fact | None) -> Fact:
    if read is None or (read.value, read.unit) != (fact.value, fact.unit):
        return fact
    names = ("low", "high", "core_low", "core_high")
    return msgspec.structs.replace(fact, **{name: getattr(read, name) for name in names})


def _starts_after(fact: Fact | None, published: str) -> bool:
    start = fact.period.start if fact and fact.period else None
    return start is not None and start > published


def _about(evidence: Evidence, names: frozenset[str]) -> Iterator[Link]:
    return (link for link in links(evidence) if names & set(link.ids) and is_complete(link))


def _name(link: Link) -> tuple[object, ...]:
    return link.kind, *link.facts, *link.ids


def _fails(evidence: Evidence, link: Link) -> bool:
    tested = list(link.facts)[-1]
    made, stated = expected(evidence, link, tested), value(evidence, link, tested)
    if compare(made, stated) != "apart":
        return False
    is_open = link.kind == "sum" and not any(relation.exhaustive for relation in link.relations)
    return not is_open or _exceeds(made.support, stated.support)


def _exceeds(one: Interval, other: Interval) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _bonds(ground: Ground, names: frozenset[str]) -> Iterator[Bond]:
    """Two figures of a repeat, a conversion or a record, one of them changed."""
    groups = [
        (r.type, _ids(r)) for r in ground.relations if r.type in ("repeat", "conversion", "superlative")
    ]
    groups += [
        ("repeat", finding.facts)
        for finding in ground.extraction.findings
        if finding.check.startswith("repeat.") and finding.verdict == "consistent"
    ]
    for type, ids in groups:
        for pair in combinations(ids, 2):
            if names & set(pair):
                yield type, pair


def _ids(relation: Relation) -> tuple[str, ...]:
    named = (relation.members.get(role, ()) for role in ("facts", "fact", "prior"))
    return tuple(id for each in named for id in ((each,) if isinstance(each, str) else each))


def _breaks(before: Evidence, after: Evidence, bond: Bond) -> bool:
    """Are two figures no longer what they were to each other: one quantity, one amount, record and record beaten?"""
    type, (one, other) = bond
    if type == "conversion":
        moved = [after.support(id) / before.support(id) for id in (one, other) if _is_positive(before, id)]
        near = Interval(1 - RATE_REACH, 1 + RATE_REACH)
        return not all(ratio.meets(near) for ratio in moved)
    if type == "repeat":
        turned = _differ(after, one, other) and not _differ(before, one, other)
        return turned or (_meet(before, one, other) and not _meet(after, one, other))
    return _order(before, one, other) != _order(after, one, other)


def _is_positive(evidence: Evidence, id: str) -> bool:
    low = evidence.support(id).low
    return low is not None and low > 0


def _differ(evidence: Evidence, one: str, other: str) -> bool:
    return evidence.facts[one].direction != evidence.facts[other].direction


def _meet(evidence: Evidence, one: str, other: str) -> bool:
    return evidence.support(one).meets(evidence.support(other))


def _order(evidence: Evidence, one: str, other: str) -> int:
    """Which of two is surely the higher: 1 the first, -1 the second, 0 neither."""
    first, second = evidence.support(one), evidence.support(other)
    return int(_exceeds(first, second)) - int(_exceeds(second, first))
