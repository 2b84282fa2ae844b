"""A user's own rows laid over a language's tables: further measures, units, names; fiscal years of companies.

A file of words is TOML; its top tables bear the names of lexicons, and what is in them has the shape of the lexicon's
own rows (`models/en_news_facts/lexicon/`)::

    [[measures.own]]
    key = "berth_nights"
    kind = "flow"
    words = ["berth night(s)", "nights at berth"]

    [units.units]
    sachet = { words = ["sachet"] }

Lists grow, tables take further rows, single values are replaced.
"""

import difflib
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from extractor.errors import ConfigError
from extractor.model import LanguageModel, load_model

OPEN: Final = ("measures", "currencies")
"""Tables that take sections of a user's own: subjects of measures, currencies by code."""

FiscalYears = tuple[tuple[str, str], ...]
"""Names of companies, or countries' ISO 3166 codes, each with the first day (``MM-DD``) of its year."""


class ExtendedModel(LanguageModel):
    """A model with rows of a user's own."""

    def __init__(
        self, base: LanguageModel, words: Mapping[str, Any], fiscal_years: FiscalYears, where: str
    ) -> None:
        super().__init__(base.package)
        for name, rows in words.items():
            self._lexicons[name] = MappingProxyType(merged(base.lexicon(name), rows, f"{where}: {name}"))
        countries = {name: day for name, day in fiscal_years if is_country(name)}
        if countries:
            table = dict(self.lexicon("countries"))
            table["fiscal"] = dict(table["fiscal"]) | {
                code: table["fiscal"].get(code, {})
                | {"government": day, "company": day, "quarters": "fiscal"}
                for code, day in countries.items()
            }
            self._lexicons["countries"] = MappingProxyType(table)
        self.company_years = tuple((name, day) for name, day in fiscal_years if not is_country(name))
        self._added = [where] if words else []
        self._added += ["own fiscal years"] if fiscal_years else []

    @property
    def version(self) -> str:
        """The base's, and what was laid over it."""
        return " + ".join((super().version, *self._added))


def is_country(name: str) -> bool:
    """Is this a country's code rather than a company's name?"""
    return len(name) == 2 and name.isascii() and name.isupper()


@cache
def model_with(language: str, words_file: Path | None, fiscal_years: FiscalYears) -> LanguageModel:
    """The model of a language, with a file of words and fiscal years laid over it; the same object each time.

    Raises:
        UnknownNameError: there is no model for the language.
        ConfigError: the file cannot be read, or does not fit the tables; file and row are named.

    """
    base = load_model(language)
    if words_file is None and not fiscal_years:
        return base
    words = _read(words_file, base) if words_file else {}
    return ExtendedModel(base, words, fiscal_years, words_file.name if words_file else "")


def _read(path: Path, model: LanguageModel) -> dict[str, Any]:
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    for name, rows in words.items():
        known_name(name, model.lexicon_names, f"{path}: no table of words")
        if name not in OPEN and isinstance(rows, Mapping):
            for section in rows:
                known_name(section, model.lexicon(name).keys(), f"{path}: {name}: no section")
    return words


def known_name(name: str, names: Collection[str], what: str) -> None:
    """Refuse a name that is not on offer, with the nearest that is.

    Raises:
        ConfigError: the name is unknown.

    """
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        raise ConfigError(f"{what} named {name!r}{hint} Accepted: {', '.join(sorted(names))}")


def merged(base: Any, extra: Any, where: str) -> Any:
    """Rows laid over rows of the same shape.

    Raises:
        ConfigError: the shapes differ; the place is named and what would be accepted.

    >>> merged({"up": ["rise"], "down": ["fall"]}, {"up": ["soar"]}, "verbs")
    {'up': ['rise', 'soar'], 'down': ['fall']}
    """
    if _shape(base) != _shape(extra):
        raise ConfigError(f"{where}: {_shape(extra)} given; accepted: {_shape(base)}")
    if isinstance(base, Mapping):
        return {**base, **{key: _row(base, key, value, f"{where}.{key}") for key, value in extra.items()}}
    return [*base, *extra] if isinstance(base, list) else extra


def _row(base: Mapping[str, Any], key: str, value: Any, where: str) -> Any:
    if key in base:
        return merged(base[key], value, where)
    shapes = {_shape(each) for each in base.values()}
    if _shape(value) not in shapes:
        known_name(key, base.keys(), f"{where}: {_shape(value)} given; no row")
    return value


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        kinds = sorted({_shape(each) for each in value})
        return f"a list of {kinds[0].split(' ', 1)[1]}s" if len(kinds) == 1 else "a list"
    return "a number" if isinstance(value, int | float) else "a text"
