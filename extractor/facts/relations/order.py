"""Figures that the text puts in order: one above or below another.

A difference is no figure to compare ("$34 above the threshold", "$4m, or 10%, higher than"), so the word that
compares must begin a phrase of its own, behind a comma or as a verb, and speak of the figure itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from extractor.facts.relations.bounds import (
    BY_WORDS,
    MEASURED,
    Bound,
    by_sentence,
    gap,
    is_conversion,
    is_prior,
    relation,
    said_after,
    said_before,
    same_unit,
)
from extractor.records import Relation

KINDS: Final = MEASURED | {"percent"}
MOVED: Final = ("growth", "change")

MAX_GAP: Final = 160
"""Characters between a figure and the one it is compared with."""

# What may stand between the figure and the word that compares: what it is of, a date; never another statement.
_LEAD = r"[^.;:()]{0,90}?"
OTHER_STATEMENT = re.compile(
    r"\b(?:while|whereas|although|though|as|with|after|following|against|compared|its|their|our|his|her|rival|when"
    r"|if)\b",
    re.IGNORECASE,
)
_APART = r"\s*(?:[,–—-]|;\s+(?=it|this)|\s(?=(?:and|but)\b))\s*"
_LINK = r"(?:(?:which|that|and|but|it|they|this)\s+)?(?:(?:still|also|was|were|is|are|came\s+in|stood|again|yet)\s+)*"
_DEGREE = (
    r"(?:(?:slightly|just|only|well|far|comfortably|easily|narrowly|marginally|significantly|considerably|sharply"
    r"|substantially|much|also|a\s+little|a\s+touch)\s+)?"
)
# What may stand between that word and the other figure: whose it is, of what kind; no verbs, no clauses.
_OBJECT = (
    r"(?:(?!(?:and|but|while|as|with|after|which|to|on|by|when|because|thanks|despite|from|up|down|if|where|rose|fell"
    r"|double|twice|half|triple|times|third|quarters?|fifth|dozens?|hundreds?|thousands?|millions?|billions?|not|next"
    r"|(?!operating|preceding|existing)[a-z]+ing)\b)"
    r"[\w'’.&/-]+\s+){0,9}(?:[A-Z]{1,3}\$?|[$£€₹])?\s*"
)
MORE: Final = (
    r"above|exceeding|exceeded|exceeds|surpassing|surpassed|surpasses|topping|topped|tops|overtaking"
    r"|(?:higher|more|greater|larger|bigger)\s+than"
)
LESS: Final = (
    r"below|undershooting|undershot|(?:falling|fell|falls|coming|came)\s+short\s+of|short\s+of|shy\s+of"
    r"|(?:lower|less|fewer|smaller)\s+than"
)
# Words for better and worse say more or less only where more is better, and of what was expected.
BETTER: Final = r"beating|beat|beats|ahead\s+of|outstripping|outstripped"
WORSE: Final = r"missing|missed|misses|lagging|lagged"

VERB = re.compile(
    r"exceed|surpass|topp|tops|overtak|undersho|fell|falls|miss|beat|outstrip|lagg", re.IGNORECASE
)
# Of falls: what is "below" another fall may be the larger one.
OF_SIZES = re.compile(r"(?:more|less|greater|smaller|larger|bigger)\s+than", re.IGNORECASE)


class _Cue(NamedTuple):
    """Words that compare: is the figure before them the larger, and do they say so only by what is better?"""

    pattern: re.Pattern[str]
    is_more: bool
    is_judged: bool


def _cue(words: str, *, is_more: bool, is_judged: bool) -> _Cue:
    """ "£73m ($92m), ahead of brokers' average hopes of £70m" """
    before = rf"\s*\)?(?P<lead>{_LEAD})(?P<apart>{_APART})?\s*{_LINK}{_DEGREE}"
    pattern = rf"{before}\b(?P<cue>{words})\s+(?P<object>{_OBJECT})"
    return _Cue(re.compile(pattern, re.IGNORECASE), is_more, is_judged)


CUES: Final = (
    _cue(MORE, is_more=True, is_judged=False),
    _cue(LESS, is_more=False, is_judged=False),
    _cue(BETTER, is_more=True, is_judged=True),
    _cue(WORSE, is_more=False, is_judged=True),
)
ANY_CUE = re.compile(rf"\b(?:{MORE}|{LESS}|{BETTER}|{WORSE})\b", re.IGNORECASE)
# "profits compared badly with the 784m of 2003 and were below …": not the 784m were.
COMPARED_WITH = re.compile(
    r"\b(?:compar\w+|against|versus|vs\.?|than|from(?!.*\bto\b))\b[^,;:()]{0,50}$", re.IGNORECASE
)
# "$4m, or 10%, higher than", "$4m (10%) above": the figure is the difference.
OR_SO = re.compile(r"\s*,?\s*(?:or|\(|[–—])\s*(?:about|around|some|nearly|almost|roughly)?\s*", re.IGNORECASE)
EXPECTATION = re.compile(
    r"\b(?:expectations?|forecasts?|consensus|estimates?|polls?|predictions?|guidance|projections?|targets?|goals?|budget)\b",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"\s*(?:[\w'’.-]+\s+){0,4}?(?:expect\w*|forecast\w*|consensus|estimate\w*|polls?|predict\w*|project\w*|target\w*"
    r"|pencilled|analysts?|seen\s+by)\b",
    re.IGNORECASE,
)
# Where less is better, "beat" says nothing of the numbers.
LESS_IS_BETTER = re.compile(
    r"\b(?:loss|losses|deficits?|shortfall|costs?|expens\w+|spending|inflation|unemployment|jobless\w*|claims|debts?"
    r"|provisions?|impairments?|charges?|layoffs|deaths|emissions|defaults?|vacanc\w+|delays?)\b",
    re.IGNORECASE,
)
# Measures on the far side of zero: a loss of 5 is below a profit of 3.
BELOW_ZERO = re.compile(
    r"\b(?:loss|losses|deficits?|shortfalls?|negative|minus|outflows?|contraction|shr[aiu]nk|contracted)\b",
    re.IGNORECASE,
)
AFTER: Final = 30
"""Characters behind the second figure in which it is said what it is of."""


def orders(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "Net profit was $5.1m, beating the $4.9m expected": `more` is said to be above `less`."""
    for sentence in by_sentence(bounds):
        subjects: dict[str, Bound] = {}
        for at in range(1, len(sentence)):
            found = _compared(sentence, at, subjects)
            if found is not None:
                more, less = found
                subjects[sentence[at].fact.id] = less if more is sentence[at] else more
                members = {"more": more.fact.id, "less": less.fact.id}
                yield relation("order", {**members}, BY_WORDS, "relation.order")


