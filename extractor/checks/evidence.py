"""What a check may look at: one article's records, indexed once, read-only.

A check asks for relations by their type, or for the facts that share a key, and never walks all pairs.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from extractor.model import LanguageModel, load_model
from extractor.records import Article, Claim, Fact, Period, Relation
from extractor.values.interval import Interval

if TYPE_CHECKING:
    from extractor.checks.rates.source import RateSource

Made = TypeVar("Made")
Key = TypeVar("Key")

SeriesKey: TypeAlias = tuple[str | None, str | None, str | None]
"""measure_key, entity_key, segment_key"""

Stretch: TypeAlias = tuple[str | None, str | None]
"""start and end of a period, ISO dates; (None, None) if the fact has none or it is not resolved"""


def series_key(fact: Fact) -> SeriesKey:
    """What the fact is a value of: measure, entity and segment."""
    return fact.measure_key, fact.entity_key, fact.segment_key


def stretch(fact: Fact) -> Stretch:
    """The dates the fact is about."""
    return (fact.period.start, fact.period.end) if fact.period else (None, None)


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], Key]) -> Mapping[Key, tuple[Fact, ...]]:
    groups: dict[Key, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return MappingProxyType({name: tuple(group) for name, group in groups.items()})


class Evidence:
    """One article as the checks see it. `rates` gives reference exchange rates, if there are any."""

    def __init__(
        self,
        *,
        article: Article,
        facts: Iterable[Fact] = (),
        relations: Iterable[Relation] = (),
        claims: Iterable[Claim] = (),
        periods: Iterable[Period] = (),
        rates: "RateSource | None" = None,
        model: LanguageModel | None = None,
    ) -> None:
        self.article = article
        self.facts: Mapping[str, Fact] = MappingProxyType({fact.id: fact for fact in facts})
        self.relations = self._by_type(relations)
        self.claims = tuple(claims)
        self.periods = tuple(periods)
        self.rates = rates
        self._model = model
        self._supports: dict[str, Interval] = {}
        self._cores: dict[str, Interval] = {}
        self._once: dict[Callable[[Evidence], Any], Any] = {}

    @property
    def model(self) -> LanguageModel:
        """The tables the facts were read with; without any, those of the article's language.

        Raises:
            UnknownNameError: there is no model for the language.

        """
        return self._model or load_model(self.article.language)

    def _by_type(self, relations: Iterable[Relation]) -> Mapping[str, tuple[Relation, ...]]:
        grouped: dict[str, list[Relation]] = {}
        for relation in relations:
            grouped.setdefault(relation.type, []).append(relation)
        return MappingProxyType({name: tuple(group) for name, group in grouped.items()})

    def related(self, type: str) -> tuple[Relation, ...]:
        """The relations of one type, in text order; empty if the article asserts none."""
        return self.relations.get(type, ())

    def members(self, relation: Relation, role: str) -> tuple[Fact, ...]:
        """The facts in one role of a relation, one or several; ids nobody knows are left out."""
        named = relation.members.get(role, ())
        ids = (named,) if isinstance(named, str) else named
        return tuple(self.facts[id] for id in ids if id in self.facts)

    def member(self, relation: Relation, role: str) -> Fact | None:
        """The one fact in a role, or None if the role is empty."""
        return next(iter(self.members(relation, role)), None)

    def support(self, fact_id: str) -> Interval:
        """What a careful editor would accept for the figure, in the unit of its value (percent as 4.45)."""
        if fact_id not in self._supports:
            fact = self.facts[fact_id]
            self._supports[fact_id] = Interval.from_decimals(fact.low, fact.high)
        return self._supports[fact_id]

    def core(self, fact_id: str) -> Interval:
        """The literal reading of the figure, inside its support."""
        if fact_id not in self._cores:
            fact = self.facts[fact_id]
            self._cores[fact_id] = Interval.from_decimals(fact.core_low, fact.core_high)
        return self._cores[fact_id]

    def quote(self, fact_id: str) -> str:
        """The figure as the article prints it, on one line."""
        return " ".join(self.facts[fact_id].text.split())

    def once(self, make: "Callable[[Evidence], Made]") -> Made:
        """What `make` derives from this article, computed at the first request and shared by all checks."""
        if make not in self._once:
            self._once[make] = make(self)
        made: Made = self._once[make]
        return made

    @cached_property
    def by_sentence(self) -> Mapping[int, tuple[Fact, ...]]:
        """Facts by the sentence they stand in, each in text order."""
        return _grouped(self.facts.values(), lambda fact: fact.sentence)

    @cached_property
    def by_unit(self) -> Mapping[tuple[str, str | None], tuple[Fact, ...]]:
        """Facts by kind and unit, each in text order."""
        return _grouped(self.facts.values(), lambda fact: (fact.kind, fact.unit))

    @cached_property
    def series(self) -> Mapping[SeriesKey, Mapping[Stretch, tuple[Fact, ...]]]:
        """Facts by (measure_key, entity_key, segment_key), then by (start, end), each in text order."""
        index: dict[SeriesKey, dict[Stretch, list[Fact]]] = {}
        for fact in self.facts.values():
            index.setdefault(series_key(fact), {}).setdefault(stretch(fact), []).append(fact)
        return MappingProxyType(
            {
                key: MappingProxyType({when: tuple(group) for when, group in by_period.items()})
                for key, by_period in index.items()
            }
        )
