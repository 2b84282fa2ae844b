"""What the text asserts between its figures: growth, change, conversion, shares, parts, repeats, records.

A relation is bound by the words that tie its figures together (one verb, one comparison, a parenthesis), or
by one full key. Where two bindings are possible there is none: a wrong binding is a false alarm.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from extractor.facts.draft import Draft
from extractor.records import Fact, Relation

# How sure a binding is: by one verb or parenthesis, by neighbours in one sentence, by an equal key elsewhere.
BY_WORDS, BY_SENTENCE, BY_KEY = 0.9, 0.8, 0.65
# A growth stated apart from its level is looked for this many sentences back.
SENTENCES_BACK = 2
GUESSED_TOPICS = frozenset({"topic.sentence", "topic.paragraph", "topic.lead"})
# "Of these, 81,360 came by air", "of which $2bn": the figure is a part of the one before.
OF_THESE = re.compile(r"\b(?:of|out\s+of|among)\s+(?:these|those|them|this|which|whom|the\s+total)\b[^.;]{0,40}$", re.IGNORECASE)
# "the previous record of $241 million"
BEATEN = re.compile(
    r"\b(?:previous|prior|earlier|old|last|former|existing)\s+(?:\w+\s+){0,2}(?:record|high|peak|best|low|mark)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
MEASURED = frozenset({"money", "count", "quantity"})
MAX_PARTS = 64
Topic = tuple[str | None, str | None, str | None]


class Bound(NamedTuple):
    """A fact with the draft it was made from."""

    draft: Draft
    fact: Fact


def topic(fact: Fact) -> Topic:
    return fact.measure_key, fact.entity_key, fact.segment_key


def dates(fact: Fact) -> tuple[str | None, str | None]:
    period = fact.period
    if period is None:
        return None, None
    return period.start or period.partial_start, period.end or period.partial_end


def find_relations(bounds: Sequence[Bound]) -> tuple[Relation, ...]:
    """All relations of an article, numbered in a fixed order."""
    made: list[Relation] = []
    seen: set[tuple[str, str]] = set()
    for finder in FINDERS:
        for relation in finder(bounds):
            mark = (relation.type, repr(sorted(relation.members.items())))
            if mark not in seen:
                seen.add(mark)
                made.append(relation)
    return tuple(_numbered(relation, number) for number, relation in enumerate(made, start=1))


def _numbered(relation: Relation, number: int) -> Relation:
    return replace(relation, id=f"r{number}")


def _relation(
    type: str,
    members: dict[str, str | tuple[str, ...]],
    confidence: float,
    rule: str,
    *,
    exhaustive: bool | None = None,
) -> Relation:
    return Relation(
        id="", type=type, members=members, confidence=confidence, rules=(rule,), exhaustive=exhaustive
    )


def _by_sentence(bounds: Sequence[Bound]) -> Iterator[list[Bound]]:
    sentences: dict[int, list[Bound]] = defaultdict(list)
    for bound in bounds:
        sentences[bound.fact.sentence].append(bound)
    yield from sentences.values()


def growths(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Growth, change and multiple: a rate or difference with the level now and the level before."""
    for sentence in _by_sentence(bounds):
        rates = [
            b
            for b in sentence
            if b.fact.role in ("growth", "change")
            and b.draft.construction not in ("against", "conversion", "from")
        ]
        paired: set[str] = set()
        for rate in rates:
            current = _current(rate, sentence)
            if current is None:
                current = _current_elsewhere(rate, bounds)
            prior = _prior(rate, current, sentence, rates)
            if current is None and prior is None:
                continue
            members: dict[str, str | tuple[str, ...]] = {}
            if current is not None:
                members["current"] = current.fact.id
                paired.add(current.fact.id)
            members[_rate_role(rate.fact)] = rate.fact.id
            if prior is not None:
                members["prior"] = prior.fact.id
            near = current is None or current.fact.sentence == rate.fact.sentence
            tied = near and (current is None or _tied(rate, current))
            confidence = BY_WORDS if tied else BY_SENTENCE if near else BY_KEY
            yield _relation(_growth_type(rate.fact), members, confidence, "relation.rate")
        yield from _bare_changes(sentence, paired)


def _growth_type(rate: Fact) -> str:
    if rate.kind == "multiple":
        return "multiple"
    return "growth" if rate.role == "growth" else "change"


def _rate_role(rate: Fact) -> str:
    if rate.kind == "multiple":
        return "multiple"
    return "rate" if rate.role == "growth" else "delta"


def _is_level(bound: Bound) -> bool:
    return bound.fact.role == "level" and bound.fact.value is not None and bound.fact.comparator != "range"


def _is_prior(bound: Bound) -> bool:
    return bound.draft.construction in ("from", "against")


def _tied(rate: Bound, current: Bound) -> bool:
    if rate.draft.partner is current.draft:
        return True
    return rate.draft.cue is not None and rate.draft.cue == current.draft.cue


