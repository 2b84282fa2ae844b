"""JSON, JSON Lines and CSV: whole, plain, streaming, safe."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import PRODUCER, ferries, make_fact, quiet

from extractor.errors import UnknownNameError
from extractor.records import Extraction, make_article
from extractor.report import WRITERS, Layout
from extractor.report.csv import FACT_COLUMNS, FINDING_COLUMNS, safe

LAYOUT = Layout()


def written(name: str, *extractions: Extraction, part: str = "extractions") -> str:
    return "".join(getattr(WRITERS[name], part)(extractions, LAYOUT))


def rows(*extractions: Extraction, part: str = "extractions") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *extractions, part=part))))


def test_unknown_format_lists_those_on_offer() -> None:
    with pytest.raises(UnknownNameError, match="On offer: csv, html, json, jsonl, table"):
        WRITERS["xml"]


def test_jsonl_gives_the_extraction_back() -> None:
    lines = written("jsonl", ferries(), quiet()).splitlines()
    assert [msgspec.json.decode(line, type=Extraction) for line in lines] == [ferries(), quiet()]


@pytest.mark.parametrize(
    ("extractions", "kind"), [((), list), ((quiet(),), dict), ((quiet(), ferries()), list)]
)
def test_json_is_one_document(extractions: tuple[Extraction, ...], kind: type) -> None:
    for part in ("extractions", "findings"):
        made = json.loads(written("json", *extractions, part=part))
        assert isinstance(made, kind)
        assert len(made) == len(extractions) or kind is dict


def test_json_keeps_the_order_of_reading() -> None:
    assert tuple(json.loads(written("json", ferries()))) == Extraction.__struct_fields__


def test_findings_name_their_article_and_put_alarms_first() -> None:
    made = json.loads(written("jsonl", ferries(), part="findings"))
    assert made["article"]["id"] == "ferries"
    assert "text" not in made["article"]
    assert made["alarms"] == 2
    assert [each["check"] for each in made["findings"][:2]] == ["growth.triple", "flow.contradiction"]


def test_json_cannot_steer_a_terminal() -> None:
    text = "a\x1b[1m\x9b31m\x7f\u202eb\u2028c"
    line = written("jsonl", Extraction(producer=PRODUCER, article=make_article(text, id="a")))
    assert line.rstrip("\n").isprintable()
    assert json.loads(line)["article"]["text"] == text


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "html"])
@pytest.mark.parametrize("part", ["extractions", "findings"])
def test_writers_stream(name: str, part: str) -> None:
    asked = 0

    def endless() -> Iterator[Extraction]:
        nonlocal asked
        while True:
            asked += 1
            yield ferries()

    text = getattr(WRITERS[name], part)(endless(), LAYOUT)
    for _ in range(10):
        assert next(text)
    assert asked <= 12


def test_csv_has_a_row_for_every_fact() -> None:
    made = rows(ferries(), quiet())
    assert tuple(made[0]) == FACT_COLUMNS
    assert [row["id"] for row in made] == [fact.id for fact in ferries().facts]
    third = made[2]
    assert (third["value"], third["unit"], third["period_start"]) == ("5130000", "GBP", "2024-04-01")
    assert (third["superlative"], third["alarms"]) == ("highest ever", "growth.triple")
    assert made[1]["baseline_start"] == "2023-04-01"


def test_csv_has_a_row_for_every_finding() -> None:
    made = rows(ferries(), part="findings")
    assert tuple(made[0]) == FINDING_COLUMNS
    assert [row["alarm"] for row in made] == ["true", "true", "false", "false"]
    assert (made[0]["figures"], made[0]["suggestion"]) == ("14%; £5.13 million; £4.61 million", "11%")


def test_csv_of_nothing_is_its_header() -> None:
    assert rows(quiet()) == []
    assert written("csv").count("\n") == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("-3.5", "-3.5"),
        ("+5", "+5"),
        ("-3.5%", "'-3.5%"),
        ("a=b", "a=b"),
        ("", ""),
        ("nul\x00", "nul�"),
        (Decimal("8.92E+8"), "892000000"),
        (Decimal("-1E-9"), "-0.000000001"),
        (None, ""),
        (False, "false"),
    ],
    ids=repr,
)
def test_cells_are_safe(cell: str | Decimal | bool | None, expected: str) -> None:
    assert safe(cell) == expected


@given(st.text())
def test_no_cell_opens_as_a_formula(text: str) -> None:
    made = safe(text).lstrip(" \u00a0")
    assert (
        not made or made[0] not in "=+-@\t\r\n＝＋－＠" or made.replace("+", "-").lstrip("-")[0].isdecimal()
    )


@given(st.text(st.characters(codec="utf-8")))
def test_csv_survives_any_text(text: str) -> None:
    article = make_article(f"{text} 5%", id="a", title="t")
    facts = (make_fact(article, "5%", "percent", "5", id="f1", measure=text),)
    (row,) = rows(Extraction(producer=PRODUCER, article=article, facts=facts))
    assert row["unit"] == ""
    assert row["text"] == "5%"
