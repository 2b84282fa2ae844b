"""What each production of the period grammar means (`means` of its rows): a table from name to reading."""

from collections.abc import Callable, Mapping
from typing import Final

from extractor.errors import ModelError
from extractor.facts.periods import compared, dates, edges, fiscal, parts, ranges, relative, weekdays
from extractor.facts.periods.context import Context, Node, Reading

READINGS: Final[Mapping[str, Callable[[Node, Context], Reading]]] = {
    "date": dates.read_date,
    "numeric": dates.read_numeric,
    "stamp": dates.read_stamp,
    "days": dates.read_days,
    "month": dates.read_month,
    "year": dates.read_year,
    "decade": dates.read_decade,
    "century": dates.read_century,
    "season": dates.read_season,
    "holiday": dates.read_holiday,
    "weekday": weekdays.read_weekday,
    "weekday_day": weekdays.read_weekday_day,
    "dated_weekday": weekdays.read_dated_weekday,
    "weekday_in": weekdays.read_weekday_in,
    "week_of": weekdays.read_week_of,
    "day_of": weekdays.read_day_of,
    "days_of": weekdays.read_days_of,
    "week_number": weekdays.read_week_number,
    "nth_weekday": weekdays.read_nth_weekday,
    "within": ranges.read_within,
    "range": ranges.read_range,
    "day": relative.read_day,
    "relative": relative.read_relative,
    "relative_n": relative.read_relative_n,
    "nth": parts.read_nth,
    "ago": relative.read_ago,
    "in_units": relative.read_in_units,
    "to_date": relative.read_to_date,
    "beyond": relative.read_beyond,
    "anaphor": relative.read_anaphor,
    "full": relative.read_full,
    "offset": relative.read_offset,
    "edge": edges.read_edge,
    "fiscal_year": fiscal.read_fiscal_year,
    "quarter": parts.read_part,
    "half": parts.read_part,
    "ending": fiscal.read_ending,
    "starting": fiscal.read_starting,
    "same": compared.read_same,
    "back": compared.read_back,
    "vague": lambda node, context: Reading(None, "range"),
    "duration": relative.read_duration,
    "set": lambda node, context: Reading(None, "set"),
}
"""What each production (`means` of a grammar row) reads."""


def read(node: Node, context: Context) -> Reading:
    """The reading of a node by its production.

    Raises:
        UnresolvedError: the surroundings do not tell.
        ModelError: a grammar row names a production that does not exist.

    """
    if node.means not in READINGS:
        raise ModelError(f"no reading {node.means!r} for a period; on offer: {', '.join(READINGS)}")
    return READINGS[node.means](node, context)
