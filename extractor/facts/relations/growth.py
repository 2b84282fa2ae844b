"""Growth, change and multiple: a rate or a difference with the level now and the level before."""

import re
from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    ANYTHING,
    BY_KEY,
    BY_SENTENCE,
    BY_WORDS,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    dates,
    gap,
    is_comparable,
    is_conversion,
    is_level,
    is_prior,
    relation,
    said_after,
    topic,
)
from extractor.facts.relations.levels import is_prior_of, two_levels
from extractor.records import Fact, Relation

# A growth stated apart from its level is looked for this many sentences back.
SENTENCES_BACK = 2
GUESSED_TOPICS = frozenset({"topic.sentence", "topic.paragraph", "topic.lead"})
# "down 12 points at 3,401", "fell $0.42 to close at $4.32", "up 30% in March to 4.4m"
LEVEL_AFTER = re.compile(
    r"(?:\s*,?\s*(?:higher|lower|up|down))?"
    r"(?:\s*,?\s*(?:to\s+)?(?:clos|settl|finish|end|stand|trad|open)(?:e|ing)?\s+(?:up\s+|down\s+)?at\s+"
    r"|\s*,?\s*at\s+|(?:\s+(?:in|during|over|on|for|from)\s+[^,;:()]{1,30})?\s*,?\s*to\s+)"
    r"(?:(?:a|an|the)\s+(?:\w+\s+){0,3})?",
    re.IGNORECASE,
)
# "Sales were $34m against $32m, an increase of 7%": after a comma, with no verb but a participle.
APPOSED = re.compile(
    r"[^;:]*,\s*(?:(?:and|thus|which)\s+)?(?:(?:represent|register|reflect|mark|show|record|post|giv|translat|is|was)\w*\s+)?"
    r"(?:in(?:to)?\s+)?(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,4}(?:of|by)?\s*(?:about|around|nearly|over|almost|just|some)?\s*",
    re.IGNORECASE,
)
# "a drop of 42% from last year": what follows is what it is measured against.
OWN_BASELINE = re.compile(r"\s*(?:from|on|over|compared|against|than|since)\b", re.IGNORECASE)
# "$8.2m, or 40 cents a share": the same again per share.
AGAIN = re.compile(r"\s*,?\s*or\s+(?:about\s+)?", re.IGNORECASE)


