"""Parts and their whole: by one topic, by "of which", by a list after its total or before it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.facts.bounds import (
    BY_KEY,
    BY_SENTENCE,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    dates,
    gap,
    is_conversion,
    is_level,
    is_prior,
    relation,
    said_after,
    said_before,
    same_unit,
)
from extractor.records import Fact, Relation

MAX_PARTS = 64
# A bare number up to this may be a rank or an item's number.
MAX_ENUMERATED = 10
# "Of these, 81,360 came by air", "of which $2bn": the figure is a part of the one before.
OF_THESE = re.compile(
    r"\b(?:of|out\s+of|among)\s+(?:these|those|them|this|which|whom|the\s+total)\b[^.;]{0,40}$", re.IGNORECASE
)
# "$65m, consisting of $50m of …": the list that follows is all of it.
CLOSED_LIST = re.compile(
    r"\b(?:compris(?:ing|es|ed|e)(?:\s+of)?|consist(?:ing|s|ed)?\s+of|made\s+up\s+of|composed\s+of"
    r"|(?:split|divided|shared)\s+(?:between|into|among))\b[^.;:()]{0,60}$",
    re.IGNORECASE,
)
# "$65m, including $50m of …": the list may leave something out.
OPEN_LIST = re.compile(
    r"(?:\b(?:include[sd]?|including|of\s+which|of\s+whom|allocated\s+among\s+them|whereby)\b[^.;:()]{0,60}|:\s*)$",
    re.IGNORECASE,
)
INCLUDED = re.compile(
    r"[^.;:()]{0,60}[,(]\s*(?:which\s+)?includ(?:ing|es|ed)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:of\s+)?",
    re.IGNORECASE,
)
# "$130m ($110m for pay, $20m for pensions)"
BRACKETED_LIST = re.compile(r"\s*(?:[\w-]+\s+){0,4}\(\s*")
# "… were reported for Japan (25,000 tonnes), Mexico (10,000 tonnes)": parts in brackets behind their names.
NAMED_PART = re.compile(
    r"(?!.*\b(?:follow|ahead|behind|after|while|than|compar|against))[^.;:()]{0,70}"
    r"\b(?:for|to|from|in|into|across|among|between)\s+(?:[\w'’.-]+\s+){1,4}\(\s*",
    re.IGNORECASE,
)
NEXT_NAMED_PART = re.compile(r"[^.;:()]{0,20}\)\s*,?\s*(?:and\s+)?(?:[\w'’.-]+\s+){1,4}\(\s*")
# What ends a list: another clause, or a comparison.
NO_LIST = re.compile(
    r"[.;](?:\s|$)|\b(?:while|whereas|but|compared|against|versus|vs|up|down|from|than|leaving(?!\s*$)|bringing|rose|fell|or|total|per)\b",
    re.IGNORECASE,
)
LAST_OF_LIST = re.compile(r"(?:\b(?:and|plus|as\s+well\s+as)\b[^,]{0,60}|\bleaving\s*)$", re.IGNORECASE)
# "14m bags, of which 2m are soluble, leaving 12m": with what is left, the list is whole.
REST = re.compile(r"\bleaving\s*$", re.IGNORECASE)
# "$12.7bn (managed = $7.3bn; advised = $5.4bn)"
EQUATED_PART = re.compile(r"[^.;:()]{0,60}\([^.;:()=]{1,50}=\s*")
NEXT_EQUATED_PART = re.compile(r"\s*[;,]\s*(?:and\s+)?[^.;:()=]{1,50}=\s*")
# "28 cities and 38 towns, as well as 275 villages"
AND_MORE = re.compile(r"\b(?:as\s+well\s+as|plus|together\s+with)\b[^,]{0,60}$", re.IGNORECASE)
# "$9 and $25, for a total of $34"
TOTAL_AFTER = re.compile(
    r"(?:\b(?:for|making|mak(?:es|e)|giv(?:es|ing|e)|to\s+generate|generating|or)\s+(?:an?\s+)?(?:\w+\s+){0,2}total\b|\bbringing\s+(?:the|its|their)\s+(?:\w+\s+)?total\b)"
    r"[^.;,\d]{0,50}$",
    re.IGNORECASE,
)
JOINED = re.compile(r"[^.;]{0,120}\b(?:and|plus|combined\s+with|together\s+with)\b[^.;]{0,60}", re.IGNORECASE)


def parts(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """Parts of one whole: levels that share measure, entity, period and unit and differ in the segment."""
    groups: dict[tuple[object, ...], list[Bound]] = defaultdict(list)
    for bound in bounds:
        fact = bound.fact
        if _is_amount(bound) and not is_prior(bound) and fact.measure_key:
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
        yield _sum(whole, list(named.values()), BY_KEY, "relation.segments", exhaustive=False)


def _exceeds(part: Bound, whole: Bound) -> bool:
    one, other = part.fact.value, whole.fact.value
    return one is not None and other is not None and one > other


def _sum(whole: Bound, found: Sequence[Bound], confidence: float, rule: str, *, exhaustive: bool) -> Relation:
    members: Members = {"parts": tuple(part.fact.id for part in found), "whole": whole.fact.id}
    return relation("sum", members, confidence, rule, exhaustive=exhaustive)


def _is_amount(bound: Bound) -> bool:
    return is_level(bound) and bound.fact.kind in MEASURED and not is_conversion(bound)


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


def parts_listed(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A total and the list of its parts: "$65m, consisting of $50m for roads and $15m for rail"."""
    for sentence in by_sentence(bounds):
        amounts = [b for b in sentence if _is_amount(b) and not is_prior(b)]
        for at, whole in enumerate(amounts):
            found, closed = _list_after(whole, amounts[at + 1 :])
            if len(found) >= 2:
                yield _sum(whole, found, BY_SENTENCE, "relation.list", exhaustive=closed)
            elif len(found := _named_parts(whole, amounts[at + 1 :])) >= 2:
                yield _sum(whole, found, BY_SENTENCE, "relation.named_list", exhaustive=False)
            elif len(found := _list_before(whole, amounts[:at])) >= 2:
                alone = len(sentence) == len(found) + 1
                yield _sum(whole, found, BY_SENTENCE, "relation.total_after", exhaustive=alone)
            elif at + 1 < len(amounts) and _is_included(amounts[at + 1], whole):
                only: Members = {"part": amounts[at + 1].fact.id, "whole": whole.fact.id}
                yield relation("part_of", only, BY_SENTENCE, "relation.included")


