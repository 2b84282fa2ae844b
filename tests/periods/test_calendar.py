"""Laws of the calendar arithmetic: what a move keeps, where month ends go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts.periods.calendar import (
    Interval,
    add_months,
    easter,
    fiscal_year_holding,
    granularity_of,
    holiday,
    month_of,
    months_from,
    months_to,
    nth_weekday,
    preceding,
    shift_months,
    week_of,
    weeks_of,
    whole_months,
    year_of,
)

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FIRSTS = DAYS.map(lambda day: day.replace(day=1))
MONTHS = st.integers(1, 60)
PERIODS = st.builds(months_from, FIRSTS, MONTHS)
STRETCHES = st.builds(lambda day, days: Interval(day, day + timedelta(days=days)), DAYS, st.integers(0, 400))


@given(PERIODS, st.integers(-120, 120))
def test_a_shift_keeps_whole_months(period: Interval, months: int) -> None:
    assert whole_months(shift_months(period, months)) == whole_months(period)


@given(PERIODS, st.integers(-120, 120))
def test_a_shift_of_whole_months_can_be_undone(period: Interval, months: int) -> None:
    assert shift_months(shift_months(period, months), -months) == period


@given(PERIODS)
def test_the_year_before_the_year_before_is_two_years_before(period: Interval) -> None:
    assert shift_months(shift_months(period, -12), -12) == shift_months(period, -24)


@given(STRETCHES)
def test_a_year_before_keeps_a_stretch_but_for_leap_days(stretch: Interval) -> None:
    moved = shift_months(stretch, -12)
    assert abs(moved.days - stretch.days) <= 1
    assert moved.start.month == stretch.start.month


@given(PERIODS)
def test_the_preceding_period_is_as_long_and_touches(period: Interval) -> None:
    before = preceding(period)
    assert before.end + timedelta(days=1) == period.start
    assert whole_months(before) == whole_months(period)


@given(STRETCHES)
def test_a_preceding_stretch_is_as_long_in_days_or_months(stretch: Interval) -> None:
    before = preceding(stretch)
    assert before.end + timedelta(days=1) == stretch.start
    assert before.days == stretch.days or whole_months(before) == whole_months(stretch)


@given(st.integers(1950, 2049), st.integers(1, 12))
def test_a_month_ends_before_the_next_begins(year: int, month: int) -> None:
    assert month_of(year, month).end + timedelta(days=1) == add_months(date(year, month, 1), 1)


@given(DAYS, MONTHS)
def test_months_to_a_day_end_on_it(day: date, months: int) -> None:
    span = months_to(day, months)
    assert span.end == day
    assert span.start <= day


@given(DAYS, st.tuples(st.integers(1, 12), st.integers(1, 28)))
def test_a_fiscal_year_holds_its_day_and_lasts_a_year(day: date, start: tuple[int, int]) -> None:
    year = fiscal_year_holding(start, day)
    assert day in year
    assert granularity_of(year) == "year"
    assert (year.start.month, year.start.day) == start


@given(st.integers(1950, 2049))
def test_a_year_has_its_iso_weeks(year: int) -> None:
    weeks = weeks_of(year_of(year))
    assert len(weeks) == date(year, 12, 28).isocalendar().week
    assert weeks[0] == week_of(date.fromisocalendar(year, 1, 1))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29")),
        (("2023-01-01", "2023-03-31"), ("2022-10-01", "2022-12-31")),
        (("2023-07-01", "2023-10-31"), ("2023-03-01", "2023-06-30")),
        (("2024-09-29", "2024-12-28"), ("2024-06-29", "2024-09-28")),
        (("2024-01-08", "2024-01-14"), ("2024-01-01", "2024-01-07")),
    ],
)
def test_preceding(period: tuple[str, str], before: tuple[str, str]) -> None:
    given_, expected = (Interval(*map(date.fromisoformat, ends)) for ends in (period, before))
    assert preceding(given_) == expected


@pytest.mark.parametrize(
    ("period", "year_before"),
    [
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2023-02-01", "2023-02-28"), ("2022-02-01", "2022-02-28")),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2024-09-29", "2024-12-28"), ("2023-09-29", "2023-12-28")),
        (("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
    ],
)
def test_a_year_before(period: tuple[str, str], year_before: tuple[str, str]) -> None:
    given_, expected = (Interval(*map(date.fromisoformat, ends)) for ends in (period, year_before))
    assert shift_months(given_, -12) == expected


@pytest.mark.parametrize(("year", "day"), [(1998, "1998-04-12"), (2000, "2000-04-23"), (2025, "2025-04-20")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2024, "2024-12-25"),
        ("4 3 11", 2023, "2023-11-23"),
        ("-1 0 5", 2024, "2024-05-27"),
        ("thanksgiving+1", 2010, "2010-11-26"),
        ("election", 1998, "1998-11-03"),
        ("easter-2", 2024, "2024-03-29"),
    ],
)
def test_holiday(rule: str, year: int, day: str) -> None:
    found = holiday(rule, year)
    assert found is not None
    assert found.isoformat() == day


def test_a_fifth_friday_may_be_missing() -> None:
    assert nth_weekday(month_of(2024, 2), 4, 5) is None
    assert nth_weekday(month_of(2024, 3), 4, 5) == date(2024, 3, 29)
