"""What an article leaves unsaid of a whole: the parts it does not name, their share, and how they moved."""

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from extractor.checks import wording
from extractor.checks.equations.linear import ratio_range
from extractor.checks.equations.links import Link, links_of, value
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import over, scaled
from extractor.checks.equations.twins import finest, mentions, twins
from extractor.checks.evidence import Evidence, series_key
from extractor.checks.families.growth_derived import is_narrow, ratio_formula
from extractor.checks.finding import ASSERTED, confidence_of, make_derived, make_finding
from extractor.checks.guards.examine import examine, same_base
from extractor.checks.proof import bracket, short, within
from extractor.records import Derived, Fact, Finding
from extractor.values.interval import Interval


class Remainder(msgspec.Struct, frozen=True, kw_only=True):
    """A whole and its named parts, one mention of each; `growths` the equation of each one's growth, in the
    order whole, part, part, …, or None if any of them has none (or not against the same base); `asserted` if
    the article calls all of them parts."""

    whole: Fact
    parts: tuple[Fact, ...]
    growths: tuple[Link, ...] | None
    guards: tuple[str, ...]
    asserted: bool


def part_residual(evidence: Evidence) -> Iterator[Finding | Derived]:
    """What is left of a whole after its named parts: amount, share and, if all have growth rates, growth.

    The growth of the rest has every level twice, so its extremes are taken at the corners (`linear`); plain
    interval arithmetic would lose its sign.

    Flags: "Exports were $500m. Grain exports were $310m. Exports to Asia were $240m." (a note: they overlap).
    Passes: "Exports were $892m, with software at $721m" (the rest, 170 to 172 million, is derived).
    Source: Dinkelbach (1967), for the extremes of a ratio.
    Guards: lists called complete are part.sum's; measures that can be negative; parts of parts; the same part
    mentioned twice; growth against another base.
    """
    for one in remainders(evidence):
        rest = _rest(evidence, one)
        if rest.core.high is not None and rest.support.high is not None and rest.support.high < 0:
            if one.asserted:
                yield _overlap(evidence, one, rest.support)
        elif rest.core.sign == 1 and is_narrow(rest.core):
            yield from _derive(evidence, one, rest.core)


class _Rest(msgspec.Struct, frozen=True):
    support: Interval
    core: Interval


def _rest(evidence: Evidence, one: Remainder) -> _Rest:
    support, core = evidence.support(one.whole.id), evidence.core(one.whole.id)
    for part in one.parts:
        support, core = support - evidence.support(part.id), core - evidence.core(part.id)
    return _Rest(support, core)


def remainders(evidence: Evidence) -> Iterator[Remainder]:
    """Every whole that has named parts and no list that is called complete, in text order."""
    groups: dict[str, list[tuple[Fact, tuple[str, ...]]]] = {}
    closed: set[str] = set()
    inferred: set[str] = set()
    same = twins(evidence)
    for link in links_of(evidence, "part", "sum"):
        whole = same[link.facts["whole"].id]
        if link.relations[0].exhaustive:
            closed.add(whole)
        if link.relations[0].confidence < ASSERTED:
            inferred.add(whole)
        for part, guards in _named_parts(evidence, link):
            groups.setdefault(whole, []).append((part, guards))
    for id, named in groups.items():
        if id not in closed:
            parts = _distinct(evidence, id, [part for part, _ in named])
            if parts:
                total = finest(evidence, evidence.facts[id])
                yield _remainder(evidence, total, parts, named[0][1], asserted=id not in inferred)


def _named_parts(evidence: Evidence, link: Link) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    """The parts of a relation that pass the guards of a part and its whole."""
    for role, fact in link.facts.items():
        if role != "whole":
            pair = Link(
                kind="part",
                facts={"part": fact, "whole": link.facts["whole"]},
                maps={},
                relations=link.relations,
            )
            guards = examine(evidence, pair)
            if guards is not None:
                yield fact, guards


def _distinct(evidence: Evidence, whole: str, parts: list[Fact]) -> tuple[Fact, ...]:
    """One mention of each part, parts of other parts left out."""
    same = twins(evidence)
    first = {same[part.id]: finest(evidence, part) for part in parts if same[part.id] != whole}
    nested = {
        same[link.facts["part"].id]
        for link in links_of(evidence, "part")
        if same[link.facts["whole"].id] in first and same[link.facts["part"].id] in first
    }
    kept: dict[object, Fact] = {}
    for id, part in first.items():
        if id not in nested:
            topic = series_key(part) if part.segment_key else id
            kept.setdefault(topic, part)
    return tuple(kept.values())


def _remainder(
    evidence: Evidence, whole: Fact, parts: tuple[Fact, ...], guards: tuple[str, ...], *, asserted: bool
) -> Remainder:
    growths = [growth_of(evidence, fact) for fact in (whole, *parts)]
    known = tuple(link for link in growths if link is not None)
    complete = len(known) == len(growths) and all(
        same_base(known[0].facts["rate"], link.facts["rate"]) for link in known
    )
    return Remainder(
        whole=whole, parts=parts, growths=known if complete else None, guards=guards, asserted=asserted
    )


def growth_of(evidence: Evidence, fact: Fact) -> Link | None:
    """The growth printed for a level, at whichever of its mentions it stands."""
    ids = {mention.id for mention in mentions(evidence, fact)}
    for link in links_of(evidence, "growth"):
        current = link.facts.get("current")
        if current is not None and current.id in ids and "rate" in link.facts:
            return link if examine(evidence, link) is not None else None
    return None


