"""Mentions that should be one quantity: which are, whether they agree, and how a pair is told apart."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence, series_key, stretch
from extractor.checks.finding import make_finding
from extractor.checks.guards.examine import examine
from extractor.checks.proof import versus
from extractor.checks.slips.undo import read, undo
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Fact, Finding, Relation, Severity

LONG: Final = 4
"""From so many digits on, two different numbers that one changed digit makes equal are hardly chance."""

Group = tuple[tuple[Fact, ...], Relation | None]


def groups(evidence: Evidence) -> tuple[Group, ...]:
    """Mentions of one quantity: those a relation joins, then those whose whole key is equal."""
    return evidence.once(_make_groups)


def _make_groups(evidence: Evidence) -> tuple[Group, ...]:
    asserted: list[Group] = []
    for relation in evidence.related("repeat"):
        asserted.append((evidence.members(relation, "facts"), relation))
    taken = {fact.id for facts, _ in asserted for fact in facts}
    keyed: dict[tuple[object, ...], list[Fact]] = {}
    for fact in evidence.facts.values():
        if fact.id not in taken and None not in (fact.measure_key, fact.entity_key, *stretch(fact)):
            keyed.setdefault(_full_key(fact), []).append(fact)
    return (*asserted, *((tuple(facts), None) for facts in keyed.values() if len(facts) > 1))


def _full_key(fact: Fact) -> tuple[object, ...]:
    base = fact.baseline
    against = (base.type, base.period.start if base.period else None) if base else None
    return (
        series_key(fact), stretch(fact), fact.kind, fact.unit, fact.per, fact.role, fact.direction,
        fact.modality, fact.basis, against, fact.negated,
    )  # fmt: skip


def mixed(facts: Sequence[Fact]) -> bool:
    return any(fact.in_title for fact in facts) and not all(fact.in_title for fact in facts)


def agreement(
    evidence: Evidence, check: str, facts: tuple[Fact, ...], relation: Relation | None
) -> Iterator[Finding]:
    """One finding on a group: its two mentions that are farthest apart, or that all agree."""
    one, other = farthest(evidence, facts)
    if one is other:
        one, other = facts[0], facts[1]
    link = pair(one, other, relation)
    guards = examine(evidence, link)
    if guards is None:
        return
    found = judge(evidence, link, "one", level="one")
    if found.is_apart and one.sentence == other.sentence:
        return
    if not found.is_apart:
        if relation is not None or names_the_other(evidence, one, other):
            yield agreed(evidence, check, facts, guards, relation, found.note)
    elif relation is not None or one_slip_apart(evidence, one, other):
        yield apart(evidence, check, link, guards, found.severity)


def names_the_other(evidence: Evidence, one: Fact, other: Fact) -> bool:
    """Does one figure print a number that the other, read literally, covers?"""
    return any(
        first.value is not None and evidence.core(second.id).contains(first.value)
        for first, second in ((one, other), (other, one))
    )


def farthest(evidence: Evidence, facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """The mention that begins highest and the one that ends lowest: all supports meet if these two do."""
    bounded = [fact for fact in facts if evidence.support(fact.id).low is not None]
    topped = [fact for fact in facts if evidence.support(fact.id).high is not None]
    highest = max(bounded, key=lambda fact: evidence.support(fact.id).low or 0, default=facts[0])
    lowest = min(topped, key=lambda fact: evidence.support(fact.id).high or 0, default=facts[-1])
    first, second = sorted((highest, lowest), key=lambda fact: fact.start_char)
    return first, second


def pair(one: Fact, other: Fact, relation: Relation | None, *, kind: str = "same") -> Link:
    """Two mentions as an equation; `kind` near for a pair that only its digits join."""
    relations = (relation,) if relation else ()
    return Link(kind=kind, facts={"one": one, "other": other}, maps={}, relations=relations)


def one_slip_apart(evidence: Evidence, one: Fact, other: Fact, *, long: int = LONG) -> bool:
    """Does one slip turn a figure into the other, and hardly by chance? A digit changed in a number shorter
    than `long` proves nothing; two digits exchanged, a scale word or a moved point do from two digits on.
    """
    written = read(one)
    if written is None or len(written.digits) < 2:
        return False
    short = len(written.digits) < long
    slips = undo(one, evidence.support(one.id), evidence.article.language, digits=not short)
    return any(
        slip.support.meets(evidence.support(other.id))
        for slip in slips
        if slip.kind != "direction" or not short
    )


def agreed(
    evidence: Evidence,
    check: str,
    facts: Sequence[Fact],
    guards: tuple[str, ...],
    relation: Relation | None,
    note: str,
) -> Finding:
    quotes = " and ".join(dict.fromkeys(f'"{evidence.quote(fact.id)}"' for fact in facts))
    who = "Headline and body agree" if check == "repeat.headline" else "The mentions agree"
    return make_finding(
        check,
        verdict="consistent",
        severity="note",
        facts=facts,
        relation=relation,
        message=f"{who}: {quotes}.{note}",
        guards=guards,
        proof=(versus(evidence.support(facts[0].id), evidence.support(facts[1].id)),),
    )


def apart(
    evidence: Evidence, check: str, link: Link, guards: tuple[str, ...], severity: Severity, more: str = ""
) -> Finding:
    one, other = link.facts["one"], link.facts["other"]
    found = judge(evidence, link, "one", level="one")
    if check == "repeat.headline":
        message = (
            f'The headline says "{evidence.quote(one.id)}", the body "{evidence.quote(other.id)}"{more}.'
        )
    else:
        message = (
            f'The same quantity is given as "{evidence.quote(one.id)}" and as "{evidence.quote(other.id)}".'
        )
    return conclude(
        evidence, check, link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=one.unit,
        severity=severity,
    )  # fmt: skip
