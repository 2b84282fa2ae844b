"""Dates for time expressions: which days a mention means, and what a change is measured against.

`PeriodResolver` reads one mention in its surroundings; `resolve_periods` a whole article. The readings are in
`period_dates.py`, `period_relative.py` and `period_fiscal.py`, by the production a grammar row names.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from extractor.errors import ModelError
from extractor.facts import period_dates as dates
from extractor.facts import period_fiscal as fiscal
from extractor.facts import period_relative as relative
from extractor.facts.calendar import Interval, preceding, shift_months
from extractor.facts.period_context import (
    Carried,
    Context,
    Node,
    Reading,
    Tense,
    Unresolved,
    published_interval,
)
from extractor.lexicon.calendar import calendar_words
from extractor.lexicon.countries import countries
from extractor.model import LanguageModel
from extractor.records import Baseline, BaselineType, Granularity, Period, PeriodMention

READINGS: Final[Mapping[str, Callable[[Node, Context], Reading]]] = {
    "date": dates.read_date,
    "numeric": dates.read_numeric,
    "days": dates.read_days,
    "month": dates.read_month,
    "year": dates.read_year,
    "decade": dates.read_decade,
    "century": dates.read_century,
    "season": dates.read_season,
    "holiday": dates.read_holiday,
    "weekday": dates.read_weekday,
    "weekday_day": dates.read_weekday_day,
    "dated_weekday": dates.read_dated_weekday,
    "weekday_in": dates.read_weekday_in,
    "week_of": dates.read_week_of,
    "day_of": dates.read_day_of,
    "days_of": dates.read_days_of,
    "week_number": dates.read_week_number,
    "nth_weekday": dates.read_nth_weekday,
    "within": dates.read_within,
    "range": dates.read_range,
    "day": relative.read_day,
    "relative": relative.read_relative,
    "relative_n": relative.read_relative_n,
    "nth": relative.read_nth,
    "ago": relative.read_ago,
    "in_units": relative.read_in_units,
    "to_date": relative.read_to_date,
    "beyond": relative.read_beyond,
    "anaphor": relative.read_anaphor,
    "full": relative.read_full,
    "offset": relative.read_offset,
    "edge": relative.read_edge,
    "fiscal_year": fiscal.read_fiscal_year,
    "quarter": fiscal.read_part,
    "half": fiscal.read_part,
    "ending": fiscal.read_ending,
    "starting": fiscal.read_starting,
    "same": fiscal.read_same,
    "back": fiscal.read_back,
    "vague": lambda node, context: Reading(None, "range"),
    "duration": relative.read_duration,
    "set": lambda node, context: Reading(None, "set"),
}
"""What each production (`means` of a grammar row) reads."""

_PROBES: Final = (date(2001, 2, 10), date(2003, 5, 20), date(2005, 8, 25), date(2006, 11, 28))
"""Days of publication to try where none is known: a month and day on which all agree need no date."""

_MONTH_FIRST: Final = frozenset({"US", "PH"})
"""Countries whose newspapers write the month before the day: 12/31/2023 (CLDR short date patterns)."""

_UNDATED_SIZE: Final[Mapping[str, str]] = {"duration": "duration", "set": "set"}


class PeriodResolver:
    """Resolves the mentions of one article.

    Args:
        published: ISO date, month or year of publication, or null.
        country: ISO 3166-1 alpha-2 code of the article's country.
        model: the language model whose tables the mentions were found with.
        year: the year an undated article speaks of (`infer_year`).
        fiscal_start: ``MM-DD`` if the article states its company's fiscal year (`stated_fiscal_start`).

    """

    def __init__(
        self,
        *,
        published: str | None,
        country: str | None,
        model: LanguageModel,
        year: int | None = None,
        fiscal_start: str | None = None,
    ) -> None:
        self.published = published_interval(published)
        self.country = country
        self.year = year
        self.fiscal_start = fiscal_start
        self._countries = countries(model)
        self._words = calendar_words(model)

    def resolve(
        self,
        mention: PeriodMention,
        *,
        tense: Tense = "past",
        carried: Period | None = None,
        entity_country: str | None = None,
        company: bool = False,
        fiscal_start: str | None = None,
    ) -> Period:
        """The period a mention means; dates null where they cannot be known.

        Args:
            mention: a time expression of the article.
            tense: of its clause: it decides between the last and the next October.
            carried: the period spoken of, for "the same period", "the previous month", "the quarter".
            entity_country: country of whom the figure is about; the article's if null.
            company: whether that is a company, whose fiscal year may differ from its government's.
            fiscal_start: ``MM-DD``, if the fiscal year of the entity is known.

        """
        node = Node(mention.fields)

        def context(today: date | None) -> Context:
            code = entity_country or self.country
            start = fiscal_start or self.fiscal_start
            made = Context(
                today=today,
                tense=tense,
                carried=_carried(carried),
                calendar=self._countries.fiscal(code) if code in self._countries else None,
                fiscal_start=_month_day(start) if start else None,
                company=company,
                month_first=code in _MONTH_FIRST,
                year=self.year,
                holidays=self._words.holidays,
            )
            made.read = read
            return made

        days = self._today(node, context)
        found, inferred = _agreed(node, context, days)
        partial = None
        if found is None and self.published is None:
            partial = _partial(node, context)
            held = _carried(carried)
            if partial is not None and held is not None and _ends(held.interval) == partial[1]:
                # "The fiscal third quarter" of which the lead said "the last three months of 2004".
                found, inferred, partial = partial[0]._replace(interval=held.interval), True, None
        return _period(mention, found, inferred, partial)

    def is_ahead(self, period: Period) -> bool:
        """Does a period begin after publication? Plans do not carry over to what is reported."""
        return (
            self.published is not None
            and period.start is not None
            and period.start > self.published.end.isoformat()
        )

    def _today(self, node: Node, context: Callable[[date | None], Context]) -> tuple[date | None, ...]:
        """The days of publication to read with: one, or both ends of a month or a year, or none."""
        if self.published is None:
            return (None,)
        first, last = self.published
        return (first,) if first == last else (first, last)

    def baseline(
        self, of: PeriodMention | BaselineType, own: Period | None, *, carried: Period | None = None
    ) -> Baseline | None:
        """What a change in `own` is measured against.

        Args:
            of: the comparison as written, or its type if nothing is written.
            own: the period of the changed figure.
            carried: stands in for `own` where that is null.

        Returns:
            A baseline whose period has its own dates, null ones if `own` has none; null if `of` compares nothing.

        """
        base = own or carried
        if isinstance(of, str):
            return Baseline(type=of, period=_derived(of, base))
        kind = comparison_type(of)
        if kind is None:
            return None
        if base is None:
            return Baseline(type=kind, text=of.text)
        period = self.resolve(of, carried=base)
        if base.start is None and period.start is not None and of.fields.get("means") in ("back", "same"):
            period = _undated(of)
        return Baseline(type=_seen_type(kind, base, period), period=period, text=of.text)


def read(node: Node, context: Context) -> Reading:
    """The reading of a node by its production.

    Raises:
        Unresolved: the surroundings do not tell.
        ModelError: a grammar row names a production that does not exist.

    """
    if node.means not in READINGS:
        raise ModelError(f"no reading {node.means!r} for a period; on offer: {', '.join(READINGS)}")
    return READINGS[node.means](node, context)


def _agreed(
    node: Node, context: Callable[[date | None], Context], days: tuple[date | None, ...]
) -> tuple[Reading | None, bool]:
    """The reading that every possible day of publication gives, and whether it leans on anything unsaid."""
    first: Reading | None = None
    inferred = False
    for day in days:
        around = context(day)
        try:
            found = read(node, around)
        except (Unresolved, OverflowError, ValueError):
            return None, False
        inferred = around.inferred
        if first is not None and found != first:
            return None, False
        first = found
    return first, inferred


def _partial(node: Node, context: Callable[[date | None], Context]) -> tuple[Reading, tuple[str, str]] | None:
    """Month and day of both ends where only the year is missing, and a reading that has them."""
    seen: dict[tuple[str, str], Reading] = {}
    for probe in _PROBES:
        try:
            found = read(node, context(probe))
        except (Unresolved, OverflowError, ValueError):
            return None
        if found.interval is None:
            return None
        seen.setdefault(_ends(found.interval), found)
    return next((found, ends) for ends, found in seen.items()) if len(seen) == 1 else None


def _ends(interval: Interval) -> tuple[str, str]:
    """Month and day of both ends, without their year."""
    return interval.start.strftime("--%m-%d"), interval.end.strftime("--%m-%d")


def _period(
    mention: PeriodMention,
    found: Reading | None,
    inferred: bool = False,
    partial: tuple[Reading, tuple[str, str]] | None = None,
) -> Period:
    if partial is not None:
        # Everything but the year: size, kind and month-day ends hold, the dates do not.
        found = partial[0]._replace(interval=None)
    instant = mention.fields.get("lead") == "as of" or (found is not None and found.instant)
    interval = found.interval if found is not None else None
    dated = found is not None and interval is not None
    return Period(
        text=mention.text,
        start_char=mention.start_char,
        end_char=mention.end_char,
        start=interval.start.isoformat() if interval else None,
        end=interval.end.isoformat() if interval else None,
        granularity=found.granularity if found is not None else granularity_unread(mention),
        kind="instant" if instant and (interval is None or interval.start == interval.end) else "interval",
        fiscal=found.fiscal if found is not None else mention.family == "fiscal",
        resolution=("inferred" if inferred else "exact") if dated else "unresolved",
        partial_start=partial[1][0] if partial else None,
        partial_end=partial[1][1] if partial else None,
    )


def granularity_unread(mention: PeriodMention) -> Granularity:
    """The unit of an expression that could not be dated, by its words alone."""
    fields = mention.fields
    means = fields.get("means", "")
    by_means: dict[str, Granularity] = {
        "date": "day", "weekday": "day", "day": "day", "holiday": "day", "numeric": "day", "month": "month",
        "year": "year", "quarter": "quarter", "half": "half", "fiscal_year": "year", "duration": "duration",
        "set": "set", "in_units": "duration", "day_of": "day", "nth_weekday": "day", "weekday_in": "day", "dated_weekday": "day",
    }  # fmt: skip
    by_unit: dict[str, Granularity] = {
        "day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
        "decade": "decade",
    }  # fmt: skip
    if means in by_means:
        return by_means[means]
    if fields.get("n", "1") == "1":
        return by_unit.get(fields.get("unit", ""), "range")
    return "range"


def _undated(mention: PeriodMention) -> Period:
    return _period(mention, None)


def _carried(period: Period | None) -> Carried | None:
    if period is None or period.start is None or period.end is None:
        return None
    interval = Interval(date.fromisoformat(period.start), date.fromisoformat(period.end))
    return Carried(interval, period.granularity, period.fiscal)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.removeprefix("--").split("-")
    return int(month), int(day)


def _moved(period: Period, interval: Interval) -> Period:
    return Period(
        text=period.text,
        start=interval.start.isoformat(),
        end=interval.end.isoformat(),
        granularity=period.granularity,
        kind=period.kind,
        fiscal=period.fiscal,
        resolution="inferred",
    )


def shift_years(period: Period, years: int) -> Period:
    """The same period of another year, whole months kept whole; a period without dates is returned as it is."""
    held = _carried(period)
    return _moved(period, shift_months(held.interval, 12 * years)) if held else period


def preceding_period(period: Period) -> Period:
    """The period of the same length just before; a period without dates is returned as it is."""
    held = _carried(period)
    return _moved(period, preceding(held.interval)) if held else period


def _derived(kind: BaselineType, own: Period | None) -> Period | None:
    if own is None or own.start is None:
        return None
    if kind == "yoy":
        return shift_years(own, -1)
    return preceding_period(own) if kind == "previous" else None


def _seen_type(kind: BaselineType, own: Period, base: Period) -> BaselineType:
    """A comparison with a named period is a year's if the dates say so."""
    if kind != "other" or own.start is None or base.start is None:
        return kind
    if shift_years(own, -1).start == base.start:
        return "yoy"
    return "previous" if preceding_period(own).start == base.start else "other"


