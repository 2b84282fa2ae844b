"""What is installed: two top-level names, every table, and no clash with a user's own folders."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SENTENCE = "Marlow Ferries\n\nRevenue rose 30% to $5.13 billion from $4.61 billion a year earlier.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree by the hatchling of this environment."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_two_top_level_names(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"extractor", "en_news_facts"}


def test_every_table_is_in(names: set[str]) -> None:
    model = ROOT / "models" / "en_news_facts"
    tables = [path.relative_to(model.parent).as_posix() for path in model.rglob("*.toml")]
    assert len(tables) > 5
    assert not [table for table in tables if table not in names]
    assert {"en_news_facts/meta.json", "extractor/report/fields.toml", "extractor/py.typed"} <= names


def test_every_template_is_in(names: set[str]) -> None:
    folder = ROOT / "extractor" / "report" / "html"
    found = [
        path.relative_to(ROOT).as_posix() for path in folder.rglob("*.*") if path.suffix in (".html", ".css")
    ]
    assert len(found) > 4
    assert not [name for name in found if name not in names]


def test_every_module_is_in(names: set[str]) -> None:
    modules = [path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*.py")]
    assert not [module for module in modules if module not in names]


def test_nothing_else_is_in(names: set[str]) -> None:
    endings = {Path(name).suffix for name in names if ".dist-info/" not in name}
    assert endings <= {".py", ".toml", ".json", ".typed", ".html", ".css"}


@pytest.mark.slow
def test_works_beside_a_users_own_folders(wheel: Path, tmp_path: Path) -> None:
    """`models.py`, `corpus/`, `tests/` and `sentences.py` are ordinary words that belong to the user."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True)
    home = tmp_path / "home"
    home.mkdir()
    for module in ("models", "sentences", "registry", "report"):
        (home / f"{module}.py").write_text("raise RuntimeError('this module is the user\\'s')\n")
    for folder in ("corpus", "tests"):
        (home / folder).mkdir()
        (home / folder / "__init__.py").write_text("raise RuntimeError('this folder is the user\\'s')\n")
    (home / "corpus" / "ferries.txt").write_text(SENTENCE)
    code = "import sys; from extractor.cli import main; sys.exit(main(['check', 'corpus/ferries.txt']))"
    done = subprocess.run([python, "-c", code], cwd=home, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "growth.triple" in done.stdout
