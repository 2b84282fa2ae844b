"""What was reached beside what was aimed at: "missed its target of", "ahead of the $400m budgeted"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractor.facts.relations.bounds import (
    BY_WORDS,
    Bound,
    Members,
    by_sentence,
    gap,
    is_conversion,
    is_level,
    relation,
    same_unit,
)
from extractor.facts.relations.products import LONGEST
from extractor.records import Relation, Span

MISSED: Final = "missed"
REACHED: Final = "reached"
# How the text says that a target was missed or reached; the word stands between the two figures.
WORDS: Final = {
    MISSED: r"miss(?:ed|es|ing)|(?:fell|falls|falling|was|were|is|are)\s+short\s+of|(?:(?:was|were|is|are)\s+)?below"
    r"|undershot|undershooting",
    REACHED: r"beat(?:s|ing)?|exceed(?:ed|s|ing)|surpass(?:ed|es|ing)|top(?:ped|s|ping)|outstrip(?:ped|s|ping)|overshot"
    r"|met|meets|meeting|above",
}
# "missed its full-year target of", "exceeding the government's target of"
VERDICT = re.compile(
    r"(?:\s+(?:[^\s.;:()\d,]+\s+){0,4}|\s*,\s*(?:(?:and|which)\s+)?)(?P<word>"
    + "|".join(f"(?P<{name}>{words})" for name, words in WORDS.items())
    + r")\s+(?:the|its|their|an?|his|her)\s+(?:[^\s.;:()\d,]+\s+){0,4}?target\s+"
    + r"(?:for\s+\w+\s+)?of\s+(?:about\s+)?",
    re.IGNORECASE,
)
# A figure whose verb turns what is said.
NOT = re.compile(
    r"\b(?:not|n't|never|failed|without|instead|after|before|despite|last|previous)\b", re.IGNORECASE
)


def targets(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "Tax receipts of $388m missed the target of $400m": the level, the target, and the word between."""
    for sentence in by_sentence(bounds):
        for actual, target in pairwise(sentence):
            if (
                not (is_level(actual) and is_level(target))
                or is_conversion(actual)
                or not same_unit(actual.fact, target.fact)
            ):
                continue
            between = gap(actual, target)
            match = VERDICT.fullmatch(between) if len(between) <= LONGEST else None
            if match is None or NOT.search(between) or actual.fact.per != target.fact.per:
                continue
            start = actual.draft.amount.end_char + match.start("word")
            word = Span(
                label=MISSED if match[MISSED] else REACHED,
                start_char=start,
                end_char=start + len(match["word"]),
                text=match["word"],
            )
            members: Members = {"actual": actual.fact.id, "target": target.fact.id}
            yield relation("target", members, BY_WORDS, "relation.target", spans=(word,))
