"""Parts of a total that stands in a sentence before: the last of them is "the remaining" or "the rest"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.facts.relations.bounds import (
    BY_LAYOUT,
    BY_SENTENCE,
    Bound,
    by_sentence,
    gap,
    is_amount,
    is_prior,
    said_before,
    same_unit,
    sum_of,
)
from extractor.facts.relations.lists import CLOSED_LIST, OPEN_LIST
from extractor.lexicon.words import content_words
from extractor.records import Relation

# "… and trading the remaining 460m euros"
REMAINING = re.compile(
    r"\b(?:the|its|their)\s+(?:remaining|rest|remainder|balance)(?:\s+(?:of|being|was|were|is|are|about|some))?\s*$",
    re.IGNORECASE,
)
# "Of the imports, $6.4bn came from the EU …"
OF_THE = re.compile(
    r"\W*(?:out\s+)?of\s+(?:the|these|those|its|their)\s+(?P<what>[^,;.:()\d]{1,60}),", re.IGNORECASE
)
# "the 25.6 million kilograms of a year earlier": compared, not the total.
COMPARED = re.compile(r"\b(?:than|against|from|versus|above|below|compared)\b[^.;()\d]{0,20}$", re.IGNORECASE)
# How many sentences back a total may stand: any one the text names again, or only the last.
NAMED_BACK = 8
# The words that bind a figure stand so many characters before it.
NEAR = 60
FEWEST = 2


def remainders(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "Revenue was 3.42bn euros. Lending brought in 1.94bn, fees 1.02bn and trading the remaining 460m."."""
    sentences = list(by_sentence(bounds))
    for at, sentence in enumerate(sentences):
        found = _parts(sentence)
        if len(found) < FEWEST:
            continue
        named = OF_THE.match(sentence[0].draft.sentence.text)
        back = sentences[max(0, at - NAMED_BACK) : at]
        whole = _named(named["what"], found, back) if named else _last(found, back, sentence)
        sure = BY_SENTENCE if named else BY_LAYOUT
        if whole is not None and sum(_reaches(part, whole) for part in found) < FEWEST:
            yield sum_of(whole, found, sure, "relation.remaining", exhaustive=True)


def _parts(sentence: Sequence[Bound]) -> list[Bound]:
    """The levels of a sentence in one unit, if the last is what remains and none is their total."""
    amounts = [bound for bound in sentence if is_amount(bound) and not is_prior(bound)]
    if not amounts:
        return []
    last = amounts[-1]
    before = sentence[sentence.index(last) - 1].fact.end_char if sentence.index(last) else 0
    if not REMAINING.search(said_before(last, before)[-NEAR:]):
        return []
    found = [
        bound for bound in amounts if same_unit(bound.fact, last.fact) and bound.fact.per == last.fact.per
    ]
    leads = [gap(one, other) for one, other in pairwise(found)]
    if any(CLOSED_LIST.search(lead) or OPEN_LIST.search(lead) or COMPARED.search(lead) for lead in leads):
        return []
    return found


def _named(what: str, found: Sequence[Bound], back: Sequence[Sequence[Bound]]) -> Bound | None:
    """The last level before of what the sentence names: "Of the imports, …"."""
    words = set(content_words(what))
    for sentence in reversed(back):
        for bound in sentence:
            about = set(content_words(bound.fact.measure or ""))
            if words and words <= about and bound.fact.segment is None and _can_be_whole(bound, found):
                return bound
    return None


def _last(found: Sequence[Bound], back: Sequence[Sequence[Bound]], sentence: Sequence[Bound]) -> Bound | None:
    """The only total in the sentence before."""
    if not back or back[-1][0].fact.in_title or sentence[0].fact.sentence - back[-1][0].fact.sentence > 1:
        return None
    able = [bound for bound in back[-1] if _can_be_whole(bound, found)]
    return able[0] if len(able) == 1 else None


def _can_be_whole(bound: Bound, found: Sequence[Bound]) -> bool:
    fact, part = bound.fact, found[-1].fact
    alike = same_unit(fact, part) and fact.per == part.per
    return (
        alike and is_amount(bound) and not is_prior(bound) and not COMPARED.search(said_before(bound)[-NEAR:])
    )


def _reaches(part: Bound, whole: Bound) -> bool:
    return (
        part.fact.value is not None and whole.fact.value is not None and part.fact.value >= whole.fact.value
    )
