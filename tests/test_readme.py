"""The README is true: its examples run, its commands work from nothing, its tables are complete."""

import doctest
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from extractor.checks import CHECKS
from extractor.cli import main
from extractor.records import Extraction, Fact

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```bash\n(.+?)\n```$", README, re.MULTILINE | re.DOTALL)


def section(heading: str) -> str:
    """The text under a heading, up to the next one of its rank."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_examples() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 8
    assert not failed


def test_commands_of_one_line_each() -> None:
    assert len(COMMANDS) == 3
    for command in COMMANDS:
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/python -m pip install -q ")


def test_ci_runs_the_second_command() -> None:
    pattern = re.search(r"grep -m1 -E '(.+?)' README\.md", CI)
    assert pattern is not None
    assert re.findall(pattern[1], README, re.MULTILINE) == [COMMANDS[1]]


@pytest.mark.slow
def test_first_command_runs_from_nothing_installed(tmp_path: Path) -> None:
    """In a copy of what git tracks. The second command is this test run itself (`.ci/run`)."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    done = subprocess.run(COMMANDS[0], shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    articles = sum(path.name.count(".") == 1 for path in (ROOT / "corpus" / "dev").glob("*.json"))
    assert re.search(rf"^{articles} articles, .*alarm", done.stderr, re.MULTILINE), done.stderr


def test_every_check_is_listed() -> None:
    assert re.findall(r"^\| `(\w+\.\w+)` \|", section("The checks"), re.MULTILINE) == list(CHECKS)


def test_every_field_is_explained() -> None:
    text = section("What comes out")
    fields = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)))
    assert sorted(fields) == sorted(Fact.__struct_fields__)
    named = set(re.findall(r"`(\w+)`", text.split("|")[0]))
    assert set(Extraction.__struct_fields__) - named == {"schema", "producer"}


@pytest.mark.parametrize("command", ["extract", "check", "batch", "crosscheck", "series"])
def test_every_option_is_explained(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command, "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    sections = section("On the command line") + section("Archives")
    assert options <= set(re.findall(r"--[a-z-]+", sections))


def test_third_command_makes_what_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its archive and its summary; the install is the first command's with an extra more."""
    command = COMMANDS[2].split(" && .venv/bin/tieout ")
    assert "'.[archive]'" in command[0]
    arguments = [str(tmp_path / "archive") if each == "archive" else each for each in command[1].split()]
    arguments = [str(ROOT / each) if each.startswith("corpus/") else each for each in arguments]
    assert main([*arguments, "--workers", "0"]) == 0
    shown = without_time(capsys.readouterr().err)
    assert shown == without_time(blocks("Archives")[0])


def test_crosscheck_says_what_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    news, report = (
        re.findall(r"^```json\n(.+?)^```$", section("Archives"), re.M | re.S)[0],
        blocks("Archives")[1],
    )
    (tmp_path / "news.jsonl").write_text(news)
    assert main(["crosscheck", str(tmp_path / "news.jsonl")]) == 1
    assert capsys.readouterr().out.rstrip() == report.rstrip()


def test_every_cross_check_is_listed() -> None:
    from extractor.archive.cross.checks import CROSS_CHECKS

    assert re.findall(r"^\| `(xdoc\.\w+)` \|", section("Archives"), re.MULTILINE) == list(CROSS_CHECKS)


def test_every_table_is_listed() -> None:
    from extractor.archive.schema import TABLES

    rows = re.findall(
        r"^\| ((?:`[a-z]+` ?)+)\| (?:a document|such a record)", section("Archives"), re.MULTILINE
    )
    assert re.findall(r"`([a-z]+)`", " ".join(rows)) == list(TABLES)


def blocks(heading: str) -> list[str]:
    """The blocks of output of a section: those without a language."""
    fenced = re.findall(r"^```(\w*)\n(.+?)^```$", section(heading), re.MULTILINE | re.DOTALL)
    return [text for language, text in fenced if not language]


def without_time(summary: str) -> str:
    return re.sub(r"; \d+:\d\d$", "", summary.strip())
