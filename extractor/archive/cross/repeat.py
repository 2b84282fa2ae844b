"""The same figure in two articles: what is told apart when they give different numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.archive.cross.library import Library, Sighting
from extractor.archive.cross.pairs import MONTHS_APART, Bench, Silenced, bench, by_line, name, witness
from extractor.archive.cross.sources import expected, later, other_source, revised
from extractor.checks.equations.links import Link
from extractor.checks.finding import GROSS_GAP, bounds
from extractor.checks.proof import versus
from extractor.checks.verdicts.agreement import one_slip_apart
from extractor.checks.verdicts.judging import judge
from extractor.checks.verdicts.suspects import find_suspects
from extractor.records import CrossFinding, Severity, Standing, Suspect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HOT: Final = 1_000
"""From so many figures on a key is split by source and month of publication: it is likely too general."""
EXTREMES: Final = 4
"""Of a key's figures so many from either end are held against each other."""

CONFLICTS: Final = f"""
WITH apart AS (
    SELECT key, 0::UBIGINT AS split FROM keyed WHERE shared AND apart AND figures <= {HOT}
    UNION ALL
    SELECT key, vintage FROM figures JOIN vintages USING (doc)
    WHERE reason IS NULL AND key IN (SELECT key FROM keyed WHERE shared AND apart AND figures > {HOT})
    GROUP BY key, vintage HAVING max(low) > min(high) AND min(copy) <> max(copy)
)
SELECT apart.key, apart.split, copy, low, high, min({{'doc': figures.doc, 'id': id}}) AS place
FROM apart JOIN figures USING (key) LEFT JOIN vintages USING (doc)
WHERE reason IS NULL AND (split = 0 OR split = vintage)
GROUP BY apart.key, apart.split, copy, low, high
ORDER BY apart.key, apart.split, place
"""


class Seen(msgspec.Struct, frozen=True):
    """A figure of a key as one text and its copies give it."""

    sighting: Sighting
    low: Decimal
    high: Decimal


class Case(msgspec.Struct, frozen=True):
    """The figures of one key, one for each text and value, in the order of documents."""

    seen: tuple[Seen, ...]

    @property
    def pairs(self) -> list[tuple[Seen, Seen]]:
        """Figures of different texts whose intervals do not meet, those farthest apart first."""
        clear = [one for one in self.seen if self._is_clear(one)]
        highest = sorted(clear, key=lambda one: (-one.low, one.sighting))[:EXTREMES]
        lowest = sorted(clear, key=lambda one: (one.high, one.sighting))[:EXTREMES]
        found = [
            (one, other)
            for one, other in product(highest, lowest)
            if one.low > other.high and one.sighting.copy != other.sighting.copy
        ]
        return sorted(
            found, key=lambda pair: (pair[1].high - pair[0].low, pair[0].sighting, pair[1].sighting)
        )

    def _is_clear(self, one: Seen) -> bool:
        """A text with two figures of one key that do not meet shows that there the key is no one thing."""
        return all(
            other.low <= one.high and one.low <= other.high
            for other in self.seen
            if other.sighting.copy == one.sighting.copy
        )

    def supporters(self, one: Seen) -> int:
        """How many independent texts give a figure that meets this one."""
        return len(
            {other.sighting.copy for other in self.seen if other.low <= one.high and one.low <= other.high}
        )


def find(connection: "DuckDBPyConnection") -> Sequence[Case]:
    """The keys whose figures have no value in common, from two independent texts or more."""
    groups: dict[tuple[int, int], list[Seen]] = defaultdict(list)
    for key, split, copy, low, high, place in connection.execute(CONFLICTS).fetchall():
        groups[key, split].append(Seen(Sighting(place["doc"], place["id"], copy), low, high))
    return [Case(tuple(seen)) for seen in groups.values()]


def named(case: Case) -> Iterator[Sighting]:
    for pair in case.pairs:
        yield from (one.sighting for one in pair)


