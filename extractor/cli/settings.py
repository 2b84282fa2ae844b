"""What a command was told: its options read into settings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.pipeline import Options


Columns = tuple[tuple[str, str], ...]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller asked for. `published`, `country` and `language` are for articles that lack them;
    `options` are the run's."""

    format: str
    output: Path | None
    published: str | None
    country: str | None
    language: str | None
    options: "Options"


def settings_of(
    *,
    format: str = "table",
    output: Path | None = None,
    published: str | None,
    country: str | None,
    language: str | None,
    columns: Sequence[str] | None = None,
    rates: Path | None = None,
    checks: Sequence[str] | None = None,
    config: Path | None,
) -> Settings:
    """The settings that options of a command line make.

    Raises:
        ExtractorError: an option cannot be used.

    """
    return Settings(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        options=parse_options(
            config,
            language=language,
            columns=parse_columns(columns or ()),
            rates=parse_rates(rates),
            checks=parse_checks(checks or ()),
        ),
    )


def parse_options(
    config: Path | None,
    *,
    language: str | None,
    columns: Columns,
    rates: Path | None,
    checks: tuple[str, ...] | None,
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
    own = {"language": language, "columns": columns or None, "rates_file": rates, "checks": checks}
    return msgspec.structs.replace(
        options, **{name: value for name, value in own.items() if value is not None}
    )


def parse_columns(texts: Sequence[str]) -> Columns:
    """Pairs of a field of ours and a column, joined by commas.

    >>> parse_columns(["title=headline,body=Full Text"])
    (('title', 'headline'), ('body', 'Full Text'))

    Raises:
        InputError: a pair is none, or a field is none of ours.

    """
    from extractor.read.columns import checked_columns

    pairs = [pair.partition("=") for text in texts for pair in text.split(",") if pair.strip()]
    for field, sign, _ in pairs:
        if not sign:
            raise InputError(f"--columns {field!r} is no pair of a field and a column, as title=headline")
    return checked_columns(tuple((field.strip(), column.strip()) for field, _, column in pairs))


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
