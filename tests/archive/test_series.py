"""The timeline of a measure: points, conflicts, names that do not exist, and the plot."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.cli.app import SeriesFormat
from extractor.report.series import SERIES_WRITERS

ARTICLES = [
    ("alpha", "2024-08-10", "Norland's exports came to $214 million in July 2024."),
    ("beta", "2024-08-12", "Exports of Norland were $241 million in July 2024, helped by timber."),
    (
        "beta",
        "2024-08-13",
        "Norland sent more abroad: its exports were $241 million in July 2024. Norland's tea sold well.",
    ),
    ("<b>&gamma", "2024-07-10", "Norland's exports came to about $209 million in June 2024."),
    ("alpha", "2024-08-10", "Norland's exports of timber came to €12 million in July 2024."),
    ("alpha", "2024-08-10", "Norland's imports came to $99 million in July 2024."),
]
SVG = "{http://www.w3.org/2000/svg}"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    lines = [
        json.dumps({"id": f"a{n}", "body": text, "source": source, "published": published})
        for n, (source, published, text) in enumerate(ARTICLES)
    ]
    path.write_text("\n".join(lines))
    return str(path)


def written(articles: str, format: str, capsys: Captured, *more: str) -> str:
    arguments = ["series", articles, "--measure", "exports", "--entity", "Norland", "--format", format, *more]
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_points_in_order_of_time(articles: str, capsys: Captured) -> None:
    rows = list(csv.DictReader(io.StringIO(written(articles, "csv", capsys))))
    assert [(row["start"], row["source"], row["value"], row["apart"]) for row in rows] == [
        ("2024-06-01", "<b>&gamma", "209000000", "false"),
        ("2024-07-01", "alpha", "214000000", "true"),
        ("2024-07-01", "beta", "241000000", "true"),
    ]
    assert rows[2]["articles"] == "2"
    assert rows[0]["low"] < rows[0]["value"] < rows[0]["high"]
    assert "helped by timber" in rows[2]["quote"]


def test_json_and_table_say_the_same(articles: str, capsys: Captured) -> None:
    series = json.loads(written(articles, "json", capsys))
    assert series["schema"] == "tieout/series/1"
    assert len(series["points"]) == 3
    table = written(articles, "table", capsys)
    assert table.count("≠") == 2
    assert "USD 241m" in table


def test_plot_is_plain_svg(articles: str, capsys: Captured) -> None:
    """Well-formed, without script, every text escaped; a mark a point, a ring around those apart."""
    text = written(articles, "svg", capsys)
    root = ET.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "rect", "text", "line", "g", "path", "circle",
    }  # fmt: skip
    groups = root.findall(f"{SVG}g")
    assert len(groups) == 3
    assert sum(len(group.findall(f"{SVG}circle")) for group in groups) == 3 + 2
    assert "<b>&gamma" in {element.text for element in root.iter(f"{SVG}text")}
    assert "script" not in text


def test_segment_and_unit(articles: str, capsys: Captured) -> None:
    rows = list(csv.DictReader(io.StringIO(written(articles, "csv", capsys, "--unit", "USD"))))
    assert {row["unit"] for row in rows} == {"USD"}


@pytest.mark.parametrize(
    ("measure", "entity", "more", "says"),
    [
        ("export", "norland", (), "no measure 'export' in the archive. Nearest: exports ("),
        ("exports", "norway", (), "no entity 'norway' of 'exports' in the archive. Nearest: norland ("),
        ("exports", "norland", ("--unit", "JPY"), "There are: USD (4)"),
        ("exports", "norland", ("--segment", "docks"), "no segment 'docks' of 'exports'"),
    ],
)
def test_unknown_names_list_the_nearest(
    measure: str, entity: str, more: tuple[str, ...], says: str, articles: str, capsys: Captured
) -> None:
    assert main(["series", articles, "--measure", measure, "--entity", entity, *more]) == 2
    assert says in capsys.readouterr().err


def test_formats_are_those_of_the_report() -> None:
    assert [each.value for each in SeriesFormat] == list(SERIES_WRITERS)
