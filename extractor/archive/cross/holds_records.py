"""Records claimed in several articles, with a level or in words alone, that are compatible in the order of time."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.archive.cross.library import Library, Sighting, plain_value, read_rows, sentence_at
from extractor.archive.cross.pairs import by_line, witness
from extractor.records import Article, Claim, CrossFinding, Period, Superlative, Witness
from extractor.report.words import dates

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOOSE: Final = 0.5
"""How sure it is that two records are of one thing, if their words and owner are the same."""
EVER: Final = "ever"

CLAIMS: Final = "SELECT * FROM claims WHERE superlative.scope = 'ever' ORDER BY doc, start_char, id"
TIMES: Final = """
SELECT doc, list_sort(list_distinct(list(entity_key))) AS owners,
    list_distinct(list(period) FILTER (period."start" IS NOT NULL AND period."end" IS NOT NULL)) AS periods
FROM facts GROUP BY doc ORDER BY doc
"""
_WORD: Final = re.compile(r"\w+")


class Record(msgspec.Struct, frozen=True):
    """A record: of what (words of its measure, owners of its article), and when it was set."""

    doc: int
    article: Article
    superlative: Superlative
    words: frozenset[str]
    owners: frozenset[str]
    period: Period
    witness: Witness


class Time(msgspec.Struct, frozen=True):
    """Whom an article's figures are of, and of which time, if of one only."""

    owners: frozenset[str]
    period: Period | None


def records(
    connection: "DuckDBPyConnection", library: Library, levels: Iterable[Sighting]
) -> Iterator[CrossFinding]:
    """Pairs of records of one thing, the later of which may lie beyond the earlier; one for two articles."""
    times = {row["doc"]: _time(row["owners"], row["periods"]) for row in read_rows(connection, TIMES)}
    claims = [(row["doc"], _claim(row)) for row in read_rows(connection, CLAIMS)]
    library.read(connection, (), (), docs=(doc for doc, _ in claims))
    found = [*_with_level(library, levels), *_without_level(library, claims, times)]
    found.sort(key=lambda record: (record.period.start or "", record.doc))
    told = set[tuple[int, int]]()
    for one, other in combinations(found, 2):
        if (one.doc, other.doc) not in told and _are_compatible(one, other):
            told.add((one.doc, other.doc))
            yield _finding(one, other)


def _are_compatible(one: Record, other: Record) -> bool:
    """One thing, set later in the one than in the other."""
    return (
        one.doc != other.doc
        and one.superlative.direction == other.superlative.direction
        and (one.period.end or "") < (other.period.start or "")
        and (one.words <= other.words or other.words <= one.words)
        and bool(one.owners & other.owners)
    )


def _with_level(library: Library, levels: Iterable[Sighting]) -> Iterator[Record]:
    for sighting in levels:
        fact = library.fact(sighting)
        best, period = fact.superlative, fact.period
        if best and best.scope == EVER and period and period.start and period.end:
            yield Record(
                sighting.doc,
                library.article(sighting),
                best,
                frozenset((fact.measure_key or "").split("_")),
                frozenset([fact.entity_key or ""]),
                period,
                witness(library, sighting),
            )


def _without_level(
    library: Library, claims: Iterable[tuple[int, Claim]], times: dict[int, Time]
) -> Iterator[Record]:
    """Records in words alone. One without dates is of the time of its article's figures, if they have one."""
    for doc, claim in claims:
        time = times.get(doc)
        period = claim.period if claim.period and claim.period.start else (time.period if time else None)
        if period is None or time is None or claim.superlative is None or claim.topic is None:
            continue
        article = library.articles[doc]
        words = frozenset(_WORD.findall(claim.topic.lower()))
        yield Record(
            doc, article, claim.superlative, words, time.owners, period, _witness(doc, article, claim, period)
        )


def _claim(row: dict[str, object]) -> Claim:
    return msgspec.convert({name: plain_value(row[name]) for name in Claim.__struct_fields__}, Claim)


def _time(owners: list[str | None], periods: list[dict[str, object]] | None) -> Time:
    """The one period of an article's figures, if the dates of all are the same."""
    known = [msgspec.convert(plain_value(period), Period) for period in periods or ()]
    distinct = {(period.start, period.end) for period in known}
    named = frozenset(owner for owner in owners if owner is not None)
    return Time(named, known[0] if len(distinct) == 1 else None)


def _witness(doc: int, article: Article, claim: Claim, period: Period) -> Witness:
    assert claim.superlative is not None
    return Witness(
        id=f"{doc}:{claim.id}",
        article=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        text=claim.superlative.text,
        start_char=claim.start_char,
        end_char=claim.end_char,
        quote=sentence_at(article, claim.start_char, claim.end_char),
        low=None,
        high=None,
        unit=None,
        start=period.start,
        end=period.end,
    )


def _finding(one: Record, other: Record) -> CrossFinding:
    said = [
        f'"{record.superlative.text}" for {dates(record.period)} in {by_line(record.article)}'
        for record in (one, other)
    ]
    return CrossFinding(
        id="",
        check="xdoc.superlative",
        standing="holds",
        verdict="consistent",
        severity="note",
        confidence=LOOSE,
        measure="_".join(sorted(one.words & other.words)),
        entity=min(one.owners & other.owners),
        segment=None,
        witnesses=(one.witness, other.witness),
        message=f"{said[0]} and {said[1]} are compatible in the order of time: the later record may lie beyond"
        " the earlier.",
    )
