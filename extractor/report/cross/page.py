"""Cross-findings for a browser: one page that needs no script, everything in it escaped."""

from collections.abc import Iterator

import msgspec

from extractor.records import CrossFinding, CrossReport, Witness
from extractor.report.cross.words import covered, details, left_out, origin, quote_parts
from extractor.report.html.links import web_address
from extractor.report.html.render import policy, render, stylesheet, trusted
from extractor.report.words import counted
from extractor.report.writer import Layout


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """One article's words: what stands before the figure, it, what follows, and where that is."""

    before: str
    figure: str
    after: str
    origin: str
    title: str
    url: str
    address: str | None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One finding, as the template shows it."""

    name: str
    word: str
    severity: str
    check: str
    standing: str
    confidence: str
    message: str
    quotes: tuple[Quote, ...]
    details: tuple[tuple[str, str], ...]


def write_html(report: CrossReport, layout: Layout) -> Iterator[str]:
    """The whole page, a finding at a time."""
    yield render("head.html", title="Crosscheck · tieout", policy=policy(), style=trusted(stylesheet()))
    yield render(
        "cross_head.html",
        covered=covered(report.coverage),
        left_out=left_out(report.coverage),
        verdict=counted(report.alarms, "alarm") if report.alarms else "no alarm",
        raised=report.alarms > 0,
    )
    for finding in report.findings:
        yield render("cross_finding.html", card=_card(finding))
    yield render("cross_foot.html", schema=report.schema)


def _card(finding: CrossFinding) -> Card:
    return Card(
        name=finding.id,
        word=finding.severity if finding.verdict == "inconsistent" else finding.verdict,
        severity=finding.severity if finding.is_alarm else "quiet",
        check=finding.check,
        standing=finding.standing,
        confidence=f"{finding.confidence:.2f}",
        message=finding.message,
        quotes=tuple(map(_quote, finding.witnesses)),
        details=tuple(details(finding)),
    )


def _quote(witness: Witness) -> Quote:
    before, figure, after = quote_parts(witness)
    return Quote(
        before=before,
        figure=figure,
        after=after,
        origin=origin(witness),
        title=witness.title or "",
        url=witness.url or "",
        address=web_address(witness.url),
    )
