"""The score of many cases: counts by kind of relation, as a table, and the cases that went wrong."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from extractor.score.relations import CaseScore


class KindCount(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one kind: what was found in its clean cases and in its slips."""

    kind: str
    clean: int
    related: int
    false_alarms: int
    slips: int
    caught: int
    suspected: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """All kinds, and the cases that are no pairs: real errors of the press and look-alikes."""

    kinds: tuple[KindCount, ...]
    broken: int
    broken_caught: int
    explained: int
    explained_flagged: int


def count(scores: Sequence[CaseScore]) -> Counts:
    """Counts by kind (those with clean cases, by name), and of the rest."""
    broken = [score for score in scores if score.case.what == "broken"]
    explained = [score for score in scores if score.case.what == "explained"]
    kinds = sorted({score.case.kind for score in scores if score.case.what == "clean"})
    return Counts(
        kinds=tuple(_count_kind(kind, [s for s in scores if s.case.kind == kind]) for kind in kinds),
        broken=len(broken),
        broken_caught=_alarmed(broken),
        explained=len(explained),
        explained_flagged=_alarmed(explained),
    )


def _count_kind(kind: str, scores: Sequence[CaseScore]) -> KindCount:
    clean = [score for score in scores if score.case.what == "clean"]
    slips = [score for score in scores if score.case.what == "slip"]
    return KindCount(
        kind=kind,
        clean=len(clean),
        related=sum(score.related for score in clean),
        false_alarms=_alarmed(clean),
        slips=len(slips),
        caught=_alarmed(slips),
        suspected=sum(score.suspected for score in slips),
    )


def _alarmed(scores: Iterable[CaseScore]) -> int:
    return sum(bool(score.alarms) for score in scores)


def table(counts: Counts) -> Iterator[str]:
    """The counts as lines of text."""
    yield f"{'kind':8} {'relation found':>16} {'false alarms':>14} {'slips caught':>14} {'suspect first':>14}"
    total = {
        name: sum(getattr(kind, name) for kind in counts.kinds) for name in KindCount.__struct_fields__[1:]
    }
    for row in (*counts.kinds, KindCount(kind="all", **total)):
        pairs = (
            (row.related, row.clean, 16),
            (row.false_alarms, row.clean, 14),
            (row.caught, row.slips, 14),
            (row.suspected, row.caught, 14),
        )
        yield f"{row.kind:8} " + " ".join(f"{f'{part}/{whole}':>{width}}" for part, whole, width in pairs)
    yield (
        f"real errors caught {counts.broken_caught}/{counts.broken}, "
        f"look-alikes wrongly flagged {counts.explained_flagged}/{counts.explained}"
    )


def shortcomings(scores: Iterable[CaseScore], limit: int) -> Iterator[str]:
    """What is not right, a line each, at most `limit` lines of each sort."""
    told: dict[str, int] = {}
    for score in scores:
        for sort in _sorts(score):
            told[sort] = told.get(sort, 0) + 1
            if told[sort] <= limit:
                yield _line(score, sort)


def _sorts(score: CaseScore) -> Iterator[str]:
    what = score.case.what
    if what == "clean" and not score.related:
        yield "no relation"
    if not score.is_right:
        yield f"{what}: false alarm" if score.alarms else f"{what}: missed"
    elif what == "slip" and not score.suspected:
        yield "slip: wrong suspect"


def _line(score: CaseScore, sort: str) -> str:
    text = score.case.article.text
    figures = ", ".join(text[start:end] for start, end in score.case.places)
    shown = " / ".join(filter(None, text.splitlines()))
    raised = "; ".join(f"{alarm.check}: {alarm.message}" for alarm in score.alarms)
    return " | ".join(filter(None, (score.case.id, sort, figures, shown, raised)))
