"""Growth period by period against the growth over all of them: the check `growth.chain`."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of
from extractor.checks.equations.maps import HUNDRED
from extractor.checks.equations.reading import scaled
from extractor.checks.evidence import Evidence
from extractor.checks.finding import quotes
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Finding


def growth_chain(evidence: Evidence) -> Iterator[Finding]:
    """Growth adds up over the periods it is told for: 4% and then 5% are 9.2%.

    Rates may be compounded or, as the press often does, simply added; both pass.

    Flags: "Exports rose 4% in 2022 and 5% in 2023, a 19% rise over two years" (9.2).
    Passes: "Exports rose 4% in 2022 and 5% in 2023, a 9% rise over two years."
    Source: checks.md §2, growth.chain; compounding of period ratios (IMF, Quarterly National Accounts Manual, §8).
    Guards: another measure, owner or segment; gaps between the periods; monthly figures compared with a year
    earlier; like-for-like beside reported growth; forecast beside actual.
    """
    for link in links_of(evidence, "chain"):
        guards = examine(evidence, link)
        if guards is not None:
            yield _finding(evidence, link, guards)


def _finding(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    total = link.facts["total"]
    rates = [fact for role, fact in link.facts.items() if role != "total"]
    found = judge(evidence, link, "total", level="total").of_rates()
    reach = wording.movement(scaled(found.made.support, HUNDRED), "percent")
    ratios = [
        Fraction(fact.value or 0) * link.maps[role].factor + 1
        for role, fact in link.facts.items()
        if role != "total"
    ]
    expression = " * ".join(short(ratio) for ratio in ratios) + " - 1"
    return conclude(
        evidence, "growth.chain", link, found,
        message=f"{quotes(evidence, rates)}, one after the other, make {reach},"
        f' {found.versus} "{evidence.quote(total.id)}".',
        guards=guards,
        proof=(
            within(expression, found.made.support, percent=True),
            versus(found.stated.support, found.made.support, percent=True),
        ),
        unit="percent", scale=HUNDRED,
    )  # fmt: skip
