"""Whose a figure is where its sentence does not say: carried from the sentence, the paragraph, the lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.draft import Draft, Words
from extractor.facts.names.names import Name, Names
from extractor.lexicon.words import singular

# What is carried from elsewhere is less sure.
CARRIED = 0.85


@dataclass(slots=True)
class Topic:
    """What the text is speaking of."""

    entity: str | None = None
    measure: str | None = None
    segment: str | None = None


def fill_entity(
    draft: Draft,
    drafts: Sequence[Draft],
    held: Topic,
    lead: Topic,
    names: Names,
    words: Words,
    country: str | None,
) -> None:
    """Give a draft the entity that its anaphor, its sentence, its paragraph or the article points to."""
    if draft.entity is not None:
        return
    here = next((other.entity for other in reversed(before(draft, drafts)) if other.entity), None)
    followers = ("from", "to", "adverb", "verb", "against", "conversion", "part_in_money")
    body = names.main_organisation
    decides = body is not None and body.authority
    if draft.anaphor == "organisation" and body is not None and not (decides and _is_national(draft, words)):
        draft.entity, rule = body.text, "entity.organisation"
    elif draft.anaphor == "country" and names.main_country is not None:
        draft.entity, rule = names.main_country.text, "entity.country"
    elif here is not None and draft.anaphor is None and draft.construction in followers:
        draft.entity, rule = here, "entity.sentence"
    elif draft.anaphor is not None and held.entity is not None:
        draft.entity, rule = held.entity, "entity.paragraph"
    elif _is_said_again(draft, held, names):
        draft.entity, rule = held.entity, "entity.same_measure"
    elif (
        names.yields_to_country
        and _is_spoken_of(names, country)
        and _is_national(draft, words)
        and not any(_is_partner(names.main_country, other) for other in (*before(draft, drafts), draft))
    ):
        draft.entity, rule = _country_of(names), "entity.national"
    elif names.yields_to_country and country is not None and _is_national(draft, words):
        draft.entity, rule = country, "entity.article_country"
    elif names.main_company is not None and names.yields_to_country and _is_corporate(draft, words):
        draft.entity, rule = names.main_company.text, "entity.corporate"
    elif decides and names.main is body and (home := country or _country_of(names)) is not None:
        # Who decides or counts is told of in every such article, and owns few of its figures.
        draft.entity, rule = home, "entity.article_country"
    elif lead.entity is not None:
        draft.entity, rule = lead.entity, "entity.lead"
    elif draft.actor is not None and _acts(draft.actor, draft, words):
        draft.entity, rule = draft.actor, "entity.actor"
    else:
        return
    draft.confidence *= CARRIED
    draft.rules.append(rule)


def _country_of(names: Names) -> str | None:
    return names.main_country.text if names.main_country is not None else None


def _is_said_again(draft: Draft, held: Topic, names: Names) -> bool:
    """ "Garland's sales rose 6% late in March. But sales for the month fell 5%": the company's, not its country's."""
    if held.entity is None or draft.measure is None or held.measure is None or draft.segment is not None:
        return False
    name = names.lookup(held.entity)
    company = name is not None and name.country is None and not name.authority and not name.source
    return company and draft.measure.lower() == held.measure.lower()


def _is_partner(country: Name | None, draft: Draft) -> bool:
    """Exports to China are hardly China's."""
    return country is not None and draft.segment is not None and country.text in draft.segment


def _acts(actor: str, draft: Draft, words: Words) -> bool:
    """Can a common noun stand for the entity: a club, a firm, not a measure, nor the analysts who say so."""
    head = singular(actor.split()[-1].lower())
    if actor in (draft.segment, draft.measure) or words.measures.match(actor) is not None:
        return False
    return head not in words.names.sources and words.changes.noun(head) is None


def _is_national(draft: Draft, words: Words) -> bool:
    """A measure of a country rather than of a company: exports, inflation, house prices."""
    row = words.measures.match(draft.measure) if draft.measure else None
    return row is not None and row.key in words.national


def _is_spoken_of(names: Names, country: str | None) -> bool:
    """Is a country named more than in passing, or none known but it?"""
    found = names.main_country
    return found is not None and (found.score > 1 or country is None or found.text == country)


def _is_corporate(draft: Draft, words: Words) -> bool:
    """A measure of a company rather than of a country: profit, margin, dividend."""
    row = words.measures.match(draft.measure) if draft.measure else None
    return row is not None and row.key in words.corporate


def before(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    found: list[Draft] = []
    for other in drafts:
        if other is draft:
            break
        found.append(other)
    return found