def xdoc_repeat(case: Case, library: Library) -> Iterator[CrossFinding | Silenced]:
    """Two articles that give the same figure have a value in common.

    Two articles seldom define a thing in quite the same way. So a pair is an alarm only if one slip of the
    keyboard turns the one figure into the other; any other difference is a note, and so is a figure that may
    have been revised. Copies of one text count once, and a rounded figure meets the exact one.

    Flags: "July exports came to $214 million." … in another article "July's exports of $241 million".
    Passes: "July exports came to $214.3 million." … "Exports in July were about $214 million."
    Source: XBRL Calculations 1.1: duplicate facts are consistent if their intervals meet.
    Guards: every component of the key equal (measure, entity, segment, dates, unit, role, baseline, basis,
    modality); general measures and owners; forecasts, denied and hedged figures; different named sources; a
    later figure within a tenth; an article with several figures of the key that differ; words such as revised,
    restated, provisional; an unexplained difference in a sentence that speaks of expectations.
    """
    blocked: str | None = None if case.pairs else "several"
    best: tuple[int, Seen, Seen, Bench, Link, Standing] | None = None
    for one, other in case.pairs:
        table = bench(library, *sorted((one.sighting, other.sighting), key=lambda s: _order(library, s)))
        first, second = table.sightings
        link = table.link("same", {"one": first, "other": second})
        guard = table.blocking(link)
        if guard is not None:
            blocked = guard
            continue
        standing = _standing(table, link)
        if standing == "difference" and expected(*table.quotes):
            blocked = "expected"
            continue
        rank = RANKS.index(standing)
        if best is None or rank < best[0]:
            best = rank, one, other, table, link, standing
    if best is not None:
        yield _finding(case, *best[1:])
    elif blocked is not None:
        yield Silenced(blocked)


RANKS: Final[tuple[Standing, ...]] = ("conflict", "difference", "revision")


def _order(library: Library, sighting: Sighting) -> tuple[str, int, str]:
    """In order of publication, undated articles last."""
    return library.article(sighting).published or "9999", sighting.doc, sighting.id


def _standing(table: Bench, link: Link) -> Standing:
    """What a pair that is apart amounts to."""
    one, other = link.facts["one"], link.facts["other"]
    mine, theirs = (table.library.article(sighting) for sighting in table.sightings)
    gap = judge(table.evidence, link, "one", level="one")
    near = _gap(table, link) < GROSS_GAP
    if revised(*table.quotes):
        return "revision"
    if near and (
        later(theirs, mine) if mine.source == theirs.source else later(theirs, mine, days=MONTHS_APART)
    ):
        return "revision"
    slip = one_slip_apart(table.evidence, one, other) or one_slip_apart(table.evidence, other, one)
    plain = table.sure and not table.hedged and not other_source(one, other) and one.role != "share"
    return "conflict" if gap.is_apart and slip and plain else "difference"


def _gap(table: Bench, link: Link) -> Fraction:
    """How far apart, as a part of the larger figure."""
    one, other = (table.evidence.support(fact.id) for fact in link.facts.values())
    size = max(abs(end) for end in (one.low, one.high, other.low, other.high) if end is not None)
    return one.distance(other) / size if size else Fraction(0)


def _finding(
    case: Case, one: Seen, other: Seen, table: Bench, link: Link, standing: Standing
) -> CrossFinding:
    facts, library = tuple(link.facts.values()), table.library
    counts = {each.sighting: case.supporters(each) for each in (one, other)}
    articles = [library.article(sighting) for sighting in table.sightings]
    support = [table.evidence.support(fact.id) for fact in facts]
    message = (
        f'The same figure is given as "{table.evidence.quote(facts[0].id)}" by {by_line(articles[0])}'
        f' and as "{table.evidence.quote(facts[1].id)}" by {by_line(articles[1])}; they do not agree.'
        f"{NOTES[standing]}"
    )
    severity: Severity = "warning" if standing == "conflict" else "note"
    return CrossFinding(
        id="",
        check="xdoc.repeat",
        standing=standing,
        verdict="inconsistent",
        severity=severity,
        confidence=link.confidence,
        guards=(*table.guards(link), "source", "revised", "copies"),
        measure=facts[0].measure_key,
        entity=facts[0].entity_key,
        segment=facts[0].segment_key,
        witnesses=tuple(
            witness(library, sighting, articles=counts[sighting]) for sighting in table.sightings
        ),
        message=message,
        expected=bounds(support[0], facts[0].unit),
        observed=bounds(support[1], facts[1].unit),
        suspects=_suspects(table, link, counts) if standing == "conflict" else (),
        proof=(versus(support[0], support[1]),),
    )


NOTES: Final = {
    "conflict": "",
    "difference": " Nothing shows that both define it alike.",
    "revision": " The later figure may be a revision.",
}


def _suspects(table: Bench, link: Link, counts: dict[Sighting, int]) -> tuple[Suspect, ...]:
    """The likelier slip first; a figure that more texts support is less likely one."""
    support = {name(sighting): count for sighting, count in counts.items()}
    found = find_suspects(table.evidence, link)
    return tuple(sorted(found, key=lambda suspect: support[suspect.fact]))
