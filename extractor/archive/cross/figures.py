"""The figures of an archive as the cross-checks need them: one narrow table, made in one pass.

Null bounds become ends no figure reaches, so that SQL's max and min see what intervals mean. Everything else
of a fact is read later, for the few that are spoken of (`extractor.archive.witnesses`).
"""

from typing import TYPE_CHECKING, Final

from extractor.checks.finding import SURE_ENOUGH
from extractor.lexicon.cross import cross_words
from extractor.model import load_model
from extractor.records import CrossCoverage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENDLESS: Final = "1e28::DECIMAL(38, 9)"
"""Beyond every bound a column can hold but its own end: `low` or `high` of a figure without one."""
SHORTEST: Final = 3
"""A shorter owner is an abbreviation, and another one in the next article."""

ALONE: Final = "alone"
"""No independent article has a figure of the key."""

# Whole months count as months (1 = a month, 3 = a quarter), other stretches as days below zero; 0 is a balance
# at a date. Figures of one series have one such span, and February is as long as March.
SPAN: Final = """
CASE WHEN period.kind = 'instant' THEN 0
     WHEN day(period."start") = 1 AND day(period."end" + 1) = 1
     THEN datediff('month', period."start", period."end" + 1)
     ELSE (period."start" - period."end") - 1 END
"""

# The first that holds is the reason; null takes part.
REASONS: Final = f"""
CASE WHEN measure_key IS NULL THEN 'no measure'
     WHEN entity_key IS NULL THEN 'no entity'
     WHEN unit IS NULL THEN 'no unit'
     WHEN key IS NULL THEN 'no dates'
     WHEN kind IN ('duration', 'age') THEN 'a span of time'
     WHEN low IS NULL AND high IS NULL THEN 'no bounds'
     WHEN negated THEN 'negated'
     WHEN modality <> 'actual' THEN 'not actual'
     WHEN confidence < {SURE_ENOUGH} THEN 'unsure'
     WHEN measure_key IN (SELECT key FROM generic_measures) THEN 'general measure'
     WHEN len(entity_key) < {SHORTEST} OR entity_key IN (SELECT key FROM generic_entities) THEN 'general entity'
     WHEN role IN ('growth', 'change') AND baseline IS NULL THEN 'no baseline'
     END
"""

FIGURES: Final = f"""
CREATE OR REPLACE TEMP TABLE figures AS
SELECT
    facts.doc, coalesce(copies.copy, facts.doc) AS copy, id, key,
    hash(measure_key, entity_key, segment_key, kind, unit, per, role, direction, basis) AS series,
    {SPAN} AS span, period."start" AS first, period."end" AS last,
    coalesce(low, -{ENDLESS}) AS low, coalesce(high, {ENDLESS}) AS high,
    role, kind, measure_kind = 'flow' AS flows,
    superlative.direction AS record, superlative.scope AS scope,
    ({REASONS})::VARCHAR AS reason
FROM facts LEFT JOIN copies USING (doc)
"""
# max(low) > min(high) says exactly that the intervals have no point in common (Helly's theorem in one
# dimension), so no pairs are built.
KEYED: Final = """
CREATE OR REPLACE TEMP TABLE keyed AS
SELECT key, count(*) AS figures, min(copy) <> max(copy) AS shared, max(low) > min(high) AS apart
FROM figures WHERE reason IS NULL GROUP BY key
"""
SHARED: Final = """
SELECT count(*), count(*) FILTER (shared), coalesce(sum(figures) FILTER (NOT shared), 0)::BIGINT,
    coalesce(sum(figures) FILTER (shared), 0)::BIGINT
FROM keyed
"""
VINTAGES: Final = """
CREATE OR REPLACE TEMP TABLE vintages AS
SELECT doc, hash(source, date_trunc('month', published_from)) AS vintage
FROM articles WHERE status = 'processed'
"""


def make_figures(connection: "DuckDBPyConnection", language: str = "en") -> None:
    """Make the tables `figures`, `keyed` (one row a key) and `vintages`.

    `copies` must be there (`extractor.archive.cross.copies`).
    """
    words = cross_words(load_model(language))
    for name, keys in (
        ("generic_measures", words.generic_measures),
        ("generic_entities", words.generic_entities),
    ):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS key", [sorted(keys)]
        )
    connection.execute(FIGURES)
    connection.execute(KEYED)
    connection.execute(VINTAGES)


def reach(connection: "DuckDBPyConnection") -> CrossCoverage:
    """How far a crosscheck can reach; who took no part in a comparison counts under the reason."""
    rows = connection.execute(
        "SELECT reason, count(*), count(key) FROM figures GROUP BY reason ORDER BY reason"
    ).fetchall()
    [[articles]] = connection.execute("SELECT count(*) FROM articles WHERE status = 'processed'").fetchall()
    [[keys, shared, alone, compared]] = connection.execute(SHARED).fetchall()
    unchecked = {reason: count for reason, count, _ in rows if reason is not None}
    if alone:
        unchecked[ALONE] = alone
    return CrossCoverage(
        articles=articles,
        facts=sum(count for _, count, _ in rows),
        complete=sum(keyed for _, _, keyed in rows),
        compared=compared,
        keys=keys,
        shared=shared,
        unchecked=dict(sorted(unchecked.items())),
    )
