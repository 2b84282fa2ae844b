"""A headline that says rise where the body says fall, of the same quantity by the same amount."""

from collections.abc import Iterator
from typing import Final

from extractor.checks.evidence import Evidence, stretch
from extractor.checks.finding import SURE_ENOUGH, make_finding
from extractor.checks.guards.examine import differ
from extractor.checks.proof import versus
from extractor.records import Fact, Finding, Suspect

GUARDS: Final = ("unsure", "negated", "another_quantity", "another_period", "body_has_both")
TURNED: Final = {"up": "down", "down": "up"}
WORDS: Final = {"up": "a rise", "down": "a fall"}


def turned_headlines(evidence: Evidence) -> Iterator[Finding]:
    """The headline's changes whose only counterpart in the body goes the other way."""
    for title in evidence.facts.values():
        if title.in_title and _is_movement(title):
            body = [
                fact
                for fact in evidence.facts.values()
                if not fact.in_title and _is_same(evidence, title, fact)
            ]
            turned = [fact for fact in body if fact.direction != title.direction]
            if turned and len(turned) == len(body) and _is_alike(title, turned[0]):
                yield _finding(evidence, title, turned[0])


def _is_movement(fact: Fact) -> bool:
    is_change = fact.role in ("growth", "change") and fact.direction in TURNED
    return is_change and fact.confidence >= SURE_ENOUGH and not fact.negated


def _is_same(evidence: Evidence, title: Fact, fact: Fact) -> bool:
    """A change by the same amount, whichever way and of whatever."""
    same = (title.kind, title.role) == (fact.kind, fact.role) and not differ((title, fact), "unit")
    literal = fact.value is not None and evidence.core(title.id).contains(fact.value)
    return same and _is_movement(fact) and literal and fact.modality == title.modality


def _is_alike(title: Fact, fact: Fact) -> bool:
    """One quantity of one time, as far as both say."""
    if title.measure_key is None or title.measure_key != fact.measure_key:
        return False
    if any(differ((title, fact), name) for name in ("entity_key", "segment_key")):
        return False
    return (None, None) in (stretch(title), stretch(fact)) or stretch(title) == stretch(fact)


def _finding(evidence: Evidence, title: Fact, fact: Fact) -> Finding:
    assert title.direction is not None
    assert fact.direction is not None
    why = "the opposite direction would fit the other"
    percent = title.kind == "percent"
    return make_finding(
        "repeat.headline",
        verdict="inconsistent",
        severity="warning",
        facts=(title, fact),
        message=(
            f'The headline gives {WORDS[title.direction]} ("{evidence.quote(title.id)}"), the body'
            f' {WORDS[fact.direction]} ("{evidence.quote(fact.id)}") of the same quantity.'
        ),
        guards=GUARDS,
        suspects=tuple(Suspect(fact=each.id, edit="direction", why=why) for each in (title, fact)),
        proof=(versus(evidence.support(title.id), -evidence.support(fact.id), percent=percent),),
    )
