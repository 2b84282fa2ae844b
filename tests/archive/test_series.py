"""The timeline of a measure: what is on it, what stands apart, how it is written and drawn."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from extractor import make_article, pipe
from extractor.archive.cross.memory import fill
from extractor.archive.cross.series import read_series
from extractor.cli import main
from extractor.errors import UnknownNameError
from extractor.records import Series

NEWS = [
    ("Courier", "2024-05-20", "Peru's copper exports were $214.6 million in April."),
    ("Herald", "2024-05-23", "Peru's copper exports were $241.6 million in April."),
    ("Herald <b>", "2024-06-20", "Peru's copper exports reached about $236 million in May & June was good."),
    ("Courier", "2024-06-21", "Peru's zinc exports were $90 million in May."),
    ("Courier", "2024-07-21", "Peru's copper exports came to 31,000 tonnes in June."),
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    lines = [{"source": source, "published": day, "text": text} for source, day, text in NEWS]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def series_of(**asked: str) -> Series:
    articles = [make_article(text, id=f"a{n}", source=s, published=d) for n, (s, d, text) in enumerate(NEWS)]
    with duckdb.connect() as connection:
        fill(connection, pipe(articles, checks=False))
        return read_series(connection, **asked)  # type: ignore[arg-type]


def test_points_in_order_of_time() -> None:
    series = series_of(measure="copper_exports", entity="peru")
    told = [(point.start, point.end, str(point.value), point.source, point.apart) for point in series.points]
    assert told == [
        ("2024-04-01", "2024-04-30", "214600000", "Courier", True),
        ("2024-04-01", "2024-04-30", "241600000", "Herald", True),
        ("2024-05-01", "2024-05-31", "236000000", "Herald <b>", False),
    ]
    assert series.unit == "USD"
    assert series.other_units == {"tonne": 1}
    for point in series.points:
        assert point.low is not None
        assert point.high is not None
        assert point.low <= (point.value or 0) <= point.high
        assert point.text in point.quote


def test_another_unit_on_demand() -> None:
    series = series_of(measure="copper_exports", entity="peru", unit="tonne")
    assert [point.text for point in series.points] == ["31,000 tonnes"]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ({"measure": "exports", "entity": "peru"}, "copper_exports"),
        ({"measure": "copper_exports", "entity": "perou"}, "peru"),
        ({"measure": "copper_exports", "entity": "peru", "unit": "EUR"}, "USD"),
    ],
    ids=["measure", "entity", "unit"],
)
def test_what_does_not_exist_lists_what_does(asked: dict[str, str], offered: str) -> None:
    with pytest.raises(UnknownNameError, match=offered):
        series_of(**asked)


def written(news: Path, format: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["series", str(news), "--measure", "copper_exports", "--entity", "peru", "-f", format]) == 0
    return capsys.readouterr().out


def test_csv_and_json_say_the_same(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(written(news, "csv", capsys))))
    points = json.loads(written(news, "json", capsys))["points"]
    assert [(row["start"], row["value"]) for row in rows] == [
        (point["start"], point["value"]) for point in points
    ]


def test_a_plot_is_sound_and_escaped(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = written(news, "svg", capsys)
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not any(element.tag.endswith("script") for element in root.iter())
    texts = "".join(element.text or "" for element in root.iter())
    assert "Herald <b>" in texts
    assert "<b>" not in drawn


def test_the_same_bytes_again(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write: Callable[[], str] = lambda: written(news, "svg", capsys)  # noqa: E731
    assert write() == write()