def growths(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A rate or a difference, bound to its levels: "sales rose 8% to $5.4bn from $5.0bn"."""
    for sentence in by_sentence(bounds):
        rates = [b for b in sentence if _is_rate(b)]
        paired: set[str] = set()
        for rate in rates:
            current, tied = _current(rate, sentence)
            if current is None:
                current = _current_elsewhere(rate, bounds)
            if current is None:
                continue
            members: Members = {"current": current.fact.id, _rate_role(rate.fact): rate.fact.id}
            paired.add(current.fact.id)
            prior = _prior(rate, current, sentence, rates)
            if prior is not None and not _is_of_another_base(rate.fact, prior):
                members["prior"] = prior.fact.id
            near = current.fact.sentence == rate.fact.sentence
            confidence = BY_WORDS if tied else BY_SENTENCE if near else BY_KEY
            yield relation(_growth_type(rate.fact), members, confidence, "relation.rate")
        yield from two_levels(sentence, paired)


def _is_rate(bound: Bound) -> bool:
    graded = bound.fact.role in ("growth", "change")
    return graded and bound.draft.construction not in ("against", "conversion", "from")


def _growth_type(rate: Fact) -> str:
    if rate.kind == "multiple":
        return "multiple"
    return "growth" if rate.role == "growth" else "change"


def _rate_role(rate: Fact) -> str:
    if rate.kind == "multiple":
        return "multiple"
    return "rate" if rate.role == "growth" else "delta"


def _is_tied(rate: Bound, level: Bound) -> bool:
    """Does one verb or one comparison hold both?"""
    if rate.draft.partner is level.draft:
        return True
    return rate.draft.cue is not None and rate.draft.cue == level.draft.cue


def _fits(rate: Fact, level: Fact) -> bool:
    """A change is in the unit of its level; a percentage can be of anything."""
    if rate.role == "growth":
        return level.kind in MEASURED or level.kind == "percent"
    if rate.kind == "points":
        return level.kind in ("percent", "quantity", "points") or level.unit == "point"
    if rate.unit == "point" and level.kind == "count":
        # An index stands at a bare number: "rose 12 points to 3,401".
        return level.unit is None or level.unit in ANYTHING
    return rate.kind == level.kind and rate.unit == level.unit


def _current(rate: Bound, sentence: Sequence[Bound]) -> tuple[Bound | None, bool]:
    """The level now, and whether words tie it to the rate."""
    levels = [b for b in sentence if is_level(b) and not is_prior(b) and _fits(rate.fact, b.fact)]
    after = _level_after(rate, sentence)
    if after is not None and after in levels:
        return after, True
    before = _level_before(rate, sentence)
    beside = before is not None and before in levels
    levels = [b for b in levels if not _other_dates(rate, b)]
    tied = [b for b in levels if _is_tied(rate, b)]
    if tied:
        return min(tied, key=lambda b: abs(b.fact.start_char - rate.fact.start_char)), True
    if beside:
        return before, True
    same = [b for b in levels if topic(b.fact) == topic(rate.fact) and not is_conversion(b)]
    if rate.fact.segment_key is None and (_is_guessed(rate) or any(_is_guessed(b) for b in same)):
        return None, False
    same = [b for b in same if dates(b.fact) == dates(rate.fact) and b.fact.modality == rate.fact.modality]
    return (same[0], False) if len(same) == 1 else (None, False)


def _level_after(rate: Bound, sentence: Sequence[Bound]) -> Bound | None:
    """The level that follows a rate and what it is given again as: "up 6 cents, or 1.2%, at 506 cents"."""
    if rate.draft.construction not in ("adverb", "verb", "comparative", "change_noun"):
        return None
    last = rate
    for bound in sentence[sentence.index(rate) + 1 :]:
        if _is_rate(bound):
            if not _is_same_step(last, bound):
                return None
            last = bound
            continue
        return bound if is_level(bound) and LEVEL_AFTER.fullmatch(gap(last, bound)) else None
    return None


def _is_same_step(one: Bound, other: Bound) -> bool:
    """Is a change given again in another measure, or as a noun: "gaining 12 points, a change of 0.4%"?"""
    again = "role.alternative" in other.draft.rules
    noun = other.draft.construction == "change_noun" and APPOSED.fullmatch(gap(one, other)) is not None
    return one.fact.kind != other.fact.kind and (again or noun)


def _level_before(rate: Bound, sentence: Sequence[Bound]) -> Bound | None:
    """The level a rate is set beside: "profit of $8m against $7m, a rise of 14%"."""
    first = rate
    at = sentence.index(rate)
    if "role.alternative" in rate.draft.rules and at and _is_rate(sentence[at - 1]):
        at -= 1
        first = sentence[at]
    if first.draft.construction != "change_noun" or not at:
        return None
    if not APPOSED.fullmatch(gap(sentence[at - 1], first)):
        return None
    passed: list[Bound] = []
    for bound in reversed(sentence[:at]):
        if not is_level(bound):
            return None
        passed.append(bound)
        if not (is_prior(bound) or is_conversion(bound) or _is_per(bound, sentence)):
            return bound if _is_one_account(passed) else None
    return None


def _is_per(bound: Bound, sentence: Sequence[Bound]) -> bool:
    """Is a level the one before it, given again per share or the like?"""
    at = sentence.index(bound)
    return bool(bound.fact.per and at and AGAIN.fullmatch(gap(sentence[at - 1], bound)))


def _is_one_account(backwards: Sequence[Bound]) -> bool:
    """No sentence's break between the level and its prior."""
    pairs = zip(backwards[1:], backwards, strict=False)
    return not any(mark in gap(left, right) for left, right in pairs for mark in ";:")


def _is_guessed(bound: Bound) -> bool:
    """Was its measure only carried over from elsewhere? Then an equal topic proves nothing."""
    return any(rule in GUESSED_TOPICS for rule in bound.draft.rules)


def _other_dates(one: Bound, other: Bound) -> bool:
    """Do both carry dates of their own, and different ones?"""
    left, right = dates(one.fact), dates(other.fact)
    own = [any(span.label == "period" for span in b.fact.spans) for b in (one, other)]
    return all(own) and None not in (*left, *right) and left != right


def _current_elsewhere(rate: Bound, bounds: Sequence[Bound]) -> Bound | None:
    """The one level with the rate's full key, in the sentences just before it."""
    fact = rate.fact
    if fact.measure_key is None or fact.role != "growth" or fact.basis:
        return None
    near = [
        b
        for b in bounds
        if is_level(b)
        and not is_prior(b)
        and not is_conversion(b)
        and b.fact.kind in MEASURED
        and 0 < fact.sentence - b.fact.sentence <= SENTENCES_BACK
        and topic(b.fact) == topic(fact)
        and dates(b.fact) == dates(fact)
        and b.fact.modality == fact.modality
    ]
    return near[0] if len({(b.fact.value, b.fact.unit) for b in near}) == 1 else None


def _prior(rate: Bound, current: Bound, sentence: Sequence[Bound], rates: Sequence[Bound]) -> Bound | None:
    """The level "from" or "against" which is measured: after the rate, or else beside the level."""
    after = _prior_after(rate, current, sentence, rates)
    if after is not None or current.fact.sentence != rate.fact.sentence:
        return after
    if current.fact.start_char > rate.fact.start_char and not _is_tied(rate, current):
        return None
    if OWN_BASELINE.match(said_after(rate)):
        return None
    beside = [b for b in sentence if is_prior_of(b, current) and b.fact.start_char < rate.fact.start_char]
    return beside[0] if len(beside) == 1 and _level_before(rate, sentence) is current else None


def _is_of_another_base(rate: Fact, prior: Bound) -> bool:
    """ "rose 6% year on year to $310m in April, against $305m in March": the rate is on another month."""
    if rate.baseline is None or rate.baseline.type != "yoy" or rate.baseline.period is None:
        return False
    then, before = rate.baseline.period, prior.fact.period
    if prior.draft.construction != "against" or before is None or before.start_char is None:
        return False
    if not then.granularity == before.granularity == "month":
        return False
    return then.end is not None and before.start is not None and then.end < before.start


def _prior_after(
    rate: Bound, current: Bound, sentence: Sequence[Bound], rates: Sequence[Bound]
) -> Bound | None:
    """The prior level after rate and level, before the next movement begins."""
    start = max(rate.fact.start_char, current.fact.start_char)
    later = [
        b.fact.start_char for b in rates if b.fact.start_char > start and not _is_given_again(b, sentence)
    ]
    limit = min(later, default=None)
    for bound in sentence:
        if not is_level(bound) or bound is current or is_conversion(bound) or _is_per(bound, sentence):
            continue
        if not is_prior(bound):
            if bound.fact.start_char > start and is_comparable(bound.fact, current.fact):
                # Another level comes first: what follows is its own comparison.
                return None
            continue
        # "to 607m from 302m, 28% ahead of forecasts": a comparison names its own.
        tied = _is_tied(rate, bound) and rate.draft.construction != "comparative"
        if (
            is_comparable(bound.fact, current.fact)
            and (bound.fact.start_char > rate.fact.start_char or tied)
            and (limit is None or bound.fact.start_char < limit)
        ):
            return bound
    return None


def _is_given_again(rate: Bound, sentence: Sequence[Bound]) -> bool:
    at = sentence.index(rate)
    return at > 0 and _is_rate(sentence[at - 1]) and _is_same_step(sentence[at - 1], rate)
