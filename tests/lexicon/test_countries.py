"""Countries: which words tell one, and the fiscal calendars of periods.md §3."""

import pytest

from extractor.lexicon.countries import countries, find_countries
from extractor.model import load_model

MODEL = load_model()
TABLE = countries(MODEL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan's exports", [("Pakistan", "PK", "name")]),
        ("PAKISTAN EXPORTS MORE", [("PAKISTAN", "PK", "name")]),
        ("the US and the U.S. told us", [("US", "US", "alias"), ("U.S.", "US", "alias")]),
        ("UK-based, Indian-made", [("UK", "GB", "alias"), ("Indian", "IN", "demonym")]),
        ("Americans in Karachi", [("Americans", "US", "demonym"), ("Karachi", "PK", "city")]),
        ("the State Bank of Pakistan said", [("State Bank of Pakistan", "PK", "agency")]),
        ("the People’s Bank of China", [("People’s Bank of China", "CN", "agency")]),
        (
            "the RBI, the ONS and the US Treasury",
            [("RBI", "IN", "agency"), ("ONS", "GB", "agency"), ("US Treasury", "US", "agency")],
        ),
        ("Papua New Guinea, not Guinea", [("Papua New Guinea", "PG", "name"), ("Guinea", "GN", "name")]),
        (
            "in Ho Chi Minh City and St. Petersburg",
            [("Ho Chi Minh City", "VN", "city"), ("St. Petersburg", "RU", "city")],
        ),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CI", "alias")]),
        ("Latin America and the South China Sea", []),
        ("a roast turkey on fine china", []),
        ("it cost US$5m", []),
        ("tell us", []),
        ("Indiana and Chinatown", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_countries(text, MODEL)
    assert [(text[one.start_char : one.end_char], one.code, one.how) for one in found] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pakistani", ("PK", "demonym")),
        ("Great Britain", ("GB", "alias")),
        ("US", ("US", "alias")),
        ("us", None),
        ("islamabad", ("PK", "capital")),
        ("Atlantis", None),
    ],
)
def test_lookup(name: str, expected: tuple[str, str] | None) -> None:
    assert TABLE.lookup(name) == expected


def test_about_two_hundred_with_codes_and_currencies() -> None:
    assert 195 <= len(TABLE) <= 215
    assert all(len(code) == 2 and code.isupper() for code in TABLE)
    assert all(len(row.currency) == 3 and row.currency.isupper() for row in TABLE.values())


@pytest.mark.parametrize(
    ("start", "codes"),
    [
        ("01-01", "CN DE FR IT ES NL CH SE PL IE RU UA TR BR MX AR ID MY PH VN KR TW SA IL NG GH LK AE"),
        ("04-01", "IN JP CA SG HK ZA KW GB"),
        ("07-01", "PK BD AU EG KE TZ UG NZ"),
        ("10-01", "US TH"),
        ("07-16", "NP"),
        ("07-08", "ET"),
        ("03-21", "IR"),
    ],
)
def test_government_years(start: str, codes: str) -> None:
    assert {code: TABLE.fiscal(code).government for code in codes.split()} == dict.fromkeys(
        codes.split(), start
    )


@pytest.mark.parametrize(
    ("code", "company"),
    [
        ("IN", "04-01"),
        ("LK", "04-01"),
        ("AU", "07-01"),
        ("PK", "07-01"),
        ("US", "01-01"),
        ("CN", "01-01"),
        ("DE", "01-01"),
    ],
)
def test_company_years(code: str, company: str) -> None:
    assert TABLE.fiscal(code).company == company


@pytest.mark.parametrize("code", ["US", "IN", "PK", "BD", "AU", "TH"])
def test_named_by_the_year_they_end_in(code: str) -> None:
    assert TABLE.fiscal(code).named_by == "end"


@pytest.mark.parametrize("code", ["JP", "SG"])
def test_named_by_the_year_they_start_in(code: str) -> None:
    assert TABLE.fiscal(code).named_by == "start"


def test_an_unknown_country_has_the_calendar_year() -> None:
    assert TABLE.fiscal("XX") == TABLE.fiscal(None) == TABLE.fiscal("DE")
    assert TABLE.fiscal("XX").government == "01-01"
