"""A run over the whole corpus as a user has it: valid, plain, the same every time."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor.report import json_schema

CORPUS = Path(__file__).parents[2] / "corpus"
COMMAND = (
    "import sys; from extractor.cli import main; sys.exit(main(['extract', sys.argv[1], '-f', 'jsonl']))"
)

pytestmark = pytest.mark.slow


def run(seed: int) -> str:
    """`tieout extract corpus -f jsonl` in a process that hashes strings its own way."""
    command = [sys.executable, "-c", COMMAND, str(CORPUS)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def output() -> str:
    return run(seed=1)


@pytest.fixture(scope="module")
def extractions(output: str) -> list[dict[str, Any]]:
    made = [json.loads(line) for line in output.splitlines()]
    assert len(made) >= 25
    return made


def test_is_the_same_every_time(output: str) -> None:
    assert run(seed=2) == output


def test_follows_the_schema(extractions: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for extraction in extractions:
        validator.validate(extraction)


def test_numbers_are_plain(output: str) -> None:
    assert not re.search(r'"-?\d+(?:\.\d+)?[eE][+-]?\d+"', output)


def test_offsets_hold(extractions: list[dict[str, Any]]) -> None:
    for extraction in extractions:
        text = extraction["article"]["text"]
        figures = [*extraction["facts"], *extraction["claims"]]
        spans = [span for each in [*figures, *extraction["findings"]] for span in each["spans"]]
        for each in figures + spans:
            assert text[each["start_char"] : each["end_char"]] == each["text"]


def test_references_hold(extractions: list[dict[str, Any]]) -> None:
    for extraction in extractions:
        facts = {fact["id"] for fact in extraction["facts"]}
        assert len(facts) == len(extraction["facts"])
        for finding in extraction["findings"]:
            assert set(finding["facts"]) <= facts
        for relation in extraction["relations"]:
            for member in relation["members"].values():
                assert set([member] if isinstance(member, str) else member) <= facts
