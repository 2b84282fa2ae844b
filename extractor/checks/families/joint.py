"""Figures that agree one relation at a time and cannot all be true together."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks import wording
from extractor.checks.check import Check
from extractor.checks.equations.links import expected
from extractor.checks.evidence import Evidence
from extractor.checks.finding import make_finding, quotes
from extractor.checks.network.conflict import least_conflict
from extractor.checks.network.program import impossible
from extractor.checks.network.propagation import ANY, propagate
from extractor.checks.network.quantities import Constraint, Network, networks
from extractor.checks.proof import versus
from extractor.checks.slips.company import style
from extractor.checks.slips.undo import TELLING, WHY, Slip, undo, weight
from extractor.checks.verdicts.suspects import SINGLE
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval

GUARDS: Final = ("unsure", "fails_alone", "two_levels", "unexplained")

MOST_FIGURES: Final = 64
"""A network with more figures is left alone (checks.md §3.2)."""


class Conflict(NamedTuple):
    """The figures that cannot all be right, and the equations between them."""

    facts: tuple[Fact, ...]
    constraints: tuple[Constraint, ...]


def joint_conflict(evidence: Evidence) -> Iterator[Finding]:
    """Figures that fit relation by relation must also fit all together.

    Each relation allows for rounding; over two or more the allowances may leave nothing. It speaks where two digits
    exchanged, a scale word or a decimal point in one figure would make all of them fit.

    Flags: "Exports rose 14.0% to $5.13 billion in 2023. … Exports were $4.05 billion in 2022." (4.49 to 4.51)
    Passes: "Exports rose 14.0% to $5.13 billion in 2023. … Exports were $4.50 billion in 2022."
    Source: Benhamou and others (1999) for propagation, Junker (2004) for the least conflict, Farkas' lemma for cycles.
    Guards: relations that fail by themselves, which are the other checks'; relations made by a common key alone;
    two levels of one thing and time, which their key does not tell apart; conflicts that no single slip explains.
    """
    for network in networks(evidence):
        conflict = _conflict(evidence, network)
        if conflict is not None:
            suspects = _suspects(evidence, network, conflict)
            if suspects and suspects[0].edit in TELLING:
                yield _finding(evidence, network, conflict, suspects)


def _conflict(evidence: Evidence, network: Network) -> Conflict | None:
    """The least set of figures of a network that no values fit; none if some do."""
    facts = network.facts
    if len(facts) > MOST_FIGURES:
        return None

    def holds(chosen: Sequence[Fact]) -> bool:
        narrowed = propagate(evidence, network, chosen)
        return narrowed.empty is None and not impossible(network, narrowed.domains)

    if holds(facts):
        return None
    least = least_conflict(facts, holds)
    ids = {fact.id for fact in least}
    used = tuple(one for one in network.constraints if len(ids.intersection(one.link.ids)) > 1)
    return Conflict(least, used)


def _suspects(evidence: Evidence, network: Network, conflict: Conflict) -> tuple[Suspect, ...]:
    """The figures of a conflict, by how likely a slip is that mends it (Fellegi-Holt: without the figure all fit)."""
    ranked = [(*_mended(evidence, network, fact), fact) for fact in conflict.facts]
    ranked.sort(key=lambda each: -each[0])
    return tuple(_suspect(slip, needs, fact) for _, slip, needs, fact in ranked)


def _mended(evidence: Evidence, network: Network, fact: Fact) -> tuple[Fraction, Slip | None, Interval]:
    """The likeliest slip of a figure that the others allow, how likely it is, and where they need the figure.

    Digits put for others are left out: one of so many fits almost anything.
    """
    others = [other for other in network.facts if other is not fact]
    narrowed = propagate(evidence, network, others)
    node = next(node for node, group in network.observed.items() if fact in group)
    needs = narrowed.domains.get(node, ANY)
    if narrowed.empty is not None or impossible(network, narrowed.domains):
        return Fraction(0), None, needs
    language, spelled = evidence.article.language, evidence.once(style)
    slips = undo(fact, evidence.support(fact.id), language, style=spelled, digits=False)
    fitting = [slip for slip in slips if slip.support.meets(needs)]
    best = max(fitting, key=lambda slip: weight(slip, fact), default=None)
    return (weight(best, fact) if best is not None else Fraction(0)), best, needs


def _suspect(slip: Slip | None, needs: Interval, fact: Fact) -> Suspect:
    others = f"the others need {wording.span(needs, fact.unit)}"
    if slip is None:
        return Suspect(fact=fact.id, edit="other", why=f"{SINGLE}; {others}")
    return Suspect(
        fact=fact.id, edit=slip.kind, suggestion=slip.text, why=f"{WHY[slip.kind]} would fit: {others}"
    )


def _finding(
    evidence: Evidence, network: Network, conflict: Conflict, suspects: tuple[Suspect, ...]
) -> Finding:
    gap = propagate(evidence, network, conflict.facts).empty
    confidence = min(one.link.confidence for one in conflict.constraints)
    return make_finding(
        "joint.conflict",
        verdict="inconsistent",
        severity="error",
        facts=conflict.facts,
        message=_message(evidence, conflict),
        guards=GUARDS,
        suspects=suspects,
        proof=(versus(gap.left, gap.needs),) if gap is not None else (),
        confidence=confidence,
    )


def _message(evidence: Evidence, conflict: Conflict) -> str:
    if len(conflict.constraints) > 1:
        number = len(conflict.constraints)
        return (
            f"{quotes(evidence, conflict.facts)} fit relation by relation, but no values within their rounding fit"
            f" all {number} relations."
        )
    [only] = conflict.constraints
    current = only.link.facts["current"]
    measured = next(fact for role, fact in only.link.facts.items() if role != "current")
    elsewhere = [fact for fact in conflict.facts if fact not in (current, measured)]
    before = wording.span(expected(evidence, only.link, "prior").support, current.unit)
    return (
        f'"{evidence.quote(current.id)}" after "{evidence.quote(measured.id)}" makes {before} before;'
        f" elsewhere that is {quotes(evidence, elsewhere)}."
    )


CHECKS: Final[tuple[Check, ...]] = (Check("joint.conflict", joint_conflict),)
