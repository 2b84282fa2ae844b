"""Two figures of two articles on one bench: held against each other by the guards and the arithmetic of the
checks of one article, and written down as witnesses."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from extractor.archive.cross.library import Library, Sighting
from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import blocking, examine
from extractor.lexicon.cross import CrossWords, cross_words
from extractor.model import load_model
from extractor.records import Article, Fact, Witness

APART: Final = 1_000_000
"""Sentences of another article are counted from here on, so that no two seem to be one."""
SURE: Final = 0.75
"""Two figures that only their keys make one thing must be bound that surely for an alarm
(as `extractor.checks.families.record.SAME_SERIES`)."""
MONTHS_APART: Final = 31
"""Days between two articles within which a published figure is hardly revised."""


class Silenced(NamedTuple):
    """A candidate that a guard kept quiet, by the guard's name."""

    guard: str


class Bench(NamedTuple):
    """Figures of several articles in one evidence. Their ids there are those of witnesses (``17:f3``)."""

    library: Library
    evidence: Evidence
    sightings: tuple[Sighting, ...]

    def fact(self, sighting: Sighting) -> Fact:
        return self.evidence.facts[name(sighting)]

    def link(self, kind: str, roles: Mapping[str, Sighting]) -> Link:
        facts = {role: self.fact(sighting) for role, sighting in roles.items()}
        return Link(kind=kind, facts=facts, maps={}, relations=())

    def blocking(self, link: Link) -> str | None:
        return blocking(self.evidence, link)

    def guards(self, link: Link) -> tuple[str, ...]:
        return examine(self.evidence, link) or ()

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(self.library.quote(sighting) for sighting in self.sightings)

    @property
    def sure(self) -> bool:
        """Are all bound surely enough for an alarm?"""
        return all(self.fact(sighting).confidence >= SURE for sighting in self.sightings)

    @property
    def hedged(self) -> bool:
        """Is one of them no plain number?"""
        return any(self.fact(sighting).comparator != "exact" for sighting in self.sightings)


def bench(library: Library, *sightings: Sighting) -> Bench:
    """Put figures side by side."""
    facts = []
    for place, sighting in enumerate(sightings):
        fact = library.fact(sighting)
        facts.append(msgspec.structs.replace(fact, id=name(sighting), sentence=fact.sentence + place * APART))
    evidence = Evidence(article=library.article(sightings[0]), facts=facts)
    return Bench(library, evidence, sightings)


def name(sighting: Sighting) -> str:
    """How a figure is called among all of the archive: ``17:f3``."""
    return f"{sighting.doc}:{sighting.id}"


def words() -> CrossWords:
    return cross_words(load_model("en"))


def witness(library: Library, sighting: Sighting, *, articles: int = 1) -> Witness:
    """A figure with all it takes to look it up."""
    fact, article = library.fact(sighting), library.article(sighting)
    return Witness(
        id=name(sighting),
        article=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        text=" ".join(fact.text.split()),
        start_char=fact.start_char,
        end_char=fact.end_char,
        quote=library.quote(sighting),
        low=fact.low,
        high=fact.high,
        unit=fact.unit,
        start=fact.period.start if fact.period else None,
        end=fact.period.end if fact.period else None,
        articles=articles,
    )


def by_line(article: Article) -> str:
    """Which article, in a message: its source or id, with the date if there is one."""
    who = article.source or article.id
    return f"{who} ({article.published})" if article.published else who
