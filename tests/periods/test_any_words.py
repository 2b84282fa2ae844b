"""Whatever stands in a sentence, finding and dating do not fail, and what they say holds together."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts.periods.resolve import PeriodResolver, comparison_type
from extractor.lexicon.calendar import calendar_words
from extractor.mentions.periods import find_periods
from extractor.model import load_model
from extractor.records import Period

MODEL = load_model()
WORDS = calendar_words(MODEL)
VOCABULARY = sorted(
    {
        *WORDS.openers,
        *WORDS.leads,
        *(
            "of",
            "to",
            "and",
            "-",
            ",",
            "(",
            ")",
            "the",
            "ended",
            "ending",
            "through",
            "ago",
            "earlier",
            "from",
            "so far",
        ),
        *(
            "FY24",
            "FY2023-24",
            "2024",
            "2023-24",
            "Q3",
            "3Q23",
            "H1",
            "9MFY25",
            "30",
            "31",
            "29",
            "12/12/2023",
            "1990s",
        ),
        *(
            "May",
            "October",
            "Friday",
            "quarters",
            "months",
            "years",
            "period",
            "same",
            "fiscal year",
            "year-on-year",
        ),
    }
)
SENTENCES = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join) | st.text(max_size=60)
PUBLISHED = st.none() | st.dates(date(1990, 1, 1), date(2040, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
CARRIED = st.sampled_from(
    [
        None,
        Period(text="", start="2024-02-29", end="2024-02-29", granularity="day", resolution="exact"),
        Period(
            text="",
            start="2023-07-01",
            end="2023-10-31",
            granularity="range",
            fiscal=True,
            resolution="exact",
        ),
        Period(
            text="", start="2023-04-01", end="2024-03-31", granularity="year", fiscal=True, resolution="exact"
        ),
        Period(text="", granularity="quarter", resolution="unresolved"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    SENTENCES,
    PUBLISHED,
    st.sampled_from([None, "US", "IN", "PK", "JP", "NP", "GB"]),
    st.sampled_from(["past", "present", "future"]),
    CARRIED,
    st.booleans(),
)
def test_any_words(
    text: str, published: str | None, country: str | None, tense: str, carried: Period | None, company: bool
) -> None:
    mentions = find_periods(text, 7, MODEL)
    resolver = PeriodResolver(published=published, country=country, model=MODEL)
    end = 0
    for mention in mentions:
        assert text[mention.start_char - 7 : mention.end_char - 7] == mention.text
        assert mention.start_char - 7 >= end
        end = mention.end_char - 7
        period = resolver.resolve(mention, tense=tense, carried=carried, company=company)  # type: ignore[arg-type]
        assert (period.start is None) == (period.end is None) == (period.resolution == "unresolved")
        if period.start is not None and period.end is not None:
            assert date.fromisoformat(period.start) <= date.fromisoformat(period.end)
            assert period.partial_start is None
        if period.partial_start is not None:
            assert published is None
        comparison_type(mention)
        resolver.baseline(mention, period, carried=carried)