def _derive(evidence: Evidence, one: Remainder, rest: Interval) -> Iterator[Finding | Derived]:
    whole = one.whole
    names = [part.id for part in one.parts]
    total = _total(evidence, one.parts)
    # 1 - parts / whole has each figure once
    share = scaled(1 - over(total, evidence.core(whole.id)), HUNDRED)
    left = " - ".join([whole.id, *names])
    quote = f'"{evidence.quote(whole.id)}"'
    if len(names) > 1:
        yield _derived(one, " + ".join(names), total, whole.unit, "The named parts come to {}.")
    yield _derived(one, left, rest, whole.unit, f"The parts of {quote} that are not named come to {{}}.")
    yield _derived(one, f"({left}) / {whole.id}", share, "percent", f"They are {{}} of {quote}.")
    moved = None
    if one.growths is not None:
        before = _before(evidence, one)
        moved = rest_growth(evidence, one)
        earlier = _earlier(one)
        if before.sign == 1 and moved is not None:
            yield _derived(
                one, earlier, before, whole.unit, "Before, the parts not named came to {}.", prior=True
            )
            yield _derived(
                one, f"({left}) / ({earlier}) - 1", moved, "percent", "Growth of the parts not named: {}."
            )
    yield _told(evidence, one, rest, share, moved)


def _derived(
    one: Remainder, formula: str, made: Interval, unit: str | None, message: str, *, prior: bool = False
) -> Derived:
    rate = one.growths[0].facts["rate"] if prior and one.growths else None
    period = rate.baseline.period if rate is not None and rate.baseline else None
    return make_derived(
        formula=formula,
        value=made,
        unit=unit,
        measure=one.whole.measure,
        period=period if prior else one.whole.period,
        message=message.format(wording.span(made, unit)),
    )


def _total(evidence: Evidence, parts: tuple[Fact, ...]) -> Interval:
    total = Interval.point(0)
    for part in parts:
        total = total + evidence.core(part.id)
    return total


def _before(evidence: Evidence, one: Remainder) -> Interval:
    """The rest in the period before: every level and every rate once."""
    assert one.growths is not None
    terms = [
        over(evidence.core(fact.id), value(evidence, link, "rate").core)
        for fact, link in zip((one.whole, *one.parts), one.growths, strict=True)
    ]
    before = terms[0]
    for term in terms[1:]:
        before = before - term
    return before


def _earlier(one: Remainder) -> str:
    assert one.growths is not None
    terms = [
        f"{fact.id} / {ratio_formula(link)}"
        for fact, link in zip((one.whole, *one.parts), one.growths, strict=True)
    ]
    return " - ".join(terms)


def rest_growth(evidence: Evidence, one: Remainder) -> Interval | None:
    """The growth of the rest in percent, exact: it falls with every part's rate and rises with the whole's
    (while the rest is positive), and is linear-fractional in the levels.
    """
    assert one.growths is not None
    ratios = [value(evidence, link, "rate").core for link in one.growths]
    if any(ratio.sign != 1 or not ratio.is_bounded for ratio in ratios):
        return None
    box = [evidence.core(fact.id) for fact in (one.whole, *one.parts)]
    signs = [Fraction(1)] + [Fraction(-1)] * len(one.parts)
    ends = []
    for highest in (False, True):
        chosen = [ratio.high if (place == 0) is highest else ratio.low for place, ratio in enumerate(ratios)]
        weights = [sign / end for sign, end in zip(signs, chosen, strict=True) if end is not None]
        ends.append(ratio_range(signs, weights, box))
    if ends[0] is None or ends[1] is None or ends[0].low is None or ends[1].high is None:
        return None
    return Interval((ends[0].low - 1) * HUNDRED, (ends[1].high - 1) * HUNDRED)


def _told(
    evidence: Evidence, one: Remainder, rest: Interval, share: Interval, moved: Interval | None
) -> Finding:
    whole = one.whole
    rates = tuple(link.facts["rate"] for link in one.growths or ())
    facts = (whole, *one.parts, *(rates if moved is not None else ()))
    message = (
        f"The parts not named come to {wording.span(rest, whole.unit)}"
        f' ({wording.span(share, "percent")} of "{evidence.quote(whole.id)}")'
    )
    if moved is not None and moved.sign in (1, -1):
        message += f"; they {'rose' if moved.sign == 1 else 'fell'} by {wording.span(abs(moved), 'percent')}"
    return make_finding(
        "part.residual",
        verdict="consistent",
        severity="note",
        facts=facts,
        message=message + ".",
        guards=one.guards,
        proof=_rest_proof(one, rest),
        confidence=confidence_of(facts),
    )


def _rest_proof(one: Remainder, rest: Interval) -> tuple[str, ...]:
    values = [fact.value for fact in (one.whole, *one.parts)]
    known = [short(number) for number in values if number is not None]
    return (within(" - ".join(known), rest),) if len(known) == len(values) else ()


def _overlap(evidence: Evidence, one: Remainder, rest: Interval) -> Finding:
    """More than the whole, from parts that no list puts side by side: they may overlap, so no alarm."""
    facts = (one.whole, *one.parts)
    excess = wording.span(abs(rest), one.whole.unit)
    return make_finding(
        "part.residual",
        verdict="inconsistent",
        severity="note",
        facts=facts,
        message=f'The named parts exceed "{evidence.quote(one.whole.id)}" by {excess}; they may overlap.',
        guards=one.guards,
        proof=(f"{bracket(rest)} apart from [0, ..]",),
    )
