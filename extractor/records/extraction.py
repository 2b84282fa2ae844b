"""One article's result, and what the checks say of it: the top of the schema tieout/1."""

from decimal import Decimal
from typing import Final, Literal

import msgspec

from extractor.records.article import Article, Diagnostic
from extractor.records.fact import Claim, Fact, Period, Relation, Span

SCHEMA: Final = "tieout/1"

Verdict = Literal["inconsistent", "incomplete", "consistent"]
Severity = Literal["gross", "error", "minor", "warning", "note"]
ALARM_SEVERITIES: Final = ("gross", "error", "warning")


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A closed interval with its unit, as plain decimals; null = unbounded."""

    low: Decimal | None
    high: Decimal | None
    unit: str | None = None


class Suspect(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that may be the slip: `edit` names the slip, `suggestion` a text that would fit, if unique."""

    fact: str
    edit: str
    suggestion: str | None = None
    why: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a check says: neutral `message` with the arithmetic, `proof` its steps.

    An *alarm* is a finding that is inconsistent with severity gross, error or warning.
    """

    id: str
    check: str
    verdict: Verdict
    severity: Severity
    confidence: float
    guards: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    message: str
    expected: Bounds | None = None
    observed: Bounds | None = None
    suspects: tuple[Suspect, ...] = ()
    proof: tuple[str, ...] = ()

    @property
    def is_alarm(self) -> bool:
        return self.verdict == "inconsistent" and self.severity in ALARM_SEVERITIES


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """A value the article implies but does not print: `formula` over fact ids, on core intervals."""

    id: str
    formula: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    measure: str | None
    period: Period | None
    message: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many figures were found, became facts, and took part in a check.

    `unchecked` gives the facts that took part in none, by the reason: `alone` (no relation ties it to another),
    `incomplete` (what it would be held against is not printed), `unsure` (the relation is too loose for a
    verdict), or the name of the guard that silenced its relation.
    """

    figures: int = 0
    in_facts: int = 0
    in_checks: int = 0
    unchecked: dict[str, tuple[str, ...]] = {}


class Producer(msgspec.Struct, frozen=True, kw_only=True):
    """Versions of everything that shapes the output."""

    tieout: str
    model: str
    spacy_model: str
    rates: str


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """One article's result. Key order is the order of reading: article, facts, relations, findings."""

    schema: Literal["tieout/1"] = SCHEMA
    producer: Producer
    article: Article
    facts: tuple[Fact, ...] = ()
    periods: tuple[Period, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    derived: tuple[Derived, ...] = ()
    coverage: Coverage = Coverage()
    diagnostics: tuple[Diagnostic, ...] = ()
