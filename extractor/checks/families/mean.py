"""The growth of a whole lies among those of its parts: the check `growth.weighted_bounds`."""

from collections.abc import Iterator
from typing import Final

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of
from extractor.checks.equations.maps import HUNDRED, rate_maps
from extractor.checks.equations.reading import scaled
from extractor.checks.evidence import Evidence
from extractor.checks.finding import quotes
from extractor.checks.guards.examine import examine
from extractor.checks.proof import versus
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Finding

PERCENT: Final = ("percent",)


def growth_weighted_bounds(evidence: Evidence) -> Iterator[Finding]:
    """A total grows no faster than its fastest part and no slower than its slowest: its growth is a mean of
    theirs, whatever their weights.

    Flags: "Sales rose 8% to $95m, made up of $50m in Europe, up 3%, and $45m in Asia, up 6%."
    Passes: "Sales rose 4% to $95m, made up of $50m in Europe, up 3%, and $45m in Asia, up 6%."
    Source: the mean value property of weighted averages; checks.md §2, growth.weighted_bounds.
    Guards: lists that may leave something out, and those that do not add up; parts without a growth of their
    own; growth like-for-like, in constant currency or against another base; forecast beside actual; parts of
    a loss or balance.
    """
    for whole in links_of(evidence, "sum"):
        link = _rates(evidence, whole)
        guards = examine(evidence, link) if link is not None else None
        if link is not None and guards is not None:
            yield _finding(evidence, link, guards)


def _rates(evidence: Evidence, whole: Link) -> Link | None:
    """The rates of a total and of all its parts, where the list is full and adds up."""
    found = growths_of(evidence, whole)
    if found is None:
        return None
    facts = {role: link.facts["rate"] for role, link in found.items()}
    maps = {role: rate_maps(fact)[0] for role, fact in facts.items()}
    relations = (*(link.relations[0] for link in found.values()), *whole.relations)
    return Link(kind="mean", facts=facts, maps=maps, relations=relations)


def growths_of(evidence: Evidence, whole: Link) -> dict[str, Link] | None:
    """The growth of a total and of each of its parts, by role; none unless the list is full and adds up."""
    if not whole.relations[0].exhaustive or examine(evidence, whole) is None:
        return None
    if judge(evidence, whole, "whole", level="whole").is_apart:
        return None
    grown = evidence.once(_grown)
    links = {role: grown.get(fact.id) for role, fact in whole.facts.items()}
    found = {role: link for role, link in links.items() if link is not None}
    percent = all(link.facts["rate"].unit in PERCENT for link in found.values())
    return found if percent and len(found) == len(links) else None


def _grown(evidence: Evidence) -> dict[str, Link]:
    """The one equation of growth of each level that has one."""
    found: dict[str, Link] = {}
    several: set[str] = set()
    for link in links_of(evidence, "growth"):
        if "current" in link.facts and "rate" in link.facts and examine(evidence, link) is not None:
            id = link.facts["current"].id
            several |= {id} & found.keys()
            found[id] = link
    return {id: link for id, link in found.items() if id not in several}


def _finding(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    whole = link.facts["whole"]
    parts = [fact for role, fact in link.facts.items() if role != "whole"]
    found = judge(evidence, link, "whole", level="whole").of_rates()
    reach = wording.span(scaled(found.made.support, HUNDRED), "percent")
    message = f"The parts, {quotes(evidence, parts)}, changed by {reach}, so their total did too,"
    return conclude(
        evidence, "growth.weighted_bounds", link, found,
        message=f'{message} {found.versus} "{evidence.quote(whole.id)}".',
        guards=guards, proof=(versus(found.stated.support, found.made.support, percent=True),),
        unit="percent", scale=HUNDRED,
    )  # fmt: skip