def comparison_type(mention: PeriodMention) -> BaselineType | None:
    """The type of baseline an expression names by itself; null if it dates the figure itself.

    "Year-on-year", "from a year earlier" and "the same period last year" are `yoy`; "month-on-month", "the quarter
    before" `previous`; "the same period of 2019" `other` until the figure's own period is known; a date after "since"
    is `since`; and a date after "than" or "compared with" is `other`.
    """
    fields = mention.fields
    means, unit = fields.get("means", ""), fields.get("unit", "")
    if means == "back":
        return "yoy" if unit == "year" else "previous"
    if means == "same":
        return _same_type(fields)
    if fields.get("lead") == "than" and mention.family != "duration":
        if means == "relative" and fields.get("direction") in ("previous", "last"):
            return "yoy" if unit == "year" else "previous"
        return "other"
    if means == "relative" and fields.get("direction") == "previous" and fields.get("lead") == "from":
        return "yoy" if unit == "year" else "previous"
    return None


def _same_type(fields: Mapping[str, str]) -> BaselineType | None:
    means, unit = fields.get("of.means"), fields.get("of.unit")
    if means is None or (means == "relative" and fields.get("of.direction") == "this"):
        return None
    if means == "back" or means == "relative":
        return "yoy" if unit == "year" else "previous"
    if means == "ago" and fields.get("of.n") == "1" and unit == "year":
        return "yoy"
    return "other"
