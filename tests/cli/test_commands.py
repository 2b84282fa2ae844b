"""The commands from outside: exit codes, where output goes, what is said when something is wrong."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from extractor.cli import main
from extractor.cli.app import Format
from extractor.records import Extraction
from extractor.report import WRITERS

WRONG = "Marlow Ferries\n\nRevenue rose 30% to $5.13 billion from $4.61 billion a year earlier.\n"
RIGHT = "Marlow Ferries\n\nRevenue rose 11.3% to $5.13 billion from $4.61 billion a year earlier.\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG)
    return str(path)


@pytest.fixture
def right(tmp_path: Path) -> str:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT)
    return str(path)


def tieout(*arguments: str) -> list[str]:
    """The command in a process of its own."""
    return [
        sys.executable,
        "-c",
        f"import sys; from extractor.cli import main; sys.exit(main({arguments!r}))",
    ]


def test_check_ends_with_1_on_an_alarm(wrong: str, capsys: Captured) -> None:
    assert main(["check", wrong]) == 1
    shown = capsys.readouterr()
    assert "growth.triple" in shown.out
    assert "[30%]" in shown.out
    assert shown.err == "1 article, 3 figures, 3 facts, 1 alarm\n"


def test_check_ends_with_0_without_one(right: str, capsys: Captured) -> None:
    assert main(["check", right]) == 0
    assert "no alarm" in capsys.readouterr().out


def test_exit_zero(wrong: str) -> None:
    assert main(["check", "--exit-zero", wrong]) == 0


def test_extract_ends_with_0_whatever_it_finds(wrong: str, capsys: Captured) -> None:
    assert main(["extract", wrong]) == 0
    assert "rose [30%]¹ to [$5.13 billion]²" in capsys.readouterr().out


def test_formats_are_those_of_the_report() -> None:
    assert [each.value for each in Format] == list(WRITERS)


@pytest.mark.parametrize("command", ["extract", "check"])
def test_every_format(command: str, wrong: str, right: str, capsys: Captured) -> None:
    for name in Format:
        assert main([command, wrong, right, "--format", name, *["--exit-zero"][: command == "check"]]) == 0
        shown = capsys.readouterr().out
        assert "Marlow Ferries" in shown
        if name == "json":
            assert len(json.loads(shown)) == 2
        if name == "jsonl":
            assert [json.loads(line)["article"]["id"] for line in shown.splitlines()] == ["wrong", "right"]
        if name == "csv":
            assert next(csv.DictReader(io.StringIO(shown)))["article"] == "wrong"


def test_jsonl_is_whole_extractions(wrong: str, capsys: Captured) -> None:
    options = ["--published", "2024-02-01", "--country", "us"]
    assert main(["extract", "-f", "jsonl", *options, wrong]) == 0
    made = msgspec.json.decode(capsys.readouterr().out, type=Extraction)
    assert (made.article.published, made.article.country) == ("2024-02-01", "US")
    assert [fact.text for fact in made.facts] == ["30%", "$5.13 billion", "$4.61 billion"]
    assert made.findings


def test_checks_can_be_chosen(wrong: str) -> None:
    assert main(["check", wrong, "--checks", "repeat,part.sum"]) == 0
    assert main(["check", wrong, "--checks", "growth"]) == 1
    assert main(["check", wrong, "--checks", "-growth"]) == 0
    assert main(["check", wrong, "--checks", "-repeat"]) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert main(["check", "-"]) == 1


def test_output_file_is_whole_or_not_there(wrong: str, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["extract", wrong, "-f", "jsonl", "-o", str(out)]) == 0
    assert json.loads(out.read_text())["article"]["id"] == "wrong"
    assert capsys.readouterr().out == ""
    before = out.read_bytes()
    assert main(["extract", str(tmp_path / "missing.txt"), "-o", str(out)]) == 2
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "wrong.txt"]


def test_output_file_gets_ordinary_permissions(wrong: str, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    main(["extract", wrong, "-o", str(out)])
    (plain := tmp_path / "plain").touch()
    assert out.stat().st_mode == plain.stat().st_mode


def test_output_to_a_device_leaves_the_device(wrong: str) -> None:
    assert main(["extract", wrong, "-o", os.devnull]) == 0
    assert Path(os.devnull).is_char_device()


def test_bad_document_among_others_is_told_and_passed_over(
    right: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "broken.json").write_text("{")
    assert main(["extract", "-f", "jsonl", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    told = shown.err.splitlines()
    assert [line for line in told if "empty.txt" in line]
    assert [line for line in told if "broken.json" in line]
    assert told[-1] == "1 article, 3 figures, 3 facts, 0 alarms, 2 not read"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract"], "PATH"),
        (["chekc"], "check"),
        (["extract", "nowhere.txt"], "nowhere.txt"),
        (["extract", "here", "--format", "yaml"], "jsonl"),
        (["extract", "here", "--published", "soon"], "2024-04"),
        (["extract", "here", "--published", "2024-13-01"], "2024-13-01"),
        (["extract", "here", "--country", "Pakistan"], "PK"),
        (["extract", "here", "--language", "xx"], "On offer: en"),
        (["extract", "here", "--rates", "nowhere.csv"], "nowhere.csv"),
        (["check", "here", "--checks", "growht"], "growth"),
        (["extract", "here", "-o", "no/such/folder/out"], "no/such/folder/out"),
        (["explain", "growth.tripel"], "growth.triple"),
    ],
    ids=" ".join,
)
def test_mistakes_are_one_line_and_end_with_2(
    arguments: list[str], said: str, right: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(Path(right).parent)
    assert main([right if word == "here" else word for word in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("tieout: ")
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert len(shown.err.splitlines()) <= 2


def test_without_arguments_help_is_shown(capsys: Captured) -> None:
    assert main([]) == 2
    assert "Commands:" in capsys.readouterr().out


def test_version(capsys: Captured) -> None:
    from extractor import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tieout {__version__}\n"


def test_schema_is_json(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")


def test_explain_lists_every_check(capsys: Captured) -> None:
    from extractor.archive.cross import CROSS_CHECKS
    from extractor.checks import CHECKS

    assert main(["explain"]) == 0
    shown = capsys.readouterr().out
    assert re.findall(r"^  (\w+\.\w+)", shown, re.MULTILINE) == [*CHECKS, *CROSS_CHECKS]


def test_explain_shows_what_is_flagged_and_what_passes(capsys: Captured) -> None:
    assert main(["explain", "growth.triple"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("growth.triple\n")
    assert "  flags" in shown
    assert "  passes" in shown


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(WRONG)
    command = tieout("extract", "-f", "json", str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_interrupt_ends_with_130(wrong: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def interrupt(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("extractor.cli.run.run", interrupt)
    assert main(["extract", wrong]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_defect_is_not_taken_for_an_alarm(
    wrong: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("extractor.cli.run.run", fail)
    assert main(["check", wrong]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_colour_is_for_terminals_that_want_it(wrong: str) -> None:
    def seen(**environment: str) -> bytes:
        return on_a_terminal(tieout("extract", wrong), environment)

    assert b"\x1b[" in seen(TERM="xterm")
    assert b"\x1b[" not in seen(TERM="xterm", NO_COLOR="1")
    assert b"\x1b[" not in seen(TERM="dumb")


def on_a_terminal(command: list[str], environment: dict[str, str]) -> bytes:
    """What a command prints when its standard output is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 65536):
            seen += data
    except OSError:  # Linux reports the end of a terminal as an input/output error
        pass
    process.wait()
    os.close(ours)
    return seen
