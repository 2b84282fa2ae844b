"""A draft made a fact: keys, intervals, confidence, in the record's form."""

from extractor.facts.draft import Draft, Words
from extractor.lexicon.hedges import HedgeTable, MultipleTable
from extractor.lexicon.words import content_words
from extractor.records import Fact
from extractor.values.decimals import plain
from extractor.values.figure import FigureBounds, figure_bounds


def entity_key(entity: str | None) -> str | None:
    """An entity's name, case and punctuation folded."""
    return "_".join(content_words(entity)) or entity.lower() if entity else None


def bounds_of(draft: Draft, hedges: HedgeTable, multiples: MultipleTable) -> FigureBounds:
    amount = draft.amount
    hedge = hedges.by_name.get(amount.hedge) if amount.hedge else None
    multiple = multiples.by_name.get(amount.multiple) if amount.multiple else None
    return figure_bounds(
        value=amount.value,
        value_to=amount.value_to,
        ulp=amount.ulp,
        kind=amount.kind,
        comparator=amount.comparator,
        hedge=hedge,
        multiple=multiple,
        in_title=draft.sentence.in_title,
    )


def make_fact(draft: Draft, number: int, words: Words, hedges: HedgeTable, multiples: MultipleTable) -> Fact:
    """The record of a finished draft; `number` counts the article's facts from 1."""
    amount, found = draft.amount, bounds_of(draft, hedges, multiples)
    low, high = found.support.to_decimals()
    core_low, core_high = found.core.to_decimals()
    row = words.measures.match(draft.measure) if draft.measure else None
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
        measure_key=words.measures.key_of(draft.measure) or None if draft.measure else None,
        measure_kind=row.kind if row else "unknown",
        entity=draft.entity,
        entity_key=entity_key(draft.entity),
        segment=draft.segment,
        segment_key=entity_key(draft.segment),
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
