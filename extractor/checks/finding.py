"""Building findings: verdict, severity, confidence, bounds and spans, the same way in every family."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from extractor.checks.equations.reading import Agreement
from extractor.checks.evidence import Evidence
from extractor.records import (
    Bounds,
    Derived,
    Fact,
    Finding,
    Period,
    Relation,
    Severity,
    Span,
    Suspect,
    Verdict,
)
from extractor.values.interval import Interval

GROSS_GAP: Final = Fraction(1, 10)
"""A gap over 10% flips a conclusion (checks.md §2)."""

ASSERTED: Final = 0.7
"""A relation of parts less sure than that was inferred from the topics. A figure above its whole then says that
it is no part: of the first three such alarms on real articles all were false."""

SAID: Final = 0.8
"""A list less sure than that is made one by its place only (brackets, a colon). It may leave something out, or hold
other figures of the same thing: it is wrong only if a slip that is not made by chance would make it right."""

SURE_ENOUGH: Final = 0.5
"""Below this confidence of the binding a check says nothing."""

TRUNCATED_NOTE: Final = "This holds only if a figure was truncated or is rough."

LOWER: Final[dict[Severity, Severity]] = {
    "gross": "error",
    "error": "warning",
    "warning": "note",
    "minor": "note",
    "note": "note",
}
"""One step down, for one unknown component of the key."""


def verdict_of(agreement: Agreement) -> Verdict:
    """Only figures whose supports cannot meet are inconsistent."""
    return "inconsistent" if agreement == "apart" else "consistent"


def severity_of(
    *,
    gap_share: Fraction | None = None,
    gap_ulps: Fraction | None = None,
    flips: bool = False,
    unknown: int = 0,
) -> Severity:
    """How much an inconsistency matters.

    `gap_share` is the gap between the supports over the value that was expected, `gap_ulps` the smallest gap
    measured in units of the last place of any printed figure, `flips` whether a conclusion turns round (sign,
    record, order of magnitude), `unknown` how many components of the key are unknown on one side.
    """
    severity: Severity = "error"
    if flips or (gap_share is not None and gap_share > GROSS_GAP):
        severity = "gross"
    if gap_ulps is not None and gap_ulps < 1 and not flips:
        severity = "minor"
    for _ in range(unknown):
        severity = LOWER[severity]
    return severity


def confidence_of(facts: Iterable[Fact], relation: Relation | None = None) -> float:
    """The least sure of the bindings."""
    sure = [fact.confidence for fact in facts]
    return min([*sure, relation.confidence if relation else 1.0])


def bounds(interval: Interval, unit: str | None = None) -> Bounds:
    """An interval as plain decimals, rounded outward."""
    low, high = interval.to_decimals()
    return Bounds(low=low, high=high, unit=unit)


def figure_spans(facts: Iterable[Fact]) -> tuple[Span, ...]:
    """Where the figures stand."""
    return tuple(
        Span(label="figure", start_char=fact.start_char, end_char=fact.end_char, text=fact.text)
        for fact in facts
    )


def make_finding(
    check: str,
    *,
    verdict: Verdict,
    severity: Severity,
    facts: Sequence[Fact] = (),
    message: str,
    relation: Relation | None = None,
    guards: Sequence[str] = (),
    expected: Bounds | None = None,
    observed: Bounds | None = None,
    suspects: Sequence[Suspect] = (),
    proof: Sequence[str] = (),
    spans: Sequence[Span] = (),
    confidence: float | None = None,
) -> Finding:
    """A finding without its number. Confidence defaults to the least sure binding; `spans` come after the
    figures' own, for claims and other words."""
    return Finding(
        id="",
        check=check,
        verdict=verdict,
        severity=severity,
        confidence=confidence_of(facts, relation) if confidence is None else confidence,
        guards=tuple(guards),
        facts=tuple(fact.id for fact in facts),
        spans=(*figure_spans(facts), *spans),
        message=message,
        expected=expected,
        observed=observed,
        suspects=tuple(suspects),
        proof=tuple(proof),
    )


def make_derived(
    *,
    formula: str,
    value: Interval,
    unit: str | None,
    measure: str | None,
    period: Period | None,
    message: str,
) -> Derived:
    """A derived value without its number; `value` on the core intervals, ends rounded outward."""
    low, high = value.to_decimals()
    return Derived(
        id="", formula=formula, low=low, high=high, unit=unit, measure=measure, period=period, message=message
    )


def quotes(evidence: Evidence, facts: Iterable[Fact]) -> str:
    """The figures as printed, as a list in words.

    ``"$1.13bn", "76%" and "$639m"``
    """
    texts = [f'"{evidence.quote(fact.id)}"' for fact in facts]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
