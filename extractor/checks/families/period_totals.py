"""Totals of periods against each other: months make quarters, and no month outweighs its year.

Nothing in the text joins these figures but their keys, which are ours to mistake. So all of the key must be
known, the measure be named in each figure's own sentence, and a period with two different figures is left out.
Mistaken segments are commoner than slips of the press: an alarm needs figures that stand together, and a slip
of the keyboard that would explain it. Two figures alone prove less than a sum does, so they must share a
sentence, and their periods be named in it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeAlias

from extractor.checks import wording
from extractor.checks.equations.links import Link, needed
from extractor.checks.evidence import Evidence, series_key
from extractor.checks.finding import quotes, severity_of
from extractor.checks.guards.examine import days, examine
from extractor.checks.proof import short, versus, within
from extractor.checks.slips.undo import Kind, read, undo
from extractor.checks.verdicts.agreement import LONG
from extractor.checks.verdicts.judging import conclude, gap_ulps, judge
from extractor.records import Fact, Finding
from extractor.values.interval import Interval

Days: TypeAlias = tuple[date, date]
Slots: TypeAlias = Mapping[Days, Fact]

SURE: Final = 0.65
"""Two figures that only their keys join must be bound that surely."""

MOST_SLOTS: Final = 24
"""Periods of one series that are held against each other: two years of months."""

SEASONAL: Final = 4
"""A month may bring four times as much as an ordinary one, or a quarter of it."""

MEASURED: Final = ("money", "count", "quantity")
REPORTED: Final = ("actual", "estimate")
SAME_SENTENCE: Final = "topic.sentence"
NOT_NAMED: Final = ("period.carried", "period.prior")
TELLING: Final[tuple[Kind, ...]] = ("transposition", "scale", "shift")
"""Slips that hardly explain a difference by chance; one changed digit does in a short number."""

ONE_DAY: Final = timedelta(days=1)


def period_sum(evidence: Evidence) -> Iterator[Finding]:
    """Months add up to their quarter, quarters to their half and year.

    Flags: "Revenue was $3.12bn in the first quarter and $3.41bn in the second. For the half it was $6.35bn" (6.53).
    Passes: "Revenue was $3.1bn in the first quarter and $3.4bn in the second. For the half it was $6.6bn."
    Source: checks.md §2, period.sum.
    Guards: stocks, rates and averages; revised figures; another measure, owner, segment, unit or basis; periods
    that leave a gap or are not made of months; a period with two figures; figures far apart, or whose
    difference no slip of the keyboard explains.
    """
    for slots in evidence.once(_series):
        for whole in slots:
            parts = _tiles(slots, whole)
            if len(parts) > 1:
                facts = {f"part{number}": slots[part] for number, part in enumerate(parts, start=1)}
                link = Link(kind="periods", facts=facts | {"whole": slots[whole]}, maps={}, relations=())
                yield from _sum(evidence, link)


def period_cumulative(evidence: Evidence) -> Iterator[Finding]:
    """What a shorter period brought is no more than what the longer period around it did.

    Flags: "Exports came to $4.86bn in March and to $1.21bn in the first quarter."
    Passes: "Exports came to $4.86bn in March and to $12.1bn in the first quarter."
    Source: checks.md §2, period.cumulative.
    Guards: measures that can be negative (profits, balances, net flows); the level before, whose period is that
    of another figure; two figures of different sentences; as period.sum.
    """
    for slots in evidence.once(_series):
        for part in slots:
            whole = _around(slots, part)
            if whole is not None and part not in _tiles(slots, whole):
                facts = {"part": slots[part], "whole": slots[whole]}
                yield from _nested(evidence, Link(kind="nested", facts=facts, maps={}, relations=()))


def _series(evidence: Evidence) -> tuple[Slots, ...]:
    """The totals of each series by their days, where there are several."""
    grouped: dict[tuple[object, ...], dict[Days, list[Fact]]] = {}
    for fact in evidence.facts.values():
        own = days(fact.period)
        if own is not None and _is_of_months(own) and _is_total(fact):
            key = (series_key(fact), fact.kind, fact.unit, fact.modality, fact.basis)
            grouped.setdefault(key, {}).setdefault(own, []).append(fact)
    return tuple(
        MappingProxyType(slots)
        for by_days in grouped.values()
        if len(slots := dict(islice(_single(evidence, by_days), MOST_SLOTS))) > 1
    )


def _is_total(fact: Fact) -> bool:
    """Is it what a flow came to in a period that its own sentence names?"""
    assert fact.period is not None
    if fact.kind not in MEASURED or fact.role != "level" or fact.measure_kind != "flow" or fact.per:
        return False
    known = fact.measure_key is not None and fact.entity_key is not None and not fact.in_title
    written = fact.period.start_char is not None and fact.period.kind == "interval"
    told = fact.modality in REPORTED and not fact.negated and "average" not in fact.basis
    own = any(span.label == "measure" for span in fact.spans) or SAME_SENTENCE in fact.rules
    return known and written and told and own and fact.confidence >= SURE


def _is_of_months(own: Days) -> bool:
    """Weeks and trading periods lie across the months: 4-4-5 weeks are a quarter, and hold no month."""
    return own[0].day == 1 and (own[1] + ONE_DAY).day == 1


def _single(evidence: Evidence, by_days: Mapping[Days, list[Fact]]) -> Iterator[tuple[Days, Fact]]:
    """Each period with its figure, the one printed most finely; none where two do not agree."""
    for own, facts in by_days.items():
        first = min(facts, key=lambda fact: fact.ulp or 0)
        if all(evidence.support(first.id).meets(evidence.support(fact.id)) for fact in facts):
            yield own, first


def _tiles(slots: Slots, whole: Days) -> list[Days]:
    """The longest periods that fill another without a gap; empty if they do not."""
    longest: dict[date, Days] = {}
    for own in slots:
        if own != whole and whole[0] <= own[0] and own[1] <= whole[1]:
            longest[own[0]] = max(longest.get(own[0], own), own)
    found, day = [], whole[0]
    while day in longest:
        found.append(longest[day])
        day = longest[day][1] + ONE_DAY
    return found if day == whole[1] + ONE_DAY else []


def _around(slots: Slots, part: Days) -> Days | None:
    """The shortest period that holds another."""
    holding = [own for own in slots if own != part and own[0] <= part[0] and part[1] <= own[1]]
    return min(holding, key=lambda own: own[1] - own[0], default=None)


def _sum(evidence: Evidence, link: Link) -> Iterator[Finding]:
    guards = examine(evidence, link)
    if guards is None:
        return
    found = judge(evidence, link, "whole", level="whole")
    if found.is_apart and not _is_explained(evidence, link):
        return
    whole = link.facts["whole"]
    parts = [fact for role, fact in link.facts.items() if role != "whole"]
    message = (
        f"The periods' {quotes(evidence, parts)} add to {wording.span(found.made.support, whole.unit)},"
        f' {found.versus} "{evidence.quote(whole.id)}" for {_dates(whole)}.'
    )
    proof = [versus(found.stated.support, found.made.support)]
    values = [Fraction(fact.value) for fact in parts if fact.value is not None]
    if len(values) == len(parts):
        proof.insert(0, within(" + ".join(short(value) for value in values), found.made.support))
    yield conclude(
        evidence, "period.sum", link, found,
        message=message, guards=(*guards, "slip"), proof=proof, unit=whole.unit,
    )  # fmt: skip


def _nested(evidence: Evidence, link: Link) -> Iterator[Finding]:
    guards = examine(evidence, link)
    if guards is None:
        return
    if any(rule in fact.rules for fact in link.facts.values() for rule in NOT_NAMED):
        return
    found = judge(evidence, link, "part", level="part")
    if found.is_apart and not _comes_near(evidence, link):
        return
    part, whole = link.facts["part"], link.facts["whole"]
    message = (
        f'"{evidence.quote(part.id)}" for {_dates(part)} is {"more" if found.is_apart else "no more"} than'
        f' "{evidence.quote(whole.id)}" for {_dates(whole)}{", which holds it" if found.is_apart else ""}.'
    )
    yield conclude(
        evidence, "period.cumulative", link, found,
        message=message,
        guards=(*guards, "slip"),
        proof=(versus(found.stated.support, found.made.support),),
        unit=whole.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else "note",
    )  # fmt: skip


def _is_explained(evidence: Evidence, link: Link) -> bool:
    """Would a slip on one of the figures, and hardly by chance, have made the difference?"""
    return _is_close(link, 1) and any(
        slip.support.meets(needed(evidence, link, role).support)
        for role, fact in link.facts.items()
        for slip in undo(fact, evidence.support(fact.id), evidence.article.language)
        if slip.kind in TELLING or _is_long(fact)
    )


def _is_close(link: Link, sentences: int) -> bool:
    """Do the figures stand together, so that one topic is hardly taken for another?"""
    at = [fact.sentence for fact in link.facts.values()]
    return max(at) - min(at) <= sentences


def _is_long(fact: Fact) -> bool:
    written = read(fact)
    return written is not None and len(written.digits) >= LONG


def _comes_near(evidence: Evidence, link: Link) -> bool:
    """Does a slip bring the shorter period's figure near its part of the time? Any smaller number would fit."""
    if not _is_close(link, 0):
        return False
    part, whole = link.facts["part"], link.facts["whole"]
    near = _share_of_time(part, whole)
    supports = {fact.id: evidence.support(fact.id) for fact in (part, whole)}
    return any(
        slip.support.meets(supports[whole.id] * near if fact is part else supports[part.id] / near)
        for fact in (part, whole)
        for slip in undo(fact, supports[fact.id], evidence.article.language)
    )


def _share_of_time(part: Fact, whole: Fact) -> Interval:
    """From a quarter to four times what the period's length makes of the other, and no more than all."""
    mine, theirs = days(part.period), days(whole.period)
    assert mine is not None
    assert theirs is not None
    share = Fraction((mine[1] - mine[0]).days + 1, (theirs[1] - theirs[0]).days + 1)
    return Interval(share / SEASONAL, min(share * SEASONAL, Fraction(1)))


def _dates(fact: Fact) -> str:
    assert fact.period is not None
    return f"{fact.period.start} to {fact.period.end}"
