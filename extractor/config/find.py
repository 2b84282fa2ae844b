"""Which file configures a run: the nearest from the working directory upwards."""

import tomllib
from pathlib import Path
from typing import Final

OWN: Final = "tieout.toml"
SHARED: Final = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """The nearest `tieout.toml`, or `pyproject.toml` that has a table `tool.tieout`; in one folder the former wins.

    A `pyproject.toml` that is no TOML is somebody else's business and passed over.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / OWN).is_file():
            return folder / OWN
        if (folder / SHARED).is_file() and _is_ours(folder / SHARED):
            return folder / SHARED
    return None


def _is_ours(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        return "tieout" in text and "tieout" in tomllib.loads(text).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
