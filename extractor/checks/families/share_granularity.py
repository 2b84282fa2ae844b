"""Percentages of a few whole things: the check `share.granularity`."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.evidence import Evidence
from extractor.checks.finding import bounds, make_finding
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, within
from extractor.checks.verdicts.suspects import SINGLE
from extractor.records import Fact, Finding, Suspect
from extractor.values.interval import Interval


def share_granularity(evidence: Evidence) -> Iterator[Finding]:
    """A percentage of a few whole things must be reached by a whole number of them: of 12, 4 are 33% and 5 are 42%.

    Flags: "35% of the 12 districts missed the target."
    Passes: "42% of the 12 districts missed the target."
    Source: the GRIM test (Brown and Heathers, 2017).
    Guards: wholes so large that every percentage is reached; hedged figures; a share of something that the things
    have ("of the 12 districts' budgets").
    """
    for link in links_of(evidence, "share"):
        if "part" in link.facts or "whole" not in link.facts or not _is_of_few(evidence, link):
            continue
        guards = examine(evidence, link)
        if guards is not None:
            yield _granular(evidence, link, guards)


def _is_of_few(evidence: Evidence, link: Link) -> bool:
    """Is it an exact percentage of so few things that not every percentage can be?"""
    share, whole = link.facts["share"], link.facts["whole"]
    if share.kind != "percent" or whole.kind != "count" or share.ulp is None or whole.value is None:
        return False
    exact = share.comparator == whole.comparator == "exact" and whole.value == whole.value.to_integral_value()
    owns = evidence.article.text[whole.end_char : whole.end_char + 1] in ("'", "’")
    return exact and not owns and whole.value > 1 and whole.value * share.ulp < HUNDRED


def _granular(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    share, whole = link.facts["share"], link.facts["whole"]
    assert whole.value is not None
    stated, number = evidence.support(share.id), Fraction(whole.value)
    assert stated.low is not None
    below = Fraction(stated.low * number // HUNDRED)
    made = {count: Interval.point(count * HUNDRED / number) for count in (below, below + 1)}
    hits = {count: one for count, one in made.items() if one.meets(stated)}
    shown = hits or made
    counts, shares = (
        " or ".join(words)
        for words in (map(short, shown), (wording.span(one, "percent") for one in shown.values()))
    )
    fits = "which agrees with the stated" if hits else "not the stated"
    ends = [*shown.values()]
    return make_finding(
        "share.granularity",
        verdict="consistent" if hits else "inconsistent",
        severity="note" if hits else "warning",
        facts=(share, whole),
        relation=link.relations[0],
        message=f'{counts} of "{evidence.quote(whole.id)}" make {shares}, {fits} "{evidence.quote(share.id)}".',
        guards=guards,
        expected=bounds(ends[0].hull(ends[-1]), "percent"),
        observed=bounds(stated, "percent"),
        suspects=() if hits else _suspects(share, whole),
        proof=tuple(within(f"{short(count)} / {short(number)} * 100", one) for count, one in shown.items()),
    )


def _suspects(*facts: Fact) -> tuple[Suspect, ...]:
    return tuple(Suspect(fact=fact.id, edit="other", why=SINGLE) for fact in facts)
