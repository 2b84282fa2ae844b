"""What comes in, what goes out, and what is said to be left: the check `flow.balance`."""

from collections.abc import Iterator

from extractor.checks import wording
from extractor.checks.equations.links import Link, links_of
from extractor.checks.evidence import Evidence
from extractor.checks.guards.examine import examine
from extractor.checks.proof import short, versus, within
from extractor.checks.verdicts.judging import conclude, judge
from extractor.records import Finding


def flow_balance(evidence: Evidence) -> Iterator[Finding]:
    """A trade balance is exports less imports; a surplus, deficit or profit said to be left is the difference.

    Flags: "Exports were $52bn and imports $61bn, a trade deficit of $13bn" (8 to 10).
    Passes: "Exports were $52bn and imports $61bn, a trade deficit of $9bn."
    Source: balance edits of business surveys (Scholtus, 2011).
    Guards: goods beside goods and services; profit that is not said to be left of revenue and cost; another
    owner, currency, period or basis; signed figures; another figure of the sentence that fits.
    """
    for link in links_of(evidence, "balance", "distance"):
        guards = examine(evidence, link)
        if guards is not None:
            yield _balance(evidence, link, guards)


def _balance(evidence: Evidence, link: Link, guards: tuple[str, ...]) -> Finding:
    inflow, outflow, balance = (link.facts[role] for role in ("inflow", "outflow", "balance"))
    found = judge(evidence, link, "balance", level="inflow")
    message = (
        f'"{evidence.quote(inflow.id)}" less "{evidence.quote(outflow.id)}" leaves'
        f' {wording.span(found.made.support, balance.unit)}, {found.versus} "{evidence.quote(balance.id)}".'
    )
    proof = [versus(found.stated.support, found.made.support)]
    if inflow.value is not None and outflow.value is not None:
        proof.insert(0, within(f"{short(inflow.value)} - {short(outflow.value)}", found.made.support))
    return conclude(
        evidence, "flow.balance", link, found,
        message=message, guards=guards, proof=proof, unit=balance.unit,
    )  # fmt: skip
