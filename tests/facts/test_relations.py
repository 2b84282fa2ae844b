"""Which figures of a sentence are bound to each other, and which are left alone."""

from functools import cache

import pytest

from extractor.pipeline import extract
from extractor.records import Extraction


@cache
def read(text: str, title: str | None = None) -> Extraction:
    return extract(text, title=title)


def bound(text: str, type: str, title: str | None = None) -> list[dict[str, str | tuple[str, ...]]]:
    """The members of the relations of one type, as the texts of their figures."""
    result = read(text, title)
    texts = {fact.id: fact.text for fact in result.facts}
    return [
        {
            role: texts[member] if isinstance(member, str) else tuple(texts[one] for one in member)
            for role, member in relation.members.items()
        }
        for relation in result.relations
        if relation.type == type
    ]


GROWTHS = [
    (
        "Sales rose 8% to $5.4 million from $5.0 million.",
        {"current": "$5.4 million", "rate": "8%", "prior": "$5.0 million"},
    ),
    (
        "Revenue stood at $34.1 million against $31.8 million a year ago, an increase of 7%.",
        {"current": "$34.1 million", "rate": "7%", "prior": "$31.8 million"},
    ),
    (
        "The fare went up from $40 in May to $46 in June, a rise of 15%.",
        {"current": "$46", "rate": "15%", "prior": "$40"},
    ),
    (
        "Output was 47.7 billion kilowatt-hours, up 11% from 42.9 billion a year earlier.",
        {"current": "47.7 billion kilowatt-hours", "rate": "11%", "prior": "42.9 billion"},
    ),
    (
        "Takings came to $26.4 million, a decrease of 12%, against takings of $30.0 million in May.",
        {"current": "$26.4 million", "rate": "12%", "prior": "$30.0 million"},
    ),
]


@pytest.mark.parametrize(("text", "members"), GROWTHS, ids=[text[:40] for text, _ in GROWTHS])
def test_rate_with_its_levels(text: str, members: dict[str, str]) -> None:
    assert members in bound(text, "growth")


@pytest.mark.parametrize(
    ("text", "current", "rate", "delta"),
    [
        ("The index was down 80 points, or 1.1%, at 7,228.", "7,228", "1.1%", "80 points"),
        ("The index fell 80 points, or 1.1%, to close at 7,228.", "7,228", "1.1%", "80 points"),
        ("The index closed 80 points, or 1.1%, lower at 7,228.", "7,228", "1.1%", "80 points"),
        ("Its shares fell $0.42, or 8.9%, to close at $4.32.", "$4.32", "8.9%", "$0.42"),
    ],
)
def test_change_told_in_two_measures(text: str, current: str, rate: str, delta: str) -> None:
    assert bound(text, "growth") == [{"current": current, "rate": rate}]
    assert bound(text, "change") == [{"current": current, "delta": delta}]


def test_drop_from_another_time_has_another_prior() -> None:
    text = "Exports were $180 million compared with $147 million for tea, a drop of 42% from last year."
    assert all("prior" not in members for members in bound(text, "growth"))


SUMS = [
    (
        "The fund invested $65 million, consisting of $50 million for roads and $15 million for rail.",
        ("$50 million", "$15 million"),
        "$65 million",
        True,
    ),
    (
        "The port handled 90,000 tonnes, including 50,000 tonnes of wheat and 30,000 tonnes of maize.",
        ("50,000 tonnes", "30,000 tonnes"),
        "90,000 tonnes",
        False,
    ),
    (
        "Sales of 900 tonnes were reported for Peru (500 tonnes), Chile (300 tonnes) and Cuba (100 tonnes).",
        ("500 tonnes", "300 tonnes", "100 tonnes"),
        "900 tonnes",
        True,
    ),
    (
        "Sales of 900 tonnes were mainly for Peru (500 tonnes), Chile (200 tonnes) and Cuba (100 tonnes).",
        ("500 tonnes", "200 tonnes", "100 tonnes"),
        "900 tonnes",
        False,
    ),
    (
        "The line is 80 km long, of which 60 km run above the ground and the remaining 20 km in tunnels.",
        ("60 km", "20 km"),
        "80 km",
        True,
    ),
    (
        "The line is 80 km long, of which 60 km run above the ground and 10 km in tunnels.",
        ("60 km", "10 km"),
        "80 km",
        False,
    ),
    (
        "The grant of $130 million ($110 million for pay, $20 million for pensions) was approved.",
        ("$110 million", "$20 million"),
        "$130 million",
        True,
    ),
    (
        "The firm manages $12.7 billion (own funds = $7.3 billion; advised = $5.4 billion).",
        ("$7.3 billion", "$5.4 billion"),
        "$12.7 billion",
        True,
    ),
    (
        "Sales were $95 million, made up of $50 million in Europe, up 3%, and $45 million in Asia, down 6%.",
        ("$50 million", "$45 million"),
        "$95 million",
        True,
    ),
    (
        "The group runs 418 shops: 231 in Sweden, 104 in Norway and 83 in Finland.",
        ("231", "104", "83"),
        "418 shops",
        True,
    ),
    (
        "The group runs 418 shops - 231 in Sweden, 104 in Norway and 83 in Finland.",
        ("231", "104", "83"),
        "418 shops",
        True,
    ),
    (
        "It will save $45 million: $22 million in purchasing; $14 million in transport; and $9 million in offices.",
        ("$22 million", "$14 million", "$9 million"),
        "$45 million",
        True,
    ),
    (
        "Turnover was 3.42 billion euros. Lending brought in 1.94 billion euros, fees 1.02 billion euros and trading"
        " the remaining 460 million euros.",
        ("1.94 billion euros", "1.02 billion euros", "460 million euros"),
        "3.42 billion euros",
        True,
    ),
    (
        "Exports were $6.4 billion and imports $8.6 billion. Of the imports, $6.3 billion came by sea and the remaining"
        " $2.3 billion by land.",
        ("$6.3 billion", "$2.3 billion"),
        "$8.6 billion",
        True,
    ),
    (
        "It paid an interim dividend of $9 and a final dividend of $25, for a total of $34.",
        ("$9", "$25"),
        "$34",
        True,
    ),
]


