"""Planted slips: one figure of an article changed in its raw text, everything read anew, and what was seen of it.

The measuring of issue 6 and `checks.md` §5. Figures to spoil are those that take part in a relation that holds
(`slips_figures`), kinds of slip are rows (`slips_kinds`), which are made is drawn by lot (`slips_plan`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from extractor.records import Article, Extraction
from extractor.score.findings import score_findings
from extractor.score.gold import Gold
from extractor.score.slips_edits import Edit
from extractor.score.slips_figures import make_ground
from extractor.score.slips_judge import SlipScore, judge_slip
from extractor.score.slips_plan import Plan, make_plan


class CleanRun(msgspec.Struct, frozen=True, kw_only=True):
    """The articles as they are. `wanted` and `false` count alarms where there is gold; `unjudged` those where
    nobody has said what is right (each a line of `lines`)."""

    articles: int
    figures: int
    tied: int
    unread: int
    wanted: int
    false: int
    unjudged: int
    lines: tuple[str, ...]


class SlipReport(msgspec.Struct, frozen=True, kw_only=True):
    """A whole measurement."""

    clean: CleanRun
    scores: tuple[SlipScore, ...]
    within: dict[str, int]


def measure_slips(
    articles: Iterable[Article], golds: Mapping[str, Gold], *, per_article: int | None, seed: int
) -> SlipReport:
    """Run the clean articles, plant slips, run each again from its text.

    Args:
        articles: what to spoil, annotated or not.
        golds: the annotation there is, by article id.
        per_article: how many slips an article takes; none: one of each kind on every figure.
        seed: another seed draws other slips.

    """
    from extractor.pipeline import pipe

    clean = tuple(pipe(articles))
    plans = [
        make_plan(make_ground(each, golds.get(each.article.id)), per_article=per_article, seed=seed)
        for each in clean
    ]
    spoilt = pipe(_spoilt(plans))
    scores = tuple(
        judge_slip(plan.ground, edit, extraction)
        for (plan, edit), extraction in zip(_slips(plans), spoilt, strict=True)
    )
    within = sum((plan.within for plan in plans), Counter[str]())
    return SlipReport(
        clean=_clean_run(clean, golds, plans), scores=scores, within=dict(sorted(within.items()))
    )


def _slips(plans: Sequence[Plan]) -> Iterator[tuple[Plan, Edit]]:
    return ((plan, edit) for plan in plans for edit in plan.edits)


def _spoilt(plans: Sequence[Plan]) -> Iterator[Article]:
    for plan in plans:
        for number, edit in enumerate(plan.edits, start=1):
            yield edit.apply(plan.ground.article, f"{plan.ground.article.id}#{number}")


def _clean_run(clean: Sequence[Extraction], golds: Mapping[str, Gold], plans: Sequence[Plan]) -> CleanRun:
    wanted = false = 0
    lines: list[str] = []
    unjudged = 0
    for extraction in clean:
        alarms = [finding for finding in extraction.findings if finding.is_alarm]
        gold = golds.get(extraction.article.id)
        if gold is None:
            unjudged += len(alarms)
        else:
            score = score_findings(gold, extraction)
            wanted += len(alarms) - len(score.false_alarms)
            false += len(score.false_alarms)
            alarms = list(score.false_alarms)
        lines += [f"{extraction.article.id} | {alarm.check} | {alarm.message}" for alarm in alarms]
    return CleanRun(
        articles=len(clean),
        figures=sum(len(extraction.facts) for extraction in clean),
        tied=sum(len(plan.ground.tied) for plan in plans),
        unread=sum(plan.ground.unread for plan in plans),
        wanted=wanted,
        false=false,
        unjudged=unjudged,
        lines=tuple(lines),
    )
