"""The options that `extract` and `check` share, and how a list of checks is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.pipeline import Options


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller asked for. `published`, `country` and `language` are for articles that lack them;
    `options` are the run's."""

    format: str
    output: Path | None
    published: str | None
    country: str | None
    language: str | None
    options: "Options"


def parse_options(
    config: Path | None, *, language: str | None, rates: Path | None, checks: tuple[str, ...] | None
) -> "Options":
    """The options of a configuration file, the given one or the nearest upwards, where the command line does not
    say otherwise.

    Raises:
        ConfigError: the file cannot be used.

    """
    from extractor.config import find_config, read_config
    from extractor.pipeline import Options

    path = config or find_config(Path.cwd())
    options = read_config(path) if path is not None else Options()
    own = {"language": language, "rates_file": rates, "checks": checks}
    return msgspec.structs.replace(
        options, **{name: value for name, value in own.items() if value is not None}
    )


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
