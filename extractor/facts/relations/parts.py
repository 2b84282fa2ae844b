"""Parts and their whole: by one topic, by "of which"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_KEY,
    BY_SENTENCE,
    MEASURED,
    Bound,
    Members,
    dates,
    is_amount,
    is_level,
    is_prior,
    relation,
    said_before,
    same_unit,
    sum_of,
)
from extractor.records import Relation

MAX_PARTS = 64
# "Of these, 81,360 came by air", "of which $2bn": the figure is a part of the one before.
OF_THESE = re.compile(
    r"\b(?:of|out\s+of|among)\s+(?:these|those|them|this|which|whom|the\s+total)\b[^.;]{0,40}$", re.IGNORECASE
)


def parts(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Parts of one whole: levels that share measure, entity, period and unit and differ in the segment."""
    groups: dict[tuple[object, ...], list[Bound]] = defaultdict(list)
    for bound in bounds:
        fact = bound.fact
        if is_amount(bound) and not is_prior(bound) and fact.measure_key:
            groups[
                fact.measure_key, fact.entity_key, fact.unit, fact.per, dates(fact), fact.modality, fact.basis
            ].append(bound)
    for group in groups.values():
        yield from _segments(group)


def _segments(group: Sequence[Bound]) -> Iterator[Relation]:
    wholes = [b for b in group if b.fact.segment_key is None]
    # The headline's total is rounder than the body's: where both are given, the body's counts.
    wholes = [b for b in wholes if not b.fact.in_title] or wholes
    named: dict[str, Bound] = {}
    for bound in group:
        if bound.fact.segment_key is not None:
            named.setdefault(bound.fact.segment_key, bound)
    if not wholes or not named or len({b.fact.value for b in wholes}) > 1:
        return
    whole = wholes[0]
    larger = [part for part in named.values() if _exceeds(part, whole)]
    if len(larger) > 1:
        # One slip cannot make two parts larger than their whole: they are parts of something else.
        return
    for part in named.values():
        yield relation("part_of", {"part": part.fact.id, "whole": whole.fact.id}, BY_KEY, "relation.segment")
    if 2 <= len(named) <= MAX_PARTS:
        yield sum_of(whole, list(named.values()), BY_KEY, "relation.segments", exhaustive=False)


def _exceeds(part: Bound, whole: Bound) -> bool:
    one, other = part.fact.value, whole.fact.value
    return one is not None and other is not None and one > other


def parts_said(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Parts the text itself ties to the figure before: "of these", "of which"."""
    for index, bound in enumerate(bounds):
        left = said_before(bound, bounds[index - 1].fact.end_char if index else 0)
        if not is_level(bound) or bound.fact.kind not in MEASURED or not OF_THESE.search(left):
            continue
        after = bounds[index + 1 : index + 2]
        if after and after[0].fact.sentence == bound.fact.sentence and same_unit(after[0].fact, bound.fact):
            # "Imports, of which fuel took $517m, rose to $1.7bn": the whole may still come.
            continue
        for whole in reversed(bounds[:index]):
            if bound.fact.sentence - whole.fact.sentence > 1:
                break
            if is_level(whole) and not is_prior(whole) and same_unit(whole.fact, bound.fact):
                members: Members = {"part": bound.fact.id, "whole": whole.fact.id}
                yield relation("part_of", members, BY_SENTENCE, "relation.of_these")
                break
