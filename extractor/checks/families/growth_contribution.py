"""What each part adds to the growth of its whole: the check `growth.contribution`."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of, value
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import over, scaled
from extractor.checks.evidence import Evidence
from extractor.checks.families.growth_derived import is_narrow, ratio_formula
from extractor.checks.families.mean import growths_of
from extractor.checks.families.residual import Remainder, remainders
from extractor.checks.finding import make_derived, quotes
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Derived, Fact, Finding
from extractor.values.interval import Interval

ONE = Interval.point(1)


def growth_contribution(evidence: Evidence) -> Iterator[Finding | Derived]:
    """The parts of a full list were, before their growth, what their total was before its own.

    For a list that leaves something out, what each named part adds to the growth of the whole is derived.

    Flags: "Sales rose 2% to $95m: $50m in Europe, up 6%, and $45m in Asia, up 3%" (4.6%).
    Passes: "Sales rose 5% to $95m: $50m in Europe, up 6%, and $45m in Asia, up 3%."
    Source: contributions to growth as national accounts define them (Eurostat, ESA 2010, chapter 10).
    Guards: as growth.weighted_bounds, whose alarm comes first: lists that may leave something out or do not add
    up; parts without a growth of their own, or against another base; like-for-like growth; forecast beside
    actual; parts of a loss or balance.
    """
    for whole in links_of(evidence, "sum"):
        link = _full(evidence, whole)
        guards = examine(evidence, link) if link is not None else None
        if link is not None and guards is not None:
            yield _finding(evidence, link, guards)
    for one in remainders(evidence):
        if one.growths is not None:
            yield from _derive(evidence, one)


def _full(evidence: Evidence, whole: Link) -> Link | None:
    """The parts of a total with the growth of each and its own, where the list is full and adds up."""
    found = growths_of(evidence, whole)
    if found is None:
        return None
    rates = {role.replace("part", "rate").replace("whole", "rate"): link for role, link in found.items()}
    parts = {role: fact for role, fact in whole.facts.items() if role != "whole"}
    return Link(
        kind="weighted",
        facts={**parts, **{role: link.facts["rate"] for role, link in rates.items()}},
        maps={role: link.maps["rate"] for role, link in rates.items()},
        relations=(*whole.relations, *(link.relations[0] for link in found.values())),
    )


def _finding(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    rate = link.facts["rate"]
    parts = [fact for role, fact in link.facts.items() if role.startswith("part")]
    found = judge(evidence, link, "rate", level="rate").of_rates()
    reach = wording.movement(scaled(found.made.support, HUNDRED), "percent")
    return conclude(
        evidence, "growth.contribution", link, found,
        message=f"The growth of the parts {quotes(evidence, parts)} makes {reach} of them all,"
        f' {found.versus} "{evidence.quote(rate.id)}".',
        guards=guards,
        proof=(
            within(_expression(link), found.made.support, percent=True),
            versus(found.stated.support, found.made.support, percent=True),
        ),
        unit="percent", scale=HUNDRED,
    )  # fmt: skip


def _expression(link: Link) -> str:
    """``(50m + 45m) / (50m / 1.06 + 45m / 1.03) - 1``"""
    parts = {
        role: short(Fraction(fact.value or 0)) for role, fact in link.facts.items() if role.startswith("part")
    }
    before = [f"{text} / {short(_ratio(link, role.replace('part', 'rate')))}" for role, text in parts.items()]
    return f"({' + '.join(parts.values())}) / ({' + '.join(before)}) - 1"


def _ratio(link: Link, role: str) -> Fraction:
    one = link.maps[role]
    return one.offset + one.factor * Fraction(link.facts[role].value or 0)


def _derive(evidence: Evidence, one: Remainder) -> Iterator[Derived]:
    """The points each named part adds: its change over the level of the whole before."""
    assert one.growths is not None
    total, *others = one.growths
    for part, link in zip(one.parts, others, strict=True):
        change = evidence.core(part.id) * (ONE - over(ONE, value(evidence, link, "rate").core))
        before = over(evidence.core(one.whole.id), value(evidence, total, "rate").core)
        points = scaled(over(change, before), HUNDRED)
        if is_narrow(points):
            yield _points(
                evidence, one.whole, part, points, f"{_change(part, link)} / {_before(one.whole, total)}"
            )


def _before(fact: Fact, link: Link) -> str:
    return f"({fact.id} / {ratio_formula(link)})"


def _change(fact: Fact, link: Link) -> str:
    return f"({fact.id} - {fact.id} / {ratio_formula(link)})"


def _points(evidence: Evidence, whole: Fact, part: Fact, points: Interval, formula: str) -> Derived:
    return make_derived(
        formula=formula,
        value=points,
        unit="percentage_point",
        measure=whole.measure,
        period=whole.period,
        message=f'"{evidence.quote(part.id)}" adds {wording.span(points, "percentage_point")} to the growth of'
        f' "{evidence.quote(whole.id)}".',
    )
