"""Why a figure took part in no check: it stands alone, what it belongs with is not printed, or a guard spoke."""

from collections.abc import Collection, Mapping
from typing import Final

from extractor.checks.equations.links import is_complete, links
from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import blocking
from extractor.records import Relation

ALONE: Final = "alone"
INCOMPLETE: Final = "incomplete"
UNSURE: Final = "unsure"


def unchecked(evidence: Evidence, used: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The facts in no finding and no derived value, in text order, by the reason.

    ========== =====================================================================
    alone      no relation ties it to another figure
    incomplete a member of its relation is not printed, and none can be derived
    unsure     its relation is too loose for a verdict
    (a guard)  a guard silenced its relation: the name, as in a finding's `guards`
    ========== =====================================================================
    """
    why = dict.fromkeys((id for id in evidence.facts if id not in used), ALONE)
    for relation in (one for group in evidence.relations.values() for one in group):
        for id in _ids(relation):
            if id in why:
                why[id] = INCOMPLETE
    for link in links(evidence):
        named = [id for id in link.ids if id in why]
        if named:
            guard = blocking(evidence, link)
            reason = guard or (UNSURE if is_complete(link) else INCOMPLETE)
            why.update(dict.fromkeys(named, reason))
    reasons: dict[str, list[str]] = {}
    for id, reason in why.items():
        reasons.setdefault(reason, []).append(id)
    return {reason: tuple(reasons[reason]) for reason in sorted(reasons)}


def _ids(relation: Relation) -> list[str]:
    return [id for ids in relation.members.values() for id in ((ids,) if isinstance(ids, str) else ids)]
