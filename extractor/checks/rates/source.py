"""Reference exchange rates behind one small interface, month by month.

A source answers from tables it ships (HMRC's monthly tables, the European Central Bank's daily ones) or from
a user's file. All of them come down to one thing: the lowest and the highest rate of each month of a pair. A
source says nothing of months its tables do not cover.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from extractor.values.interval import Interval

MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    def plus(self, months: int) -> "Month":
        """So many months later.

        >>> Month(2023, 12).plus(1), Month(2023, 1).plus(-1)
        (Month(year=2024, month=1), Month(year=2022, month=12))
        """
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"


class MonthRange(NamedTuple):
    """Months from `first` to `last`, both included."""

    first: Month
    last: Month

    def months(self) -> Iterator[Month]:
        month = self.first
        while month <= self.last:
            yield month
            month = month.plus(1)

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        if self.first.year == self.last.year:
            return f"{MONTH_NAMES[self.first.month - 1]} to {self.last}"
        return f"{self.first} to {self.last}"


class RateRange(NamedTuple):
    """The lowest and the highest rate, in units of the quote currency per unit of the base, and the months
    of the tables that say so."""

    rates: Interval
    table: str
    months: MonthRange


class RateSource(Protocol):
    """What the checks ask of a table of exchange rates. Currencies are ISO 4217 codes."""

    @property
    def name(self) -> str:
        """What to call the tables in a message: "HMRC monthly tables"."""

    @property
    def version(self) -> str:
        """What shapes the output, for `producer`: "hmrc-rates 0.3.5"."""

    def rate_range(self, base: str, quote: str, start: date, end: date) -> RateRange | None:
        """The rates of the months from `start` to `end`; null unless the tables cover every one of them."""

    def dates_that_fit(self, base: str, quote: str, wanted: Interval) -> tuple[MonthRange, ...]:
        """The months with a rate in `wanted`, in order; empty if no table knows the pair."""

    def history(self, base: str, quote: str) -> RateRange | None:
        """The lowest and highest rate of all months covered; null if no table knows the pair."""

    def monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        """The lowest and highest rate of each month covered; empty if no table knows the pair."""

    def __hash__(self) -> int: ...


class MonthlySource:
    """A `RateSource` over one table by months; a subclass says what `_monthly` a pair has.

    `reach`: so many tables after the last month asked about belong to the answer (see `rates_hmrc`).
    """

    reach = 0

    def __init__(self, name: str, version: str) -> None:
        self._name, self._version = name, version
        self._pairs: dict[tuple[str, str], Mapping[Month, Interval]] = {}
        self._histories: dict[tuple[str, str], RateRange | None] = {}

    @property
    def name(self) -> str:
        return self._name

    @property
    def version(self) -> str:
        return self._version

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        raise NotImplementedError

    def monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        if (base, quote) not in self._pairs:
            self._pairs[base, quote] = self._monthly(base, quote)
        return self._pairs[base, quote]

    def rate_range(self, base: str, quote: str, start: date, end: date) -> RateRange | None:
        table = self.monthly(base, quote)
        asked = MonthRange(Month.of(start), Month.of(end))
        rates = [table.get(month) for month in asked.months()] if table else []
        if not rates or None in rates:
            return None
        last = asked.last.plus(self.reach)
        return RateRange(hull(filter(None, rates)), self.name, MonthRange(asked.first, min(last, max(table))))

    def dates_that_fit(self, base: str, quote: str, wanted: Interval) -> tuple[MonthRange, ...]:
        table = self.monthly(base, quote)
        return runs(month for month in sorted(table) if table[month].meets(wanted))

    def history(self, base: str, quote: str) -> RateRange | None:
        if (base, quote) not in self._histories:
            table = self.monthly(base, quote)
            self._histories[base, quote] = (
                RateRange(hull(table.values()), self.name, MonthRange(min(table), max(table)))
                if table
                else None
            )
        return self._histories[base, quote]


class ChainedSource:
    """Several sources as one: the first that covers the months asked about answers."""

    def __init__(self, sources: Sequence[RateSource]) -> None:
        self.sources = tuple(sources)

    @property
    def name(self) -> str:
        return ", ".join(source.name for source in self.sources)

    @property
    def version(self) -> str:
        return ", ".join(source.version for source in self.sources)

    def rate_range(self, base: str, quote: str, start: date, end: date) -> RateRange | None:
        answers = (source.rate_range(base, quote, start, end) for source in self.sources)
        return next((answer for answer in answers if answer), None)

    def dates_that_fit(self, base: str, quote: str, wanted: Interval) -> tuple[MonthRange, ...]:
        table = self.monthly(base, quote)
        return runs(month for month in sorted(table) if table[month].meets(wanted))

    def history(self, base: str, quote: str) -> RateRange | None:
        known = [answer for source in self.sources if (answer := source.history(base, quote)) is not None]
        if not known:
            return None
        months = MonthRange(min(one.months.first for one in known), max(one.months.last for one in known))
        return RateRange(hull(one.rates for one in known), ", ".join(one.table for one in known), months)

    def monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        table: dict[Month, Interval] = {}
        for source in reversed(self.sources):
            table.update(source.monthly(base, quote))
        return table


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all of them (at least one, all bounded)."""
    lows, highs = zip(*((each.low, each.high) for each in intervals), strict=True)
    return Interval(min(lows), max(highs))


def runs(months: Iterable[Month]) -> tuple[MonthRange, ...]:
    """Months in order, neighbours joined."""
    found: list[MonthRange] = []
    for month in months:
        if found and found[-1].last.plus(1) == month:
            found[-1] = MonthRange(found[-1].first, month)
        else:
            found.append(MonthRange(month, month))
    return tuple(found)


def cross(base: Mapping[Month, Fraction], quote: Mapping[Month, Fraction]) -> dict[Month, Fraction]:
    """Quote per base, from both against a third currency, where both are known."""
    return {month: quote[month] / rate for month, rate in base.items() if rate and month in quote}


@cache
def reference_rates(csv: Path | None = None) -> RateSource:
    """The rates to check against: a user's file first, then HMRC (2014 on), then the ECB (1999 on).

    Raises:
        InputError: the file cannot be read, or a line of it is not a rate (file and line are named).

    """
    from extractor.checks.rates.ecb import EcbRates
    from extractor.checks.rates.hmrc import HmrcRates

    shipped: tuple[RateSource, ...] = (HmrcRates(), EcbRates())
    if csv is None:
        return ChainedSource(shipped)
    from extractor.checks.rates.csv import read_rates

    return ChainedSource((read_rates(csv), *shipped))