@pytest.mark.parametrize(("text", "parts", "whole", "exhaustive"), SUMS, ids=[row[0][:40] for row in SUMS])
def test_parts_of_a_total(text: str, parts: tuple[str, ...], whole: str, exhaustive: bool) -> None:
    assert bound(text, "sum") == [{"parts": parts, "whole": whole}]
    assert [r.exhaustive for r in read(text).relations if r.type == "sum"] == [exhaustive]


@pytest.mark.parametrize(
    "text",
    [
        "The bank earned $65 million, including a one-off gain of $5 million, while costs were $15 million.",
        "Liquid funds drew $91 million, followed by bond funds ($21 million) and mixed funds ($18 million).",
        "The chamber has 225 seats (13 in 2010), and 12 of 225 were filled later.",
        "Turnover was $34 million and costs $31 million. Shops took $20 million and offices the remaining $11 million.",
        "The bank earned $40 million ($35 million the year before, $21 million in 2019).",
        "The loan of $65 million comprises $50 million of new money and $25 million of swaps, less $10 million repaid.",
        "The gap was $34 million. Exports to Asia came to $20 million, those to the rest of the world to $11 million.",
        "Its profit was $40 million - $25 million in May and $10 million in June.",
    ],
)
def test_figures_that_are_no_parts(text: str) -> None:
    assert bound(text, "sum") == []


@pytest.mark.parametrize(
    ("text", "part", "share", "whole"),
    [
        ("Women fill 6.4% of posts (16 out of 250).", "16", "6.4%", "250"),
        ("It spent $9 million, or 26% of the $35 million raised.", "$9 million", "26%", "$35 million"),
        (
            "France sent $135 million, accounting for 18% of the total inflow of $761 million.",
            "$135 million",
            "18%",
            "$761 million",
        ),
    ],
)
def test_share_with_part_and_whole(text: str, part: str, share: str, whole: str) -> None:
    assert bound(text, "share") == [{"share": share, "part": part, "whole": whole}]


def test_bare_dollar_in_brackets_is_another() -> None:
    text = "The group agreed to a loan of A$330 million ($207 million) for its port."
    assert [fact.unit for fact in read(text).facts] == ["AUD", "USD"]
    assert bound(text, "conversion") == [{"facts": ("A$330 million", "$207 million")}]


def test_headline_rounds_the_body() -> None:
    assert bound(
        "The maker posted a net loss of $591.7 million.", "repeat", "Maker's loss widens to $592 million"
    ) == [{"facts": ("$592 million", "$591.7 million")}]
    assert (
        bound("The maker posted a net loss of $541.7 million.", "repeat", "Rival's fund raises $592 million")
        == []
    )


def test_headline_gives_the_converted_amount() -> None:
    body = "The clinic chain signed a contract for A$5.5 million ($3.45 million)."
    assert bound(body, "repeat", "Clinic chain signs $3.5 million contract") == [
        {"facts": ("$3.5 million", "$3.45 million")}
    ]


def test_growth_over_the_year_is_not_over_the_month() -> None:
    text = "Exports rose 6% year on year to $310 million in April 2024, against $305 million in March 2024."
    assert bound(text, "growth") == [{"current": "$310 million", "rate": "6%"}]
