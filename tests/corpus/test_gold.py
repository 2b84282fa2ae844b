"""The gold itself: well formed, and its own sums come out."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from gold_files import CORPUS, Annotated, computed, load_all, printed

ARTICLES = load_all()
every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)


def test_every_article_has_its_gold() -> None:
    sources = {
        path.stem
        for ending in ("txt", "json")
        for path in CORPUS.glob(f"*/*.{ending}")
        if ".gold" not in path.name
    }
    assert sources == {article.gold.id for article in ARTICLES}
    assert len([article for article in ARTICLES if article.name.startswith("dev/")]) == 21
    assert len([article for article in ARTICLES if article.name.startswith("variants/")]) == 6


@every_article
def test_offsets_are_the_texts(article: Annotated) -> None:
    for fact in article.gold.facts:
        assert article.text[fact.start_char : fact.end_char] == fact.text
    spans = sorted(
        [(fact.start_char, fact.end_char) for fact in article.gold.facts] + list(article.gold.ignore)
    )
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start, article.text[start : start + 20]


@every_article
def test_digits_give_the_value(article: Annotated) -> None:
    for fact in article.gold.facts:
        if (number := printed(fact)) is not None and fact.kind != "multiple" and fact.value_to is None:
            assert number[0] == Fraction(fact.value), fact.text


@every_article
def test_fields_belong_together(article: Annotated) -> None:
    for fact in article.gold.facts:
        moves = fact.role in ("change", "growth")
        assert (fact.baseline is not None, fact.direction is not None) == (moves, moves), fact.text
        assert (fact.comparator == "range") == (fact.value_to is not None), fact.text
        assert fact.kind != "multiple" or fact.unit is None, fact.text
        if fact.kind == "money":
            assert re.fullmatch("[A-Z]{3}", fact.unit or ""), fact.text
        if fact.period:
            assert fact.period.start <= fact.period.end, fact.text
        if fact.baseline and fact.baseline.start and fact.baseline.end:
            assert fact.baseline.start <= fact.baseline.end, fact.text
            if fact.period and fact.baseline.type in ("yoy", "previous"):
                assert fact.baseline.end < fact.period.end, fact.text


@every_article
def test_actual_figures_do_not_lie_in_the_future(article: Annotated) -> None:
    published = article.gold.published
    for fact in article.gold.facts:
        if published and fact.period and fact.modality == "actual":
            assert fact.period.start.isoformat() <= published, fact.text


@every_article
def test_relations_have_the_right_members(article: Annotated) -> None:
    facts = article.gold.facts
    for relation in article.gold.relations:
        assert relation.members, relation
        assert all(0 <= index < len(facts) for index in relation.members), relation
        assert len(set(relation.members)) == len(relation.members), relation
        if relation.rate is not None:
            assert facts[relation.rate].role == "growth", relation
        if relation.delta is not None:
            assert facts[relation.delta].role == "change", relation
        if relation.share is not None:
            assert facts[relation.share].kind in ("percent", "multiple"), relation
        if relation.type == "conversion":
            units = [facts[index].unit for index in relation.facts]
            assert len(set(units)) == len(units) == 2, relation
            assert {facts[index].kind for index in relation.facts} == {"money"}, relation
        if relation.type == "repeat":
            assert len({facts[index].kind for index in relation.facts}) == 1, relation


@every_article
def test_relations_hold_as_they_say(article: Annotated) -> None:
    for relation in article.gold.relations:
        result = computed(relation, article.gold)
        if result is not None and relation.holds is not None:
            quoted = [article.gold.facts[index].text for index in relation.members]
            assert result == relation.holds, f"{relation.type} of {quoted}"
        if relation.holds is None:
            assert result is None, f"{relation.type} of {relation.members} can be computed"


@every_article
def test_findings_name_facts_and_checks(article: Annotated) -> None:
    names = [finding.check for finding in article.gold.findings] + list(article.gold.tolerated_findings)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", name) for name in names)
    for finding in article.gold.findings:
        assert all(0 <= index < len(article.gold.facts) for index in finding.facts)
        assert finding.note
        broken = [set(relation.members) for relation in article.gold.relations if relation.holds is False]
        if finding.verdict == "inconsistent" and finding.facts:
            assert any(members & set(finding.facts) for members in broken), finding.check
