"""The tables `tests/cases/facts_*.toml`: short articles, and what a careful reader takes from each figure.

A row has `id`, `text` and, if it needs them, `title`, `published`, `country`. `figures` maps a figure as written
(``5%@2``: the second of its text, the headline counted) to the fields asserted; `relations` lists all relations
of the row, or of the types in `only`, as ``type role=figure role=figure+figure``. `xfail` names a known defect.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from extractor import Extraction, Fact, Period, make_article, pipe

CASES: Final = Path(__file__).parents[1] / "cases"
TABLES: Final = ("facts_roles", "facts_topics", "facts_periods", "facts_stance", "facts_relations")


def rows(table: str) -> list[dict[str, Any]]:
    groups = tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))
    return [{**row, "key": f"{table}:{group}:{row['id']}"} for group in groups for row in groups[group]]


ROWS: Final = [row for table in TABLES for row in rows(table)]
assert len({row["key"] for row in ROWS}) == len(ROWS), "row ids are unique within a group"


def param(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
    return pytest.param(row, id=row["key"].removeprefix("facts_"), marks=marks)


def surroundings(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row.get(key) for key in ("title", "published", "country")}


@cache
def results() -> dict[str, Extraction]:
    """Every row read once, in one run."""
    articles = [make_article(row["text"], **surroundings(row)) for row in ROWS]
    return dict(zip((row["key"] for row in ROWS), pipe(articles, checks=False), strict=True))


def named_facts(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    """Facts by their text, the second of a text as ``text@2``."""
    found: dict[str, Fact] = {}
    for fact in facts:
        number = 1 + sum(other.split("@")[0] == fact.text for other in found)
        found[fact.text if number == 1 else f"{fact.text}@{number}"] = fact
    return found


def dates(period: Period | None) -> str:
    return f"{period.start}/{period.end}" if period and period.start else ""


def said(fact: Fact, field: str) -> Any:
    """A field in the form of the tables: dates as ``start/end``, nothing as an empty text."""
    if field == "period":
        return dates(fact.period)
    if field == "period_text":
        return fact.period.text if fact.period else ""
    if field == "baseline":
        return f"{fact.baseline.type} {dates(fact.baseline.period)}".strip() if fact.baseline else ""
    if field == "baseline_dates":
        return dates(fact.baseline.period) if fact.baseline else ""
    if field == "superlative":
        found = fact.superlative
        return f"{found.direction} {found.scope}" if found else ""
    if field == "basis":
        return list(fact.basis)
    if field == "spans":
        return {span.label: span.text for span in fact.spans}
    value = getattr(fact, field)
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)


@pytest.mark.parametrize("row", [param(row) for row in ROWS if "figures" in row])
def test_figures(row: dict[str, Any]) -> None:
    facts = named_facts(results()[row["key"]].facts)
    for figure, expected in row["figures"].items():
        assert figure in facts, list(facts)
        found = {field: said(facts[figure], field) for field in expected}
        if "spans" in expected:
            found["spans"] = {label: found["spans"].get(label, "") for label in expected["spans"]}
        assert found == expected, figure


@pytest.mark.parametrize("row", [param(row) for row in ROWS if "relations" in row])
def test_relations(row: dict[str, Any]) -> None:
    result = results()[row["key"]]
    names = {fact.id: name for name, fact in named_facts(result.facts).items()}
    kinds = row.get("only")
    made = []
    for relation in result.relations:
        if kinds and relation.type not in kinds:
            continue
        members = (
            (role, names[ids] if isinstance(ids, str) else "+".join(names[id] for id in ids))
            for role, ids in sorted(relation.members.items())
        )
        made.append(" ".join([relation.type, *(f"{role}={name}" for role, name in members)]))
    assert sorted(made) == sorted(row["relations"])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["key"]) for row in ROWS])
def test_evidence_is_the_articles_own_words(row: dict[str, Any]) -> None:
    result = results()[row["key"]]
    assert result.facts
    for fact in result.facts:
        pieces: list[Any] = [fact, *fact.spans]
        if fact.period and fact.period.start_char is not None:
            pieces.append(fact.period)
        for piece in pieces:
            assert result.article.text[piece.start_char : piece.end_char] == piece.text


def test_few_defects_are_known() -> None:
    assert sum("xfail" in row for row in ROWS) <= 10
