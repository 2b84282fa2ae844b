"""A share with its part and its whole, where the sentence gives them."""

import re
from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    BY_WORDS,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    gap,
    is_conversion,
    is_level,
    relation,
    same_unit,
)
from extractor.records import Relation

ABOUT = r"(?:(?:about|around|nearly|almost|some|roughly|approximately|over|just|only)\s+)?"
# "$9m, or 26%, of", "$9m, accounting for 26% of"
PART_THEN_SHARE = re.compile(
    r"[^.;:()\d]{0,40}?(?:\bor|\(|\b(?:account|represent|constitut|mak|compris|form)\w*(?:\s+(?:for|up))?)\s*"
    + ABOUT,
    re.IGNORECASE,
)
# "26% of the $35bn", "13.6 pct of the company's 30m shares", "11% of the cost of $3.7bn"
SHARE_THEN_WHOLE = re.compile(r"\s*\)?\s*,?\s*of\s+(?:[\w'’.-]+\s+){0,7}(?:[A-Z]{0,3}\$)?\s*", re.IGNORECASE)
# "13 out of 225", "$18bn out of a total of $488bn"
PART_OF_WHOLE = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:an?|the)\s+)?(?:total\s+)?(?:of\s+)?", re.IGNORECASE)
OPENS = re.compile(r"[^.;()]{0,80}\(\s*")
# "Of the 2.40 million, …": the whole of every part that follows, until another whole is pointed at: "of those, …"
FRONTED_WHOLE = re.compile(r"\W*of\s+(?:the|its|their|those|these|all)\s+", re.IGNORECASE)
OF_WHICH = re.compile(r"[^.;:()\d]{0,40}\bof\s+(?:which|them|these|those),?\s*", re.IGNORECASE)
ANOTHER_WHOLE = re.compile(r"\bof\s+(?:which|whom|those|these|them|that|the)\b", re.IGNORECASE)


def shares(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "Tourism, at $2.1bn, makes up 30% of the $8.4bn of exports", "5% of seats (13 out of 225)"."""
    for sentence in by_sentence(bounds):
        for at, bound in enumerate(sentence):
            if bound.fact.kind not in ("percent", "multiple") or bound.fact.role not in ("share", "level"):
                continue
            pair = _part_and_whole(sentence, at) or _counted_out(sentence, at) or _of_what_opens(sentence, at)
            if pair is not None:
                members: Members = {"share": bound.fact.id, "part": pair[0].fact.id, "whole": pair[1].fact.id}
                yield relation("share", members, BY_WORDS, "relation.share_of_whole")
            elif bound.fact.role == "share":
                yield from _with_whole(sentence, at)


def _part_and_whole(sentence: Sequence[Bound], at: int) -> tuple[Bound, Bound] | None:
    """ "$9m, or 26% of the $35m spent": the part just before the share, the whole just after."""
    before = [b for b in sentence[:at] if not is_conversion(b)]
    if not before or at + 1 >= len(sentence):
        return None
    part, share, whole = before[-1], sentence[at], sentence[at + 1]
    said = PART_THEN_SHARE.fullmatch(gap(part, share)) and SHARE_THEN_WHOLE.fullmatch(gap(share, whole))
    return (part, whole) if said and _is_pair(part, whole) else None


def _counted_out(sentence: Sequence[Bound], at: int) -> tuple[Bound, Bound] | None:
    """ "5% of seats (13 out of 225)", "2 out of 13 ministers (15%)"."""
    share, after, before = sentence[at], sentence[at + 1 : at + 3], sentence[max(0, at - 2) : at]
    if len(after) == 2 and OPENS.fullmatch(gap(share, after[0])) and _is_out_of(after[0], after[1]):
        return after[0], after[1]
    if len(before) == 2 and OPENS.fullmatch(gap(before[1], share)) and _is_out_of(before[0], before[1]):
        return before[0], before[1]
    return None


def _of_what_opens(sentence: Sequence[Bound], at: int) -> tuple[Bound, Bound] | None:
    """ "Of the 2.40 million, 816,000, or 34 per cent, were young, and another 480,000 (20 per cent) were old"."""
    if at < 2:
        return None
    whole, part, share = sentence[0], sentence[at - 1], sentence[at]
    if OF_WHICH.fullmatch(gap(sentence[at - 2], part)) and PART_THEN_SHARE.fullmatch(gap(part, share)):
        # "1.38 million tonnes, of which 0.31 million tonnes, or 22 per cent, was exported"
        return (part, sentence[at - 2]) if _is_pair(part, sentence[at - 2]) else None
    start = whole.draft.sentence.start_char
    lead = whole.draft.sentence.text[: whole.draft.amount.start_char - start]
    said = FRONTED_WHOLE.fullmatch(lead) and PART_THEN_SHARE.fullmatch(gap(part, share))
    if not said or ANOTHER_WHOLE.search(gap(whole, share)) or share.draft.follow() == "of":
        return None
    return (part, whole) if _is_pair(part, whole) else None


def _is_out_of(part: Bound, whole: Bound) -> bool:
    return PART_OF_WHOLE.fullmatch(gap(part, whole)) is not None and _is_pair(part, whole)


def _is_pair(part: Bound, whole: Bound) -> bool:
    levels = is_level(part) and is_level(whole) and part.fact.kind in MEASURED
    counted = part.fact.kind in ("count", "quantity") and part.fact.unit == whole.fact.unit
    return levels and (counted or same_unit(part.fact, whole.fact)) and part.fact.per == whole.fact.per


def _with_whole(sentence: Sequence[Bound], at: int) -> Iterator[Relation]:
    """A share with the whole right after it, and the part if the sentence has one in its unit before."""
    share, whole = sentence[at], _whole_after(sentence[at], sentence[at + 1 :])
    if whole is None:
        return
    members: Members = {"share": share.fact.id}
    part = _part_before(sentence[:at], whole)
    if part is not None:
        members["part"] = part.fact.id
    members["whole"] = whole.fact.id
    yield relation("share", members, BY_SENTENCE, "relation.share")


def _whole_after(share: Bound, following: Sequence[Bound]) -> Bound | None:
    """ "30% of the $8.4bn": the figure right after "of"; not "21 per cent of those with 20 staff"."""
    if not following or share.draft.follow() != "of":
        return None
    parse, first = share.draft.parse, following[0]
    between = range(share.draft.last + 2, first.draft.first)
    close = len(between) <= 3 and not any(parse.tags[at].startswith(("V", "NN", "IN")) for at in between)
    return first if close and is_level(first) and first.fact.kind in MEASURED else None


def _part_before(before: Sequence[Bound], whole: Bound) -> Bound | None:
    levels = [b for b in before if is_level(b) and b.fact.kind in MEASURED and b.fact.unit == whole.fact.unit]
    return levels[-1] if levels else None
