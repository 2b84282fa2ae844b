"""An amount, how far it lies from another, and that other: "$5,230, just $18 above the threshold of $5,212"."""

import re
from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    gap,
    is_conversion,
    is_level,
    is_prior,
    relation,
    same_unit,
)
from extractor.facts.relations.products import LONGEST
from extractor.records import Relation, Span

# "$5,230 in 2027 — just $18 above", "200 rupees apiece, reflecting a premium of 9 rupees"
TO_DISTANCE = re.compile(
    r"(?:\s+[^\s.;:(),\d—–]+){0,4}(?:\s+(?:in|for)\s+(?:[A-Z]{0,2}\d{4}))?"
    r"\s*(?:[,—–]|\s-)\s*(?:(?:or|which\s+is|that\s+is)\s+)?"
    r"(?:(?:reflecting|representing|giving|marking|at|which\s+is)?\s*an?\s+(?:[\w-]+\s+){0,3}(?:premium|discount|gap|margin|lead)\s*(?:\([A-Z]+\)\s*)?(?:of\s+)?)?"
    r"(?:about\s+|some\s+|just\s+|only\s+)?",
    re.IGNORECASE,
)
# "above the threshold of $5,212", "over the upper price band of 191 rupees"; the share it is may come between.
ABOVE, BELOW = "above", "below"
SIDES = (
    rf"(?P<{ABOVE}>above|over|more\s+than|higher\s+than|on\s+top\s+of)"
    rf"|(?P<{BELOW}>below|under|less\s+than|lower\s+than|short\s+of)"
)
TO_OTHER = re.compile(
    rf"\s*(?:(?:or\s+[\d.]+\s*(?:%|per\s*cent|percent|pct)\s+))?(?:{SIDES})\s+(?:the|its|their|an?)\s+(?:[^\s.;:(),\d]+\s+){{0,5}}(?:of|at)\s+",
    re.IGNORECASE,
)


def gaps(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """One amount above or below another, with the distance between them."""
    for sentence in by_sentence(bounds):
        amounts = [b for b in sentence if b.fact.kind in MEASURED and not is_conversion(b)]
        for level, distance, other in zip(amounts, amounts[1:], amounts[2:], strict=False):
            side = _side(level, distance, other)
            if side is None:
                continue
            high, low = (level, other) if side.label == ABOVE else (other, level)
            members: Members = {"inflow": high.fact.id, "outflow": low.fact.id, "balance": distance.fact.id}
            yield relation("balance", members, BY_SENTENCE, "relation.gap", spans=(side,))


def _side(level: Bound, distance: Bound, other: Bound) -> Span | None:
    """The word that puts the first amount above or below the last, by the one between; None if there is none."""
    if (
        not (is_level(level) and is_level(other))
        or is_prior(level)
        or is_prior(other)
        or distance.fact.value is None
    ):
        return None
    if not (same_unit(level.fact, distance.fact) and same_unit(distance.fact, other.fact)):
        return None
    if len({level.fact.per, distance.fact.per, other.fact.per} - {None}) > 1:
        return None
    lead, words = gap(level, distance), gap(distance, other)
    if max(len(lead), len(words)) > LONGEST:
        return None
    said = TO_OTHER.fullmatch(words)
    if said is None or TO_DISTANCE.fullmatch(lead) is None:
        return None
    name = said.lastgroup or ABOVE
    start = distance.draft.amount.end_char + said.start(name)
    return Span(label=name, start_char=start, end_char=start + len(said[name]), text=said[name])
