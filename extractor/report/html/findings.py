"""Findings, relations and derived values as the page shows them, each linked to the figures it names."""

from collections.abc import Iterator

import msgspec

from extractor.records import Derived, Extraction, Finding, Relation
from extractor.report.findings import ranked, standing
from extractor.report.html.anchors import Anchors, selects
from extractor.report.html.lights import MEMBER_HUES, OTHER, WORD, members
from extractor.report.html.links import Link, Linker
from extractor.report.html.text import Cutter, Piece
from extractor.report.quotes import quoted
from extractor.report.words import interval


class Suspect(msgspec.Struct, frozen=True):
    """A figure that may be the slip, the text that would fit instead (empty: none), and why."""

    figure: Link
    suggestion: str
    why: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A finding. `show` leads to what it speaks of in the text (empty: nowhere); `quotes` are the sentences
    themselves, `expected` and `stated` intervals in words."""

    name: str
    slot: str
    show: str
    check: str
    word: str
    severity: str
    holds: bool
    is_alarm: bool
    confidence: str
    message: str
    figures: tuple[Link, ...]
    quotes: tuple[tuple[Piece, ...], ...]
    expected: str
    stated: str
    suspects: tuple[Suspect, ...]
    steps: tuple[str, ...]


class Member(msgspec.Struct, frozen=True):
    """A role in a relation, in the hue that its figures take when the relation is selected."""

    role: str
    hue: str
    figures: tuple[Link, ...]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A relation: what the text asserts between figures."""

    name: str
    slot: str
    show: str
    type: str
    note: str
    members: tuple[Member, ...]
    quotes: tuple[str, ...]
    confidence: str


class Implied(msgspec.Struct, frozen=True, kw_only=True):
    """A derived value, and its formula with every figure in it a link."""

    name: str
    slot: str
    show: str
    message: str
    formula: tuple[Link, ...]


def notes(extraction: Extraction, anchors: Anchors, linker: Linker, cutter: Cutter) -> tuple[Note, ...]:
    """The findings, alarms first."""
    numbers = {id(finding): number for number, finding in enumerate(extraction.findings, start=1)}
    return tuple(
        _note(extraction, finding, numbers[id(finding)], anchors, linker, cutter)
        for finding in ranked(extraction.findings)
    )


def _note(
    extraction: Extraction, finding: Finding, number: int, anchors: Anchors, linker: Linker, cutter: Cutter
) -> Note:
    slot = anchors.finding_slot(number)
    quotes = quoted(extraction, finding) if finding.is_alarm else ()
    return Note(
        name=anchors.name("n", number),
        slot=selects(slot),
        show=cutter.spot(slot),
        check=finding.check,
        word=standing(finding),
        severity=finding.severity,
        holds=finding.verdict == "consistent",
        is_alarm=finding.is_alarm,
        confidence=f"{finding.confidence:.2f}",
        message=finding.message,
        figures=linker.figures(finding.facts),
        quotes=tuple(cutter.pieces(start, end, named=False) for start, end in quotes),
        expected=interval(finding.expected) if finding.expected else "",
        stated=interval(finding.observed) if finding.observed else "",
        suspects=tuple(
            Suspect(linker.figure(each.fact), each.suggestion or "", each.why or each.edit)
            for each in finding.suspects
        ),
        steps=finding.proof,
    )


def ties(extraction: Extraction, anchors: Anchors, linker: Linker, cutter: Cutter) -> tuple[Tie, ...]:
    """The relations in their order."""
    return tuple(
        _tie(relation, number, anchors, linker, cutter)
        for number, relation in enumerate(extraction.relations, start=1)
    )


def _tie(relation: Relation, number: int, anchors: Anchors, linker: Linker, cutter: Cutter) -> Tie:
    slot = anchors.relation_slot(number)
    lists = {None: "", True: "the full list", False: "an open list"}
    return Tie(
        name=anchors.name("r", number),
        slot=selects(slot),
        show=cutter.spot(slot),
        type=relation.type.replace("_", " "),
        note=lists[relation.exhaustive],
        members=tuple(
            Member(role, MEMBER_HUES.get(role, OTHER), linker.figures(members(value)))
            for role, value in relation.members.items()
        ),
        quotes=tuple(span.text for span in relation.spans),
        confidence=f"{relation.confidence:.2f}",
    )


def implied(extraction: Extraction, anchors: Anchors, linker: Linker, cutter: Cutter) -> tuple[Implied, ...]:
    """The derived values in their order."""
    return tuple(
        Implied(
            name=anchors.name("d", number),
            slot=selects(anchors.derived_slot(number)),
            show=cutter.spot(anchors.derived_slot(number)),
            message=derived.message,
            formula=tuple(_formula(derived, linker)),
        )
        for number, derived in enumerate(extraction.derived, start=1)
    )


def _formula(derived: Derived, linker: Linker) -> Iterator[Link]:
    """The formula in pieces: figures as links, what stands between them as text."""
    at = 0
    for word in WORD.finditer(derived.formula):
        if word[0] in linker.texts:
            yield Link(href=None, text=derived.formula[at : word.start()])
            yield linker.figure(word[0])
            at = word.end()
    yield Link(href=None, text=derived.formula[at:])


def naming(extraction: Extraction, anchors: Anchors) -> dict[str, list[Link]]:
    """Fact id to the findings and relations that name the fact."""
    found: dict[str, list[Link]] = {}
    numbered = enumerate(extraction.findings, start=1)
    for number, finding in sorted(numbered, key=lambda each: not each[1].is_alarm):
        text = f"{finding.check} ({standing(finding)})"
        for fact in dict.fromkeys(finding.facts):
            found.setdefault(fact, []).append(Link(href=f"#{anchors.name('n', number)}", text=text))
    for number, relation in enumerate(extraction.relations, start=1):
        for role, value in relation.members.items():
            for fact in members(value):
                text = f"{relation.type.replace('_', ' ')} ({role})"
                found.setdefault(fact, []).append(Link(href=f"#{anchors.name('r', number)}", text=text))
    return found
