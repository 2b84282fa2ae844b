"""Figures put in order by words: above and below, the range and its middle, ranked lists."""

from collections.abc import Iterator
from typing import Final

from extractor.checks.check import Check
from extractor.checks.equations.links import Link, links_of
from extractor.checks.evidence import Evidence
from extractor.checks.finding import SURE_ENOUGH, make_finding, severity_of
from extractor.checks.guards.examine import examine
from extractor.checks.proof import versus
from extractor.checks.verdicts.judging import conclude, gap_ulps, judge
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval

BETWEEN: Final = "between "


def order_compare(evidence: Evidence) -> Iterator[Finding]:
    """A figure that is said to beat, exceed or fall short of another is larger or smaller than it.

    A mean or a median lies inside its range, and a range "between" two figures begins with the smaller.

    Flags: "Net profit came to $4.6m, beating the $4.9m analysts had expected."
    Passes: "Net profit came to $5.1m, beating the $4.9m analysts had expected."
    Source: checks.md §2, order.compare.
    Guards: a difference ("$34 above the threshold"); "beat" and "missed" where less is better or nothing was
    expected; falls; ranges, vague and negated figures; another unit; another figure of the sentence that fits.
    """
    yield from _compared(evidence, "order.compare", is_rank=False)
    for link in links_of(evidence, "middle"):
        guards = examine(evidence, link)
        if guards is not None:
            yield _middle(evidence, link, guards)
    yield from _reversed(evidence)


def order_rank(evidence: Evidence) -> Iterator[Finding]:
    """A list that goes from the largest down does not rise.

    Flags: "The largest buyer was Norland with 21%, followed by Ostria with 24%."
    Passes: "The largest buyer was Norland with 24%, followed by Ostria with 21%."
    Source: checks.md §2, order.rank.
    Guards: a list that follows the calendar, or another measure ("the largest by area"); lists of rates of
    growth; another unit; vague and negated figures.
    """
    yield from _compared(evidence, "order.rank", is_rank=True)


def _middle(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    """A mean or a median lies between the least and the most."""
    found = judge(evidence, link, "middle", level="middle")
    middle, spread = link.facts["middle"], link.facts["range"]
    lies = "lies outside" if found.is_apart else "lies within"
    return conclude(
        evidence, "order.compare", link, found,
        message=f'The middle, "{evidence.quote(middle.id)}", {lies} the range "{evidence.quote(spread.id)}".',
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=middle.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else "note",
    )  # fmt: skip


def _reversed(evidence: Evidence) -> Iterator[Finding]:
    """ "Between 40 and 30": a range written from its larger end."""
    for fact in evidence.facts.values():
        if fact.value is None or fact.value_to is None or fact.value <= fact.value_to or fact.negated:
            continue
        before = evidence.article.text[max(0, fact.start_char - len(BETWEEN)) : fact.start_char]
        falls = fact.direction == "down" or fact.value_to < 0
        if before.lower() == BETWEEN and not falls and fact.confidence >= SURE_ENOUGH:
            yield _turned(evidence, fact)


def _turned(evidence: Evidence, fact: Fact) -> Finding:
    assert fact.value is not None
    assert fact.value_to is not None
    first, second = Interval.point(fact.value), Interval.point(fact.value_to)
    return make_finding(
        "order.compare",
        verdict="inconsistent",
        severity="warning",
        facts=(fact,),
        message=f'The range "{evidence.quote(fact.id)}" begins with its larger end.',
        guards=("unsure", "falling"),
        suspects=(Suspect(fact=fact.id, edit="other", why="one of the two ends, or their order"),),
        proof=(versus(first, second),),
    )


def _compared(evidence: Evidence, check: str, *, is_rank: bool) -> Iterator[Finding]:
    for link in links_of(evidence, "order"):
        if (link.relations[0].type == "rank") != is_rank:
            continue
        guards = examine(evidence, link)
        if guards is not None:
            yield _finding(evidence, check, link, guards)


def _finding(evidence: Evidence, check: str, link: Link, guards: tuple[str, ...]) -> Finding:
    first, second = sorted(link.facts.values(), key=lambda fact: fact.start_char)
    found = judge(evidence, link, "more", level="more")
    is_more = first is link.facts["more"]
    told = "ranked above" if check == "order.rank" else f"said to be {'more' if is_more else 'less'} than"
    message = f'"{evidence.quote(first.id)}" is {told} "{evidence.quote(second.id)}"'
    message += f", but is {'less' if is_more else 'more'}." if found.is_apart else ", and is."
    return conclude(
        evidence, check, link, found,
        message=message,
        guards=guards,
        proof=(versus(found.stated.support, found.made.support),),
        unit=first.unit,
        severity=severity_of(flips=True, gap_ulps=gap_ulps(evidence, link)) if found.is_apart else "note",
    )  # fmt: skip


CHECKS: Final[tuple[Check, ...]] = (
    Check("order.compare", order_compare),
    Check("order.rank", order_rank),
)
