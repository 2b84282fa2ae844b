"""Periods of a whole article: what carries over, what an undated text tells, whose fiscal year it is."""

import json

import pytest

from extractor import extract
from extractor.facts.periods.carry import infer_year, resolve_periods, resolver_for, stated_fiscal_start
from extractor.facts.periods.resolve import PeriodResolver, preceding_period, shift_years
from extractor.facts.periods.tense import surface_tense
from extractor.mentions.periods import find_periods
from extractor.model import load_model
from extractor.records import Period, PeriodMention, make_article

MODEL = load_model()


def read(
    *sentences: str, published: str | None = None, country: str | None = None
) -> list[tuple[str, str | None]]:
    """Each expression of the sentences with its dates as ``start/end``."""
    article = make_article(" ".join(sentences), published=published)
    mentions, offset = [], 0
    for sentence in sentences:
        mentions.append(find_periods(sentence, offset, MODEL))
        offset += len(sentence) + 1
    resolver = resolver_for(article, country, mentions, MODEL)
    periods = resolve_periods(mentions, resolver, lambda mention: surface_tense(article.text, mention, MODEL))
    for period in periods:
        assert article.text[period.start_char : period.end_char] == period.text
    return [(p.text, f"{p.start}/{p.end}" if p.start else None) for p in periods]


def mentions_of(*sentences: str) -> list[PeriodMention]:
    return [mention for sentence in sentences for mention in find_periods(sentence, 0, MODEL)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Visitors can see the fair in April.", "2024-04-01/2024-04-30"),
        ("The mayor could not be seen in April.", "2023-04-01/2023-04-30"),
        ("The plant can make 900 cars in April.", "2024-04-01/2024-04-30"),
        ("The plant made 900 cars in April.", "2023-04-01/2023-04-30"),
    ],
    ids=["can", "could-not", "can-with-a-figure", "made"],
)
def test_what_can_be_is_to_come(text: str, dates: str) -> None:
    (period,) = extract(text, published="2023-11-10").periods
    assert (period.text, f"{period.start}/{period.end}") == ("April", dates)


JULY_OCTOBER = "2023-07-01/2023-10-31"


def test_the_last_four_months_are_the_first_four_of_the_fiscal_year() -> None:
    """One reading for headline, lead and conclusion of a story on July to October, published in November."""
    assert read(
        "Sales of software abroad grew in the last four months.",
        "During this period they brought in $900m, up 4% on the corresponding timeframe in the previous fiscal year.",
        "Call centres earned $75m in the same period.",
        "The first four months of the current fiscal year went well.",
        published="2023-11-20",
        country="PK",
    ) == [
        ("the last four months", JULY_OCTOBER),
        ("this period", JULY_OCTOBER),
        ("the corresponding timeframe in the previous fiscal year", "2022-07-01/2022-10-31"),
        ("the same period", JULY_OCTOBER),
        ("The first four months of the current fiscal year", JULY_OCTOBER),
    ]


def test_the_older_quarter_of_a_comparison_does_not_carry() -> None:
    assert read(
        "Profit rose to $9m in the third quarter of 2024 from $8m in the third quarter of 2023.",
        "Revenue fell 2% year-on-year.",
        published="2024-11-02",
    )[-1] == ("year-on-year", "2023-07-01/2023-09-30")


def test_a_plan_does_not_carry() -> None:
    assert read(
        "It will open a mill in the second quarter of 2025.",
        "Output fell in the quarter.",
        published="2025-02-10",
    )[-1] == ("the quarter", "2024-10-01/2024-12-31")


def test_what_stands_in_brackets_explains() -> None:
    assert read("It was 31% last month (September).", published="2023-11-01")[0] == (
        "last month",
        "2023-09-01/2023-09-30",
    )
    found = read("Profit fell in the first quarter (July-September).", published="2023-11-01", country="DE")
    assert found[0] == ("the first quarter", "2023-07-01/2023-09-30")
    assert read("It fell in May (by 3% in June).", published="2023-11-01")[0] == (
        "May",
        "2023-05-01/2023-05-31",
    )


