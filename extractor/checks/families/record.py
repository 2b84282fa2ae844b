"""Claims that a value is the highest or lowest of its kind."""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks.check import Check
from extractor.checks.equations.links import Link
from extractor.checks.equations.twins import mentions, twins
from extractor.checks.evidence import Evidence, series_key
from extractor.checks.families.record_streak import record_streak
from extractor.checks.finding import make_finding, severity_of
from extractor.checks.guards.examine import days, examine
from extractor.checks.proof import versus
from extractor.checks.verdicts.judging import conclude, gap_ulps, judge
from extractor.records import Claim, Fact, Finding, Relation, Span

EVER: Final = "ever"
SAME_SERIES: Final = 0.75
"""Two figures that only their keys make one series must be bound that surely."""

TIMES: Final = ("duration", "age")
"""In "a 52-week high" the figure is the scope, not the record."""

_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def record_superlative(evidence: Evidence) -> Iterator[Finding]:
    """A record is not beaten by an earlier value of the same series, nor by the record it is said to break.

    Without an earlier value, or without a level, the claim cannot be tested: a note says so.

    Flags: "A highest-ever quarterly profit of $310m, above the $324m of 2019."
    Passes: "A highest-ever quarterly profit of $310m, above the $297m of 2019."
    Source: Wu and others (2014), Toward Computational Fact-Checking: a record is a maximum over a window.
    Guards: records of one month or one currency (a scope other than "ever" or "since" a year); another period
    length, unit, segment or basis; later values; another value in the same sentence, unless it is the record
    beaten; records of growth against levels.
    """
    same = twins(evidence)
    seen: set[tuple[str, str]] = set()
    for fact in evidence.facts.values():
        claimed = fact.superlative
        if (
            claimed is None
            or fact.negated
            or fact.kind in TIMES
            or (same[fact.id], claimed.direction) in seen
        ):
            continue
        seen.add((same[fact.id], claimed.direction))
        yield _of_fact(evidence, fact)
    yield from _levelless(evidence)


def _of_fact(evidence: Evidence, fact: Fact) -> Finding:
    pairs = [
        (link, guards) for link in _pairs(evidence, fact) if (guards := examine(evidence, link)) is not None
    ]
    for link, guards in pairs:
        if judge(evidence, link, "fact", level="fact").is_apart:
            return _compared(evidence, link, guards, fact)
    if pairs:
        return _compared(evidence, *pairs[0], fact)
    assert fact.superlative is not None
    return make_finding(
        "record.superlative",
        verdict="incomplete",
        severity="note",
        facts=mentions(evidence, fact),
        message=f'"{evidence.quote(fact.id)}" is called "{fact.superlative.text}"; the article gives no'
        f" earlier value to compare it with.",
    )


def _pairs(evidence: Evidence, fact: Fact) -> Iterator[Link]:
    """The claimed record with the record it beats, then with each earlier value of its series."""
    for relation in evidence.related("superlative"):
        claimed, prior = evidence.member(relation, "fact"), evidence.member(relation, "prior")
        if claimed is not None and prior is not None and claimed in mentions(evidence, fact):
            yield _pair(fact, prior, (relation,))
    for rival in _rivals(evidence, fact):
        if min(fact.confidence, rival.confidence) >= SAME_SERIES:
            yield _pair(fact, rival, ())


def _pair(fact: Fact, rival: Fact, relations: tuple[Relation, ...]) -> Link:
    """A high stands above its rival; below a low stands, so the two change places."""
    assert fact.superlative is not None
    high, low = (fact, rival) if fact.superlative.direction == "high" else (rival, fact)
    return Link(kind="record", facts={"fact": high, "other": low}, maps={}, relations=relations)


def _rivals(evidence: Evidence, fact: Fact) -> Iterator[Fact]:
    """Earlier values of the same series within the scope of the claim."""
    assert fact.superlative is not None
    own, scope = days(fact.period), fact.superlative.scope
    since = _YEAR.search(scope)
    if fact.measure_key is None or own is None or (scope != EVER and since is None):
        return
    for group in evidence.series[series_key(fact)].values():
        for rival in group:
            if rival.sentence == fact.sentence:
                continue  # "26,400, down from a record 26,459": the record is the other one
            when = days(rival.period)
            if (
                rival.role != fact.role
                or rival.direction != fact.direction
                or when is None
                or when[1] >= own[0]
            ):
                continue
            if since is None or when[0].year > int(since[0]):
                yield rival


def _compared(evidence: Evidence, link: Link, guards: tuple[str, ...], fact: Fact) -> Finding:
    found = judge(evidence, link, "fact", level="fact")
    assert fact.superlative is not None
    rival = next(one for one in link.facts.values() if one is not fact)
    side = "above" if fact.superlative.direction == "high" else "below"
    message = (
        f'"{evidence.quote(fact.id)}" is called "{fact.superlative.text}",'
        f' {"but is not" if found.is_apart else "and is"} {side} the earlier "{evidence.quote(rival.id)}".'
    )
    return conclude(
        evidence, "record.superlative", link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=fact.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else "note",
    )  # fmt: skip


def _levelless(evidence: Evidence) -> Iterator[Finding]:
    """Records that are claimed and never given a figure, one finding for each direction."""
    figured = {fact.superlative.direction for fact in evidence.facts.values() if fact.superlative}
    for direction in ("high", "low"):
        claims = [
            claim
            for claim in evidence.claims
            if claim.superlative and claim.superlative.direction == direction
        ]
        if claims and direction not in figured:
            yield _without_level(claims)


def _without_level(claims: list[Claim]) -> Finding:
    words = [f'"{claim.superlative.text}"' for claim in claims if claim.superlative]
    distinct = ", ".join(dict.fromkeys(words))
    return make_finding(
        "record.superlative",
        verdict="incomplete",
        severity="note",
        message=f"A record is claimed ({distinct}), but the article gives no level for it.",
        spans=[
            Span(label="claim", start_char=claim.start_char, end_char=claim.end_char, text=claim.text)
            for claim in claims
        ],
    )


CHECKS: Final[tuple[Check, ...]] = (
    Check("record.superlative", record_superlative),
    Check("record.streak", record_streak),
)
