"""One case against its extraction: was the relation read, was it doubted, was the right figure suspected?"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

import msgspec

from extractor.records import Extraction, Finding
from extractor.score.cases import Case
from extractor.score.findings import overlaps

# The types of `Relation` that express a kind; none named: any.
TYPES: Final = MappingProxyType(
    {
        "growth": ("growth", "change", "multiple"),
        "fx": ("conversion",),
        "sum": ("sum", "part_of", "balance"),
        "share": ("share",),
        "ratio": (),
        "repeat": ("repeat",),
    }
)
SHOULD_ALARM: Final = ("slip", "broken")


class CaseScore(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a case: was its relation found, what was raised, is the first suspect the right one?"""

    case: Case
    related: bool
    alarms: tuple[Finding, ...]
    suspected: bool

    @property
    def is_right(self) -> bool:
        return bool(self.alarms) == (self.case.what in SHOULD_ALARM)


def score_case(case: Case, extraction: Extraction) -> CaseScore:
    """Hold one extraction against its case."""
    alarms = tuple(finding for finding in extraction.findings if finding.is_alarm)
    at = {fact.id: (fact.start_char, fact.end_char) for fact in extraction.facts}
    first = [
        at[alarm.suspects[0].fact] for alarm in alarms if alarm.suspects and alarm.suspects[0].fact in at
    ]
    return CaseScore(
        case=case,
        related=is_related(case, extraction),
        alarms=alarms,
        suspected=any(overlaps(place, slip) for place in first for slip in case.suspects),
    )


def is_related(case: Case, extraction: Extraction) -> bool:
    """Does a relation of the right type hold all the figures of the case together?

    Relations that share a fact count as one: "by 8 pence, or 1.3%, to 605 pence" is a change and a growth of
    one level, and a sum may be told part by part.
    """
    at = {fact.id: (fact.start_char, fact.end_char) for fact in extraction.facts}
    types = TYPES[case.kind]
    groups = _groups(
        _member_ids(relation.members.values())
        for relation in extraction.relations
        if not types or relation.type in types
    )
    return any(
        all(any(overlaps(at[fact], place) for fact in group if fact in at) for place in case.places)
        for group in groups
    )


def _member_ids(members: Iterable[str | tuple[str, ...]]) -> frozenset[str]:
    return frozenset(
        fact for member in members for fact in ((member,) if isinstance(member, str) else member)
    )


def _groups(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Sets that share an element, joined."""
    groups: list[frozenset[str]] = []
    for joined in sets:
        apart = [group for group in groups if not group & joined]
        joined = joined.union(*(group for group in groups if group & joined))
        groups = [*apart, joined]
    return groups
