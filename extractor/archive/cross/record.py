"""Records claimed in one article, and what earlier levels of the same series other articles print."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.archive.cross.library import Library, Sighting
from extractor.archive.cross.months import MONTHS
from extractor.archive.cross.pairs import Bench, Silenced, bench, by_line, name, witness
from extractor.archive.cross.sources import later, other_source, revised
from extractor.checks.equations.links import Link
from extractor.checks.finding import LOWER, bounds
from extractor.checks.guards.topics import differ
from extractor.checks.proof import short, versus, within
from extractor.checks.wording import span
from extractor.records import CrossFinding, Severity, Standing
from extractor.report.words import dates
from extractor.values.interval import Interval

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RIVALS: Final = 8
"""Earlier levels looked at for a claim, the farthest beyond it first: the first may be silenced by a guard."""
PER_PERIOD: Final = 4
"""Figures of one period that are held against claims, those farthest out."""
FARTHEST: Final = 5
"""A level that many times beyond the record is of another thing, or another slip (`xdoc.trend_jump`)."""

CLAIMED: Final = r"""
CREATE OR REPLACE TEMP TABLE claimed AS
SELECT series, span, first, last, low, high, doc, id, copy, record,
    TRY_CAST(nullif(regexp_extract(scope, '\b(1[89]\d\d|20\d\d)\b', 1), '') AS BIGINT) AS since
FROM figures
WHERE reason IS NULL AND record IS NOT NULL AND role = 'level'
    AND (scope = 'ever' OR regexp_matches(scope, '\b(1[89]\d\d|20\d\d)\b'))
QUALIFY row_number() OVER (PARTITION BY series, span, first, last, record, scope, copy ORDER BY doc, id) = 1
"""
# Only levels of series in which a record is claimed, and of each period only the farthest out.
LEVELS: Final = f"""
CREATE OR REPLACE TEMP TABLE levels AS
WITH printed AS (
    SELECT series, span, first, last, low, high, doc, id, copy,
        NULL::BIGINT AS less_doc, NULL::VARCHAR AS less_id, NULL::BIGINT AS less_copy
    FROM figures
    WHERE reason IS NULL AND role = 'level' AND series IN (SELECT series FROM claimed)
    UNION ALL SELECT * FROM months
)
SELECT * FROM printed
WINDOW stretch AS (PARTITION BY series, span, first, last)
QUALIFY row_number() OVER (stretch ORDER BY low DESC, less_doc NULLS FIRST, doc, id) <= {PER_PERIOD}
    OR row_number() OVER (stretch ORDER BY high, less_doc NULLS FIRST, doc, id) <= {PER_PERIOD}
"""
REFUTED: Final = f"""
SELECT {{'doc': claim.doc, 'id': claim.id, 'copy': claim.copy}} AS claim, record,
    {{'doc': level.doc, 'id': level.id, 'copy': level.copy}} AS rival,
    {{'doc': less_doc, 'id': less_id, 'copy': less_copy}} AS less, level.low, level.high,
    level.first, level.last
FROM claimed AS claim JOIN levels AS level
    ON level.series = claim.series AND level.span = claim.span AND level.last < claim.first
WHERE (since IS NULL OR year(level.first) > since)
    AND (level.copy <> claim.copy OR less_copy <> claim.copy)
    AND CASE record WHEN 'high' THEN level.low > claim.high ELSE level.high < claim.low END
QUALIFY row_number() OVER (
    PARTITION BY claim.doc, claim.id
    ORDER BY CASE record WHEN 'high' THEN -level.low ELSE level.high END, less_doc NULLS FIRST, level.doc, level.id
) <= {RIVALS}
ORDER BY claim.doc, claim.id,
    CASE record WHEN 'high' THEN -level.low ELSE level.high END, less_doc NULLS FIRST, level.doc, level.id
