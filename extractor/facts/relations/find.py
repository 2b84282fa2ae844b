"""What the text asserts between its figures: growth, change, conversion, shares, parts, repeats, records.

A relation is bound by the words that tie its figures together (one verb, one comparison, a parenthesis), or
by one full key. Where two bindings are possible there is none: a wrong binding is a false alarm.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from extractor.facts.relations.answers import exclusive_shares
from extractor.facts.relations.average import averages, middles
from extractor.facts.relations.bounds import (
    BY_KEY,
    BY_SENTENCE,
    BY_WORDS,
    Members,
    dates,
    is_level,
    is_prior,
    relation,
    said_before,
    same_unit,
    topic,
)
from extractor.facts.relations.bounds import Bound as Bound
from extractor.facts.relations.chain import chains
from extractor.facts.relations.gaps import gaps
from extractor.facts.relations.growth import growths
from extractor.facts.relations.identities import definitions
from extractor.facts.relations.lists import parts_listed
from extractor.facts.relations.order import orders
from extractor.facts.relations.parts import parts, parts_said
from extractor.facts.relations.products import products, times
from extractor.facts.relations.rank import ranks
from extractor.facts.relations.rest import remainders
from extractor.facts.relations.shares import shares
from extractor.facts.relations.streak import streaks
from extractor.facts.relations.targets import targets
from extractor.model import LanguageModel
from extractor.records import Fact, Relation

# "the previous record of $241 million"
BEATEN = re.compile(
    r"\b(?:previous|prior|earlier|old|last|former|existing)\s+(?:\w+\s+){0,2}(?:record|high|peak|best|low|mark)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
# Counts and spans below this are equal by chance.
SMALL_COUNT = 13


def find_relations(bounds: Sequence[Bound], model: LanguageModel) -> tuple[Relation, ...]:
    """All relations of an article, numbered in a fixed order."""
    made: list[Relation] = []
    seen: set[tuple[str, str]] = set()
    finders = [finder(bounds) for finder in FINDERS] + [finder(bounds, model) for finder in BY_TABLE]
    for found in chain.from_iterable(finders):
        mark = (found.type, repr(sorted(found.members.items())))
        if mark not in seen:
            seen.add(mark)
            made.append(found)
    return tuple(replace(found, id=f"r{number}") for number, found in enumerate(made, start=1))


def conversions(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Amounts in different currencies that are one thing."""
    fact_of = {id(b.draft): b.fact for b in bounds}
    chains: dict[int, list[str]] = {}
    for bound in bounds:
        partner = bound.draft.partner
        if bound.draft.construction != "conversion" or partner is None or id(partner) not in fact_of:
            continue
        chain = chains.pop(id(partner), None) or [fact_of[id(partner)].id]
        chains[id(bound.draft)] = [*chain, bound.fact.id]
    for chain in chains.values():
        yield relation("conversion", {"facts": tuple(chain)}, BY_WORDS, "relation.conversion")


def repeats(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """The headline's figure given again in the body: the same key, kind and role."""
    body = [b for b in bounds if not b.fact.in_title and not is_prior(b)]
    for title in bounds:
        if not title.fact.in_title or is_prior(title):
            continue
        same = [b for b in body if _repeats(title.fact, b.fact)]
        if any(b.fact.unit != title.fact.unit and _restates(title.fact, b.fact) for b in body):
            # "$3.5m" over "A$5.5m ($3.45m)": the headline gives the converted amount.
            same = []
        if same:
            members: Members = {"facts": (title.fact.id, *(b.fact.id for b in same[:3]))}
            yield relation("repeat", members, BY_SENTENCE if len(same) == 1 else BY_KEY, "relation.headline")
        again = next((b for b in body if b not in same and _restates(title.fact, b.fact)), None)
        if again is not None and not any(b.fact.value == title.fact.value for b in same):
            members = {"facts": (title.fact.id, again.fact.id)}
            yield relation("repeat", members, BY_KEY, "relation.restated")


def _repeats(title: Fact, body: Fact) -> bool:
    """The same key, or the same figure doing the same."""
    if (title.kind, title.unit, title.role) != (body.kind, body.unit, body.role):
        return False
    if title.per not in (None, body.per):
        # A headline leaves out what a price is per.
        return False
    if title.direction != body.direction or title.modality != body.modality:
        return False
    if topic(title) == topic(body) and dates(title) == dates(body):
        return True
    return title.value == body.value and title.value_to == body.value_to


def _restates(title: Fact, body: Fact) -> bool:
    """Is the body's figure the headline's, rounded: "Profit of $592m" and "posted a profit of $591.7m"?"""
    alike = title.unit == body.unit or title.unit_text == body.unit_text == "$"
    if title.kind != body.kind or not alike or title.value is None or body.value is None:
        return False
    if {title.direction, body.direction} == {"up", "down"} or body.comparator == "range":
        return False
    if title.kind in ("count", "duration") and title.value < SMALL_COUNT:
        return False
    low, high = title.core_low, title.core_high
    return title.value == body.value or (low is not None and high is not None and low <= body.value <= high)


def superlatives(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A level said to be a record, with the record it beat where that stands beside it."""
    for bound in bounds:
        if bound.fact.superlative is not None and bound.fact.role == "level":
            members: Members = {"fact": bound.fact.id}
            beaten = next((b for b in bounds if b is not bound and _is_beaten_by(b, bound)), None)
            if beaten is not None:
                members["prior"] = beaten.fact.id
            yield relation("superlative", members, BY_SENTENCE, "relation.superlative")


def _is_beaten_by(old: Bound, new: Bound) -> bool:
    """Is this the record that the new one is said to beat? It stands in the same sentence or the next."""
    left = said_before(old)
    near = 0 <= old.fact.sentence - new.fact.sentence <= 1 and old.fact.start_char > new.fact.start_char
    return near and is_level(old) and same_unit(old.fact, new.fact) and BEATEN.search(left) is not None


FINDERS = (
    growths,
    chains,
    conversions,
    shares,
    parts_said,
    parts_listed,
    remainders,
    parts,
    repeats,
    superlatives,
    averages,
    middles,
    orders,
    ranks,
    products,
    times,
    targets,
    gaps,
)
# These look into a table of the language.
BY_TABLE = (definitions, exclusive_shares, streaks)
