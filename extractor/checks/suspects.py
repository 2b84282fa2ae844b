"""Which figure of an inconsistent equation is the slip: the one that a likely slip would repair.

For each member: the interval the others need it to have, and every slip (`slips.undo`) that brings it there.
A member's weight is how likely one of those slips was made. A figure that other equations confirm, or that
stands elsewhere in the article as printed, is less likely the wrong one (Fellegi-Holt: the least change that
satisfies all rules).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks import wording
from extractor.checks.evidence import Evidence
from extractor.checks.guards import examine
from extractor.checks.links import Link, is_complete, links, needed
from extractor.checks.slips import WHY, Kind, Slip, undo, weight
from extractor.records import Fact, Suspect
from extractor.values.interval import Interval

REPEATED: Final = Fraction(1, 5)
"""Slips seldom repeat: each other mention of the same figure makes it that much less suspect."""

SINGLE: Final = "one of these figures"


class _Candidate(NamedTuple):
    fact: Fact
    weight: Fraction
    slips: tuple[Slip, ...]
    needs: Interval | None


def find_suspects(evidence: Evidence, link: Link) -> tuple[Suspect, ...]:
    """The members of an inconsistent equation, the likeliest slip first; on a tie the headline and the newer
    level come before what they are compared with."""
    candidates = [_candidate(evidence, link, role) for role in link.facts]
    candidates.sort(key=lambda each: -each.weight)
    return tuple(_suspect(each) for each in candidates)


def _candidate(evidence: Evidence, link: Link, role: str) -> _Candidate:
    fact = link.facts[role]
    needs = _needs(evidence, link, role)
    if needs is None:
        return _Candidate(fact, Fraction(0), (), None)
    slips = undo(fact, evidence.support(fact.id), evidence.article.language)
    fitting = tuple(slip for slip in slips if slip.support.meets(needs))
    likely = sum((weight(slip, fact) for slip in fitting), Fraction(0)) * REPEATED ** _repeats(evidence, fact)
    return _Candidate(fact, likely, fitting, needs)


def _needs(evidence: Evidence, link: Link, role: str) -> Interval | None:
    """Where the figure would have to be for every equation it is in; None if there is no such place."""
    needs: Interval | None = needed(evidence, link, role).support
    for other in _neighbours(evidence, link, link.facts[role]):
        at = next(name for name, fact in other.facts.items() if fact is link.facts[role])
        needs = None if needs is None else needs.intersect(needed(evidence, other, at).support)
    return needs


def _neighbours(evidence: Evidence, link: Link, fact: Fact) -> Iterable[Link]:
    """The other complete equations the figure is in that may be judged."""
    for other in links(evidence):
        if other is link or set(other.ids) <= set(link.ids) or fact.id not in other.ids:
            continue
        if is_complete(other) and examine(evidence, other) is not None:
            yield other


def _repeats(evidence: Evidence, fact: Fact) -> int:
    """How often the same figure stands elsewhere in the article."""
    counts = evidence.once(_counts)
    return counts[_face(fact)] - 1


def _face(fact: Fact) -> tuple[object, ...]:
    return fact.kind, fact.value, fact.unit, fact.direction


def _counts(evidence: Evidence) -> Counter[tuple[object, ...]]:
    seen = {(*_face(fact), fact.sentence): _face(fact) for fact in evidence.facts.values()}
    return Counter(seen.values())


def _suspect(candidate: _Candidate) -> Suspect:
    fact, needs = candidate.fact, candidate.needs
    room = "no value fits all the other figures" if needs is None else f"the others need {_room(fact, needs)}"
    if not candidate.slips:
        return Suspect(fact=fact.id, edit="other", why=f"{SINGLE}; {room}")
    kind, suggestion = _best(fact, candidate.slips)
    return Suspect(fact=fact.id, edit=kind, suggestion=suggestion, why=f"{WHY[kind]} would fit: {room}")


def _room(fact: Fact, needs: Interval) -> str:
    return wording.span(needs, fact.unit)


def _best(fact: Fact, slips: Sequence[Slip]) -> tuple[Kind, str | None]:
    """The likeliest kind among the fitting slips, and its text if it is the only one of that kind."""
    kind = max(slips, key=lambda slip: weight(slip, fact)).kind
    texts = {slip.text for slip in slips if slip.kind == kind}
    return kind, texts.pop() if len(texts) == 1 else None
