"""The table as it looks: golden files at the two widths, and what must hold at any.

After a wanted change: ``python tests/report/test_table.py`` writes the golden files anew; read them.
"""

import re
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from samples import PRODUCER, ferries, make_fact, quiet

from extractor.records import Extraction, Finding, make_article
from extractor.report import WRITERS, Layout
from extractor.report.marks import marks

GOLDEN = Path(__file__).parent / "golden"
PARTS = ("extractions", "findings")
WIDTHS = (80, 120)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def show(part: str, *extractions: Extraction, width: int = 80, colour: bool = False) -> str:
    write = getattr(WRITERS["table"], part)
    return "".join(write(extractions, Layout(width=width, colour=colour)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("part", PARTS)
def test_looks_as_it_did(part: str, width: int) -> None:
    golden = (GOLDEN / f"{part}_{width}.txt").read_text(encoding="utf-8")
    assert show(part, ferries(), quiet(), width=width) == golden


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [60, 80, 99, 100, 120, 200])
@pytest.mark.parametrize("part", PARTS)
def test_keeps_to_its_width(part: str, width: int, colour: bool) -> None:
    for line in ANSI.sub("", show(part, ferries(), width=width, colour=colour)).splitlines():
        assert cell_len(line) <= width, line


@pytest.mark.parametrize("part", PARTS)
def test_colour_changes_no_word(part: str) -> None:
    stripped = ANSI.sub("", show(part, ferries(), colour=True))
    assert [line.rstrip() for line in stripped.splitlines()] == show(part, ferries()).splitlines()


def test_plain_output_has_no_escapes() -> None:
    assert "\x1b" not in show("extractions", ferries()) + show("findings", ferries())
    assert "\x1b[" in show("extractions", ferries(), colour=True)


def test_article_text_cannot_steer_the_terminal() -> None:
    hostile = "Sales of [red]\x1b]0;gotcha\x07\x9b31m[/red] \u202erose\u202c 5% :smile:"
    article = make_article(hostile, id="\x1b[2Jid", title="T\x1b[1m", source="\x1b[5m")
    facts = (make_fact(article, "5%", "percent", "5", id="f1", unit="percent", measure="\x1b[7mSales"),)
    finding = Finding(
        id="c", check="a.b", verdict="inconsistent", severity="gross", confidence=1.0, facts=("f1",),
        message="\x1b[1mmessage[/]", proof=("\x1b[1mstep",),
    )  # fmt: skip
    hostile_extraction = Extraction(producer=PRODUCER, article=article, facts=facts, findings=(finding,))
    for part in PARTS:
        shown = show(part, hostile_extraction)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
        assert "[red]" in shown, "rich markup of the article is text"
        assert ":smile:" in shown, "so are its emoji codes"


def test_badges_tie_figures_to_rows() -> None:
    shown = show("extractions", ferries(), width=120)
    assert "rose [14%]² to [£5.13 million]³" in shown
    assert re.search(r"^ ³ +£5\.13 million +GBP 5\.13m +revenue +Apr – Jun 2024", shown, re.MULTILINE)


def test_overlapping_facts_share_a_mark() -> None:
    article = make_article("It sold 3 million tonnes a year at a profit.", id="a")
    outer = make_fact(article, "3 million tonnes a year", "quantity", "3000000", id="f1")
    inner = make_fact(article, "a year", "duration", "1", id="f2")
    extraction = Extraction(producer=PRODUCER, article=article, facts=(outer, inner))
    assert [(mark.start_char, mark.end_char, mark.numbers) for mark in marks(extraction)] == [(8, 31, (1, 2))]
    assert "[3 million tonnes a year]¹ˑ²" in show("extractions", extraction)


def test_alarms_come_before_everything_else() -> None:
    shown = show("findings", ferries())
    places = [shown.index(name) for name in ("growth.triple", "flow.contradiction", "record.superlative")]
    assert places == sorted(places)


def test_right_to_left_text_is_isolated_line_by_line() -> None:
    for line in show("extractions", ferries()).splitlines():
        assert line.count("\u2066") == line.count("\u2069") == int(bool(re.search("[\u0600-\u06ff]", line)))


def test_long_sentences_are_quoted_in_part() -> None:
    words = "and it said so again "
    article = make_article(f"{words * 40}that sales rose 5% {words * 40}.", id="a")
    facts = (make_fact(article, "5%", "percent", "5", id="f1"),)
    finding = msgspec.structs.replace(ferries().findings[2], facts=("f1",))
    shown = show("findings", Extraction(producer=PRODUCER, article=article, facts=facts, findings=(finding,)))
    assert "sales rose [5%]¹" in shown
    assert shown.count("again") < 20


def test_unbroken_text_is_folded_not_lost() -> None:
    article = make_article("x" * 300, id="a")
    assert show("extractions", Extraction(producer=PRODUCER, article=article)).count("x") == 300


def test_empty_run_shows_nothing() -> None:
    assert show("extractions") == show("findings") == ""


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for part in PARTS:
        for width in WIDTHS:
            text = show(part, ferries(), quiet(), width=width)
            (GOLDEN / f"{part}_{width}.txt").write_text(text, encoding="utf-8")
