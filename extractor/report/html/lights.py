"""What lights up in the text when something is selected: a fact its evidence, a relation its members."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from extractor.records import Extraction, Fact, Period, Span
from extractor.report.html.anchors import SLOTS, Anchors

# A hue is a class of the stylesheet, never a word of the article. Labels and roles without a row are "other".
EVIDENCE_HUES: Final = {
    "measure": "measure",
    "entity": "entity",
    "segment": "segment",
    "period": "period",
    "baseline": "baseline",
    "direction": "direction",
    "superlative": "superlative",
}
MEMBER_HUES: Final = {
    "current": "measure",
    "whole": "measure",
    "total": "measure",
    "fact": "measure",
    "facts": "measure",
    "prior": "baseline",
    "part": "baseline",
    "parts": "baseline",
    "average": "baseline",
    "rate": "direction",
    "delta": "direction",
    "multiple": "direction",
    "share": "direction",
}
# A formula's operands are fact ids and numbers.
WORD: Final = re.compile(r"\w+")
OTHER: Final = "other"
OWN: Final = "own"
SPOKEN_OF: Final = "member"


class Light(msgspec.Struct, frozen=True):
    """A span of the text, the hue it takes, and the slot whose selection lights it."""

    start_char: int
    end_char: int
    hue: str
    slot: int


def lights(extraction: Extraction, anchors: Anchors) -> frozenset[Light]:
    """Everything that may light up in an article."""
    found = (*_of_facts(extraction), *_of_relations(extraction, anchors), *_of_findings(extraction, anchors))
    text = extraction.article.text
    return frozenset(_trimmed(light, text) for light in found if light.slot <= SLOTS and _is_in(light, text))


def beginnings(lights: Iterable[Light], anchors: Anchors) -> dict[int, int]:
    """Slot to where the first of its spans begins, for whatever is no fact: facts have their marks."""
    found: dict[int, int] = {}
    for light in lights:
        if light.slot > len(anchors.facts):
            found[light.slot] = min(light.start_char, found.get(light.slot, light.start_char))
    return found


def members(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """The fact ids of a relation's member, which may be one or several."""
    return (value,) if isinstance(value, str) else value


def _is_in(light: Light, text: str) -> bool:
    """Whether the span lies in the text and holds a word."""
    inside = 0 <= light.start_char < light.end_char <= len(text)
    return inside and not text[light.start_char : light.end_char].isspace()


def _trimmed(light: Light, text: str) -> Light:
    """The same span without blanks at its ends: between paragraphs nothing can light up."""
    words = text[light.start_char : light.end_char]
    start = light.end_char - len(words.lstrip())
    return Light(start, light.start_char + len(words.rstrip()), light.hue, light.slot)


def _of_facts(extraction: Extraction) -> Iterator[Light]:
    for slot, fact in enumerate(extraction.facts, start=1):
        yield Light(fact.start_char, fact.end_char, OWN, slot)
        yield from _of_spans(fact.spans, slot)
        yield from _of_period(fact.period, "period", slot)
        if fact.baseline is not None:
            yield from _of_period(fact.baseline.period, "baseline", slot)


def _of_relations(extraction: Extraction, anchors: Anchors) -> Iterator[Light]:
    facts = _by_id(extraction)
    for number, relation in enumerate(extraction.relations, start=1):
        slot = anchors.relation_slot(number)
        yield from _of_spans(relation.spans, slot)
        for role, value in relation.members.items():
            yield from _of_members(members(value), facts, MEMBER_HUES.get(role, OTHER), slot)


def _of_findings(extraction: Extraction, anchors: Anchors) -> Iterator[Light]:
    facts = _by_id(extraction)
    for number, finding in enumerate(extraction.findings, start=1):
        slot = anchors.finding_slot(number)
        yield from _of_members(finding.facts, facts, SPOKEN_OF, slot)
        for span in finding.spans:
            yield Light(span.start_char, span.end_char, SPOKEN_OF, slot)
    for number, derived in enumerate(extraction.derived, start=1):
        used = WORD.findall(derived.formula)
        yield from _of_members(used, facts, SPOKEN_OF, anchors.derived_slot(number))


def _of_spans(spans: Iterable[Span], slot: int) -> Iterator[Light]:
    for span in spans:
        yield Light(span.start_char, span.end_char, EVIDENCE_HUES.get(span.label, OTHER), slot)


def _of_members(ids: Iterable[str], facts: dict[str, Fact], hue: str, slot: int) -> Iterator[Light]:
    for fact in (facts[id] for id in ids if id in facts):
        yield Light(fact.start_char, fact.end_char, hue, slot)


def _of_period(period: Period | None, hue: str, slot: int) -> Iterator[Light]:
    """A period carried from elsewhere or worked out has no place of its own."""
    if period is not None and period.start_char is not None and period.end_char is not None:
        yield Light(period.start_char, period.end_char, hue, slot)


def _by_id(extraction: Extraction) -> dict[str, Fact]:
    return {fact.id: fact for fact in extraction.facts}
