"""What agrees across articles, said where it is asked for: a reader of a few articles wants to know it.

Figures bound more loosely than for an alarm will do here (`it_exports` and `it_service_exports`; months without
a year): what is said is only that both can be true.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, Final

from extractor.archive.cross.holds_records import records
from extractor.archive.cross.leaps import FACTOR
from extractor.archive.cross.library import Library, Sighting
from extractor.archive.cross.pairs import bench, by_line, witness
from extractor.checks.evidence import series_key
from extractor.checks.finding import bounds
from extractor.checks.proof import short, versus, within
from extractor.checks.wording import span
from extractor.errors import InputError
from extractor.records import CrossFinding, Fact, Period
from extractor.report.words import dates
from extractor.values.interval import Interval

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST: Final = 500
"""Articles among which pairs are looked for."""
YEAR: Final = 12
SURE_ENOUGH: Final = 0.7

AGREEING: Final = """
SELECT list({'doc': doc, 'id': id, 'copy': copy} ORDER BY doc, id)
FROM figures WHERE reason IS NULL AND key IN (SELECT key FROM keyed WHERE shared AND NOT apart)
GROUP BY key ORDER BY key
"""
LEVELS: Final = """
SELECT doc, id, doc FROM facts
WHERE role = 'level' AND NOT negated AND modality = 'actual' AND kind IN ('money', 'count', 'quantity')
    AND measure_key IS NOT NULL AND entity_key IS NOT NULL AND unit IS NOT NULL
ORDER BY doc, start_char, id
"""


def holding(connection: "DuckDBPyConnection") -> Iterator[CrossFinding]:
    """What agrees: figures of one key, records in the order of time, a month beside a longer stretch.

    The tables of a crosscheck must be there (`figures`, `keyed`).

    Raises:
        InputError: there are more articles than pairs are looked for among.

    """
    [[articles]] = connection.execute("SELECT count(*) FROM articles WHERE status = 'processed'").fetchall()
    if articles > MOST:
        raise InputError(f"--holds is for {MOST} articles at most, and here are {articles:,}")
    library = Library()
    levels = [Sighting(*row) for row in connection.execute(LEVELS).fetchall()]
    groups = [[Sighting(**place) for place in row[0]] for row in connection.execute(AGREEING).fetchall()]
    library.read(connection, [*levels, *(one for group in groups for one in group)])
    yield from _repeats(library, groups)
    yield from records(connection, library, levels)
    yield from _months(library, levels)


def _repeats(library: Library, groups: Iterable[list[Sighting]]) -> Iterator[CrossFinding]:
    """One finding a key: its first figure and the first of another text."""
    for group in groups:
        first = group[0]
        second = next((one for one in group if one.copy != first.copy), first)
        table = bench(library, first, second)
        link = table.link("same", {"one": first, "other": second})
        if second is first or table.blocking(link) is not None:
            continue
        one, other = table.fact(first), table.fact(second)
        said = [
            f'"{table.evidence.quote(fact.id)}" in {by_line(library.article(sighting))}'
            for fact, sighting in ((one, first), (other, second))
        ]
        mine, theirs = table.evidence.support(one.id), table.evidence.support(other.id)
        yield CrossFinding(
            id="",
            check="xdoc.repeat",
            standing="holds",
            verdict="consistent",
            severity="note",
            confidence=link.confidence,
            guards=table.guards(link),
            measure=one.measure_key,
            entity=one.entity_key,
            segment=one.segment_key,
            witnesses=(witness(library, first), witness(library, second)),
            message=f"{said[0]} and {said[1]} agree.",
            expected=bounds(mine, one.unit),
            observed=bounds(theirs, other.unit),
            proof=(versus(mine, theirs),),
        )


def _months(library: Library, levels: Iterable[Sighting]) -> Iterator[CrossFinding]:
    """A month beside the average of a stretch of months in another article, once for two articles and a series."""
    told = set[tuple[object, ...]]()
    by_owner: dict[tuple[str | None, str | None], list[Sighting]] = {}
    for sighting in levels:
        fact = library.fact(sighting)
        if months_of(fact.period) and fact.measure_kind == "flow" and fact.confidence >= SURE_ENOUGH:
            by_owner.setdefault((fact.entity_key, fact.unit), []).append(sighting)
    for group in by_owner.values():
        for month, stretch in permutations(group, 2):
            one, whole = library.fact(month), library.fact(stretch)
            face = (month.doc, stretch.doc, one.measure_key, series_key(whole))
            if month.doc == stretch.doc or face in told or not _are_alike(one, whole):
                continue
            if months_of(one.period) == 1 < months_of(whole.period):
                made = _month(library, month, stretch)
                if made is not None:
                    told.add(face)
                    yield made


def months_of(period: Period | None) -> int:
    """How many whole months a period has, with or without its year; 0 if it is none of months."""
    if period is None or period.kind == "instant":
        return 0
    first, last = period.start or period.partial_start, period.end or period.partial_end
    if first is None or last is None or first[-2:] != "01" or last[-2:] < "28":
        return 0
    years = int(last[:4]) - int(first[:4]) if period.start and period.end else 0
    months = years * YEAR + int(last[-5:-3]) - int(first[-5:-3])
    return (months if months >= 0 else months + YEAR) + 1


def _are_alike(one: Fact, other: Fact) -> bool:
    """Is the one measure the other, or a kind of it? Both about the whole, or the same part."""
    mine, theirs = (frozenset((fact.measure_key or "").split("_")) for fact in (one, other))
    same_head = (one.measure_key or "").split("_")[-1] == (other.measure_key or "").split("_")[-1]
    parts = {one.segment_key, other.segment_key} - {None}
    return same_head and (mine <= theirs or theirs <= mine) and not parts and one.per == other.per


def _month(library: Library, month: Sighting, stretch: Sighting) -> CrossFinding | None:
    """A month within a fifth to five times the average of the stretch."""
    one, whole = library.fact(month), library.fact(stretch)
    assert one.period is not None
    assert whole.period is not None
    count = months_of(whole.period)
    level, total = (Interval.from_decimals(fact.low, fact.high) for fact in (one, whole))
    if not (level.is_bounded and total.is_bounded and level.sign == 1 and total.sign == 1):
        return None
    average = total * Fraction(1, count)
    near = average * Interval(Fraction(1, FACTOR), Fraction(FACTOR))
    if not level.meets(near) or whole.value is None:
        return None
    said = f'"{" ".join(one.text.split())}" for {dates(one.period)} in {by_line(library.article(month))}'
    beside = (
        f'"{" ".join(whole.text.split())}" for {dates(whole.period)} in {by_line(library.article(stretch))}'
    )
    return CrossFinding(
        id="",
        check="xdoc.trend_jump",
        standing="holds",
        verdict="consistent",
        severity="note",
        confidence=min(one.confidence, whole.confidence),
        measure=one.measure_key,
        entity=one.entity_key,
        segment=one.segment_key,
        witnesses=(witness(library, month), witness(library, stretch)),
        message=f"{said} is compatible with {beside}, an average of {span(average, one.unit)} a month.",
        expected=bounds(average, one.unit),
        observed=bounds(level, one.unit),
        proof=(within(f"{short(Fraction(whole.value))} / {count}", average), versus(level, near)),
    )
