"""Which figure of a refuted conversion is the slip: the one that a likely slip or another currency repairs.

Weights are those of `suspects`, for the two amounts of a pair against an interval of rates.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from extractor.checks import wording
from extractor.checks.evidence import Evidence
from extractor.checks.slips.company import Company, style
from extractor.checks.slips.undo import WEIGHTS, WHY, Slip, undo
from extractor.checks.verdicts.bonds import bonds, converted, likelihood
from extractor.checks.verdicts.conversions import Pair, widened
from extractor.checks.verdicts.exchanges import swaps_outside
from extractor.checks.verdicts.reference import CLOSE, neighbours
from extractor.checks.verdicts.suspects import REPEATED
from extractor.records import Fact, Suspect
from extractor.values.interval import Interval

CURRENCY_SLIP: Final = Fraction(1, 12)
"""How likely a figure is in another currency than printed, if that currency's rate of the time fits."""


def fx_suspects(
    evidence: Evidence, pair: Pair, rates: Interval, *, blamed: Fact | None
) -> tuple[Suspect, ...]:
    """The two figures, the likelier slip first; of equals the later, which is the one that was converted."""
    found = []
    for fact in pair.facts:
        weight, suspect = _suspect(evidence, pair, fact, rates)
        found.append((fact is blamed, weight, fact.start_char, suspect))
    found.sort(key=lambda each: each[:3], reverse=True)
    return tuple(suspect for *_, suspect in found)


def _suspect(evidence: Evidence, pair: Pair, fact: Fact, rates: Interval) -> tuple[Fraction, Suspect]:
    needs = converted(evidence, pair, fact, rates)
    slips = tuple(undo(fact, evidence.core(fact.id), evidence.article.language, style=evidence.once(style)))
    fitting = [slip for slip in slips if slip.support.meets(widened(needs, CLOSE))]
    pair_ids = tuple(each.id for each in pair.facts)
    others = bonds(evidence, fact, pair_ids)
    company = Company(evidence, fact, pair_ids)
    weight = sum(
        (
            _share(slip, slips) * likelihood(others, slip.support) * company.likelihood(slip)
            for slip in fitting
        ),
        Fraction(0),
    )
    codes = neighbours(evidence, pair, fact) if evidence.rates else ()
    if codes:
        weight += CURRENCY_SLIP
    swapped = sorted(
        (likely * likelihood(others, evidence.support(other.id)), other.start_char, other)
        for likely, other in swaps_outside(evidence, fact, widened(needs, CLOSE), pair_ids)
    )
    weight += sum((likely for likely, *_ in swapped), Fraction(0))
    weight *= REPEATED ** _repeats(evidence, fact)
    room = wording.span(needs, fact.unit, digits=3)
    if codes and not any(slip.kind in ("scale", "transposition") for slip in fitting):
        why = f"the rate of {' or '.join(codes)} would fit; in {fact.unit} it would be {room}"
        text = _in_currency(fact, codes[0]) if len(codes) == 1 else None
        return weight, Suspect(fact=fact.id, edit="currency", suggestion=text, why=why)
    why = f"the other figure and the rate make it {room}"
    if swapped and not any(slip.kind in ("scale", "transposition") for slip in fitting):
        text = evidence.quote(swapped[-1][-1].id)
        why = f"two figures exchanged would fit: {why}"
        return weight, Suspect(fact=fact.id, edit="swap", suggestion=text, why=why)
    if not fitting:
        return weight, Suspect(fact=fact.id, edit="other", suggestion=room, why=why)
    kind = max((slip.kind for slip in fitting), key=WEIGHTS.__getitem__)
    texts = {slip.text for slip in fitting if slip.kind == kind}
    text = texts.pop() if len(texts) == 1 else room
    return weight, Suspect(fact=fact.id, edit=kind, suggestion=text, why=f"{WHY[kind]} would fit: {why}")


def _share(slip: Slip, slips: Sequence[Slip]) -> Fraction:
    """How likely a kind of slip made just this one of all it could. Scale words are not many ways to slip: "billion"
    has more neighbours than "million" and is no less likely the wrong one."""
    if slip.kind == "scale":
        return WEIGHTS["scale"]
    return WEIGHTS[slip.kind] / sum(each.kind == slip.kind for each in slips)


def _repeats(evidence: Evidence, fact: Fact) -> int:
    """In how many other sentences the figure stands as printed: slips seldom repeat."""
    return len(
        {other.sentence for other in evidence.by_unit[fact.kind, fact.unit] if other.value == fact.value}
        - {fact.sentence}
    )


def _in_currency(fact: Fact, code: str) -> str | None:
    """The figure with another currency in place of the printed one."""
    if fact.unit_text and fact.unit_text in fact.text:
        return " ".join(fact.text.replace(fact.unit_text, f"{code} ", 1).split())
    return None
