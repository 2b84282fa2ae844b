"""A measure of an owner across an archive: one point for each period and source, in order of time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from extractor.archive.cross.copies import find_copies
from extractor.archive.cross.library import Library, Sighting
from extractor.errors import UnknownNameError
from extractor.records import Article, Fact, Series, SeriesPoint
from extractor.values.interval import Interval

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEAREST: Final = 6
"""Names that exist, offered for one that does not."""

# Unless one is wanted, the unit that most figures of the series have.
WANTED: Final = """
CREATE OR REPLACE TEMP TABLE asked AS
SELECT doc, id, unit, per, period."start" IS NULL OR period."end" IS NULL AS undated
FROM facts
WHERE measure_key = $measure AND entity_key = $entity AND segment_key IS NOT DISTINCT FROM $segment
    AND role = 'level' AND NOT negated AND kind NOT IN ('duration', 'age')
"""
UNITS: Final = """
SELECT unit, per, count(*) FROM asked GROUP BY unit, per ORDER BY count(*) DESC, unit NULLS LAST, per NULLS FIRST
"""
DATED: Final = """
SELECT asked.doc, asked.id, coalesce(copies.copy, asked.doc) FROM asked LEFT JOIN copies USING (doc)
WHERE NOT undated AND unit IS NOT DISTINCT FROM $unit AND per IS NOT DISTINCT FROM $per
ORDER BY asked.doc, asked.id
"""
UNDATED: Final = """
SELECT count(*) FROM asked
WHERE undated AND unit IS NOT DISTINCT FROM $unit AND per IS NOT DISTINCT FROM $per
"""
NAMES: Final = """
SELECT {column} AS name, count(*) AS figures FROM facts
WHERE {column} IS NOT NULL AND role = 'level' AND {where}
GROUP BY name
ORDER BY CASE WHEN contains(name, $name) OR contains($name, name) THEN 1 ELSE 0 END
    + jaro_winkler_similarity(name, $name) DESC, figures DESC, name
LIMIT {limit}
"""


def read_series(
    connection: "DuckDBPyConnection",
    *,
    measure: str,
    entity: str,
    segment: str | None = None,
    unit: str | None = None,
) -> Series:
    """The timeline of a measure; names are keys, or words as an article has them.

    Raises:
        UnknownNameError: the archive has no such measure, owner, segment or unit; the message lists the nearest.

    """
    named: dict[str, Any] = {
        "measure": _key(measure), "entity": _key(entity), "segment": _key(segment) if segment else None,
    }  # fmt: skip
    connection.execute(WANTED, named)
    units = connection.execute(UNITS).fetchall()
    if not units:
        _refuse(connection, named)
    chosen = next((row for row in units if unit is None or row[0] == unit), None)
    if chosen is None:
        offer = ", ".join(f"{name or 'none'} ({count:,})" for name, _, count in units)
        raise UnknownNameError(f"no figure of {measure!r} of {entity!r} is in {unit!r}. There are: {offer}")
    picked = {"unit": chosen[0], "per": chosen[1]}
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW asked_articles AS"
        " SELECT * FROM articles WHERE doc IN (SELECT doc FROM asked)"
    )
    find_copies(connection, "asked_articles")
    sightings = [Sighting(*row) for row in connection.execute(DATED, picked).fetchall()]
    [[undated]] = connection.execute(UNDATED, picked).fetchall()
    library = Library()
    library.read(connection, sightings)
    return Series(
        measure=named["measure"],
        entity=named["entity"],
        segment=named["segment"],
        unit=picked["unit"],
        per=picked["per"],
        points=_points(library, sightings),
        undated=undated,
        other_units={f"{name or 'none'}": count for name, _, count in units if name != picked["unit"]},
    )


def _key(words: str) -> str:
    return "_".join(words.lower().replace("_", " ").split())


def _points(library: Library, sightings: list[Sighting]) -> tuple[SeriesPoint, ...]:
    """One point for each period, source and value, the first article that has it; copies of a text are one."""
    groups: dict[tuple[Any, ...], list[Sighting]] = {}
    for sighting in sightings:
        fact, article = library.fact(sighting), library.article(sighting)
        assert fact.period is not None
        who = article.source or article.id
        face = (fact.period.start, fact.period.end, who, fact.low, fact.high, fact.modality, fact.basis)
        groups.setdefault(face, []).append(sighting)
    made = [
        _point(library, min(group, key=lambda one: _order(library, one)), len({one.copy for one in group}))
        for group in groups.values()
    ]
    made.sort(key=lambda point: (point.start, point.end, point.published or "9999", point.fact))
    by_period: dict[tuple[str, str], list[SeriesPoint]] = {}
    for point in made:
        by_period.setdefault((point.start, point.end), []).append(point)
    return tuple(
        msgspec.structs.replace(point, apart=_is_apart(point, by_period[point.start, point.end]))
        for point in made
    )


def _order(library: Library, sighting: Sighting) -> tuple[str, int, str]:
    return library.article(sighting).published or "9999", sighting.doc, sighting.id


def _point(library: Library, sighting: Sighting, articles: int) -> SeriesPoint:
    fact: Fact = library.fact(sighting)
    article: Article = library.article(sighting)
    assert fact.period is not None
    assert fact.period.start is not None
    assert fact.period.end is not None
    return SeriesPoint(
        start=fact.period.start,
        end=fact.period.end,
        value=fact.value,
        low=fact.low,
        high=fact.high,
        text=" ".join(fact.text.split()),
        modality=fact.modality,
        basis=fact.basis,
        apart=False,
        articles=articles,
        source=article.source,
        published=article.published,
        article=article.id,
        title=article.title,
        url=article.url,
        fact=f"{sighting.doc}:{sighting.id}",
        quote=library.quote(sighting),
    )


def _is_apart(point: SeriesPoint, others: list[SeriesPoint]) -> bool:
    own = Interval.from_decimals(point.low, point.high)
    return any(
        not own.meets(Interval.from_decimals(other.low, other.high))
        for other in others
        if other.modality == point.modality and other.basis == point.basis
    )


def _refuse(connection: "DuckDBPyConnection", named: Mapping[str, str | None]) -> None:
    """Say which of the names is unknown, and what there is."""
    where, values = "true", dict[str, Any]()
    for column, name in named.items():
        if name is None:
            known = _names(connection, f"{column}_key", where, values, "")
            offer = f"; with --{column} there is {known}" if known else ""
            raise UnknownNameError(
                f"no figure of {named['measure']!r} of {named['entity']!r} is about the whole{offer}"
            )
        values[column] = name
        there = f"{where} AND {column}_key = ${column}"
        [[count]] = connection.execute(
            f"SELECT count(*) FROM facts WHERE role = 'level' AND {there}", values
        ).fetchall()
        if not count:
            del values[column]
            known = _names(connection, f"{column}_key", where, values, name)
            anywhere = "" if where == "true" else f" of {named['measure']!r}"
            raise UnknownNameError(
                f"no {column} {name!r}{anywhere} in the archive. Nearest: {known or 'none at all'}"
            )
        where = there
    raise UnknownNameError(f"no level of {named['measure']!r} of {named['entity']!r} in the archive")


def _names(
    connection: "DuckDBPyConnection", column: str, where: str, values: Mapping[str, Any], name: str
) -> str:
    """The names nearest to one, with how many figures each has."""
    query = NAMES.format(column=column, where=where, limit=NEAREST)
    rows = connection.execute(query, {**values, "name": name}).fetchall()
    return ", ".join(f"{known} ({figures:,})" for known, figures in rows)
