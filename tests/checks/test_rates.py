"""Reference rates: the shipped tables, a user's file, and the chain of them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from extractor.checks.rates.csv import read_rates
from extractor.checks.rates.ecb import EcbRates
from extractor.checks.rates.hmrc import HmrcRates
from extractor.checks.rates.source import (
    ChainedSource,
    Month,
    MonthlySource,
    MonthRange,
    reference_rates,
    runs,
)
from extractor.errors import InputError
from extractor.values.interval import Interval


class Fixed(MonthlySource):
    """One pair, AAA to BBB, with a rate for each of some months."""

    def __init__(self, name: str, rates: dict[Month, int]) -> None:
        super().__init__(name, f"{name} 1")
        self.rates = rates

    def _monthly(self, base: str, quote: str) -> Mapping[Month, Interval]:
        if (base, quote) != ("AAA", "BBB"):
            return {}
        return {month: Interval.point(rate) for month, rate in self.rates.items()}


def test_hmrc_gives_the_rupee_of_late_2023() -> None:
    answer = HmrcRates().rate_range("USD", "PKR", date(2023, 7, 1), date(2023, 10, 31))
    assert answer is not None
    assert str(answer.months) == "July to November 2023"
    assert answer.table == "HMRC monthly tables"
    assert answer.rates.low is not None
    assert answer.rates.high is not None
    assert (round(answer.rates.low, 1), round(answer.rates.high, 1)) == (
        Fraction("279.7"),
        Fraction("299.8"),
    )


def test_a_month_lies_between_its_own_table_and_the_next() -> None:
    source = HmrcRates()
    november = source.rate_range("USD", "PKR", date(2023, 11, 20), date(2023, 11, 20))
    assert november is not None
    assert november.rates.contains(Fraction("279.75"))
    assert november.rates.contains(Fraction("285.01"))
    assert not november.rates.contains(Fraction("290"))


def test_pairs_and_their_inverses_agree() -> None:
    source = HmrcRates()
    there = source.rate_range("EUR", "USD", date(2024, 3, 1), date(2024, 5, 31))
    back = source.rate_range("USD", "EUR", date(2024, 3, 1), date(2024, 5, 31))
    assert there is not None
    assert back is not None
    assert there.rates == back.rates.reciprocal()


@pytest.mark.parametrize(
    ("base", "quote", "start", "end"),
    [
        ("USD", "PKR", date(2013, 1, 1), date(2013, 1, 31)),
        ("USD", "PKR", date(2013, 12, 1), date(2014, 3, 31)),
        ("USD", "XXX", date(2020, 1, 1), date(2020, 1, 31)),
    ],
    ids=["before-the-tables", "partly-before", "unknown-currency"],
)
def test_hmrc_says_nothing_of_what_it_does_not_cover(base: str, quote: str, start: date, end: date) -> None:
    assert HmrcRates().rate_range(base, quote, start, end) is None


def test_ecb_gives_daily_extremes() -> None:
    answer = EcbRates().rate_range("GBP", "USD", date(2004, 12, 1), date(2005, 1, 31))
    assert answer is not None
    assert answer.rates.contains(Fraction("1.92"))
    assert answer.rates.contains(Fraction("1.87"))
    assert not answer.rates.meets(Interval.of("1.20", "1.40"))
    assert str(answer.months) == "December 2004 to January 2005"


@pytest.mark.parametrize(
    ("base", "quote", "day"),
    [("USD", "INR", date(2008, 12, 1)), ("USD", "PKR", date(2015, 1, 1)), ("EUR", "USD", date(1998, 12, 1))],
    ids=["rupee-before-2009", "no-pakistani-rupee", "before-the-euro"],
)
def test_ecb_says_nothing_of_what_it_does_not_cover(base: str, quote: str, day: date) -> None:
    assert EcbRates().rate_range(base, quote, day, day) is None


def test_dates_that_fit_an_implied_rate() -> None:
    months = reference_rates().dates_that_fit("USD", "PKR", Interval.of("222.7", "234.4"))
    assert [str(each) for each in months] == ["July 2022 to February 2023"]
    assert reference_rates().dates_that_fit("USD", "PKR", Interval.of(1, 2)) == ()


def test_the_chain_reaches_back_to_the_ecb() -> None:
    chain = reference_rates()
    new = chain.rate_range("GBP", "USD", date(2020, 5, 1), date(2020, 5, 31))
    old = chain.rate_range("GBP", "USD", date(2005, 5, 1), date(2005, 5, 31))
    assert new is not None
    assert old is not None
    assert (new.table, old.table) == ("HMRC monthly tables", "ECB daily rates")
    assert chain.rate_range("GBP", "USD", date(1990, 5, 1), date(1990, 5, 31)) is None
    assert "hmrc-rates" in chain.version
    assert "CurrencyConverter" in chain.version


def test_the_first_source_that_covers_answers() -> None:
    may, june = Month(2020, 5), Month(2020, 6)
    chain = ChainedSource([Fixed("one", {may: 2}), Fixed("two", {may: 3, june: 4})])
    both = chain.rate_range("AAA", "BBB", date(2020, 5, 1), date(2020, 6, 30))
    first = chain.rate_range("AAA", "BBB", date(2020, 5, 3), date(2020, 5, 9))
    assert both is not None
    assert first is not None
    assert (both.table, both.rates) == ("two", Interval.of(3, 4))
    assert (first.table, first.rates) == ("one", Interval.of(2, 2))
    assert chain.monthly("AAA", "BBB") == {may: Interval.point(2), june: Interval.point(4)}
    history = chain.history("AAA", "BBB")
    assert history is not None
    assert history.rates == Interval.of(2, 4)
    assert chain.history("AAA", "CCC") is None


def test_runs_join_neighbouring_months_over_the_year() -> None:
    months = [Month(2022, 11), Month(2022, 12), Month(2023, 1), Month(2023, 3)]
    assert runs(months) == (
        MonthRange(Month(2022, 11), Month(2023, 1)),
        MonthRange(Month(2023, 3), Month(2023, 3)),
    )
    assert [str(each) for each in runs(months)] == ["November 2022 to January 2023", "March 2023"]


def write(folder: Path, text: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_both_ways_and_across(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Base,Quote,Rate,Date,Source\nUSD,PKR,284.5,2023-11-20,SBP\nUSD,PKR,290,2023-11-02,SBP\n"
        "USD,EUR,0.92,2023-11-20,SBP\n",
    )
    source = read_rates(path)
    rupees = source.rate_range("USD", "PKR", date(2023, 11, 1), date(2023, 11, 30))
    dollars = source.rate_range("PKR", "USD", date(2023, 11, 1), date(2023, 11, 30))
    across = source.rate_range("EUR", "PKR", date(2023, 11, 1), date(2023, 11, 30))
    assert rupees is not None
    assert dollars is not None
    assert across is not None
    assert rupees.rates == Interval.of("284.5", "290")
    assert dollars.rates == rupees.rates.reciprocal()
    assert across.rates == Interval.point(Fraction("284.5") / Fraction("0.92"))
    assert rupees.table == "rates in rates.csv"


def test_a_column_of_months(tmp_path: Path) -> None:
    source = read_rates(write(tmp_path, "month,base,quote,rate\n2023-11,USD,PKR,284.5\n\n"))
    assert source.monthly("USD", "PKR") == {Month(2023, 11): Interval.point(Fraction("284.5"))}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"rates.csv, line 1: exchange rates need a column named date or month, .*; found: nothing"),
        ("day,base,quote,rate\n", r"line 1: .*; found: day, base, quote, rate"),
        (
            "date,base,quote,rate\n20/11/2023,USD,PKR,1\n",
            r"line 2: column date is '20/11/2023'; accepted: 2023",
        ),
        (
            "month,base,quote,rate\n2023-13,USD,PKR,1\n",
            r"line 2: column month is '2023-13'; accepted: 2023-11",
        ),
        ("date,base,quote,rate\n2023-11-20,$,PKR,1\n", r"line 2: column base is '\$'; accepted: an ISO 4217"),
        (
            "date,base,quote,rate\n2023-11-20,USD,PKR,0\n",
            r"line 2: column rate is '0'; accepted: a number above 0",
        ),
        ("date,base,quote,rate\n2023-11-20,USD,PKR,x\n", r"line 2: column rate is 'x'"),
        ("date,base,quote,rate\n2023-11-20,USD\n", r"line 2: column quote is ''"),
    ],
    ids=["empty", "no-date", "date", "month", "code", "zero", "no-number", "short-line"],
)
def test_a_broken_file_names_file_line_and_what_is_accepted(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_rates(write(tmp_path, text))


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.csv: cannot read exchange rates"):
        reference_rates(tmp_path / "nowhere.csv")
