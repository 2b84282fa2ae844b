"""The figures of a clean run that a slip can contradict: those that take part in a relation that holds.

A tie is the places of figures that hold together: those of a finding that found them consistent, or of a
relation of which the gold says that it holds. Ties within larger ones add nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from extractor.checks.evidence import Evidence
from extractor.records import Article, Extraction, Fact, Relation
from extractor.score.findings import overlaps
from extractor.score.gold import Gold

Tie = frozenset[str]
"""ids of facts"""

# Roles of a relation that name figures; the rest of a gold relation is remarks.
ROLES: Final = (
    "current", "rate", "delta", "prior", "multiple", "part", "whole", "share", "parts", "facts", "fact",
    "average", "total",
)  # fmt: skip
PARTS: Final = ("part_of", "share", "sum")


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A clean article as the injector sees it: `relations` are the tool's and those the gold vouches for."""

    article: Article
    extraction: Extraction
    relations: tuple[Relation, ...]
    ties: tuple[Tie, ...]
    gold_ties: tuple[Tie, ...]
    unread: int

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.extraction.facts

    def ties_of(self, *ids: str) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie & set(ids))

    @property
    def tied(self) -> tuple[Fact, ...]:
        """The figures that take part, in text order."""
        named = frozenset().union(*self.ties)
        return tuple(fact for fact in self.facts if fact.id in named)

    def wholes_of(self, fact: Fact) -> tuple[Fact, ...]:
        """What the figure is said to be a part of."""
        evidence = Evidence(article=self.article, facts=self.facts, relations=self.relations)
        found: dict[str, Fact] = {}
        for kind in PARTS:
            for relation in evidence.related(kind):
                parts = (*evidence.members(relation, "part"), *evidence.members(relation, "parts"))
                whole = evidence.member(relation, "whole")
                if fact in parts and whole is not None and {fact.id, whole.id} <= self._named:
                    found[whole.id] = whole
        return tuple(found.values())

    @property
    def _named(self) -> frozenset[str]:
        return frozenset().union(*self.ties)


def make_ground(extraction: Extraction, gold: Gold | None) -> Ground:
    """What a clean run and its gold, if there is one, tell of the figures that hang together."""
    vouched, unread = _vouched(extraction, gold) if gold else ((), 0)
    named = [frozenset(_ids(relation)) for relation in vouched]
    found = [
        frozenset(finding.facts)
        for finding in extraction.findings
        if finding.verdict == "consistent" and len(set(finding.facts)) > 1
    ]
    return Ground(
        article=extraction.article,
        extraction=extraction,
        relations=(*extraction.relations, *vouched),
        ties=_largest([*found, *named]),
        gold_ties=tuple(tie for tie in _largest(named) if not any(tie <= other for other in found)),
        unread=unread,
    )


def _largest(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Each tie once, without those inside another."""
    distinct = list(dict.fromkeys(ties))
    return tuple(tie for tie in distinct if not any(tie < other for other in distinct))


def _vouched(extraction: Extraction, gold: Gold) -> tuple[tuple[Relation, ...], int]:
    """The relations the gold says hold, over our facts; and how many of them name a figure we have not."""
    made, unread = [], 0
    for number, stated in enumerate(gold.relations, start=1):
        if stated.get("holds") is not True:
            continue
        members = {
            role: _members(stated[role], extraction, gold) for role in ROLES if stated.get(role) is not None
        }
        if any(None in ids for ids in members.values()):
            unread += 1
        elif sum(map(len, members.values())) > 1:
            made.append(_relation(f"g{number}", stated, members))
    return tuple(made), unread


def _members(named: Any, extraction: Extraction, gold: Gold) -> tuple[str | None, ...]:
    indices = named if isinstance(named, list) else [named]
    return tuple(_fact_at(extraction, (gold.facts[at].start_char, gold.facts[at].end_char)) for at in indices)


def _fact_at(extraction: Extraction, place: tuple[int, int]) -> str | None:
    return next(
        (fact.id for fact in extraction.facts if overlaps((fact.start_char, fact.end_char), place)), None
    )


def _relation(id: str, stated: dict[str, Any], members: dict[str, tuple[str | None, ...]]) -> Relation:
    named = {role: tuple(filter(None, ids)) for role, ids in members.items()}
    several = ("parts", "facts")
    return Relation(
        id=id,
        type=stated["type"],
        members={role: ids if role in several else ids[0] for role, ids in named.items()},
        exhaustive=stated.get("exhaustive"),
    )


def _ids(relation: Relation) -> Iterator[str]:
    for member in relation.members.values():
        yield from (member,) if isinstance(member, str) else member
