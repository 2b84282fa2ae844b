"""Rises or falls in a row: the check `record.streak`."""

from collections.abc import Iterator
from itertools import pairwise

from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence
from extractor.checks.finding import quotes
from extractor.checks.guards.examine import examine
from extractor.checks.proof import versus
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Fact, Finding, Relation


def record_streak(evidence: Evidence) -> Iterator[Finding]:
    """What rose or fell for so many periods in a row did so from each to the next.

    Flags: "The third straight annual fall: 9.1m in 2021, 8.7m in 2022 and 8.9m in 2023." (it rose in 2023)
    Passes: "The third straight annual fall: 9.1m in 2021, 8.7m in 2022 and 8.5m in 2023."
    Source: checks.md §2, record.streak.
    Guards: periods that do not follow each other; other units or footings; inverse quotes (rupees per dollar);
    rises and falls of growth itself; forecast beside actual.
    """
    for relation in evidence.related("streak"):
        facts = evidence.members(relation, "facts")
        direction = relation.spans[0].label
        pairs = [_pair(relation, direction, earlier, later) for earlier, later in pairwise(facts)]
        judged = [(link, guards) for link in pairs if (guards := examine(evidence, link)) is not None]
        broken = [each for each in judged if judge(evidence, each[0], "more", level="more").is_apart]
        for link, guards in broken or judged[-1:]:
            yield _finding(evidence, relation, link, guards, facts)


def _pair(relation: Relation, direction: str, earlier: Fact, later: Fact) -> Link:
    more, less = (later, earlier) if direction == "up" else (earlier, later)
    return Link(kind="step", facts={"more": more, "less": less}, maps={}, relations=(relation,))


def _finding(
    evidence: Evidence, relation: Relation, link: Link, guards: tuple[str, ...], facts: tuple[Fact, ...]
) -> Finding:
    found = judge(evidence, link, "more", level="more")
    more, less = link.facts["more"], link.facts["less"]
    said = " ".join(relation.spans[0].text.split())
    if found.is_apart:
        message = (
            f'"{said}" is said, but "{evidence.quote(less.id)}" is more than "{evidence.quote(more.id)}".'
        )
    else:
        message = f'"{said}" is said, and {quotes(evidence, facts)} move that way.'
    return conclude(
        evidence, "record.streak", link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=more.unit,
        severity="error" if found.is_apart else None,
    )  # fmt: skip
