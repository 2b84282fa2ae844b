"""The house rules of checks: registered, explained, exemplified in both directions, guards shown at work."""

import importlib
import inspect
import pkgutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.checks import CHECKS, FAMILIES, explain, families
from extractor.checks.check import Check
from extractor.checks.guards.examine import BY_KIND

CASES = Path(__file__).parents[1] / "cases"
PARTS = ("Flags:", "Passes:", "Source:", "Guards:")
FLAGGED = ("inconsistent", "incomplete", "alarm")
PASSED = ("consistent", "silent", "derived", "incomplete")


def all_rows() -> list[dict[str, Any]]:
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("check_*.toml"))]
    return [row for table in tables for row in table["case"]]


ROWS = all_rows()


def family_modules() -> list[Any]:
    names = [name for _, name, _ in pkgutil.iter_modules(families.__path__)]
    modules = [importlib.import_module(f"extractor.checks.families.{name}") for name in names]
    return [module for module in modules if hasattr(module, "CHECKS")]


def test_every_family_file_is_listed() -> None:
    assert {id(module.CHECKS) for module in family_modules()} == {id(family) for family in FAMILIES}


def test_ids_are_unique_and_begin_with_their_family() -> None:
    listed = [check for family in FAMILIES for check in family]
    assert len({check.id for check in listed}) == len(listed) == len(CHECKS)
    for module in family_modules():
        assert len({check.family for check in module.CHECKS}) == 1


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_explains_itself(check: Check) -> None:
    """Reason first, then the labelled lines in order; each says something."""
    text = explain(check.id)
    places = [text.find(part) for part in PARTS]
    assert -1 not in places, f"{check.id} lacks {PARTS[places.index(-1)]}"
    assert places == sorted(places)
    assert len(text[: places[0]].strip()) > 30
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        assert len(text[start:end].partition(":")[2].strip()) > 10


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_is_a_generator_over_evidence(check: Check) -> None:
    assert inspect.isgeneratorfunction(check.run)
    assert list(inspect.signature(check.run).parameters) == ["evidence"]


@pytest.mark.parametrize("id", list(CHECKS))
def test_a_check_has_rows_in_both_directions(id: str) -> None:
    expected = {word for row in ROWS if row["check"] == id for word in row.get("expect", "").split()}
    assert expected & set(FLAGGED), f"no row that {id} flags"
    assert expected & set(PASSED), f"no row that {id} lets pass"


def test_every_guard_has_a_row() -> None:
    guards = {guard.name for table in BY_KIND.values() for guard in table}
    assert guards == {row["guard"] for row in ROWS if row.get("guard") in guards}
