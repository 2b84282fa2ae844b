"""The score of annotated articles: one record an article, and the columns of them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from extractor.records import Extraction, Fact
from extractor.score.facts import Aspects, FactScore, Pair, score_facts
from extractor.score.findings import FindingScore, score_findings
from extractor.score.gold import Gold

# Columns of precision, recall and F1: what has to be right of a paired fact.
HEADLINES: Final[tuple[tuple[str, Callable[[Pair], bool]], ...]] = (
    ("span", lambda pair: True),
    ("value", lambda pair: pair.aspects.value),
    ("whole", lambda pair: pair.aspects.whole),
)

Figure = int | float | str | tuple[float | None, float | None, float] | None


class ArticleScore(msgspec.Struct, frozen=True, kw_only=True):
    """One article's facts and findings against its gold."""

    id: str
    facts: FactScore
    findings: FindingScore


def score_article(gold: Gold, extraction: Extraction) -> ArticleScore:
    """Hold an extraction against the gold of the same article."""
    return ArticleScore(
        id=gold.id,
        facts=score_facts(gold, extraction.facts),
        findings=score_findings(gold, extraction),
    )


def figures(scores: Sequence[ArticleScore]) -> dict[str, Figure]:
    """The columns, by their headings; a percentage is null where there is nothing to count."""
    pairs = [pair for score in scores for pair in score.facts.pairs]
    wanted = sum(score.facts.wanted for score in scores)
    predicted = sum(score.facts.predicted for score in scores)
    out: dict[str, Figure] = {"gold facts": wanted, "predicted facts": predicted}
    for name, right in HEADLINES:
        hits = sum(map(right, pairs))
        out[f"{name} P/R/F1"] = _precision_recall(hits, predicted, wanted)
    for name in Aspects.__struct_fields__:
        known = [right for pair in pairs if (right := getattr(pair.aspects, name)) is not None]
        out[f"{name} right of paired %"] = percent(sum(known), len(known))
    found = sum(len(score.findings.found) for score in scores)
    missed = sum(len(score.findings.missed) for score in scores)
    out["inconsistencies found"] = f"{found}/{found + missed}"
    false = sum(len(score.findings.false_alarms) for score in scores)
    out["false alarms"] = f"{false} in {len(scores)} articles"
    return out


def percent(part: int, whole: int) -> float | None:
    """A share in percent to one decimal; null of nothing."""
    return round(100 * part / whole, 1) if whole else None


def _precision_recall(hits: int, predicted: int, wanted: int) -> tuple[float | None, float | None, float]:
    """Precision, recall, and F1 of the two as printed."""
    precision, recall = percent(hits, predicted), percent(hits, wanted)
    if not precision or not recall:
        return precision, recall, 0.0
    return precision, recall, round(2 * precision * recall / (precision + recall), 1)


def differences(scores: Iterable[ArticleScore]) -> Iterator[str]:
    """What is not right, a line each: wrong facts, missed and surplus ones, missed findings, false alarms."""
    for score in scores:
        for pair in score.facts.pairs:
            if pair.aspects.wrong:
                yield _line(score, pair.gold.text, ",".join(pair.aspects.wrong), summary(pair.fact))
        for gold in score.facts.missed:
            yield _line(score, gold.text, "missed")
        for fact in score.facts.surplus:
            yield _line(score, fact.text, "surplus", summary(fact))
        for want in score.findings.missed:
            yield _line(score, want.note or want.check, "finding missed")
        for alarm in score.findings.false_alarms:
            yield _line(score, alarm.message, "false alarm", alarm.check)


def _line(score: ArticleScore, *parts: str) -> str:
    return " | ".join((score.id, *parts))


def summary(fact: Fact) -> str:
    """A fact in one line."""
    dates = f"{fact.period.start}..{fact.period.end}" if fact.period else "none"
    what = " | ".join(str(part) for part in (fact.measure, fact.segment, fact.entity))
    return f"{fact.value} {fact.unit} {fact.role} {fact.direction} [{dates}] {what}"