def test_year_to_date_ends_with_the_data_told_of() -> None:
    found = read(
        "The deficit was $840bn for the first four months of fiscal 2025.",
        "Year-to-date receipts rose.",
        published="2025-02-13",
        country="US",
    )
    assert found[-1] == ("Year-to-date", "2024-10-01/2025-01-31")
    assert read("Shares are up 9% year to date.", published="2025-02-13")[-1][1] == "2025-01-01/2025-02-12"


def test_that_day_and_that_year_point_to_what_was_named_last() -> None:
    found = read("It was founded in June 1998.", "Later that year it merged.", published="2024-02-10")
    assert found[-1] == ("Later that year", "1998-01-01/1998-12-31")


def test_a_month_ago_needs_a_month() -> None:
    found = read("Prices rose 2% in January.", "The bank acted a week ago.", published="2025-02-14")
    assert found[-1] == ("a week ago", "2025-02-03/2025-02-09")


@pytest.mark.parametrize(
    ("sentences", "year"),
    [
        (
            [
                "The gap for the first eleven months of 2004 was wide.",
                "It was narrower in 2003 than in 2004.",
            ],
            2004,
        ),
        (["Profit rose in the last quarter of 2004.", "It will fall in 2005."], 2004),
        (["Claims reached $42bn in 2004.", "The rate was the lowest since 1995."], 2004),
        (["It grew in 2004.", "It grew in 2003."], None),
        (["It grew in October."], None),
    ],
)
def test_the_year_an_undated_article_speaks_of(sentences: list[str], year: int | None) -> None:
    text = " ".join(sentences)
    offset, mentions = 0, []
    for sentence in sentences:
        mentions += find_periods(sentence, offset, MODEL)
        offset += len(sentence) + 1
    assert infer_year(mentions, MODEL, lambda mention: surface_tense(text, mention, MODEL)) == year


def test_an_undated_article_dates_its_months_by_another_sentence() -> None:
    assert read(
        "Exports rose in November.",
        "The gap for the first eleven months of 2004 was wide.",
        "It met on Friday.",
    ) == [
        ("November", "2004-11-01/2004-11-30"),
        ("the first eleven months of 2004", "2004-01-01/2004-11-30"),
        ("Friday", None),
    ]


def test_an_undated_fiscal_quarter_takes_the_dates_of_the_same_months() -> None:
    assert read(
        "Profit surged in the last three months of 2004.",
        "Sales in the fiscal third quarter rose.",
        country="IN",
    )[-1] == ("the fiscal third quarter", "2004-10-01/2004-12-31")


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("Sales fell in the fiscal year ended September 28, 2024.", "10-01"),
        ("It guides for the fiscal year ending in March.", "04-01"),
        ("The budget is for the fiscal year that began on July 1.", "07-01"),
        ("Profit fell in its second quarter ended September 30.", "04-01"),
        ("Profit fell in the first half ended December 31.", "07-01"),
        ("Profit fell in the year to March.", None),
        ("Profit fell in the quarter ended June 30.", None),
    ],
)
def test_the_fiscal_year_an_article_states(sentence: str, start: str | None) -> None:
    assert stated_fiscal_start(mentions_of(sentence), MODEL) == start


def test_a_stated_fiscal_year_dates_the_rest() -> None:
    assert read(
        "Revenue rose in its fiscal first quarter.",
        "The maker of phones, whose fiscal year ends on September 30, sold more watches.",
        published="2025-01-31",
        country="US",
    )[0] == ("fiscal first quarter", "2024-10-01/2024-12-31")


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The bank said on Friday it had cut rates.", "past"),
        ("The bank will meet on Friday.", "future"),
        ("The vote is widely expected on Friday.", "future"),
        ("The data are due on Friday.", "future"),
        ("On Friday, the bank plans to cut rates.", "future"),
        ("On Friday, the bank cut rates as planned.", "past"),
        ("They decided to meet on Friday.", "present"),
        ("Friday's ruling will be read.", "present"),
        ("They set a Friday deadline.", "present"),
        ("No word by Friday.", "present"),
    ],
)
def test_tense_without_a_parse(text: str, tense: str) -> None:
    mention = next(mention for mention in find_periods(text, 0, MODEL) if "Friday" in mention.text)
    assert surface_tense(text, mention, MODEL) == tense


