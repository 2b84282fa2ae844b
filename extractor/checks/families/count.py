"""Announced numbers of things against the list that follows: "four priorities: schools, crime and jobs"."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, bounds, make_finding
from extractor.checks.proof import versus
from extractor.records import Fact, Finding, Span, Suspect
from extractor.values.interval import Interval

GUARDS: Final = ("unsure", "open_list", "nested", "apposition", "groups", "cut_short", "off_by_more")

LEAST: Final = 3
MOST: Final = 12
"""A list of two may be a pair of anything; one of thirteen is seldom written out."""

MOST_WORDS: Final = 4
"""An item with more words may be a clause, with commas of its own."""

MOST_CHARS: Final = 400

LEAD: Final = re.compile(
    r"(?:\s+(?:for|of|in|on|at|behind)\s+(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+)?)?\s*:[ \t]+(?P<list>[^\n]+)"
)
END: Final = re.compile(r"[.!?](?=\s+[\"“‘']?[A-Z]|\s*$)")
OPEN: Final = re.compile(
    r"\b(?:including|include[sd]?|such\s+as|like|e\.?g|for\s+example|among|others?|etc|more|so\s+on|as\s+well|plus|or|nor|either"
    r"|both|between|who|whom|which|that|is|are|was|were|be|has|have|had|will|would|can|could|should|may|if|when|because|but|then"
    r"|with|not|to|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some|all|each|half)\b",
    re.IGNORECASE,
)
"""Words of lists that are not whole, of clauses, and numbers of their own."""

UNCLEAR: Final = re.compile(r"[\d()\[\]\"“”&/:;–—]|\s-\s|\.\s")
GROUPS: Final = re.compile(
    r"\b(?:couple|pair|twins|parents|family|families|brothers|sisters|siblings|children|sons|daughters|his|her|their|its)\b",
    re.IGNORECASE,
)
"""One item that stands for several."""

PEOPLE: Final = frozenset(
    ("person", "people", "member", "relative", "victim", "child", "passenger", "player")
)
SHORT_FORM: Final = re.compile(r"\b[A-Z][a-z]{0,3}$|\.\w$")
"""A full stop behind "St" or "Gen" may be no end."""


def count_list(evidence: Evidence) -> Iterator[Finding]:
    """As many things are listed after the colon as were announced.

    Flags: "The council named four priorities: schools, crime and jobs."
    Passes: "The council named four priorities: schools, crime, jobs and transport."
    Source: checks.md §2, count.list.
    Guards: lists that say they are open ("including"); items with an "and", a number or a clause of their own;
    names with an apposition ("Lyon, France"); items that stand for several people; more than one too many or
    too few; a list of two, and a full stop that may be an abbreviation's.
    """
    for fact in evidence.facts.values():
        listed = _list_after(evidence, fact) if _announces(fact) else None
        items = _items(listed.text) if listed else ()
        fits = _fits(fact, items) if items else None
        if listed is not None and fits is not None:
            yield _finding(evidence, fact, listed, len(items), fits=fits)


def _announces(fact: Fact) -> bool:
    """Is it an exact small number of things?"""
    if fact.kind != "count" or fact.value is None or fact.comparator != "exact" or fact.value_to is not None:
        return False
    whole = fact.value == fact.value.to_integral_value() and LEAST <= fact.value <= MOST
    return (
        whole
        and fact.role == "level"
        and not fact.negated
        and not fact.in_title
        and fact.confidence >= SURE_ENOUGH
    )


def _list_after(evidence: Evidence, fact: Fact) -> Span | None:
    """What follows the colon, to the end of the sentence."""
    text = evidence.article.text
    found = LEAD.match(text[fact.end_char : fact.end_char + MOST_CHARS])
    end = END.search(found["list"]) if found else None
    if found is None or end is None:
        return None
    start = fact.end_char + found.start("list")
    listed = found["list"][: end.start()]
    return Span(label="list", start_char=start, end_char=start + len(listed), text=listed)


def _items(text: str) -> tuple[str, ...]:
    """The things listed; none where it cannot be told surely where one ends."""
    if UNCLEAR.search(text) or OPEN.search(text) or SHORT_FORM.search(text):
        return ()
    *firsts, last = (part.strip() for part in text.split(","))
    # "a, b and c" or "a, b, and c": one "and", before the last.
    tail = (last.removeprefix("and "),) if last.startswith("and ") else tuple(last.split(" and "))
    items = (*firsts, *tail)
    if len(tail) > 2 or (len(tail) == 1 and not last.startswith("and ")) or len(items) < LEAST:
        return ()
    unsure = (not item or " and " in f" {item} " or len(item.split()) > MOST_WORDS for item in items)
    return () if any(unsure) else items


def _fits(fact: Fact, items: tuple[str, ...]) -> bool | None:
    """Whether as many are listed; None if a difference may have another reason."""
    assert fact.value is not None
    more = len(items) - int(fact.value)
    if more == 0:
        return True
    named = all(item[:1].isupper() for item in items)
    if abs(more) > 1 or any(GROUPS.search(item) for item in items):
        return None
    if more > 0 and any(item[:1].isupper() or item.startswith(("the ", "a ", "an ")) for item in items):
        return None  # "Lyon, France", "Smith, the chancellor"
    return False if named or fact.unit not in PEOPLE else None


def _finding(evidence: Evidence, fact: Fact, listed: Span, number: int, *, fits: bool) -> Finding:
    assert fact.value is not None
    made, stated = Interval.point(number), Interval.point(Fraction(fact.value))
    told = f"and {number} are listed" if fits else f"but {number} are listed"
    return make_finding(
        "count.list",
        verdict="consistent" if fits else "inconsistent",
        severity="note" if fits else "warning",
        facts=(fact,),
        message=f'"{evidence.quote(fact.id)}" announced, {told}.',
        guards=GUARDS,
        expected=bounds(made, fact.unit),
        observed=bounds(stated, fact.unit),
        suspects=() if fits else (Suspect(fact=fact.id, edit="other", why=f"the list has {number}"),),
        proof=(versus(stated, made),),
        spans=(listed,),
    )


CHECKS: Final[tuple[Check, ...]] = (Check("count.list", count_list),)
