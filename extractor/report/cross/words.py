"""The reach of a crosscheck in words, and the lines of a finding, the same in every report."""

from collections.abc import Iterator

from extractor.records import CrossCoverage, CrossFinding, Witness
from extractor.report.words import counted, interval


def covered(coverage: CrossCoverage) -> str:
    """How far a crosscheck reached, in a sentence.

    >>> covered(CrossCoverage(articles=3, copies=1, facts=9, complete=7, compared=4, keys=5, shared=2))
    '3 articles (1 copy), 9 facts, 7 with a complete key; 2 of 5 keys in two articles or more, 4 facts compared'

    """
    copies = (
        f" ({coverage.copies:,} {'copy' if coverage.copies == 1 else 'copies'})" if coverage.copies else ""
    )
    return (
        f"{counted(coverage.articles, 'article')}{copies}, {counted(coverage.facts, 'fact')},"
        f" {coverage.complete:,} with a complete key; {coverage.shared:,} of {counted(coverage.keys, 'key')} in two"
        f" articles or more, {counted(coverage.compared, 'fact')} compared"
    )


def left_out(coverage: CrossCoverage) -> str:
    """Why the others took no part: the reasons, and the guards that kept candidates quiet.

    >>> left_out(CrossCoverage(unchecked={"no dates": 380, "negated": 1}, silenced={"source": 2}))
    'no part: 380 no dates, 1 negated; kept quiet: 2 for source'

    """
    parts = []
    if coverage.unchecked:
        reasons = sorted(coverage.unchecked.items(), key=lambda each: (-each[1], each[0]))
        parts.append("no part: " + ", ".join(f"{count:,} {reason}" for reason, count in reasons))
    if coverage.silenced:
        guards = ", ".join(
            f"{count:,} for {guard.replace('_', ' ')}" for guard, count in coverage.silenced.items()
        )
        parts.append(f"kept quiet: {guards}")
    return "; ".join(parts)


def origin(witness: Witness) -> str:
    """Which article a figure is from: source or id, date, and how many others print it.

    >>> face = dict(id="3:f1", article="a3", title=None, url=None, text="5", start_char=0, end_char=1, quote="5",
    ...             low=None, high=None, unit=None, start=None, end=None)
    >>> origin(Witness(source="The Post", published="2024-08-10", articles=3, **face))
    'The Post, 2024-08-10, and 2 more articles'

    """
    parts = [witness.source or witness.article]
    if witness.published:
        parts.append(witness.published)
    if witness.articles > 1:
        parts.append(f"and {counted(witness.articles - 1, 'more article')}")
    return ", ".join(parts)


def details(finding: CrossFinding) -> Iterator[tuple[str, str]]:
    """Label and text of what stands under a finding's quotes."""
    if finding.expected is not None:
        yield "expected", interval(finding.expected)
    if finding.observed is not None:
        yield "stated", interval(finding.observed)
    texts = {witness.id: witness.text for witness in finding.witnesses}
    for number, suspect in enumerate(finding.suspects):
        becomes = f" → {suspect.suggestion}" if suspect.suggestion else ""
        yield (
            "" if number else "suspect",
            f"[{texts.get(suspect.fact, suspect.fact)}]{becomes}: {suspect.why}",
        )
    for number, step in enumerate(finding.proof):
        yield "" if number else "steps", step


def quote_parts(witness: Witness) -> tuple[str, str, str]:
    """The sentence before the figure, the figure, and what follows."""
    before, figure, after = witness.quote.partition(witness.text)
    return (before, figure, after) if figure else ("", "", witness.quote)