def period(start: str | None, end: str | None, granularity: str = "month") -> Period:
    return Period(text="", start=start, end=end, granularity=granularity, resolution="exact")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "own", "kind", "start", "end"),
    [
        ("It rose 3% year-on-year.", ("2024-02-01", "2024-02-29"), "yoy", "2023-02-01", "2023-02-28"),
        ("It rose 3% month-on-month.", ("2024-03-01", "2024-03-31"), "previous", "2024-02-01", "2024-02-29"),
        ("It rose from a year earlier.", ("2023-07-01", "2023-10-31"), "yoy", "2022-07-01", "2022-10-31"),
        (
            "It beat the same period of 2019.",
            ("2023-06-01", "2023-08-31"),
            "other",
            "2019-06-01",
            "2019-08-31",
        ),
        ("It beat the same period of 2022.", ("2023-06-01", "2023-08-31"), "yoy", "2022-06-01", "2022-08-31"),
        ("It rose from a year earlier.", (None, None), "yoy", None, None),
    ],
)
def test_baseline(
    sentence: str, own: tuple[str | None, str | None], kind: str, start: str | None, end: str | None
) -> None:
    resolver = PeriodResolver(published="2024-04-10", country="GB", model=MODEL)
    baseline = resolver.baseline(mentions_of(sentence)[0], period(*own))
    assert baseline is not None
    assert baseline.type == kind
    assert baseline.text in sentence
    assert baseline.period is not None
    assert (baseline.period.start, baseline.period.end) == (start, end)


def test_a_baseline_by_type_alone() -> None:
    resolver = PeriodResolver(published="2024-04-10", country="GB", model=MODEL)
    quarter = period("2024-01-01", "2024-03-31", "quarter")
    for kind, start in (("yoy", "2023-01-01"), ("previous", "2023-10-01")):
        baseline = resolver.baseline(kind, quarter)  # type: ignore[arg-type]
        assert baseline is not None
        assert baseline.period is not None
        assert baseline.period.start == start
    assert resolver.baseline("forecast", quarter).period is None  # type: ignore[union-attr]
    assert resolver.baseline("yoy", None).period is None  # type: ignore[union-attr]


def test_what_compares_nothing_has_no_baseline() -> None:
    resolver = PeriodResolver(published="2024-04-10", country="GB", model=MODEL)
    assert resolver.baseline(mentions_of("It rose in March.")[0], period("2024-03-01", "2024-03-31")) is None


def test_moved_periods_keep_what_is_not_dates() -> None:
    quarter = Period(
        text="Q3FY25",
        start="2024-10-01",
        end="2024-12-31",
        granularity="quarter",
        fiscal=True,
        resolution="exact",
    )
    for moved in (shift_years(quarter, -1), preceding_period(quarter)):
        assert (moved.granularity, moved.fiscal, moved.start_char) == ("quarter", True, None)
    undated = period(None, None)
    assert shift_years(undated, -1) is undated


def test_finding_is_the_same_whatever_the_offset_and_linear_fields_are_text() -> None:
    text = "Exports rose in the first nine months of fiscal 2024, and again on Friday, Oct. 23."
    here, there = find_periods(text, 0, MODEL), find_periods(text, 1000, MODEL)
    assert [(m.start_char + 1000, m.text, m.fields) for m in here] == [
        (m.start_char, m.text, m.fields) for m in there
    ]
    assert json.dumps([m.fields for m in here])


def test_letters_whose_lower_case_is_longer_do_not_shift_offsets() -> None:
    text = "In İzmir exports rose in October 2023."
    (mention,) = find_periods(text, 0, MODEL)
    assert text[mention.start_char : mention.end_char] == mention.text == "October 2023"