def _compared(
    sentence: Sequence[Bound], at: int, subjects: Mapping[str, Bound]
) -> tuple[Bound, Bound] | None:
    """The larger and the smaller by the words between a figure and those before it.

    `subjects` has what the figures compared with so far were compared to: "48%, below the 51% of March and the
    56% of May" speaks of the 48% twice.
    """
    right, between = sentence[at], gap(sentence[at - 1], sentence[at])
    if len(between) > MAX_GAP or not ANY_CUE.search(between):
        return None
    for cue in CUES:
        found = cue.pattern.fullmatch(between)
        left = _left_of(sentence[:at], right, subjects) if found else None
        if found is None or left is None or not (_stands_apart(found) and _is_itself(sentence, left, at)):
            continue
        if cue.is_judged and not (_is_expected(found, right) and _is_better_with_more(left, right)):
            continue
        if _same_sense(left, right, found):
            return (left, right) if cue.is_more else (right, left)
    return None


def _left_of(before: Sequence[Bound], right: Bound, subjects: Mapping[str, Bound]) -> Bound | None:
    """The nearest figure of the same kind before, not one that is itself compared with or a conversion."""
    by_draft = {id(bound.draft): bound for bound in before}
    for left in reversed(before):
        if is_prior(left) or is_conversion(left) or left.fact.kind != right.fact.kind:
            continue
        left = subjects.get(left.fact.id, left)
        partner = by_draft.get(id(left.draft.partner))
        if left.fact.role in MOVED and partner is not None and partner.fact.kind == left.fact.kind:
            left = partner  # "was 4.2%, up 3% on the year, above the 4% target"
        alike = (
            left.fact.kind in KINDS and same_unit(left.fact, right.fact) and left.fact.per == right.fact.per
        )
        plain = alike and is_plain(left) and is_plain(right) and not COMPARED_WITH.search(said_before(left))
        return left if plain else None
    return None


def is_plain(bound: Bound) -> bool:
    """One positive number, not denied."""
    fact = bound.fact
    return fact.value is not None and fact.value > 0 and fact.comparator != "range" and not fact.negated


def _stands_apart(found: re.Match[str]) -> bool:
    """Does the comparing word begin its own phrase, or clause, about the figure before?"""
    if OTHER_STATEMENT.search(found["lead"]):
        return False
    return found["apart"] is not None or VERB.match(found["cue"]) is not None


def _is_itself(sentence: Sequence[Bound], left: Bound, at: int) -> bool:
    """Not the difference, given again as a rate: "$4m, or 10%, higher than the $40m"."""
    after = next((bound for bound in sentence[:at] if bound.fact.start_char > left.fact.start_char), None)
    if after is None or after.fact.kind not in ("percent", "points", "multiple"):
        return True
    return OR_SO.fullmatch(gap(left, after)) is None


def _is_expected(found: re.Match[str], right: Bound) -> bool:
    return EXPECTATION.search(found["object"]) is not None or EXPECTED.match(said_after(right)) is not None


def _is_better_with_more(left: Bound, right: Bound) -> bool:
    if left.fact.direction == "down" and left.fact.role in MOVED:
        return False
    start = right.draft.sentence.start_char
    return LESS_IS_BETTER.search(right.draft.sentence.text[: right.fact.end_char - start]) is None


def _same_sense(left: Bound, right: Bound, found: re.Match[str]) -> bool:
    """Are both levels, or both movements of one direction, on the same side of zero?"""
    one, other = left.fact, right.fact
    if one.role in MOVED and other.role not in MOVED and not _is_expected(found, right):
        return False  # "rose 4 cents, above the 40-cent mark"
    if other.role in MOVED and one.role not in MOVED:
        return False
    ways = {fact.direction for fact in (one, other) if fact.role in MOVED}
    if "down" in ways and not (ways <= {"down", None} and OF_SIZES.match(found["cue"])):
        return False
    start, text = left.draft.sentence.start_char, left.draft.sentence.text
    here = BELOW_ZERO.search(text[: one.end_char - start + AFTER])
    there = BELOW_ZERO.search(
        text[other.start_char - start - len(found["object"]) : other.end_char - start + AFTER]
    )
    return (here is None) == (there is None)