def _fits(rate: Fact, level: Fact) -> bool:
    """A change is in the unit of its level; a percentage can be of anything."""
    if rate.role == "growth":
        return level.kind in MEASURED or level.kind == "percent"
    if rate.kind == "points":
        return level.kind in ("percent", "quantity", "points") or level.unit == "point"
    return rate.kind == level.kind and rate.unit == level.unit


def _current(rate: Bound, sentence: Sequence[Bound]) -> Bound | None:
    levels = [
        b for b in sentence if _is_level(b) and not _is_prior(b) and _fits(rate.fact, b.fact) and not _other_dates(rate, b)
    ]
    tied = [b for b in levels if _tied(rate, b)]
    if tied:
        return min(tied, key=lambda b: abs(b.fact.start_char - rate.fact.start_char))
    same = [b for b in levels if topic(b.fact) == topic(rate.fact) and b.draft.construction != "conversion"]
    if rate.fact.segment_key is None and (_is_guessed(rate) or any(_is_guessed(b) for b in same)):
        return None
    same = [b for b in same if dates(b.fact) == dates(rate.fact) and b.fact.modality == rate.fact.modality]
    return same[0] if len(same) == 1 else None


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
        if _is_level(b)
        and not _is_prior(b)
        and b.draft.construction != "conversion"
        and b.fact.kind in MEASURED
        and 0 < fact.sentence - b.fact.sentence <= SENTENCES_BACK
        and topic(b.fact) == topic(fact)
        and dates(b.fact) == dates(fact)
        and b.fact.modality == fact.modality
    ]
    return near[0] if len({(b.fact.value, b.fact.unit) for b in near}) == 1 else None


def _prior(
    rate: Bound, current: Bound | None, sentence: Sequence[Bound], rates: Sequence[Bound]
) -> Bound | None:
    """The level "from" or "against" which is measured; not one that follows a later rate."""
    if current is None:
        return None
    later = [
        b.fact.start_char
        for b in rates
        if b.fact.start_char > max(rate.fact.start_char, current.fact.start_char)
    ]
    limit = min(later, default=None)
    for bound in sentence:
        if not _is_level(bound) or bound is current or bound.draft.construction == "conversion":
            continue
        if not _is_prior(bound):
            if bound.fact.start_char > max(rate.fact.start_char, current.fact.start_char):
                # Another level comes first: what follows is its own comparison.
                return None
            continue
        same_unit = _same_unit(bound.fact, current.fact)
        after = bound.fact.start_char > rate.fact.start_char or _tied(rate, bound)
        if (
            same_unit
            and after
            and (limit is None or bound.fact.start_char < limit)
            and bound.fact.modality == current.fact.modality
        ):
            return bound
    return None


def _same_unit(one: Fact, other: Fact) -> bool:
    """Equal units; a bare count takes the noun of the one it stands beside."""
    bare = one.kind == other.kind == "count" and None in (one.unit, other.unit)
    return one.kind == other.kind and (one.unit == other.unit or bare)


def _bare_changes(sentence: Sequence[Bound], paired: set[str]) -> Iterator[Relation]:
    """ "rose to 5.1% from 4.9%", "Rs 26.41 crore against Rs 17.45 crore": two levels without a rate."""
    for prior in sentence:
        if not (_is_level(prior) and _is_prior(prior)):
            continue
        candidates = [
            b
            for b in sentence
            if _is_level(b)
            and not _is_prior(b)
            and _same_unit(b.fact, prior.fact)
            and b.fact.modality == prior.fact.modality
            and (
                b.draft is prior.draft.partner or (b.draft.cue is not None and b.draft.cue == prior.draft.cue)
            )
        ]
        if candidates and candidates[-1].fact.id not in paired:
            members: dict[str, str | tuple[str, ...]] = {
                "current": candidates[-1].fact.id,
                "prior": prior.fact.id,
            }
            yield _relation("change", members, BY_WORDS, "relation.two_levels")


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
        yield _relation("conversion", {"facts": tuple(chain)}, BY_WORDS, "relation.conversion")


