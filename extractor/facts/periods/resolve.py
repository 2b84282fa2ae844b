"""Dates for time expressions: which days a mention means, and what a change is measured against.

`PeriodResolver` reads one mention in its surroundings; `carry.resolve_periods` a whole article. The readings
are in the files beside it, one for each production a grammar row may name (`readings.READINGS`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from extractor.facts.periods.baselines import (
    baseline_type,
    carried_period,
    comparison_type,
    derived_period,
    preceding_period,
    shift_years,
)
from extractor.facts.periods.calendar import Interval
from extractor.facts.periods.context import Context, Node, Reading, Tense, UnresolvedError, published_interval
from extractor.facts.periods.readings import read
from extractor.lexicon.calendar import calendar_words
from extractor.lexicon.countries import countries
from extractor.model import LanguageModel
from extractor.records import Baseline, BaselineType, Granularity, Period, PeriodMention

__all__ = ["PeriodResolver", "comparison_type", "preceding_period", "shift_years"]


_PROBES: Final = (date(2001, 2, 10), date(2003, 5, 20), date(2005, 8, 25), date(2006, 11, 28))
"""Days of publication to try where none is known: a month and day on which all agree need no date."""


_MONTH_FIRST: Final = frozenset({"US", "PH"})
"""Countries whose newspapers write the month before the day: 12/31/2023. So does English of no country (CLDR short
date patterns: `en` is `en-US` there)."""


_SIZE_OF_MEANING: Final[Mapping[str, Granularity]] = {
    **dict.fromkeys(
        ("date", "stamp", "weekday", "day", "holiday", "numeric", "day_of", "nth_weekday"), "day"
    ),
    **dict.fromkeys(("weekday_in", "dated_weekday", "weekday_day", "offset"), "day"),
    **dict.fromkeys(("year", "fiscal_year"), "year"),
    **dict.fromkeys(("duration", "in_units"), "duration"),
    "month": "month",
    "quarter": "quarter",
    "half": "half",
    "decade": "decade",
    "set": "set",
}


_SIZE_OF_UNIT: Final[Mapping[str, Granularity]] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half": "half",
    "year": "year",
    "decade": "decade",
}
"""How long an expression without dates is, by its words alone."""


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
                carried=carried_period(carried),
                calendar=self._countries.fiscal(code) if code in self._countries else None,
                fiscal_start=_month_day(start) if start else None,
                company=company,
                month_first=code is None or code in _MONTH_FIRST,
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
            held = carried_period(carried)
            if partial is not None and held is not None and _ends(held.interval) == partial[1]:
                # "The fiscal third quarter" of which the lead said "the last three months of 2004".
                found, inferred, partial = partial[0]._replace(interval=held.interval), True, None
        return _period(mention, found, inferred, partial)

    def is_ahead(self, period: Period, tense: Tense) -> bool:
        """Is a period still to come, or to come to its end if it is told as a plan? Reports do not take it up."""
        if self.published is None or period.start is None or period.end is None:
            return False
        today = self.published.end.isoformat()
        return period.start > today or (tense == "future" and period.end > today)

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
            return Baseline(type=of, period=derived_period(of, base))
        kind = comparison_type(of)
        if kind is None:
            return None
        if base is None:
            return Baseline(type=kind, text=of.text)
        period = self.resolve(of, carried=base)
        if base.start is None and period.start is not None and of.fields.get("means") in ("back", "same"):
            period = _undated(of)
        return Baseline(type=baseline_type(kind, base, period), period=period, text=of.text)


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
        except (UnresolvedError, OverflowError, ValueError):
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
        except (UnresolvedError, OverflowError, ValueError):
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
    if means in _SIZE_OF_MEANING:
        return _SIZE_OF_MEANING[means]
    if fields.get("n", "1") == "1":
        return _SIZE_OF_UNIT.get(fields.get("unit", ""), "range")
    return "range"


def _undated(mention: PeriodMention) -> Period:
    return _period(mention, None)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.removeprefix("--").split("-")
    return int(month), int(day)
