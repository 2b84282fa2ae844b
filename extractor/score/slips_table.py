"""The figures of planted slips: counts by kind, as a table, and the slips that were not seen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from extractor.score.articles import percent
from extractor.score.slips import CleanRun, SlipReport
from extractor.score.slips_judge import SlipScore
from extractor.score.slips_kinds import KINDS

# Kinds of which checks.md §5 wants nine in ten, and those whose text should be restored.
SURE: Final = ("scale", "direction", "swap", "points", "exceeds")
RESTORED: Final = ("transposition", "scale", "points")
HEAD: Final = (
    "kind",
    "made",
    "in reach",
    "caught",
    "recall",
    "suspect 1",
    "suspect 2+",
    "exact",
    "too small",
)
WIDTHS: Final = (14, 6, 9, 8, 8, 12, 12, 12, 10)


class SlipCount(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one kind. `in_reach` are the slips that break a relation by arithmetic, and only of them
    `caught` and the rest are counted; `surplus` were caught beyond. `first_one` and `first_many`: the changed
    figure was the first suspect, of `one` and `many` caught slips with one relation on it and with more."""

    kind: str
    made: int
    in_reach: int
    caught: int
    surplus: int
    one: int
    first_one: int
    many: int
    first_many: int
    exact: int
    within: int


class SlipCounts(msgspec.Struct, frozen=True, kw_only=True):
    """All kinds, pooled, by who knows the relation, and the clean run."""

    kinds: tuple[SlipCount, ...]
    pooled: SlipCount
    found: SlipCount
    vouched: SlipCount
    clean: CleanRun


def count_slips(report: SlipReport) -> SlipCounts:
    """Counts by kind in the order of the table of kinds, those that were made."""
    scores = report.scores
    kinds = (
        _count(kind.name, [s for s in scores if s.kind == kind.name], report.within.get(kind.name, 0))
        for kind in KINDS
    )
    return SlipCounts(
        kinds=tuple(kind for kind in kinds if kind.made or kind.within),
        pooled=_count("pooled", scores, sum(report.within.values())),
        found=_count("found by us", [s for s in scores if not s.vouched], 0),
        vouched=_count("gold only", [s for s in scores if s.vouched], 0),
        clean=report.clean,
    )


def _count(kind: str, scores: Sequence[SlipScore], within: int) -> SlipCount:
    seen = [score for score in scores if score.in_reach and score.caught]
    one = [score for score in seen if not score.has_many_ties]
    many = [score for score in seen if score.has_many_ties]
    return SlipCount(
        kind=kind,
        made=len(scores),
        in_reach=sum(score.in_reach for score in scores),
        caught=len(seen),
        surplus=sum(score.caught and not score.in_reach for score in scores),
        one=len(one),
        first_one=sum(score.suspected for score in one),
        many=len(many),
        first_many=sum(score.suspected for score in many),
        exact=sum(score.exact for score in seen),
        within=within,
    )


def slip_table(counts: SlipCounts) -> Iterator[str]:
    """The counts as lines of text."""
    yield _row(HEAD)
    for kind in (*counts.kinds, counts.pooled, counts.found, counts.vouched):
        yield _row(
            (
                kind.kind,
                str(kind.made),
                str(kind.in_reach),
                str(kind.caught),
                _percent(kind.caught, kind.in_reach),
                f"{kind.first_one}/{kind.one}",
                f"{kind.first_many}/{kind.many}",
                f"{kind.exact}/{kind.caught}",
                str(kind.within),
            )
        )
    yield from _targets(counts)
    clean = counts.clean
    yield (
        f"clean: {clean.articles} articles, {clean.tied} of {clean.figures} figures in a relation that holds; "
        f"alarms: {clean.wanted} wanted, {clean.false} false, {clean.unjudged} without gold"
    )
    if clean.unread:
        yield f"gold relations over a figure that was not read: {clean.unread}"


def _targets(counts: SlipCounts) -> Iterator[str]:
    """The figures that checks.md §5 sets targets for."""
    sure = [kind for kind in counts.kinds if kind.kind in SURE]
    restored = [kind for kind in counts.kinds if kind.kind in RESTORED]
    pooled = counts.pooled
    for what, part, whole, target in (
        ("recall, all kinds", pooled.caught, pooled.in_reach, 75),
        (f"recall, {', '.join(SURE)}", sum(k.caught for k in sure), sum(k.in_reach for k in sure), 90),
        ("suspect first, one relation", pooled.first_one, pooled.one, 65),
        ("suspect first, two or more", pooled.first_many, pooled.many, 90),
        (
            f"exact, {', '.join(RESTORED)}",
            sum(k.exact for k in restored),
            sum(k.caught for k in restored),
            80,
        ),
    ):
        yield f"{what:52} {_percent(part, whole):>6} %   target {target} %"


def _row(cells: Iterable[str]) -> str:
    first, *rest = (cell for cell in cells)
    return f"{first:{WIDTHS[0]}}" + "".join(
        f"{cell:>{width}}" for cell, width in zip(rest, WIDTHS[1:], strict=True)
    )


def _percent(part: int, whole: int) -> str:
    share = percent(part, whole)
    return "-" if share is None else f"{share:.1f}"


def slip_shortcomings(report: SlipReport, limit: int) -> Iterator[str]:
    """What is not right, a line each, at most `limit` lines of each kind and sort."""
    told: dict[tuple[str, str], int] = {}
    for score in report.scores:
        sort = _sort(score)
        if sort is None:
            continue
        told[score.kind, sort] = told.get((score.kind, sort), 0) + 1
        if told[score.kind, sort] <= limit:
            yield _line(score, sort)
    if limit:
        yield from (f"clean run | {line}" for line in report.clean.lines[:limit])


def _sort(score: SlipScore) -> str | None:
    if not score.in_reach:
        return None
    if not score.caught:
        return "missed"
    if not score.suspected:
        return "wrong suspect"
    return "no exact text" if score.kind in RESTORED and not score.exact else None


def _line(score: SlipScore, sort: str) -> str:
    raised = "; ".join(f"{alarm.check}: {alarm.message}" for alarm in score.alarms)
    suggested = f"suggested {score.suggestion!r}" if score.suggestion else ""
    shown = " ".join(score.context.split())
    parts = (
        score.kind,
        sort,
        score.article,
        f"{score.before} -> {score.after}",
        f"{score.ties} ties{' (gold only)' if score.vouched else ''}",
    )
    return " | ".join(filter(None, (*parts, suggested, shown, raised)))