def _list_after(whole: Bound, following: Sequence[Bound]) -> tuple[list[Bound], bool]:
    """The parts after "consisting of", "including" or a colon, and whether they are said to be all."""
    if not following:
        return [], False
    lead = gap(whole, following[0])
    closed = CLOSED_LIST.search(lead) is not None
    bracketed = BRACKETED_LIST.fullmatch(lead) is not None
    if not (closed or bracketed or OPEN_LIST.search(lead)):
        return [], False
    found: list[Bound] = []
    for part in following:
        between = gap(found[-1], part) if found else ""
        ended = len(found) > 1 and LAST_OF_LIST.search(gap(found[-2], found[-1])) is not None
        if (
            NO_LIST.search(between)
            or (bracketed and ")" in between)
            or (ended and not AND_MORE.search(between))
        ):
            break
        if not _is_part(part.fact, whole.fact, closed) and not _is_bare_list(part, found):
            if whole.fact.kind == "money" and part.fact.kind == "count":
                # "$5m for 12 schools and $3m for 4 clinics"
                continue
            break
        found.append(part)
    if len(found) < 2 or not (bracketed or LAST_OF_LIST.search(gap(found[-2], found[-1]))):
        return [], False
    if REST.search(gap(found[-2], found[-1])):
        return found, True
    return found, closed and not _goes_on(found[-1])


def _is_bare_list(part: Bound, found: Sequence[Bound]) -> bool:
    """ "90,000 tonnes, of which 50,000 are wheat and 40,000 barley": the nouns are what is weighed."""
    return (
        part.fact.kind == "count" and bool(found) and found[0].fact.kind == "count" and not found[0].fact.unit
    )


def _is_included(part: Bound, whole: Bound) -> bool:
    """ "$100m, including $60m of textiles": one part alone."""
    alike = same_unit(part.fact, whole.fact) and part.fact.unit and part.fact.per == whole.fact.per
    return bool(alike and INCLUDED.fullmatch(gap(whole, part)))


def _goes_on(last: Bound) -> bool:
    """Does the list run on in words without a figure: "… and $15m for rail, besides the usual grants"?"""
    return (
        re.match(r"[^.;,]{0,60}\b(?:besides|plus|and\s+the\s+rest|among\s+others)\b", said_after(last))
        is not None
    )


def _is_part(part: Fact, whole: Fact, closed: bool) -> bool:
    """Can it be a part by its unit? People may be made of women and men, so nouns of counts may differ."""
    if part.per != whole.per and part.per and whole.per:
        return False
    if part.kind == "count" and part.unit is None:
        return part.value is not None and part.value >= MAX_ENUMERATED
    if {part.kind, whole.kind} <= {"count", "quantity"}:
        alike = part.unit == whole.unit or None in (part.unit, whole.unit)
        counts = part.kind == whole.kind == "count"
        smaller = part.value is not None and whole.value is not None and part.value < whole.value
        return alike or (counts and (closed or smaller))
    return part.kind == whole.kind and part.unit == whole.unit


def _named_parts(whole: Bound, following: Sequence[Bound]) -> list[Bound]:
    """ "36,800 tonnes were sold to Japan (25,000 tonnes), Mexico (10,000 tonnes) and Peru (1,800 tonnes)"."""
    found: list[Bound] = []
    equated = bool(following) and EQUATED_PART.fullmatch(gap(whole, following[0])) is not None
    last, link = whole, EQUATED_PART if equated else NAMED_PART
    for part in following:
        if not _is_part(part.fact, whole.fact, closed=False) or not link.fullmatch(gap(last, part)):
            break
        found.append(part)
        last, link = part, NEXT_EQUATED_PART if equated else NEXT_NAMED_PART
    return found if "(" not in said_before(whole)[-2:] else []


def _list_before(whole: Bound, before: Sequence[Bound]) -> list[Bound]:
    """ "An interim dividend of 9 yen and a final one of 25, for a total of 34 yen"."""
    if not before or not TOTAL_AFTER.search(gap(before[-1], whole)):
        return []
    found = [part for part in before if same_unit(part.fact, whole.fact)][-2:]
    if len(found) < 2:
        return []
    # A hedge may hold the word that joins them ("10 dlrs plus interest of").
    joined = found[0].draft.amount.text[-6:] + gap(found[0], found[1])
    return found if JOINED.fullmatch(joined) else []