def shares(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A share with its whole ("30% of the $8.4bn") and its part, where the sentence gives them."""
    for sentence in _by_sentence(bounds):
        for index, bound in enumerate(sentence):
            if bound.fact.role != "share" or bound.fact.kind not in ("percent", "multiple"):
                continue
            whole = _whole_after(bound, sentence[index + 1 :])
            part = _part_before(bound, sentence[:index], whole)
            members: dict[str, str | tuple[str, ...]] = {"share": bound.fact.id}
            if part is not None:
                members["part"] = part.fact.id
            if whole is not None:
                members["whole"] = whole.fact.id
            if len(members) > 1:
                yield _relation("share", members, BY_SENTENCE, "relation.share")


def _whole_after(share: Bound, following: Sequence[Bound]) -> Bound | None:
    """ "30% of the $8.4bn": the figure right after "of"."""
    if not following or share.draft.follow() != "of":
        return None
    parse, first = share.draft.parse, following[0]
    between = range(share.draft.last + 2, first.draft.first)
    close = len(between) <= 3 and not any(parse.tags[at].startswith(("V", "NN")) for at in between)
    return first if close and _is_level(first) and first.fact.kind in MEASURED else None


def _part_before(share: Bound, before: Sequence[Bound], whole: Bound | None) -> Bound | None:
    unit = whole.fact.unit if whole is not None else None
    for bound in reversed(before):
        if _is_level(bound) and bound.fact.kind in MEASURED and (whole is None or bound.fact.unit == unit):
            return bound if whole is not None and bound.fact.sentence == share.fact.sentence else None
    return None


def parts(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Parts of one whole: levels that share measure, entity, period and unit and differ in the segment."""
    groups: dict[tuple[object, ...], list[Bound]] = defaultdict(list)
    for bound in bounds:
        fact = bound.fact
        if (
            _is_level(bound)
            and not _is_prior(bound)
            and fact.kind in MEASURED
            and bound.draft.construction != "conversion"
            and fact.measure_key
        ):
            groups[
                fact.measure_key, fact.entity_key, fact.unit, fact.per, dates(fact), fact.modality, fact.basis
            ].append(bound)
    for group in groups.values():
        wholes = [b for b in group if b.fact.segment_key is None]
        # The headline's total is rounder than the body's: where both are given, the body's counts.
        wholes = [b for b in wholes if not b.fact.in_title] or wholes
        named: dict[str, Bound] = {}
        for bound in group:
            if bound.fact.segment_key is not None:
                named.setdefault(bound.fact.segment_key, bound)
        if not wholes or not named or len({b.fact.value for b in wholes}) > 1:
            continue
        whole = wholes[0]
        for part in named.values():
            yield _relation(
                "part_of", {"part": part.fact.id, "whole": whole.fact.id}, BY_KEY, "relation.segment"
            )
        if 2 <= len(named) <= MAX_PARTS:
            members: dict[str, str | tuple[str, ...]] = {
                "parts": tuple(part.fact.id for part in named.values()),
                "whole": whole.fact.id,
            }
            yield _relation("sum", members, BY_KEY, "relation.segments", exhaustive=False)


def parts_said(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Parts the text itself ties to the figure before: "of these", "of which"."""
    for index, bound in enumerate(bounds):
        draft = bound.draft
        start = draft.sentence.start_char
        floor = bounds[index - 1].fact.end_char if index else 0
        left = draft.sentence.text[max(0, floor - start) : draft.amount.start_char - start]
        if not _is_level(bound) or bound.fact.kind not in MEASURED or not OF_THESE.search(left):
            continue
        after = bounds[index + 1 : index + 2]
        if after and after[0].fact.sentence == bound.fact.sentence and _same_unit(after[0].fact, bound.fact):
            # "Imports, of which fuel took $517m, rose to $1.7bn": the whole may still come.
            continue
        for whole in reversed(bounds[:index]):
            if bound.fact.sentence - whole.fact.sentence > 1:
                break
            if _is_level(whole) and not _is_prior(whole) and _same_unit(whole.fact, bound.fact):
                members: dict[str, str | tuple[str, ...]] = {"part": bound.fact.id, "whole": whole.fact.id}
                yield _relation("part_of", members, BY_SENTENCE, "relation.of_these")
                break


def repeats(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """The headline's figure given again in the body: the same key, kind and role."""
    body = [b for b in bounds if not b.fact.in_title and not _is_prior(b)]
    for title in bounds:
        if not title.fact.in_title or _is_prior(title):
            continue
        same = [b for b in body if _repeats(title.fact, b.fact)]
        if same:
            members: dict[str, str | tuple[str, ...]] = {
                "facts": (title.fact.id, *(b.fact.id for b in same[:3]))
            }
            yield _relation("repeat", members, BY_SENTENCE if len(same) == 1 else BY_KEY, "relation.headline")


def _repeats(title: Fact, body: Fact) -> bool:
    if (title.kind, title.unit, title.role, title.per) != (body.kind, body.unit, body.role, body.per):
        return False
    if title.direction != body.direction or title.modality != body.modality:
        return False
    if topic(title) == topic(body) and dates(title) == dates(body):
        return True
    return title.value == body.value and title.value_to == body.value_to


def superlatives(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A level said to be a record, with the record it beat where that stands beside it."""
    for bound in bounds:
        if bound.fact.superlative is not None and bound.fact.role == "level":
            members: dict[str, str | tuple[str, ...]] = {"fact": bound.fact.id}
            beaten = next((b for b in bounds if b is not bound and _is_beaten_by(b, bound)), None)
            if beaten is not None:
                members["prior"] = beaten.fact.id
            yield _relation("superlative", members, BY_SENTENCE, "relation.superlative")


def _is_beaten_by(old: Bound, new: Bound) -> bool:
    """Is this the record that the new one is said to beat? It stands in the same sentence or the next."""
    start = old.draft.sentence.start_char
    left = old.draft.sentence.text[: old.draft.amount.start_char - start]
    near = 0 <= old.fact.sentence - new.fact.sentence <= 1 and old.fact.start_char > new.fact.start_char
    return near and _is_level(old) and _same_unit(old.fact, new.fact) and BEATEN.search(left) is not None


FINDERS = (growths, conversions, shares, parts_said, parts, repeats, superlatives)
