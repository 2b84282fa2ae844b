"""Records to rows: what a column holds of a value, and signatures that find copies."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from archive_samples import article

from extractor.archive.rows import article_row, row_of, rows_of, skipped_row
from extractor.archive.schema import TABLES
from extractor.archive.signature import signature
from extractor.pipeline import pipe
from extractor.records import Bounds, Fact, Period, Relation, make_article

DATES = [
    ("2024-02-01", date(2024, 2, 1), date(2024, 2, 1)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    (None, None, None),
]


@pytest.mark.parametrize(("published", "first", "last"), DATES)
def test_first_and_last_day(published: str | None, first: date | None, last: date | None) -> None:
    row = skipped_row(make_article("Sales rose.", published=published))
    assert (row.get("published_from"), row.get("published_to"), row["text"]) == (first, last, None)


BOUNDS = [
    pytest.param("1.25", "1.250000000", "1.250000000", id="as it is"),
    pytest.param("0.12345678949", "0.123456789", "0.123456790", id="outwards"),
    pytest.param("-0.12345678949", "-0.123456790", "-0.123456789", id="outwards below zero"),
    pytest.param(f"{'9' * 29}.9999999999", f"{'9' * 29}.999999999", None, id="too large once rounded"),
    pytest.param("1e29", None, None, id="too large for the column"),
    pytest.param("9" * 29, "9" * 29, "9" * 29, id="largest"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "low", "high"), BOUNDS)
def test_bounds_are_rounded_outwards(value: str, low: str | None, high: str | None) -> None:
    row = row_of(Bounds(low=Decimal(value), high=Decimal(value)))
    assert (row["low"], row["high"]) == (low and Decimal(low), high and Decimal(high))


def test_dates_and_members() -> None:
    period = Period(text="May", start="2024-05-01", end=None, granularity="month", resolution="exact")
    fact = Fact(
        id="f1", start_char=0, end_char=1, text="5", sentence=0, in_title=False, kind="count", value=Decimal(5),
        period=period, basis=("real",),
    )  # fmt: skip
    row = row_of(fact)
    assert (row["period"]["start"], row["period"]["end"], row["basis"]) == (date(2024, 5, 1), None, ["real"])
    members = row_of(Relation(id="r1", type="sum", members={"whole": "f1", "parts": ("f2", "f3")}))["members"]
    assert members == [("whole", ["f1"]), ("parts", ["f2", "f3"])]


def test_every_row_fits_its_table() -> None:
    texts = [article(number)["text"] for number in range(8)]
    for doc, extraction in enumerate(pipe(texts)):
        rows = [("articles", {"doc": doc, **article_row(extraction)}), *rows_of(extraction, doc)]
        for table, row in rows:
            assert set(row) <= set(TABLES[table].names)
            (back,) = pa.RecordBatch.from_pylist([row], schema=TABLES[table]).to_pylist()
            assert {name: value for name, value in back.items() if value is not None} == {
                name: value for name, value in row.items() if value is not None
            } or table in ("articles", "relations")  # a map comes back as pairs


LONG = " ".join(f"word{number % 89} of{number % 7} the{number}" for number in range(200))
COPIES = [
    pytest.param(LONG, LONG.upper().replace(" ", "\n"), 1.0, 1.0, id="case and space"),
    pytest.param(LONG, LONG + " Reporting by our staff in the port of Tarn.", 0.85, 1.0, id="a line more"),
    pytest.param(LONG, LONG.replace("word", "term"), 0.0, 0.1, id="another text"),
    pytest.param("Five words are one shingle", "Five words are one shingle!", 1.0, 1.0, id="short"),
]


@pytest.mark.parametrize(("one", "other", "low", "high"), COPIES)
def test_signatures_of_copies(one: str, other: str, low: float, high: float) -> None:
    left, right = signature(one), signature(other)
    assert left is not None
    assert right is not None
    shared = sum(a == b for a, b in zip(left, right, strict=True)) / len(left)
    assert low <= shared <= high
    assert all(0 <= number < 1 << 32 for number in left)


def test_signature_is_the_same_for_ever() -> None:
    """Archives of different versions are compared by it."""
    made = signature("Exports of tea rose by a tenth to 24 tonnes.")
    assert made is not None
    assert made[:3] == [456388148, 1090160222, 1649479722]


@pytest.mark.parametrize("text", ["", " \n", "…"])
def test_text_without_words_has_none(text: str) -> None:
    assert signature(text) is None
