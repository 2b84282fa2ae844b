"""Figures given more than once: the same quantity must have one value."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence, series_key, stretch
from extractor.checks.finding import LOWER, make_finding
from extractor.checks.guards import differ, examine
from extractor.checks.judging import conclude, judge
from extractor.checks.links import Link
from extractor.checks.proof import versus
from extractor.checks.slips import read, undo
from extractor.records import Fact, Finding, Relation, Severity

LONG: Final = 4
"""From so many digits on, two different numbers that one changed digit makes equal are hardly chance."""

SMALL_COUNT: Final = 10
"""Counts under this in a headline ("three reasons") are not missed in the body."""

KEY_FIELDS: Final = ("entity_key", "period")


def repeat_value(evidence: Evidence) -> Iterator[Finding]:
    """All mentions of one quantity have a value in common.

    Two mentions that only share their key, by the words around them, are called inconsistent only if a slip
    of the keyboard turns one into the other: otherwise they are more likely two different things.

    Flags: "The plant cost €418 million." … "The €481 million plant opens in May."
    Passes: "The plant cost €418 million." … "The plant, at about €420 million, opens in May."
    Source: beancount and XBRL: one context, one value; checks.md §2, repeat.value.
    Guards: every component of the key equal (measure, entity, segment, period, unit, role, baseline, basis,
    modality); revised figures; two figures of one sentence; vague figures.
    """
    for facts, relation in _groups(evidence):
        if len(facts) > 1 and not any(fact.in_title for fact in facts):
            yield from _agreement(evidence, "repeat.value", facts, relation)


def repeat_headline(evidence: Evidence) -> Iterator[Finding]:
    """The headline's figure is the body's, read as coarsely as headlines round.

    Flags: headline "Exports jump 20%", body "Exports rose 12.0 percent to $3.4bn".
    Passes: headline "Exports jump 14%", body "Exports rose 14.1 percent to $3.4bn".
    Source: checks.md §2, repeat.headline.
    Guards: another segment, period or owner; a body figure elsewhere that fits; body figures that differ
    among themselves; a headline figure without a match in the body is only noted.
    """
    joined = {fact.id for facts, _ in _groups(evidence) if _mixed(facts) for fact in facts}
    for facts, relation in _groups(evidence):
        if _mixed(facts):
            yield from _headline_group(evidence, facts, relation)
    for fact in evidence.facts.values():
        if fact.in_title and fact.id not in joined:
            yield from _headline_alone(evidence, fact)


Group = tuple[tuple[Fact, ...], Relation | None]


def _groups(evidence: Evidence) -> tuple[Group, ...]:
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


def _mixed(facts: Sequence[Fact]) -> bool:
    return any(fact.in_title for fact in facts) and not all(fact.in_title for fact in facts)


def _agreement(
    evidence: Evidence, check: str, facts: tuple[Fact, ...], relation: Relation | None
) -> Iterator[Finding]:
    """One finding on a group: its two mentions that are farthest apart, or that all agree."""
    one, other = _farthest(evidence, facts)
    if one is other:
        one, other = facts[0], facts[1]
    link = _pair(one, other, relation)
    guards = examine(evidence, link)
    if guards is None:
        return
    found = judge(evidence, link, "one", level="one")
    if found.is_apart and one.sentence == other.sentence:
        return
    if not found.is_apart:
        if relation is not None or _names_the_other(evidence, one, other):
            yield _agreed(evidence, check, facts, guards, relation, found.note)
    elif relation is not None or _one_slip_apart(evidence, one, other):
        yield _apart(evidence, check, link, guards, found.severity)


def _names_the_other(evidence: Evidence, one: Fact, other: Fact) -> bool:
    """Does one figure print a number that the other, read literally, covers?"""
    return any(
        first.value is not None and evidence.core(second.id).contains(first.value)
        for first, second in ((one, other), (other, one))
    )


def _farthest(evidence: Evidence, facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """The mention that begins highest and the one that ends lowest: all supports meet if these two do."""
    bounded = [fact for fact in facts if evidence.support(fact.id).low is not None]
    topped = [fact for fact in facts if evidence.support(fact.id).high is not None]
    highest = max(bounded, key=lambda fact: evidence.support(fact.id).low or 0, default=facts[0])
    lowest = min(topped, key=lambda fact: evidence.support(fact.id).high or 0, default=facts[-1])
    first, second = sorted((highest, lowest), key=lambda fact: fact.start_char)
    return first, second


def _pair(one: Fact, other: Fact, relation: Relation | None) -> Link:
    relations = (relation,) if relation else ()
    return Link(kind="same", facts={"one": one, "other": other}, maps={}, relations=relations)


def _one_slip_apart(evidence: Evidence, one: Fact, other: Fact) -> bool:
    """Does one slip turn a figure into the other, and hardly by chance? A digit changed in a short number
    proves nothing; two digits exchanged, a scale word or a moved point do from two digits on."""
    written = read(one)
    if written is None or len(written.digits) < 2:
        return False
    short = len(written.digits) < LONG
    return any(
        slip.support.meets(evidence.support(other.id))
        for slip in undo(one, evidence.support(one.id), evidence.article.language)
        if slip.kind in ("transposition", "scale", "shift") or not short
    )


def _agreed(
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


def _apart(
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


def _headline_group(
    evidence: Evidence, facts: tuple[Fact, ...], relation: Relation | None
) -> Iterator[Finding]:
    """A headline figure with the body's mentions of the same quantity."""
    title = next(fact for fact in facts if fact.in_title)
    body = tuple(fact for fact in facts if not fact.in_title)
    fitting = tuple(fact for fact in body if _fits(evidence, title, fact))
    fitting = tuple(fact for fact in fitting if _names_the_other(evidence, title, fact)) or fitting
    if fitting:
        yield from _agreement(evidence, "repeat.headline", (title, *fitting), relation)
    elif _fitting_elsewhere(evidence, title) is None:
        yield from _headline_apart(evidence, title, body, relation, unknown=0)


