"""Months that no article prints: what a flow had come to by the end of one month, less what by the month before."""

from typing import Final

# Of several figures for one stretch the narrowest stands for all. A year to date that begins in one month
# ends with another whole month; both ends move outwards, as the difference of two intervals.
MONTHS: Final = """
CREATE OR REPLACE TEMP TABLE months AS
WITH cumulative AS (
    SELECT series, span, first, last, low, high, doc, id, copy FROM figures
    WHERE reason IS NULL AND flows AND role = 'level' AND kind IN ('money', 'count', 'quantity')
        AND span BETWEEN 1 AND 12 AND low > -1e27 AND high < 1e27
        AND series IN (SELECT series FROM claimed)
    QUALIFY row_number() OVER (PARTITION BY series, first, span ORDER BY high - low, doc, id) = 1
)
SELECT
    longer.series, 1::BIGINT AS span, (shorter.last + 1)::DATE AS first, longer.last,
    longer.low - shorter.high AS low, longer.high - shorter.low AS high,
    longer.doc, longer.id, longer.copy, shorter.doc AS less_doc, shorter.id AS less_id, shorter.copy AS less_copy
FROM cumulative AS longer JOIN cumulative AS shorter
    ON longer.series = shorter.series AND longer.first = shorter.first AND shorter.span = longer.span - 1
"""
