"""The fields of an article that must follow a form: publication date, country, language."""

import re
from datetime import date
from typing import Final

from msgspec.structs import replace

from extractor.errors import InputError
from extractor.read.columns import checked_columns
from extractor.read.source import ReadDefaults
from extractor.records import Diagnostic

# A date as in the records, or a date and time whose time is cut off.
DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\S.{0,40})?)?)?", re.ASCII | re.DOTALL)
COUNTRY: Final = re.compile(r"[A-Za-z]{2}", re.ASCII)
LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,3}", re.ASCII)
# ISO 3166-1 keeps UK reserved for the United Kingdom, whose code is GB.
RESERVED: Final = {"UK": "GB"}
EXPECTED: Final = {
    "published": "a date as 2024-04-30, 2024-04 or 2024",
    "country": "two letters of ISO 3166, as PK",
    "language": "a language code, as en",
}


def published_date(written: str) -> str | None:
    """An ISO date, month or year; null if it is none.

    >>> published_date("2024-02-01T10:30:00Z"), published_date("2024-02"), published_date("1 Feb 2024")
    ('2024-02-01', '2024-02', None)
    """
    match = DATE.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join(part for part in match.groups() if part)


def country_code(written: str) -> str | None:
    """Two capital letters; null if it is no country code.

    >>> country_code("pk"), country_code("UK"), country_code("Pakistan")
    ('PK', 'GB', None)
    """
    match = COUNTRY.fullmatch(written.strip())
    return RESERVED.get(match[0].upper(), match[0].upper()) if match else None


def language_code(written: str) -> str | None:
    """The language without its region; null if it is no language code.

    >>> language_code("en-GB")
    'en'
    """
    match = LANGUAGE.fullmatch(written.strip())
    return match[1].lower() if match else None


FIELDS: Final = {"published": published_date, "country": country_code, "language": language_code}


def checked_defaults(defaults: ReadDefaults) -> ReadDefaults:
    """The same defaults in the form of the records.

    Raises:
        InputError: one of them is no date, country or language, or a column is given for no field of ours.

    """
    made: dict[str, str | None] = {}
    for name, normal in FIELDS.items():
        written = getattr(defaults, name)
        made[name] = None if written is None else normal(written)
        if written is not None and made[name] is None:
            raise InputError(f"{name} {written!r} is not {EXPECTED[name]}")
    return replace(defaults, columns=checked_columns(defaults.columns), **made)


def checked_fields(
    written: dict[str, str | None], defaults: ReadDefaults
) -> tuple[dict[str, str | None], list[Diagnostic]]:
    """The three fields of one article; what is out of form is left out. Date and country have a default; the
    language's comes only after the text was looked at."""
    made: dict[str, str | None] = {}
    notes = []
    for name, normal in FIELDS.items():
        value = written.get(name)
        default = None if name == "language" else getattr(defaults, name)
        made[name] = normal(value) if value else default
        if value and made[name] is None:
            notes.append(_misformed(name, value))
    return made, notes


def _misformed(name: str, value: str) -> Diagnostic:
    shown = value if len(value) <= 60 else value[:59] + "…"
    message = f"{name} {shown!r} is not {EXPECTED[name]}; left out"
    return Diagnostic(stage="read", code=f"read.{name}", level="warning", message=message)
