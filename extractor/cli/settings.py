"""The options that `extract` and `check` share, and how a list of checks is read."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from extractor.errors import InputError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller asked for. `published`, `country` and `language` are for articles that lack them;
    `checks` is null for all of them."""

    format: str
    output: Path | None
    published: str | None
    country: str | None
    language: str | None
    rates: Path | None
    checks: tuple[str, ...] | None


def parse_checks(texts: Sequence[str]) -> tuple[str, ...] | None:
    """Ids of the checks to run, null for all: names of checks or families, joined by commas; a leading "-"
    takes one away.

    Raises:
        UnknownNameError: a name is neither a check nor a family.

    """
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    if not names:
        return None
    from extractor.checks import select

    off = {check.id for check in select([name[1:] for name in names if name.startswith("-")])}
    on = [name for name in names if not name.startswith("-")]
    return tuple(check.id for check in select(on or None) if check.id not in off)


def parse_rates(path: Path | None) -> Path | None:
    """A file of exchange rates that is there.

    Raises:
        InputError: it is not.

    """
    if path is not None and not path.is_file():
        raise InputError(f"--rates {path}: no such file")
    return path
