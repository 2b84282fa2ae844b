"""Which capitalised words are no names, which nouns stand for one, which mark a part."""

from functools import cache

import msgspec

from extractor.model import LanguageModel


class NameWords(msgspec.Struct, frozen=True, kw_only=True):
    """All lower case but `not_names`, `legal_forms`, `documents` and `blocs`, which are matched as written."""

    not_names: frozenset[str]
    openers: frozenset[str]
    # "Co" and "SA" end companies' names, "co" and "sa" nothing.
    legal_forms: frozenset[str]
    # "Budget", "Plan": the last word of what is no one's name.
    documents: frozenset[str]
    titles: frozenset[str]
    organisation: frozenset[str]
    country: frozenset[str]
    part: frozenset[str]
    pronouns: frozenset[str]
    part_nouns: frozenset[str]
    company_parts: frozenset[str]
    unnamed_parts: frozenset[str]
    blocs: frozenset[str]
    indices: frozenset[str]
    agents: frozenset[str]
    # Phrases of the names of offices, central banks and bodies.
    authorities: frozenset[str]
    # What says figures and is never what they are of: analysts, surveys.
    sources: frozenset[str]


@cache
def name_words(model: LanguageModel) -> NameWords:
    table = model.lexicon("names")
    anaphora = table["anaphora"]
    return NameWords(
        not_names=frozenset(table["not_names"]["words"]),
        openers=frozenset(table["not_names"]["openers"]),
        legal_forms=frozenset(table["legal_forms"]["words"]),
        documents=frozenset(table["documents"]["words"]),
        titles=frozenset(table["persons"]["titles"]),
        organisation=frozenset(anaphora["organisation"]),
        country=frozenset(anaphora["country"]),
        part=frozenset(anaphora["part"]),
        pronouns=frozenset(anaphora["pronouns"]),
        part_nouns=frozenset(table["parts"]["nouns"]),
        company_parts=frozenset(table["parts"]["of_company"]),
        unnamed_parts=frozenset(table["parts"]["unnamed"]),
        blocs=frozenset(table["blocs"]["names"]),
        indices=frozenset(table["indices"]["words"]),
        authorities=frozenset(table["authorities"]["words"]),
        sources=frozenset(table["sources"]["words"]) | frozenset(table["persons"]["titles"]),
        agents=frozenset(table["agents"]["words"])
        | frozenset(table["persons"]["titles"])
        | frozenset(anaphora["organisation"])
        | frozenset(anaphora["country"]),
    )
