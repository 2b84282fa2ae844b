"""Levels outside a fifth to five times the one before, by query over the figures of an archive."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from extractor.archive.cross.library import Sighting

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FACTOR: Final = 5
"""Outside a fifth to five times the level before, a series has jumped."""
MOST_LEAPS: Final = 8
"""Other leaps of one article that are looked at."""
LONGEST_GAP: Final = 366
"""Days between the end of one period and the beginning of the next that may still be compared."""
# The hull of all figures of a period: a jump is one only if every figure of it says so. Where two articles
# differ on one period, xdoc.repeat speaks.
STRETCHES: Final = """
CREATE OR REPLACE TEMP TABLE stretches AS
SELECT series, span, first, last, min(low) AS low, max(high) AS high, min(copy) AS copy, max(copy) AS other
FROM figures
WHERE reason IS NULL AND role = 'level' AND kind IN ('money', 'count', 'quantity') AND span <> 0
GROUP BY series, span, first, last HAVING min(low) > 0 AND max(high) < 1e27
"""
# A leap back to the level before the last one is the other half of the leap before it.
JUMPS: Final = f"""
CREATE OR REPLACE TEMP TABLE jumps AS
SELECT * FROM (
    SELECT series, span, first, last, low, high, copy, other,
        lag(first) OVER course AS before_first, lag(last) OVER course AS before_last,
        lag(low) OVER course AS before_low, lag(high) OVER course AS before_high,
        lag(copy) OVER course AS before_copy, lag(other) OVER course AS before_other,
        lag(low, 2) OVER course AS first_low, lag(high, 2) OVER course AS first_high,
        lead(low) OVER course AS after_low, lead(high) OVER course AS after_high,
        lead(first) OVER course AS after_first
    FROM stretches WINDOW course AS (PARTITION BY series, span ORDER BY first, last)
)
WHERE before_last < first AND (first - before_last) <= {LONGEST_GAP}
    AND (low > {FACTOR} * before_high OR high * {FACTOR} < before_low)
    AND NOT (copy = other AND before_copy = before_other AND copy = before_copy)
    AND (first_low IS NULL OR low > {FACTOR} * first_high OR high * {FACTOR} < first_low)
"""
# The narrowest figure of either period, from two texts.
CASES: Final = """
WITH placed AS (
    SELECT jumps.*, {'doc': now.doc, 'id': now.id, 'copy': now.copy} AS now,
        {'doc': was.doc, 'id': was.id, 'copy': was.copy} AS was,
        row_number() OVER (
            PARTITION BY jumps.series, jumps.span, jumps.first, jumps.last
            ORDER BY now.high - now.low, now.doc, now.id, was.high - was.low, was.doc, was.id
        ) AS place
    FROM jumps
    JOIN figures AS now ON now.series = jumps.series AND now.span = jumps.span
        AND now.first = jumps.first AND now.last = jumps.last AND now.role = 'level' AND now.reason IS NULL
    JOIN figures AS was ON was.series = jumps.series AND was.span = jumps.span
        AND was.first = before_first AND was.last = before_last AND was.role = 'level' AND was.reason IS NULL
    WHERE now.copy <> was.copy
)
SELECT now, was, after_low, after_high, (after_first - last) AS gap FROM placed WHERE place = 1
ORDER BY now.doc, now.id, was.doc, was.id
"""


class Leap(NamedTuple):
    """A level and the one before it."""

    now: Sighting
    was: Sighting


class Case(msgspec.Struct, frozen=True):
    """A leap, the level of the period after (if one is near), and the other leaps of the same article."""

    leap: Leap
    after: tuple[Decimal, Decimal] | None
    others: tuple[Leap, ...] = ()


def find(connection: "DuckDBPyConnection") -> Sequence[Case]:
    """The levels outside a fifth to five times the one before them."""
    connection.execute(STRETCHES)
    connection.execute(JUMPS)
    rows = [
        (
            Leap(Sighting(**now), Sighting(**was)),
            (low, high) if low is not None and gap <= LONGEST_GAP else None,
        )
        for now, was, low, high, gap in connection.execute(CASES).fetchall()
    ]
    by_doc = defaultdict[int, list[Leap]](list)
    for leap, _ in rows:
        by_doc[leap.now.doc].append(leap)
    return [
        Case(leap, after, tuple(one for one in by_doc[leap.now.doc] if one is not leap)[:MOST_LEAPS])
        for leap, after in rows
    ]


def named(case: Case) -> Iterator[Sighting]:
    for leap in (case.leap, *case.others):
        yield from leap
