"""Period labels that contradict each other, the publication date, or themselves."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from extractor.checks.check import Check
from extractor.checks.equations.twins import mentions, twins
from extractor.checks.evidence import Evidence
from extractor.checks.families.period_average import period_average
from extractor.checks.families.period_totals import period_cumulative, period_sum
from extractor.checks.families.period_weekday import period_weekday
from extractor.checks.finding import SURE_ENOUGH, make_finding, quotes
from extractor.checks.guards.examine import days
from extractor.checks.verdicts.reference import published_days
from extractor.lexicon.poles import has_outlook
from extractor.records import Fact, Finding, Period, Severity, Span, Suspect, Verdict

GUARDS: Final = ("unsure", "inferred", "same_words", "nested", "outlook", "far_off", "time_zone")

SLACK: Final = timedelta(days=2)
"""Time zones, and papers dated a day ahead."""

SLIP: Final = timedelta(days=366)
"""A slip of the year is one year; dates further off are maturities and the like."""

AROUND: Final = 160
"""Characters around a figure in which a word of outlook makes it no report."""


def period_label(evidence: Evidence) -> Iterator[Finding]:
    """The period words about one figure mean one period, and what is reported has happened.

    A comparison is with another period than the figure's own.

    Flags: "Sales of October to December 2004 were up 27% on the same 2004 period." (compared with itself)
    Passes: "Sales of October to December 2004 were up 27% on the same 2003 period."
    Source: checks.md §2, period.label; periods.md §2.
    Guards: periods inferred rather than written; one period inside the other; plans, outlooks and
    maturities; time zones; uncertain figures.
    """
    sure = [fact for fact in evidence.facts.values() if fact.confidence >= SURE_ENOUGH]
    for fact in sure:
        if _compares_with_itself(fact):
            yield _with_itself(evidence, fact)
    for group in _early(evidence, sure):
        yield _too_early(evidence, group)
    yield from _differing(evidence)


def _is_written(period: Period | None) -> bool:
    """Whether the dates, or at least the year, are in the words themselves."""
    if period is None or period.start is None or period.start_char is None:
        return False
    return period.resolution == "exact" or period.start[:4] in period.text


def _compares_with_itself(fact: Fact) -> bool:
    base = fact.baseline.period if fact.baseline else None
    if fact.role not in ("growth", "change") or fact.modality != "actual" or base is None:
        return False
    own = days(fact.period)
    if fact.period is None or own is None or own != days(base):
        return False
    return _is_written(base) and _is_written(fact.period) and base.start_char != fact.period.start_char


def _with_itself(evidence: Evidence, fact: Fact) -> Finding:
    assert fact.baseline is not None
    assert fact.baseline.period is not None
    assert fact.period is not None
    words = (fact.period, fact.baseline.period)
    return _finding(
        evidence,
        (fact,),
        words,
        verdict="inconsistent",
        severity="warning",
        message=(
            f'"{evidence.quote(fact.id)}" compares {_dates(fact.period)} ("{_words(words[0])}") with the same'
            f' period ("{_words(words[1])}").'
        ),
        why="the period it is compared with is its own",
    )


def _is_early(evidence: Evidence, fact: Fact) -> bool:
    """Whether an actual level lies wholly after the publication, by a month or a day written out."""
    published, own = published_days(evidence), days(fact.period)
    if published is None or own is None or fact.modality != "actual" or not _is_written(fact.period):
        return False
    assert fact.period is not None
    if fact.negated or fact.period.granularity == "year" or not re.search(r"[^\W\d_]{3}", fact.period.text):
        return False
    if not published[1] + SLACK < own[0] <= published[1] + SLIP:
        return False
    around = evidence.article.text[max(0, fact.start_char - AROUND) : fact.end_char + AROUND]
    return not has_outlook(around, evidence.model)


def _early(evidence: Evidence, facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """Facts reported before their time, those of one time expression together."""
    groups: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if _is_early(evidence, fact):
            assert fact.period is not None
            groups.setdefault(fact.period.start_char, []).append(fact)
    return tuple(map(tuple, groups.values()))


def _too_early(evidence: Evidence, group: tuple[Fact, ...]) -> Finding:
    when = group[0].period
    assert when is not None
    is_or_are = "is" if len(group) == 1 else "are"
    return _finding(
        evidence,
        group,
        (when,),
        verdict="inconsistent",
        severity="warning",
        message=(
            f'{quotes(evidence, group)} {is_or_are} reported for {_dates(when)} ("{_words(when)}"),'
            f" after the publication on {evidence.article.published}."
        ),
        why="what is reported lies after the publication",
    )


def _differing(evidence: Evidence) -> Iterator[Finding]:
    """One quantity, by its repeated mention, with periods that cannot be one."""
    for first in dict.fromkeys(twins(evidence).values()):
        group = [fact for fact in mentions(evidence, evidence.facts[first]) if fact.confidence >= SURE_ENOUGH]
        dated = [fact for fact in group if days(fact.period) and fact.modality == "actual"]
        for one, other in pairwise(dated):
            if _apart(one, other):
                yield _different(evidence, one, other)
                break


def _apart(one: Fact, other: Fact) -> bool:
    """Whether the periods differ and neither holds the other."""
    mine, theirs = days(one.period), days(other.period)
    if mine is None or theirs is None or one.sentence == other.sentence:
        return False
    return not (_holds(mine, theirs) or _holds(theirs, mine))


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _different(evidence: Evidence, one: Fact, other: Fact) -> Finding:
    """An alarm only where both dates are written out; what was inferred may be our misreading."""
    assert one.period is not None
    assert other.period is not None
    written = _is_written(one.period) and _is_written(other.period)
    return _finding(
        evidence,
        (one, other),
        (one.period, other.period),
        verdict="inconsistent" if written else "incomplete",
        severity="warning" if written else "note",
        message=(
            f"{quotes(evidence, (one, other))} are one figure, but the first is given for"
            f' {_dates(one.period)} ("{_words(one.period)}"), the second for {_dates(other.period)}'
            f' ("{_words(other.period)}").'
        ),
        why="the same figure has another period elsewhere",
    )


def _finding(
    evidence: Evidence,
    facts: tuple[Fact, ...],
    periods: tuple[Period, ...],
    *,
    verdict: Verdict,
    severity: Severity,
    message: str,
    why: str,
) -> Finding:
    alarm = verdict == "inconsistent"
    spans = tuple(
        Span(label="period", start_char=each.start_char, end_char=each.end_char, text=_text(evidence, each))
        for each in periods
        if each.start_char is not None and each.end_char is not None
    )
    return make_finding(
        "period.label",
        verdict=verdict,
        severity=severity,
        facts=facts,
        message=message,
        guards=GUARDS,
        suspects=tuple(Suspect(fact=fact.id, edit="period", why=why) for fact in facts) if alarm else (),
        spans=spans,
    )


def _text(evidence: Evidence, period: Period) -> str:
    return evidence.article.text[period.start_char : period.end_char]


def _words(period: Period) -> str:
    return " ".join(period.text.split())


def _dates(period: Period) -> str:
    return f"{period.start} to {period.end}"


CHECKS: Final[tuple[Check, ...]] = (
    Check("period.sum", period_sum),
    Check("period.cumulative", period_cumulative),
    Check("period.average", period_average),
    Check("period.label", period_label),
    Check("period.weekday", period_weekday),
)
