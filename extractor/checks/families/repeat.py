"""Figures given more than once: the same quantity must have one value."""

from collections.abc import Iterator
from typing import Final

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.checks.families.headline import repeat_headline
from extractor.checks.verdicts.agreement import agreement, groups
from extractor.records import Finding


def repeat_value(evidence: Evidence) -> Iterator[Finding]:
    """All mentions of one quantity have a value in common.

    Two mentions that only share their key, by the words around them, are called inconsistent only if a slip
    of the keyboard turns one into the other: otherwise they are more likely two different things.

    Flags: "The plant cost €418 million." … "The €481 million plant opens in May."
    Passes: "The plant cost €418 million." … "The plant, at about €420 million, opens in May."
    Source: XBRL Calculations 1.1: duplicate facts are consistent if their intervals meet.
    Guards: every component of the key equal (measure, entity, segment, period, unit, role, baseline, basis,
    modality); revised figures; two figures of one sentence; vague figures.
    """
    for facts, relation in groups(evidence):
        if len(facts) > 1 and not any(fact.in_title for fact in facts):
            yield from agreement(evidence, "repeat.value", facts, relation)


CHECKS: Final[tuple[Check, ...]] = (
    Check("repeat.value", repeat_value),
    Check("repeat.headline", repeat_headline),
)
