"""`tieout crosscheck` from outside: formats, exit codes, and what it refuses."""

import csv
import io
import json
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.cli.app import Format
from extractor.report.cross import CROSS_WRITERS

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    paths = []
    for name, value in (("one", "214"), ("two<i>", "241")):
        path = tmp_path / f"{len(paths)}.json"
        body = f"Norland's exports came to ${value} million in July 2024."
        given = {"id": name, "body": body, "published": "2024-08-10", "url": f"https://{value}.example/a"}
        path.write_text(json.dumps(given))
        paths.append(str(path))
    return paths


def test_ends_with_1_on_an_alarm(articles: list[str], capsys: Captured) -> None:
    assert main(["crosscheck", *articles]) == 1
    shown = capsys.readouterr()
    assert "warning  xdoc.repeat  conflict" in shown.out
    assert "[$214 million] → $241 million" in shown.out
    assert "https://241.example/a" in shown.out
    assert shown.err == "2 articles, 2 figures, 2 facts, 1 alarm\n"


def test_ends_with_0_without_one(articles: list[str], capsys: Captured) -> None:
    assert main(["crosscheck", articles[0]]) == 0
    assert "no alarm" in capsys.readouterr().out
    assert main(["crosscheck", "--exit-zero", *articles]) == 0


@pytest.mark.parametrize("name", list(Format))
def test_every_format(name: str, articles: list[str], capsys: Captured) -> None:
    assert main(["crosscheck", *articles, "--format", name]) == 1
    out = capsys.readouterr().out
    assert "241 million" in out
    assert "<i>" not in out or name != "html"


def test_data_formats_hold_both_articles(articles: list[str], capsys: Captured) -> None:
    main(["crosscheck", *articles, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    [finding] = report["findings"]
    assert report["schema"] == "tieout/cross/1"
    assert [one["url"] for one in finding["witnesses"]] == ["https://214.example/a", "https://241.example/a"]
    main(["crosscheck", *articles, "--format", "csv"])
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["alarm"] == "true"
    assert (row["first_text"], row["second_text"]) == ("$214 million", "$241 million")


def test_formats_are_those_of_the_report() -> None:
    assert [each.value for each in Format] == list(CROSS_WRITERS)


def test_unknown_cross_check(articles: list[str], capsys: Captured) -> None:
    assert main(["crosscheck", *articles, "--checks", "xdoc.rank"]) == 2
    assert "On offer: xdoc.repeat" in capsys.readouterr().err


def test_one_cross_check_alone(articles: list[str]) -> None:
    assert main(["crosscheck", *articles, "--checks", "xdoc.superlative"]) == 0


def test_nothing_to_read(tmp_path: Path, capsys: Captured) -> None:
    assert main(["crosscheck", str(tmp_path)]) == 2


def test_explain_knows_cross_checks(capsys: Captured) -> None:
    assert main(["explain", "xdoc.superlative"]) == 0
    assert "A record is not beaten" in capsys.readouterr().out
    assert main(["explain"]) == 0
    assert "xdoc.trend_jump" in capsys.readouterr().out
