"""Extractions made from gold, right and wrong by turns: something to score without a pipeline."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from typing import Any, Final

import msgspec

from extractor.records import (
    Article,
    Baseline,
    Extraction,
    Fact,
    Finding,
    Period,
    Producer,
    Severity,
    Span,
    Suspect,
)
from extractor.score.cases import Case
from extractor.score.gold import Annotated, Dates, Gold, GoldFact

PRODUCER: Final = Producer(tieout="0", model="none", spacy_model="none", rates="none")
# What goes wrong with one fact after the other; the length has no divisor in common with much.
MANGLINGS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"value": Decimal(7)},
    {"unit": "furlong"},
    {"role": "share", "direction": None},
    {"period": None},
    {},
    {"measure": "something else", "entity": None},
    {"segment": "northern"},
    {"modality": "forecast"},
    {"per": "furlong", "comparator": "over"},
    {"kind": "quantity", "baseline": None},
    {"kind": "age"},
    {},
)
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "note", "warning", "gross", "minor")


def extraction(article: Article, facts: tuple[Fact, ...] = (), **parts: Any) -> Extraction:
    return Extraction(producer=PRODUCER, article=article, facts=facts, **parts)


def make_finding(number: int, **fields: Any) -> Finding:
    made = {
        "check": "growth.triple",
        "verdict": "inconsistent",
        "severity": "error",
        "message": "no",
    } | fields
    return Finding(id=f"n{number}", confidence=1.0, **made)


def mangled(annotated: Annotated) -> Extraction:
    """The gold of an article as its extraction, with every seventh fact missing, others wrong in turn, some
    said twice; findings wanted, missing and false."""
    gold, article = annotated.gold, annotated.article
    facts = tuple(_facts(gold, article))
    return extraction(article, facts, findings=tuple(_findings(gold, facts)))


def _facts(gold: Gold, article: Article) -> Iterator[Fact]:
    for number, (wanted, wrong) in enumerate(zip(gold.facts, cycle(MANGLINGS), strict=False)):
        if number % 7 == 3:
            continue
        fact = msgspec.structs.replace(as_fact(wanted, f"f{number}"), **wrong)
        yield fact
        if number % 5 == 2:
            yield msgspec.structs.replace(fact, id=f"{fact.id}b", start_char=fact.start_char - 4)
    for number, (start, end) in enumerate(gold.ignore):
        text = article.text[start:end]
        yield Fact(
            id=f"i{number}",
            start_char=start,
            end_char=end,
            text=text,
            sentence=0,
            in_title=False,
            kind="count",
            value=Decimal(2),
        )
    yield Fact(
        id="x",
        start_char=0,
        end_char=1,
        text=article.text[0],
        sentence=0,
        in_title=True,
        kind="count",
        value=None,
    )


def as_fact(gold: GoldFact, id: str) -> Fact:
    """A predicted fact that agrees with its gold in everything."""
    same = {
        name: getattr(gold, name)
        for name in GoldFact.__struct_fields__
        if name not in ("period", "baseline", "role")
    }
    return Fact(
        id=id,
        sentence=0,
        in_title=False,
        role=gold.role or "level",
        period=_period(gold.period),
        baseline=Baseline(type="other", period=_period(gold.baseline)) if gold.baseline else None,
        **same,
    )


def _period(dates: Dates | None) -> Period | None:
    if dates is None:
        return None
    return Period(text="then", start=dates.start, end=dates.end, granularity="range", resolution="exact")


def _findings(gold: Gold, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    at = {fact.id: fact for fact in facts}
    for number, want in enumerate(gold.findings):
        ids = tuple(f"f{index}" for index in want.facts if f"f{index}" in at)
        yield make_finding(number, check=want.check, severity=SEVERITIES[number % 5], facts=ids[:2])
    if len(facts) % 3 == 0:
        first = facts[0]
        span = Span(label="x", start_char=first.start_char, end_char=first.end_char, text=first.text)
        yield make_finding(90, check="share.percent", spans=(span,), facts=("nowhere",))
    for number, check in enumerate(gold.tolerated_findings):
        yield make_finding(91 + number, check=check, severity="warning")


def mangled_case(case: Case, number: int) -> Extraction:
    """The members of a case as facts, an alarm in three cases of five, the suspect right in some."""
    facts = tuple(
        Fact(
            id=f"f{n}",
            start_char=max(0, start - n % 2),
            end_char=end,
            text=case.article.text[max(0, start - n % 2) : end],
            sentence=0,
            in_title=False,
            kind="count",
            value=Decimal(n),
        )
        for n, (start, end) in enumerate(case.places)
    )
    suspects = tuple(Suspect(fact=fact.id, edit="digit", why="so") for fact in facts[number % 4 :])
    finding = make_finding(
        0,
        severity=SEVERITIES[number % 5],
        verdict="consistent" if number % 11 == 0 else "inconsistent",
        suspects=suspects,
    )
    return extraction(case.article, facts, findings=(finding,))
