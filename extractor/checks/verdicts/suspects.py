"""Which figure of an inconsistent equation is the slip: the one that a likely slip would repair.

For each member: the interval the others need it to have, and every slip (`slips.undo`) that brings it there.
A member's weight is how likely one of those slips was made. A figure that other equations confirm, or that
stands elsewhere in the article as printed, is less likely the wrong one (Fellegi-Holt: the least change that
satisfies all rules).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks import wording
from extractor.checks.equations.links import Link, needed
from extractor.checks.evidence import Evidence
from extractor.checks.slips.company import Company, style
from extractor.checks.slips.undo import WHY, undo, weight
from extractor.checks.verdicts.bonds import Bond, bonds, likelihood, required, room
from extractor.checks.verdicts.exchanges import copied, swaps
from extractor.records import Fact, Suspect
from extractor.values.interval import Interval

REPEATED: Final = Fraction(1, 5)
"""Slips seldom repeat: each other mention of the same figure makes it that much less suspect."""

LOOSE: Final = Fraction(1, 10)
"""A list that may leave something out most often leaves nothing out: a correction that makes it add up is that much
likelier than one that only lets it fit."""

SINGLE: Final = "one of these figures"


class _Edit(NamedTuple):
    """One way to mend a figure: how likely it is, the kind of slip, its text where known, and the words for it."""

    likely: Fraction
    kind: str
    text: str | None
    why: str


class _Candidate(NamedTuple):
    fact: Fact
    weight: Fraction
    edits: tuple[_Edit, ...]
    needs: Interval


def find_suspects(evidence: Evidence, link: Link) -> tuple[Suspect, ...]:
    """The members of an inconsistent equation, the likeliest slip first; on a tie the headline and the newer
    level come before what they are compared with."""
    candidates = [_candidate(evidence, link, role) for role in link.facts]
    candidates.sort(key=lambda each: -each.weight)
    return tuple(_suspect(each) for each in candidates)


def _candidate(evidence: Evidence, link: Link, role: str) -> _Candidate:
    fact = link.facts[role]
    others = bonds(evidence, fact, link.ids)
    own = [*_undone(evidence, link, role, others), *_exchanged(evidence, link, role, others)]
    edits = tuple(sorted(own, key=lambda edit: -edit.likely))
    total = sum((edit.likely for edit in edits), Fraction(0)) * REPEATED ** _repeats(evidence, fact)
    return _Candidate(fact, total, edits, room(others, required(evidence, link, role)))


def _undone(evidence: Evidence, link: Link, role: str, others: tuple[Bond, ...]) -> Iterator[_Edit]:
    """The slips of the keyboard that undone bring the figure where the equation needs it."""
    fact, needs = link.facts[role], required(evidence, link, role)
    exact = needed(evidence, link, role).support
    company = Company(evidence, fact, link.ids)
    for slip in undo(fact, evidence.support(fact.id), evidence.article.language, style=evidence.once(style)):
        if slip.support.meets(needs):
            likely = weight(slip, fact) * likelihood(others, slip.support) * company.likelihood(slip)
            likely *= 1 if slip.support.meets(exact) else LOOSE
            yield _Edit(likely, slip.kind, slip.text, WHY[slip.kind])


def _exchanged(evidence: Evidence, link: Link, role: str, others: tuple[Bond, ...]) -> Iterator[_Edit]:
    """The figures it may have changed places with, or be a copy of."""
    fact = link.facts[role]
    for likely, other in swaps(evidence, link, role):
        likely *= likelihood(others, evidence.support(other.id))
        yield _Edit(likely, "swap", evidence.quote(other.id), "two figures exchanged")
    likely = copied(evidence, fact, others)
    if likely:
        yield _Edit(likely, "copied", None, "the number of another figure")


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
    fact = candidate.fact
    others = f"the others need {wording.span(candidate.needs, fact.unit)}"
    if not candidate.edits:
        return Suspect(fact=fact.id, edit="other", why=f"{SINGLE}; {others}")
    best = candidate.edits[0]
    why = f"{best.why}; {others}" if best.kind == "copied" else f"{best.why} would fit: {others}"
    return Suspect(fact=fact.id, edit=best.kind, suggestion=_text(candidate.edits), why=why)


def _text(edits: Sequence[_Edit]) -> str | None:
    """The text of the likeliest edit, if no other of its kind is as likely."""
    best = edits[0]
    texts = {edit.text for edit in edits if edit.kind == best.kind and edit.likely == best.likely}
    return texts.pop() if len(texts) == 1 else None
