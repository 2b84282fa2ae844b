"""Judging one equation: what its members make of one of them, and how far that is from what is printed."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from extractor.checks.equations.links import Link, expected, figure, needed, value
from extractor.checks.equations.reading import Agreement, Reading, compare, scaled
from extractor.checks.evidence import Evidence
from extractor.checks.finding import TRUNCATED_NOTE, bounds, make_finding, severity_of, verdict_of
from extractor.checks.verdicts.suspects import find_suspects
from extractor.records import Finding, Severity


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """`made` is what the other figures make of the one that is tested, `stated` what is printed."""

    made: Reading
    stated: Reading
    agreement: Agreement
    severity: Severity

    @property
    def is_apart(self) -> bool:
        return self.agreement == "apart"

    @property
    def versus(self) -> str:
        """The words between what the figures make and what is stated."""
        return "not the stated" if self.is_apart else "which agrees with the stated"

    def of_rates(self) -> "Judgement":
        """A judgement of ratios as one of rates: 1.04 is a growth of 4 percent."""
        return msgspec.structs.replace(self, made=self.made - 1, stated=self.stated - 1)

    @property
    def note(self) -> str:
        """What to add where the figures fit only just."""
        return f" {TRUNCATED_NOTE}" if self.agreement == "truncated" else ""


def judge(evidence: Evidence, link: Link, tested: str, *, level: str) -> Judgement:
    """Test a complete equation.

    Args:
        tested: the role shown to the reader, usually the rate or the change.
        level: the role whose relative gap says how much it matters.

    """
    made, stated = expected(evidence, link, tested), value(evidence, link, tested)
    agreement = compare(made, stated)
    severity: Severity = "note"
    if agreement == "apart":
        severity = severity_of(gap_share=gap_share(evidence, link, level), gap_ulps=gap_ulps(evidence, link))
    return Judgement(made=made, stated=stated, agreement=agreement, severity=severity)


def gap_share(evidence: Evidence, link: Link, role: str) -> Fraction | None:
    """The gap between what a figure should be and what it is, over what it is; None if that is zero."""
    printed, needs = value(evidence, link, role).support, expected(evidence, link, role).support
    size = max(abs(end) for end in (printed.low, printed.high, Fraction(0)) if end is not None)
    return printed.distance(needs) / size if size else None


def gap_ulps(evidence: Evidence, link: Link) -> Fraction | None:
    """The smallest gap of any member, in units of its own last place."""
    gaps = [
        needed(evidence, link, role).support.distance(figure(evidence, fact).support) / Fraction(fact.ulp)
        for role, fact in link.facts.items()
        if fact.ulp
    ]
    return min(gaps, default=None)


def conclude(
    evidence: Evidence,
    check: str,
    link: Link,
    judgement: Judgement,
    *,
    message: str,
    guards: Sequence[str],
    proof: Sequence[str],
    unit: str | None,
    scale: Fraction | int = 1,
    severity: Severity | None = None,
) -> Finding:
    """The finding on one equation; `scale` turns the tested values into `unit` (100 for percents)."""
    apart = judgement.is_apart
    return make_finding(
        check,
        verdict=verdict_of(judgement.agreement),
        severity=severity or judgement.severity,
        facts=tuple(link.facts.values()),
        message=message + judgement.note,
        guards=guards,
        expected=bounds(scaled(judgement.made.support, scale), unit),
        observed=bounds(scaled(judgement.stated.support, scale), unit),
        suspects=find_suspects(evidence, link) if apart else (),
        proof=proof,
        confidence=link.confidence,
    )
