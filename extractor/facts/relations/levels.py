"""Two levels of one movement without its rate: "rose to 5.1% from 4.9%", "Rs 26 crore against Rs 17 crore"."""

from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_WORDS,
    Bound,
    Members,
    is_comparable,
    is_level,
    is_prior,
    relation,
    same_unit,
)
from extractor.records import Relation, Span


def two_levels(sentence: Sequence[Bound], paired: set[str]) -> Iterator[Relation]:
    """ "rose to 5.1% from 4.9%", "Rs 26.41 crore against Rs 17.45 crore": two levels without a rate."""
    for prior in sentence:
        if not (is_level(prior) and is_prior(prior)):
            continue
        candidates = [
            b
            for b in sentence
            if is_level(b)
            and not is_prior(b)
            and same_unit(b.fact, prior.fact)
            and b.fact.modality == prior.fact.modality
            and is_prior_of(prior, b)
        ]
        if candidates and candidates[-1].fact.id not in paired:
            current = candidates[-1]
            members: Members = {"current": current.fact.id, "prior": prior.fact.id}
            between = sentence[sentence.index(current) + 1 : sentence.index(prior)]
            alone = not any(same_unit(other.fact, prior.fact) for other in between)
            moved = _moved(current, prior) if alone else ()
            yield relation("change", members, BY_WORDS, "relation.two_levels", spans=moved)


def _moved(current: Bound, prior: Bound) -> tuple[Span, ...]:
    """The word by which one level rose or fell to the other, labelled ``up`` or ``down``; none if they differ."""
    told = {bound.draft.moved for bound in (current, prior)} - {None}
    cues = {bound.draft.cue for bound in (current, prior)}
    if len(told) != 1 or len(cues) != 1 or None in cues:
        return ()
    [direction], [cue] = told, cues
    parse = current.draft.parse
    start, end = parse.starts[cue or 0], parse.ends[cue or 0]
    first = current.draft.sentence.start_char
    text = current.draft.sentence.text[start - first : end - first]
    return (Span(label=direction or "", start_char=start, end_char=end, text=text),)


def is_prior_of(prior: Bound, current: Bound) -> bool:
    """Are two levels one movement: "to $46 from $41", "$34m against $32m"?"""
    if not (is_level(prior) and is_prior(prior) and is_comparable(prior.fact, current.fact)):
        return False
    return prior.draft.partner is current.draft or (
        prior.draft.cue is not None and prior.draft.cue == current.draft.cue
    )
