"""Drafts made facts: keys, intervals, confidence, in the record's form."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from extractor.facts.draft import Draft, Words
from extractor.lexicon.hedges import HedgeTable, MultipleTable
from extractor.lexicon.measures import Measure
from extractor.lexicon.words import content_words
from extractor.records import Fact
from extractor.values import FigureBounds, figure_bounds, has_decimals, modal_ulp, plain

# Interest and exchange rates are as written: never exact, never round (checks.md §1.2).
QUOTED_KINDS = frozenset({"rate", "price"})
Series = tuple[str | None, str | None, str | None, str]


class Finisher:
    """Makes the facts of one article. Mentions of one series share the fineness of their numbers: where the
    others say 721.0, 900 means 900.0 (checks.md §1.2)."""

    def __init__(self, text: str, words: Words, hedges: HedgeTable, multiples: MultipleTable) -> None:
        self.text, self.words, self.hedges, self.multiples = text, words, hedges, multiples

    def facts(self, drafts: Sequence[Draft]) -> list[Fact]:
        """The records, numbered from f1 in text order."""
        rows = [self.words.measures.match(draft.measure) if draft.measure else None for draft in drafts]
        alone = [self._bounds(draft, row, None) for draft, row in zip(drafts, rows, strict=True)]
        series: dict[Series, list[Decimal]] = defaultdict(list)
        for draft, bounds in zip(drafts, alone, strict=True):
            series[self._series(draft)].append(bounds.ulp)
        facts = []
        for number, (draft, row, bounds) in enumerate(zip(drafts, rows, alone, strict=True), start=1):
            shared = self._granularity(series, draft) if bounds.zeros else None
            bounds = bounds if shared is None else self._bounds(draft, row, shared)
            facts.append(self._fact(draft, number, row, bounds))
        return facts

    def _series(self, draft: Draft) -> Series:
        unit = draft.amount.units[0] if draft.amount.units else None
        key = self.words.measures.key_of(draft.measure) if draft.measure else None
        return key, draft.entity, unit, draft.role

    def _granularity(self, series: dict[Series, list[Decimal]], draft: Draft) -> Decimal | None:
        ulps = series[self._series(draft)]
        # A headline rounds for itself, whatever the body's digits.
        shares = len(ulps) > 1 and draft.measure is not None and not draft.sentence.in_title
        return modal_ulp(ulps) if shares else None

    def _bounds(self, draft: Draft, row: Measure | None, granularity: Decimal | None) -> FigureBounds:
        amount = draft.amount
        number = self.text[amount.number_start : amount.number_end]
        return figure_bounds(
            value=amount.value,
            value_to=amount.value_to,
            ulp=amount.ulp,
            kind=amount.kind,
            comparator=amount.comparator,
            hedge=self.hedges.by_name.get(amount.hedge) if amount.hedge else None,
            multiple=self.multiples.by_name.get(amount.multiple) if amount.multiple else None,
            in_title=draft.sentence.in_title,
            granularity=granularity,
            decimals=has_decimals(number, amount.ulp),
            as_written=row is not None and row.kind in QUOTED_KINDS and amount.kind == "money",
        )

    def _fact(self, draft: Draft, number: int, row: Measure | None, found: FigureBounds) -> Fact:
        amount = draft.amount
        low, high = found.support.to_decimals()
        core_low, core_high = found.core.to_decimals()
        return Fact(
            id=f"f{number}",
            start_char=amount.start_char,
            end_char=amount.end_char,
            text=amount.text,
            sentence=draft.sentence.index,
            in_title=draft.sentence.in_title,
            kind=amount.kind,
            value=None if amount.value is None else plain(amount.value),
            value_to=None if amount.value_to is None else plain(amount.value_to),
            unit=amount.units[0] if amount.units else None,
            unit_text=amount.unit_text,
            per=amount.per,
            comparator=amount.comparator,
            low=low,
            high=high,
            core_low=core_low,
            core_high=core_high,
            ulp=plain(found.ulp),
            role=draft.role,
            direction=draft.direction,
            measure=draft.measure,
            measure_key=self.words.measures.key_of(draft.measure) or None if draft.measure else None,
            measure_kind=row.kind if row else "unknown",
            entity=draft.entity,
            entity_key=name_key(draft.entity),
            segment=draft.segment,
            segment_key=name_key(draft.segment),
            period=draft.period,
            baseline=draft.baseline,
            modality=draft.modality,
            basis=draft.basis,
            negated=draft.negated,
            attribution=draft.attribution,
            superlative=draft.superlative,
            confidence=round(draft.confidence, 2),
            rules=(*amount.rules, *draft.rules),
            spans=tuple(draft.spans),
        )


# An article names the same few things over and over.
@lru_cache(maxsize=1 << 14)
def name_key(name: str | None) -> str | None:
    """The key of an entity or segment: its content words, case and number folded."""
    return ("_".join(content_words(name)) or name.lower()) if name else None