"""


class Rival(msgspec.Struct, frozen=True):
    """An earlier level: printed, or (with `less`) derived as the one figure less the other."""

    sighting: Sighting
    less: Sighting | None
    low: Decimal
    high: Decimal
    start: str
    end: str

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        return (self.sighting,) if self.less is None else (self.sighting, self.less)


class Case(msgspec.Struct, frozen=True):
    """A claimed record, `high` or low, and the levels beyond it, the farthest first."""

    claim: Sighting
    high: bool
    rivals: tuple[Rival, ...]


def find(connection: "DuckDBPyConnection") -> Sequence[Case]:
    """The claimed records beyond which an earlier level of the series lies."""
    connection.execute(CLAIMED)
    connection.execute(MONTHS)
    connection.execute(LEVELS)
    found: dict[tuple[Sighting, bool], list[Rival]] = defaultdict(list)
    for claim, record, rival, less, low, high, first, last in connection.execute(REFUTED).fetchall():
        key = Sighting(claim["doc"], claim["id"], claim["copy"]), record == "high"
        taken = Sighting(less["doc"], less["id"], less["copy"]) if less["doc"] is not None else None
        found[key].append(
            Rival(
                Sighting(rival["doc"], rival["id"], rival["copy"]), taken, low, high,
                first.isoformat(), last.isoformat(),
            )
        )  # fmt: skip
    return [Case(claim, high, tuple(rivals)) for (claim, high), rivals in found.items()]


def named(case: Case) -> Iterator[Sighting]:
    yield case.claim
    for rival in case.rivals:
        yield from rival.sightings


def xdoc_superlative(case: Case, library: Library) -> Iterator[CrossFinding | Silenced]:
    """A record is not beaten by an earlier level of the same series in another article.

    Months are also derived: what a flow had come to by the end of one, less what by the end of the one before.

    Flags: "A record 31,400 vehicles left the ports in May 2023" where an earlier article has "33,950 in March".
    Passes: the same where March had 29,950; and "a record for a May", whatever March had.
    Source: Wu and others (2014), Toward Computational Fact-Checking: a record is a maximum over a window.
    Guards: measure, owner, segment, unit, per, basis and length of the period equal; a scope other than "ever"
    or "since" a year; general measures and owners; hedged figures (a step less severe), forecasts and denied
    ones; different named sources; a level five times beyond the record; a level published after the claim, or
    said to be revised: true when written (note); derived months a step less severe.
    """
    blocked = None
    for rival in case.rivals:
        table = bench(library, case.claim, *rival.sightings)
        guard = _blocking(case, rival, table)
        if guard is None:
            yield _finding(case, rival, table)
            return
        blocked = blocked or guard
    if blocked is not None:
        yield Silenced(blocked)


def _link(case: Case, table: Bench, rival: Rival) -> Link:
    """As `record.superlative` has it: a high stands above its rival; below a low stands."""
    high, low = ("fact", "other") if case.high else ("other", "fact")
    return table.link("record", {high: case.claim, low: rival.sighting})


def _blocking(case: Case, rival: Rival, table: Bench) -> str | None:
    """The first guard that keeps a pair quiet."""
    claim, other = table.fact(case.claim), table.fact(rival.sighting)
    if rival.less is None:
        guard = table.blocking(_link(case, table, rival))
    else:  # its figures are of other lengths; the months made of them are not
        fields = ("measure_key", "entity_key", "segment_key", "kind", "unit", "per", "basis", "modality")
        facts = (claim, other, table.fact(rival.less))
        guard = next((field for field in fields if differ(facts, field)), None)
    if guard is not None:
        return guard
    if other_source(claim, other):
        return "source"
    return "jump" if _too_far(table.evidence.support(claim.id), rival) else None


def _too_far(record: Interval, rival: Rival) -> bool:
    if record.low is None or record.high is None or record.low <= 0 or rival.low <= 0:
        return rival.low <= 0 and rival.less is not None
    low, high = Fraction(rival.low), Fraction(rival.high)
    return low > FARTHEST * record.high or high * FARTHEST < record.low


def _standing(table: Bench, rival: Rival) -> Standing:
    claim, *others = (table.library.article(sighting) for sighting in table.sightings)
    after = [later(other, claim) for other in others]
    is_revised = revised(*table.quotes) or any(after)
    return "doubted" if is_revised or rival.less is not None else "refuted"


def _severity(table: Bench, rival: Rival) -> Severity:
    """An error where it is certain that the level was known when the record was claimed."""
    claim, *others = (table.library.article(sighting) for sighting in table.sightings)
    if revised(*table.quotes) or any(later(other, claim) for other in others) or not table.sure:
        return "note"
    undated = any(later(other, claim) is None for other in others)
    severity: Severity = "error"
    return LOWER[severity] if rival.less is not None or table.hedged or undated else severity


def _finding(case: Case, rival: Rival, table: Bench) -> CrossFinding:
    claim, library = table.fact(case.claim), table.library
    link = _link(case, table, rival)
    standing, severity = _standing(table, rival), _severity(table, rival)
    assert claim.superlative is not None
    support, beyond = table.evidence.support(claim.id), Interval.of(rival.low, rival.high)
    return CrossFinding(
        id="",
        check="xdoc.superlative",
        standing=standing,
        verdict="inconsistent",
        severity=severity,
        confidence=min(table.fact(sighting).confidence for sighting in table.sightings),
        guards=(*table.guards(link), "scope", "source", "revised", "vintage", "jump"),
        measure=claim.measure_key,
        entity=claim.entity_key,
        segment=claim.segment_key,
        witnesses=tuple(witness(library, sighting) for sighting in table.sightings),
        message=_message(case, rival, table) + _note(standing, rival),
        expected=bounds(_needed(case, beyond), claim.unit),
        observed=bounds(support, claim.unit),
        proof=(*_derived(rival, table), versus(support, beyond)),
    )


def _needed(case: Case, beyond: Interval) -> Interval:
    """What a record would have to be: on the far side of the earlier level."""
    return Interval(beyond.low, None) if case.high else Interval(None, beyond.high)


def _message(case: Case, rival: Rival, table: Bench) -> str:
    claim, other = table.fact(case.claim), table.fact(rival.sighting)
    articles = [table.library.article(sighting) for sighting in table.sightings]
    assert claim.superlative is not None
    assert claim.period is not None
    side = "above" if case.high else "below"
    said = (
        f'"{table.evidence.quote(claim.id)}" for {dates(claim.period)} is called "{claim.superlative.text}" by'
        f" {by_line(articles[0])}"
    )
    if rival.less is None:
        assert other.period is not None
        earlier = (
            f'"{table.evidence.quote(other.id)}" for {dates(other.period)}, given by {by_line(articles[1])},'
            f" lies {side} it"
        )
    else:
        less = table.fact(rival.less)
        made = span(Interval.of(rival.low, rival.high), claim.unit)
        earlier = (
            f'{rival.start} to {rival.end} comes to {made} ("{table.evidence.quote(other.id)}" less'
            f' "{table.evidence.quote(less.id)}"), {side} it'
        )
    return f"{said}; {earlier}. The two do not agree."


def _note(standing: Standing, rival: Rival) -> str:
    if standing == "doubted" and rival.less is None:
        return (
            " The earlier level was published later or is revised: the claim may have been true when written."
        )
    return ""


def _derived(rival: Rival, table: Bench) -> Iterator[str]:
    """The difference of two totals, at either end."""
    if rival.less is not None:
        longer, shorter = (table.evidence.support(name(one)) for one in rival.sightings)
        made = Interval.of(rival.low, rival.high)
        for most, least in ((longer.low, shorter.high), (longer.high, shorter.low)):
            if most is not None and least is not None:
                yield within(f"{short(most)} - {short(least)}", made)
