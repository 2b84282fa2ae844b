"""A total and the list of its parts in one sentence: after it, in brackets behind it, before it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.facts.relations.bounds import (
    BY_LAYOUT,
    BY_SENTENCE,
    Bound,
    Members,
    by_sentence,
    gap,
    is_amount,
    is_prior,
    relation,
    said_after,
    said_before,
    same_unit,
    sum_of,
)
from extractor.records import Fact, Relation

# A bare number up to this may be a rank or an item's number.
MAX_ENUMERATED = 10
# "$65m, consisting of $50m of …": the list that follows is all of it.
CLOSED_LIST = re.compile(
    r"\b(?:compris(?:ing|es|ed|e)(?:\s+of)?|consist(?:ing|s|ed)?\s+of|made\s+up\s+of|composed\s+of"
    r"|(?:split|divided|shared)\s+(?:between|into|among)|allocated\s+among\s+them)\b[^.;:()]{0,60}(?:\([a-z\d]{1,3}\)\s*)?$",
    re.IGNORECASE,
)
# "$65m, including $50m of …": the list may leave something out.
OPEN_LIST = re.compile(
    r"(?:\b(?:include[sd]?|including|of\s+which|of\s+whom|whereby)\b[^.;:()]{0,60}|:\s*|\s[-–—]\s*)$",
    re.IGNORECASE,
)
INCLUDED = re.compile(
    r"[^.;:()]{0,60}[,(]\s*(?:which\s+)?includ(?:ing|es|ed)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:of\s+)?",
    re.IGNORECASE,
)
# "$130m ($110m for pay, $20m for pensions)"
BRACKETED_LIST = re.compile(r"\s*(?:[\w-]+\s+){0,4}\(\s*")
# In brackets behind a figure these say that what stands there is another reading of it, or only some parts.
NO_PARTS = re.compile(
    r"\b(?:ago|earlier|previous|prior|last|forecast|expected|consensus|estimate|year|month|quarter|includ\w*|such\s+as|among|mainly|mostly"
    r"|primarily|chiefly|largely|etc|average|equivalent|of\s+which)\b",
    re.IGNORECASE,
)
# A list that names the greatest of its parts leaves others out.
NOT_ALL = re.compile(
    r"\b(?:primarily|mainly|mostly|chiefly|largely|principally|notably|led|includ\w*|such\s+as|increases?|decreases?|reductions?|top|biggest|largest|offset)\b",
    re.IGNORECASE,
)
# "… were reported for Japan (25,000 tonnes), Mexico (10,000 tonnes)": parts in brackets behind their names.
NAMED_PART = re.compile(
    r"(?!.*\b(?:follow|ahead|behind|after|while|than|compar|against))[^.;:()]{0,70}"
    r"\b(?:for|to|from|in|into|across|among|between)\s+(?:[\w'’.-]+\s+){1,4}\(\s*",
    re.IGNORECASE,
)
LAST_NAMED = re.compile(r"\band\b")
NAMED_END = re.compile(r"[^.;:()]{0,20}\)\s*(?:[.;]|$)")
BRACKET_END = re.compile(r"[^.;:()]{0,60}\)")
NEXT_NAMED_PART = re.compile(r"[^.;:()]{0,20}\)\s*,?\s*(?:and\s+)?(?:[\w'’.-]+\s+){1,4}\(\s*")
# "$34m: $12m for roads, $10m for rail and $12m for ports": a colon or a dash before so many parts announces them all.
COLON_LIST = re.compile(r"[^.;:()]{0,60}(?::|\s[-–—])\s*(?:[^\s.;:(),\d]+\s+){0,4}")
DASH = re.compile(r"\s[-–—]\s*$")
FULL_COLON = 3
# "… and $15m for rail, besides the usual grants"; another figure behind it is of another kind.
GOES_ON = re.compile(
    r"[^.;,]{0,60}\b(?:besides|plus|and\s+the\s+rest|among\s+others)\b(?P<what>[^.;,]{0,40})"
)
# "$50m of new money and $25m of swaps, less $10m repaid"
LESS = re.compile(r"[^.;]{0,60}\b(?:less|minus|offset|net\s+of)\b", re.IGNORECASE)
# "$50m in Europe, up 3%, and $45m in Asia": how a part moved, told in passing.
ASIDE = re.compile(
    r",\s*(?:up|down)\s+(?:by\s+)?[\d.]+\s*(?:%|per\s*cent|percent|pct)\s*,?\s*", re.IGNORECASE
)
# What ends a list: another clause, or a comparison.
NO_LIST = re.compile(
    r"[.;](?:\s|$)|\b(?:while|whereas|but|compared|against|versus|vs|up|down|from|than|leaving(?!\s*$)|bringing|rose|fell|or|total|per)\b",
    re.IGNORECASE,
)
LAST_OF_LIST = re.compile(r"(?:\b(?:and|plus|as\s+well\s+as)\b[^,]{0,60}|\bleaving\s*)$", re.IGNORECASE)
# "14m bags, of which 2m are soluble, leaving 12m", "and the remaining 20 km": with what is left, the list is whole.
REST = re.compile(
    r"\b(?:leaving|(?:the|its|their)\s+(?:remaining|rest|remainder|balance)(?:\s+(?:of|being|are|is|,))?)\s*$",
    re.IGNORECASE,
)
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


def parts_listed(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """A total and the list of its parts: "$65m, consisting of $50m for roads and $15m for rail"."""
    for sentence in by_sentence(bounds):
        amounts = [b for b in sentence if is_amount(b) and not is_prior(b)]
        for at, whole in enumerate(amounts):
            found, closed = _list_after(whole, amounts[at + 1 :])
            if len(found) >= 2:
                laid_out = closed and _is_laid_out(whole, found)
                doubted = any(_is_larger(part.fact, whole.fact) for part in found)
                sure = BY_LAYOUT if laid_out or (doubted and not closed) else BY_SENTENCE
                yield sum_of(whole, found, sure, "relation.list", exhaustive=closed)
                continue
            found, closed = _named_parts(whole, amounts[at + 1 :])
            if found:
                sure = BY_LAYOUT if closed else BY_SENTENCE
                yield sum_of(whole, found, sure, "relation.named_list", exhaustive=closed)
            elif len(found := _list_before(whole, amounts[:at])) >= 2:
                alone = sum(same_unit(other.fact, whole.fact) for other in sentence) == len(found) + 1
                yield sum_of(whole, found, BY_SENTENCE, "relation.total_after", exhaustive=alone)
            elif at + 1 < len(amounts) and _is_included(amounts[at + 1], whole):
                only: Members = {"part": amounts[at + 1].fact.id, "whole": whole.fact.id}
                yield relation("part_of", only, BY_SENTENCE, "relation.included")


def _list_after(whole: Bound, following: Sequence[Bound]) -> tuple[list[Bound], bool]:
    """The parts after "consisting of", "including" or a colon, and whether they are said to be all."""
    following = _from_first_part(whole, following)
    if not following:
        return [], False
    lead = gap(whole, following[0])
    closed = CLOSED_LIST.search(lead) is not None
    bracketed = BRACKETED_LIST.fullmatch(lead) is not None
    if not (closed or bracketed or OPEN_LIST.search(lead)):
        return [], False
    announced = COLON_LIST.fullmatch(lead) is not None
    found: list[Bound] = []
    for part in following:
        between = ASIDE.sub(", ", gap(found[-1], part)) if found else ""
        if announced:  # "…: $22m from purchasing; $14m from logistics; and $9m from offices"
            between = between.replace(";", ",")
        ended = len(found) > 1 and LAST_OF_LIST.search(gap(found[-2], found[-1])) is not None
        if (
            NO_LIST.search(between)
            or (bracketed and ")" in between)
            or (ended and not AND_MORE.search(between))
        ):
            break
        if (
            not _is_part(part.fact, whole.fact, closed)
            and not _is_bare_list(part, found)
            and not (INCLUDED.fullmatch(lead) and _is_larger(part.fact, whole.fact))
        ):
            if whole.fact.kind == "money" and part.fact.kind == "count":
                # "$5m for 12 schools and $3m for 4 clinics"
                continue
            break
        found.append(part)
    if len(found) < 2 or not (bracketed or LAST_OF_LIST.search(gap(found[-2], found[-1]))):
        return [], False
    if LESS.match(said_after(found[-1])) or sum(_is_larger(part.fact, whole.fact) for part in found) > 1:
        return [], False
    if REST.search(gap(found[-2], found[-1])):
        return found, True
    if bracketed:
        closed = _fills_brackets(found)
        if not closed:
            return [], False
    elif DASH.search(lead) and len(found) < FULL_COLON:
        return [], False
    elif announced and len(found) >= FULL_COLON:
        closed = not NO_PARTS.search(" ".join(gap(left, right) for left, right in pairwise(found)))
    behind = following[following.index(found[-1]) + 1 :]
    return found, closed and not _goes_on(found[-1], behind)


def _is_laid_out(whole: Bound, found: Sequence[Bound]) -> bool:
    """Do only brackets, a colon or a dash make the parts parts, no word?"""
    lead, last = gap(whole, found[0]), gap(found[-2], found[-1])
    return not (CLOSED_LIST.search(lead) or REST.search(last))


def _fills_brackets(found: Sequence[Bound]) -> bool:
    """Is a list in brackets all there is in them, each part with what it is for?"""
    between = " ".join(gap(left, right) for left, right in pairwise(found))
    last = BRACKET_END.match(said_after(found[-1]))
    return last is not None and not NO_PARTS.search(between + last[0])


def _from_first_part(whole: Bound, following: Sequence[Bound]) -> Sequence[Bound]:
    """The figures from the first part on: "3m barrels a day for four partners, allocated among them as 1m …"."""
    if (
        len(following) > 2
        and following[0].fact.kind == "count"
        and not _is_part(following[0].fact, whole.fact, closed=False)
    ):
        lead = gap(whole, following[1])
        if CLOSED_LIST.search(lead) and _is_part(following[1].fact, whole.fact, closed=False):
            return following[1:]
    return following


def _is_bare_list(part: Bound, found: Sequence[Bound]) -> bool:
    """ "90,000 tonnes, of which 50,000 are wheat and 40,000 barley": the nouns are what is weighed."""
    if part.fact.kind != "count" or not found:
        return False
    first = found[0]
    bare = first.draft.amount.end_char == first.draft.amount.number_end
    return bare and (first.fact.kind == "quantity" or (first.fact.kind == "count" and not first.fact.unit))


def _is_included(part: Bound, whole: Bound) -> bool:
    """ "$100m, including $60m of textiles": one part alone."""
    alike = same_unit(part.fact, whole.fact) and part.fact.unit and part.fact.per == whole.fact.per
    return bool(alike and INCLUDED.fullmatch(gap(whole, part)))


def _goes_on(last: Bound, behind: Sequence[Bound]) -> bool:
    """Does the list run on in words without a figure: "… and $15m for rail, besides the usual grants"?"""
    more = GOES_ON.match(said_after(last))
    figure = bool(behind) and behind[0].fact.start_char < last.fact.end_char + (more.end() if more else 0)
    return more is not None and not figure


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


def _is_larger(part: Fact, whole: Fact) -> bool:
    """A count of things with another name than the whole's, and more of them: a slip, or no part."""
    counts = part.kind == whole.kind == "count" and None not in (part.unit, whole.unit)
    if not counts or part.unit == whole.unit or part.value is None or whole.value is None:
        return False
    return part.value > whole.value


def _named_parts(whole: Bound, following: Sequence[Bound]) -> tuple[list[Bound], bool]:
    """ "36,800 tonnes were sold to Japan (25,000 tonnes), Mexico (10,000 tonnes) and Peru (1,800 tonnes)", and
    whether they are all: "and" before the last, nothing that only names the greatest.
    """
    found: list[Bound] = []
    equated = bool(following) and EQUATED_PART.fullmatch(gap(whole, following[0])) is not None
    last, link = whole, EQUATED_PART if equated else NAMED_PART
    for part in following:
        if not _is_part(part.fact, whole.fact, closed=False) or not link.fullmatch(gap(last, part)):
            break
        found.append(part)
        last, link = part, NEXT_EQUATED_PART if equated else NEXT_NAMED_PART
    if len(found) < 2 or "(" in said_before(whole)[-2:]:
        return [], False
    words = whole.draft.sentence.text
    ended = equated or LAST_NAMED.search(gap(found[-2], found[-1])) is not None
    return found, ended and NAMED_END.match(said_after(found[-1])) is not None and not NOT_ALL.search(words)


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
