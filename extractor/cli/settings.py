"""What the caller typed, made into values: dates, country codes, lists of checks."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from extractor.errors import InputError

PARTIAL_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The options that `extract` and `check` share, checked. `checks` is null for all of them."""

    format: str
    output: Path | None
    published: str | None
    country: str | None
    language: str | None
    rates: Path | None
    checks: tuple[str, ...] | None


def parse_published(text: str | None) -> str | None:
    """A publication date as the records keep it.

    >>> parse_published("2024-04")
    '2024-04'

    Raises:
        InputError: it is no ISO date, month or year.

    """
    if text is None:
        return None
    match = PARTIAL_DATE.fullmatch(text)
    try:
        year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
        date(year, month, day)
    except ValueError:
        raise InputError(
            f"--published {text!r} is no date; give YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-02-01"
        ) from None
    return text


def parse_country(text: str | None) -> str | None:
    """A country's code in capitals.

    Raises:
        InputError: the language model knows no country of this code.

    """
    if text is None:
        return None
    from extractor.model import load_model

    if text.upper() not in load_model().lexicon("countries")["countries"]:
        raise InputError(
            f"--country {text!r} is unknown; give an ISO 3166 code of two letters, such as PK or GB"
        )
    return text.upper()


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


def parse_language(text: str | None) -> str | None:
    """A language there is a model for.

    Raises:
        UnknownNameError: there is none; the message lists those installed.

    """
    if text is not None:
        from extractor.model import load_model

        load_model(text)
    return text


def parse_rates(path: Path | None) -> Path | None:
    """A file of exchange rates that is there.

    Raises:
        InputError: it is not.

    """
    if path is not None and not path.is_file():
        raise InputError(f"--rates {path}: no such file")
    return path
