"""Exchange rates from a user's CSV file.

The first line names the columns, in any order; other columns are ignored:

    date or month   2023-11-20, or 2023-11 for a rate that holds for the month
    base            ISO 4217 code of the currency that is one
    quote           ISO 4217 code of the currency the rate counts
    rate            units of quote per unit of base, a plain decimal

Each pair may be asked for the other way round, and two currencies against one base give their cross rate.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

from extractor.checks.rates.source import Month, MonthlySource
from extractor.errors import InputError
from extractor.values.interval import Interval

COLUMNS: Final = "a column named date or month, and columns named base, quote and rate"

# ISO date or month -> currency -> units per unit of the base
_Days = dict[str, dict[str, Fraction]]


class _Row(NamedTuple):
    when: str
    base: str
    quote: str
    rate: Fraction


class CsvRates(MonthlySource):
    """The rates of a file that `read_rates` has read."""

    def __init__(self, name: str, rows: list[_Row]) -> None:
        super().__init__(f"rates in {name}", name)
        self._by_base: dict[str, _Days] = {}
        for row in rows:
            day = self._by_base.setdefault(row.base, {}).setdefault(row.when, {row.base: Fraction(1)})
            day[row.quote] = row.rate

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        table: dict[Month, Interval] = {}
        for days in self._by_base.values():
            for when, rates in sorted(days.items()):
                if base in rates and quote in rates:
                    rate, month = rates[quote] / rates[base], Month(int(when[:4]), int(when[5:7]))
                    table[month] = table[month].hull(rate) if month in table else Interval.point(rate)
        return table


def read_rates(path: Path) -> CsvRates:
    """Read a file of rates.

    Raises:
        InputError: the file cannot be read, lacks a column, or a line is not a rate; file and line are named.

    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return CsvRates(path.name, list(_rows(csv.DictReader(file), path)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot read exchange rates: {error}") from error


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[_Row]:
    columns = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    when = next((name for name in ("date", "month") if name in columns), None)
    found = ", ".join(columns) or "nothing"
    if when is None or not {"base", "quote", "rate"} <= columns.keys():
        raise InputError(f"{path}, line 1: exchange rates need {COLUMNS}; found: {found}")
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        cells = {name: (row[columns[name]] or "").strip() for name in (when, "base", "quote", "rate")}
        if any(cells.values()):
            yield _Row(
                _when(cells[when], when, where),
                _code(cells["base"], "base", where),
                _code(cells["quote"], "quote", where),
                _rate(cells["rate"], where),
            )


def _when(cell: str, column: str, where: str) -> str:
    try:
        return date.fromisoformat(f"{cell}-01" if column == "month" or len(cell) == 7 else cell).isoformat()
    except ValueError:
        form = "2023-11" if column == "month" else "2023-11-20 or 2023-11"
        raise InputError(f"{where}: column {column} is {cell!r}; accepted: {form}") from None


def _code(cell: str, column: str, where: str) -> str:
    if not (len(cell) == 3 and cell.isascii() and cell.isalpha()):
        raise InputError(f"{where}: column {column} is {cell!r}; accepted: an ISO 4217 code such as USD")
    return cell.upper()


def _rate(cell: str, where: str) -> Fraction:
    try:
        rate = Decimal(cell)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not (rate.is_finite() and rate > 0):
        raise InputError(f"{where}: column rate is {cell!r}; accepted: a number above 0 such as 284.75")
    return Fraction(rate)
