"""HM Revenue & Customs' monthly exchange rates (package `hmrc-rates`): 2014 to now, about 140 currencies.

Source: https://www.gov.uk/government/collections/exchange-rates-for-customs-and-vat; units per pound. The
table of a month is fixed on the penultimate Thursday of the month before and holds for all of it. The rates
of a month therefore lie between its own table and the next one, which is fixed inside it: both count.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from extractor.checks.rates.source import Month, MonthlySource, cross
from extractor.values.interval import Interval

if TYPE_CHECKING:
    from hmrc_rates import Table

PACKAGE: Final = "hmrc-rates"


class HmrcRates(MonthlySource):
    """Cross rates go through the pound."""

    reach = 1

    def __init__(self) -> None:
        super().__init__("HMRC monthly tables", f"{PACKAGE} {version(PACKAGE)}")
        self._currencies: dict[str, Mapping[Month, Fraction]] = {}

    @cached_property
    def _tables(self) -> "dict[Month, Table]":
        from hmrc_rates import Rates

        rates = Rates()
        return {Month(month.year, month.month): rates.monthly(month) for month in rates.months()}

    def _per_pound(self, code: str) -> Mapping[Month, Fraction]:
        if code not in self._currencies:
            found = ((month, table.get(code)) for month, table in self._tables.items())
            self._currencies[code] = {
                month: Fraction(rate.units_per_gbp) for month, rate in found if rate is not None
            }
        return self._currencies[code]

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        table = cross(self._per_pound(base), self._per_pound(quote))
        return {
            month: Interval.point(rate).hull(table.get(month.plus(1), rate)) for month, rate in table.items()
        }
