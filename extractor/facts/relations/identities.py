"""Quotients and differences by definition: a margin with its profit and sales, a deficit with its trade.

All three are named in one sentence, each beside its figure; which measures belong together is a table
(`lexicon/identities.toml`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    relation,
    same_unit,
)
from extractor.facts.relations.named import Named, named
from extractor.lexicon.identities import Difference, Identities, Quotient, identities
from extractor.model import LanguageModel
from extractor.records import Fact, Relation

# Three figures make an identity.
FEWEST = 3
# What follows is of another thing: "while the paper division had a margin of 22%".
CONTRAST = re.compile(r";|\b(?:while|whereas|but|although|though)\b", re.IGNORECASE)
# How far before the name of what is left the word for it may stand.
SAID_WITHIN = 30
Found = dict[str, Named]


def definitions(bounds: Sequence[Bound], model: LanguageModel) -> Iterator[Relation]:
    """ "Operating profit was $300m on sales of $2bn, a margin of 15%", "leaving a deficit of $9bn"."""
    table = identities(model)
    for sentence in by_sentence(bounds):
        if len(sentence) < FEWEST:
            continue
        found = named(sentence, model)
        if len(found) < FEWEST:
            continue
        for row in table.quotients:
            yield from _quotient(row, found)
        for difference in table.differences:
            yield from _difference(difference, found, table)


def _one(keys: Sequence[str], found: Found) -> Named | None:
    """The only measure of a list that is named."""
    present = [found[key] for key in keys if key in found]
    return present[0] if len(present) == 1 else None


def _three(lists: Iterable[Sequence[str]], found: Found) -> tuple[Named, ...] | None:
    """One measure of each of three lists, qualified by the same words and of one time."""
    three = tuple(one for keys in lists if (one := _one(keys, found)) is not None)
    if len(three) < FEWEST or len({one.qualifiers for one in three}) > 1:
        return None
    return three if _is_one_time(three) and len({one.place for one in three}) == 1 else None


def _is_one_time(three: Sequence[Named]) -> bool:
    """Is no time named between them that is not that of all: "…, and the margin in the second half was 14%"?"""
    figures = [one.current.fact.start_char for one in three]
    times = [one.current.fact.period for one in three]
    starts = [time.start_char if time is not None else None for time in times]
    if any(start is not None and min(figures) < start < max(figures) for start in starts):
        return False
    return len(set(starts)) == 1 or not any(start is not None and start > min(figures) for start in starts)


def _between(three: Sequence[Named]) -> str:
    """The words of the sentence from the first of the figures to the last."""
    sentence = three[0].current.draft.sentence
    at = [bound.fact.start_char - sentence.start_char for bound in (one.current for one in three)]
    return sentence.text[min(at) : max(at)]


def _quotient(row: Quotient, found: Found) -> Iterator[Relation]:
    three = _three((row.quotient, row.over, row.under), found)
    if three is None or CONTRAST.search(_between(three)):
        return
    yield from _made([one.current for one in three], _ratio)
    yield from _made([one.prior for one in three], _ratio)


def _made(
    bounds: Sequence[Bound | None], make: Callable[[Sequence[Fact]], Members | None]
) -> Iterator[Relation]:
    facts = [bound.fact for bound in bounds if bound is not None]
    members = make(facts) if len(facts) == FEWEST else None
    if members is not None:
        yield relation("ratio", members, BY_SENTENCE, "relation.definition")


def _ratio(facts: Sequence[Fact]) -> Members | None:
    ratio, over, under = facts
    bare = ratio.kind == "count" and ratio.unit is None
    levels = over.kind in MEASURED and under.kind in MEASURED
    money = over.kind == under.kind == "money" and over.unit == under.unit
    per_head = ratio.kind == over.kind == "money" and ratio.unit == over.unit and under.kind == "count"
    things = "money" not in (over.kind, under.kind)
    if not levels or not (
        per_head or ((ratio.kind in ("percent", "multiple") or bare) and (money or things))
    ):
        return None
    return {"ratio": ratio.id, "over": over.id, "under": under.id}


def _difference(row: Difference, found: Found, table: Identities) -> Iterator[Relation]:
    three = _three((row.result, row.plus, row.minus), found)
    if three is None or ";" in _between(three):
        return
    result, plus, minus = three
    if row.said and not _is_left(result, table, behind=max(plus.match.start, minus.match.start)):
        return
    facts = [one.current.fact for one in (result, plus, minus)]
    if (
        all(fact.kind == "money" for fact in facts)
        and same_unit(facts[0], facts[1])
        and same_unit(facts[1], facts[2])
    ):
        high, low = (minus, plus) if row.gap else (plus, minus)
        members: Members = {
            "inflow": high.current.fact.id,
            "outflow": low.current.fact.id,
            "balance": result.current.fact.id,
        }
        yield relation("balance", members, BY_SENTENCE, "relation.difference")


def _is_left(result: Named, table: Identities, *, behind: int) -> bool:
    """Is the result said to be what is left of the other two, after them?"""
    text = result.current.draft.sentence.text
    start = min(result.match.start, result.current.fact.start_char - result.current.draft.sentence.start_char)
    before = text[max(0, start - SAID_WITHIN) : start]
    words = "|".join(re.escape(word) for word in table.leaving)
    return start > behind and re.search(rf"\b(?:{words})\b", before, re.IGNORECASE) is not None
