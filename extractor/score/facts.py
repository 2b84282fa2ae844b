"""Facts against facts: which predicted fact answers which gold fact, and what of it is right."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import msgspec

from extractor.records import Fact, Period
from extractor.score.gold import Dates, Gold, GoldFact
from extractor.score.topics import same_topic

# Values that differ by less than this share of the larger (or of 1) are the same.
TOLERANCE: Final = Decimal("1e-6")


class Aspects(msgspec.Struct, frozen=True, kw_only=True):
    """What of a paired fact is right; `baseline` is null where the gold knows no dates for it."""

    kind: bool
    value: bool
    per: bool
    comparator: bool
    role: bool
    period: bool
    baseline: bool | None
    topic: bool
    measure: bool
    segment: bool
    entity: bool
    modality: bool

    @property
    def whole(self) -> bool:
        """The headline figure: value with unit, role with direction, period, topic and modality."""
        return self.value and self.role and self.period and self.topic and self.modality

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is False)


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A gold fact and the predicted one that answers it."""

    gold: GoldFact
    fact: Fact
    aspects: Aspects


class FactScore(msgspec.Struct, frozen=True, kw_only=True):
    """One article's facts: those paired, the gold ones nobody found, the predicted ones nobody wanted."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldFact, ...]
    surplus: tuple[Fact, ...]

    @property
    def wanted(self) -> int:
        return len(self.pairs) + len(self.missed)

    @property
    def predicted(self) -> int:
        return len(self.pairs) + len(self.surplus)


def score_facts(gold: Gold, facts: Sequence[Fact]) -> FactScore:
    """Pair an article's facts with the gold and compare each pair."""
    paired = _pair(gold.facts, facts)
    answers = set(paired.values())
    return FactScore(
        pairs=tuple(
            Pair(gold=gold.facts[g], fact=facts[f], aspects=compare(gold.facts[g], facts[f]))
            for g, f in paired.items()
        ),
        missed=tuple(wanted for g, wanted in enumerate(gold.facts) if g not in paired),
        surplus=tuple(fact for f, fact in enumerate(facts) if f not in answers and not _left_out(fact, gold)),
    )


def _pair(golds: Sequence[GoldFact], facts: Sequence[Fact]) -> dict[int, int]:
    """One to one, greedily: equal values first, then the longest overlap, then text order."""
    edges = sorted(
        (not same_value(gold, fact), -shared, g, f)
        for g, gold in enumerate(golds)
        for f, fact in enumerate(facts)
        if (shared := overlap(gold, fact)) > 0
    )
    paired: dict[int, int] = {}
    for *_, g, f in edges:
        if g not in paired and f not in paired.values():
            paired[g] = f
    return dict(sorted(paired.items()))


def overlap(gold: GoldFact, fact: Fact) -> int:
    """How many characters two facts share."""
    return min(gold.end_char, fact.end_char) - max(gold.start_char, fact.start_char)


def _left_out(fact: Fact, gold: Gold) -> bool:
    """Not wanted and not wrong either: durations, ages, "one of the …", what the annotator set aside."""
    if fact.kind in ("duration", "age") or (fact.kind == "count" and fact.text.lower().startswith("one")):
        return True
    return any(fact.start_char < end and start < fact.end_char for start, end in gold.ignore)


def compare(gold: GoldFact, fact: Fact) -> Aspects:
    """What of a fact is right by the gold."""
    baseline = fact.baseline.period if fact.baseline else None
    return Aspects(
        kind=gold.kind == fact.kind,
        value=same_value(gold, fact),
        per=gold.per == fact.per,
        comparator=gold.comparator == fact.comparator,
        role=(gold.role, gold.direction) == (fact.role, fact.direction),
        period=_same_dates(gold.period, fact.period),
        baseline=_same_dates(gold.baseline, baseline) if gold.baseline and gold.baseline.start else None,
        topic=same_topic(
            (gold.measure, gold.segment, gold.entity), (fact.measure, fact.segment, fact.entity)
        ),
        measure=same_topic((gold.measure,), (fact.measure,)),
        segment=same_topic((gold.segment,), (fact.segment,)),
        entity=same_topic((gold.entity,), (fact.entity,)),
        modality=gold.modality == fact.modality,
    )


def same_value(gold: GoldFact, fact: Fact) -> bool:
    """Equal numbers, both ends of a range, in the same unit."""
    ends = _close(gold.value, fact.value) and _close(gold.value_to, fact.value_to)
    return ends and gold.unit == fact.unit


def _close(left: Decimal | None, right: Decimal | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= TOLERANCE * max(abs(left), abs(right), Decimal(1))


def _same_dates(gold: Dates | None, period: Period | None) -> bool:
    """Equal dates; where the gold has none, there must be none."""
    wanted = (gold.start, gold.end) if gold else (None, None)
    return wanted == ((period.start, period.end) if period else (None, None))