def _headline_alone(evidence: Evidence, title: Fact) -> Iterator[Finding]:
    """A headline figure that nothing joins to the body yet."""
    if title.kind in ("duration", "age") or title.value is None:
        return
    other = _fitting_elsewhere(evidence, title)
    if other is not None:
        if other.measure_key is not None and other.measure_key == title.measure_key:
            yield from _agreement(evidence, "repeat.headline", (title, other), None)
        return
    for unknown in (0, 1):
        matches = [fact for fact in _matches(evidence, title) if _unknown(title, fact) == unknown]
        if matches:
            yield from _headline_apart(evidence, title, tuple(matches), None, unknown=unknown)
            return
    if not (title.kind == "count" and title.value < SMALL_COUNT) and _has_body_figures(evidence):
        yield make_finding(
            "repeat.headline",
            verdict="incomplete",
            severity="note",
            facts=(title,),
            message=f'The headline\'s "{evidence.quote(title.id)}" is not found in the body.',
        )


def _headline_apart(
    evidence: Evidence, title: Fact, body: tuple[Fact, ...], relation: Relation | None, *, unknown: int
) -> Iterator[Finding]:
    """No body figure fits: an alarm if the body speaks with one voice."""
    first, last = _farthest(evidence, body)
    if not evidence.support(first.id).meets(evidence.support(last.id)):
        return
    link = _pair(title, body[0], relation)
    guards = examine(evidence, link)
    if guards is None:
        return
    severity = judge(evidence, link, "one", level="one").severity
    if unknown:
        severity = LOWER[severity]
    more = f'; no other figure of this kind in the body is near "{evidence.quote(title.id)}"'
    yield _apart(evidence, "repeat.headline", link, guards, severity, more)


def _matches(evidence: Evidence, title: Fact) -> Iterator[Fact]:
    """Body figures with the headline's key, of which one component may be unknown."""
    for fact in evidence.facts.values():
        if fact.in_title or title.measure_key is None or fact.measure_key != title.measure_key:
            continue
        alike = (
            _alike(title, fact) and fact.segment_key == title.segment_key and fact.modality == title.modality
        )
        if (
            alike
            and not differ((title, fact), "entity_key")
            and stretch(title) in ((None, None), stretch(fact))
        ):
            yield fact


def _unknown(one: Fact, other: Fact) -> int:
    """How many components of the key only one of two facts has."""
    return sum((getattr(one, field) is None) != (getattr(other, field) is None) for field in KEY_FIELDS)


def _alike(one: Fact, other: Fact) -> bool:
    """The same kind of figure, doing the same."""
    same = all(getattr(one, field) == getattr(other, field) for field in ("kind", "unit", "per", "role"))
    return same and one.direction == other.direction


def _fits(evidence: Evidence, one: Fact, other: Fact) -> bool:
    return evidence.support(one.id).meets(evidence.support(other.id))


def _fitting_elsewhere(evidence: Evidence, title: Fact) -> Fact | None:
    """A body figure of the same kind and unit that has the headline's value, whatever it measures."""
    fitting = [
        fact
        for fact in evidence.facts.values()
        if not fact.in_title
        and fact.kind == title.kind
        and not differ((fact, title), "unit")
        and _fits(evidence, fact, title)
    ]
    same = [fact for fact in fitting if fact.measure_key == title.measure_key]
    return next(iter(same or fitting), None)


def _has_body_figures(evidence: Evidence) -> bool:
    return any(not fact.in_title for fact in evidence.facts.values())


CHECKS: Final[tuple[Check, ...]] = (
    Check("repeat.value", repeat_value),
    Check("repeat.headline", repeat_headline),
)
