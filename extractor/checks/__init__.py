"""Checks: facts and relations in, findings and derived values out, by interval arithmetic.

A check speaks only if no values within the stated rounding could make the claims true. `FAMILIES` lists the
families in catalogue order; a new family is a new file and one name here.
"""

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.checks.check import Check
from extractor.checks.coverage import unchecked
from extractor.checks.evidence import Evidence
from extractor.checks.families import (
    count,
    flow,
    fx,
    growth,
    joint,
    order,
    part,
    percent,
    period,
    ratio,
    record,
    repeat,
    scale,
    share,
    unit,
)
from extractor.errors import UnknownNameError
from extractor.model import LanguageModel
from extractor.records import Article, Claim, Derived, Diagnostic, Fact, Finding, Period, Relation
from extractor.registry import Registry

if TYPE_CHECKING:
    from extractor.checks.rates.source import RateSource

FAMILIES: Final[tuple[tuple[Check, ...], ...]] = (
    repeat.CHECKS,
    growth.CHECKS,
    record.CHECKS,
    part.CHECKS,
    share.CHECKS,
    percent.CHECKS,
    ratio.CHECKS,
    fx.CHECKS,
    scale.CHECKS,
    unit.CHECKS,
    period.CHECKS,
    order.CHECKS,
    count.CHECKS,
    flow.CHECKS,
    joint.CHECKS,
)

CHECKS: Final[Registry[Check]] = Registry(
    "check", {check.id: check for family in FAMILIES for check in family}
)

_WORD = re.compile(r"\w+")


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks say of one article. `in_checks` counts the facts that took part in a finding
    (a consistent one too) or in a derived value; `unchecked` gives the others by the reason (`coverage`)."""

    findings: tuple[Finding, ...] = ()
    derived: tuple[Derived, ...] = ()
    in_checks: int = 0
    unchecked: Mapping[str, tuple[str, ...]] = {}
    diagnostics: tuple[Diagnostic, ...] = ()


def run_checks(
    *,
    article: Article,
    facts: Iterable[Fact],
    relations: Iterable[Relation],
    claims: Iterable[Claim] = (),
    periods: Iterable[Period] = (),
    rates: "RateSource | None" = None,
    only: Sequence[str] | None = None,
    model: LanguageModel | None = None,
    strict: bool = False,
) -> Checked:
    """Hold one article's records against each other.

    `only` names families ("growth") or members ("growth.triple"). A check that raises is a bug of ours: it
    costs its own findings, not the article, and leaves a diagnostic; `strict` raises it instead.

    Raises:
        UnknownNameError: `only` names no family and no check.

    """
    evidence = Evidence(
        article=article,
        facts=facts,
        relations=relations,
        claims=claims,
        periods=periods,
        rates=rates,
        model=model,
    )
    records: list[Finding | Derived] = []
    diagnostics: list[Diagnostic] = []
    for check in select(only):
        try:
            records.extend(check.run(evidence))
        except Exception as error:  # one broken check must not lose the article
            if strict:
                raise
            diagnostics.append(_broken(check, error))
    return _collect(evidence, records, diagnostics)


def select(only: Sequence[str] | None) -> tuple[Check, ...]:
    """The checks that `only` names, in catalogue order; all of them for None.

    Raises:
        UnknownNameError: a name is neither a family nor a check.

    """
    if only is None:
        return tuple(CHECKS.values())
    families = {check.family for check in CHECKS.values()}
    for name in only:
        if name not in families and name not in CHECKS:
            offer = ", ".join([*sorted(families), *sorted(CHECKS)])
            raise UnknownNameError(f"no check or family named {name!r}. On offer: {offer}")
    return tuple(check for check in CHECKS.values() if check.id in only or check.family in only)


def explain(check_id: str) -> str:
    """What a check means, with what it flags and what it lets pass: its docstring.

    Raises:
        UnknownNameError: no check has this id; the message lists those on offer.

    """
    return inspect.cleandoc(CHECKS[check_id].run.__doc__ or "")


def _broken(check: Check, error: Exception) -> Diagnostic:
    return Diagnostic(
        stage="checks",
        code="checks.failed",
        level="error",
        message=f"the check {check.id} failed and was skipped: {type(error).__name__}: {error}",
    )


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each conflict once: an alarm over two figures of an earlier one, from the same check or with the same
    first suspect, only says the same again."""
    kept: list[Finding] = []
    for finding in findings:
        if not (finding.is_alarm and any(_is_echo(finding, one) for one in kept if one.is_alarm)):
            kept.append(finding)
    return kept


def _is_echo(finding: Finding, earlier: Finding) -> bool:
    if len(set(finding.facts) & set(earlier.facts)) < 2 or not finding.suspects or not earlier.suspects:
        return False
    mine, first = finding.suspects[0], earlier.suspects[0]
    return finding.check == earlier.check or (mine.fact == first.fact and mine.edit != "other")


def _collect(
    evidence: Evidence, records: Sequence[Finding | Derived], diagnostics: Sequence[Diagnostic]
) -> Checked:
    findings = _once(record for record in records if isinstance(record, Finding))
    derived = [record for record in records if isinstance(record, Derived)]
    used = {id for finding in findings for id in finding.facts}
    used.update(word for record in derived for word in _WORD.findall(record.formula))
    return Checked(
        findings=tuple(msgspec.structs.replace(one, id=f"n{n}") for n, one in enumerate(findings, start=1)),
        derived=tuple(msgspec.structs.replace(one, id=f"d{n}") for n, one in enumerate(derived, start=1)),
        in_checks=len(used & evidence.facts.keys()),
        unchecked=unchecked(evidence, used),
        diagnostics=tuple(diagnostics),
    )
