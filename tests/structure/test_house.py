"""The house keeps its order: imports run one way, types and style hold, every doctest is true."""

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(extractor.__path__, "extractor.")
    if not module.name.endswith("__main__")
)


def run(*command: str) -> str:
    """Run a tool of this environment in the repository; a failure shows what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return output


def test_imports_run_one_way() -> None:
    code = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    assert "0 broken" in run("-c", code)


def test_style() -> None:
    run("-m", "ruff", "check", "--no-cache", "extractor", "models", "tests")


@pytest.mark.slow
def test_types() -> None:
    run("-m", "mypy")


def test_modules_are_found() -> None:
    assert {"extractor.records.fact", "extractor.report.table", "extractor.cli.app"} <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed


@pytest.mark.parametrize("name", MODULES)
def test_opens_with_what_it_is_for(name: str) -> None:
    documentation = importlib.import_module(name).__doc__ or ""
    assert len(documentation.strip()) > 12, f"{name}: the module's docstring says what the file is for"
    assert "placeholder" not in documentation
