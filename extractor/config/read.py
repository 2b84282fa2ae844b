"""A configuration file as options: every key and value is looked at, and what is wrong is told with its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, cast, get_args

from extractor.checks import CHECKS
from extractor.checks.rates.source import reference_rates
from extractor.config.find import SHARED
from extractor.errors import ConfigError, ExtractorError, InputError
from extractor.lexicon.countries import countries
from extractor.lexicon.currencies import currencies
from extractor.lexicon.measures import measures
from extractor.lexicon.units import units
from extractor.overlay import known_name, model_with
from extractor.pipeline import Options
from extractor.read.columns import FIELDS, checked_columns
from extractor.records import Severity

KEYS: Final = ("select", "ignore", "severity", "rates", "lexicon", "fiscal-years", "columns")
FAMILIES: Final = tuple(dict.fromkeys(check.family for check in CHECKS.values()))
SEVERITIES: Final = cast(tuple[Severity, ...], get_args(Severity))
LEAP: Final = "2000"


class _File:
    """The text of a configuration, to say where something stands in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
            self.table: Mapping[str, Any] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read: {error}") from error
        if path.name == SHARED:
            self.table = self.table.get("tool", {}).get("tieout", {})

    def where(self, *keys: str) -> str:
        """File, line and dotted key; the line is that of the last key (or the value) that can be found."""
        line = next((n for key in reversed(keys) if (n := self._line(key)) is not None), None)
        at = f", line {line}" if line else ""
        return f"{self.path}{at}: {'.'.join(keys)}"

    def _line(self, key: str) -> int | None:
        quoted = re.escape(key)
        pattern = rf"""(?m)^\s*(?:["']?{quoted}["']?\s*=|\[(?:tool\.tieout\.)?["']?{quoted}["']?\])|["']{quoted}["']"""
        match = re.search(pattern, self.text)
        return self.text.count("\n", 0, match.end()) + 1 if match else None

    def wrong(self, keys: tuple[str, ...], given: object, accepted: str) -> ConfigError:
        return ConfigError(f"{self.where(*keys)}: {given!r} given; accepted: {accepted}")


def read_config(path: str | Path) -> Options:
    """The options a file asks for.

    Paths in it are relative to the file. What it names is read as well, so that a mistake shows before any article.

    Raises:
        ConfigError: the file cannot be used; file, line and key are named, and what would be accepted.

    """
    file = _File(Path(path))
    for key in file.table:
        known_name(key, KEYS, f"{file.where(key)}: no setting")
    options = Options(
        checks=_checks(file),
        severities=_severities(file),
        rates_file=_named_file(file, "rates"),
        words_file=_named_file(file, "lexicon"),
        fiscal_years=_fiscal_years(file),
        columns=_columns(file),
    )
    if options.rates_file is not None:
        _tried(f"{file.where('rates')}", lambda: reference_rates(options.rates_file))
    model = model_with(options.language, options.words_file, options.fiscal_years)
    for compiled in (measures, units, currencies, countries):
        _tried(str(options.words_file), partial(compiled, model))
    return options


def _tried(where: str, make: Callable[[], object]) -> None:
    """Make what a run will need; what is wrong with it is the configuration's fault."""
    try:
        make()
    except ExtractorError as error:
        raise ConfigError(f"{where}: {error}") from error


def _checks(file: _File) -> tuple[str, ...] | None:
    """Ids of the checks to run; null if the file says nothing of them."""
    if "select" not in file.table and "ignore" not in file.table:
        return None
    on = _names(file, "select") if "select" in file.table else FAMILIES
    off = _names(file, "ignore")
    return tuple(
        check.id
        for check in CHECKS.values()
        if not {check.id, check.family}.isdisjoint(on) and {check.id, check.family}.isdisjoint(off)
    )


def _names(file: _File, key: str) -> tuple[str, ...]:
    given = file.table.get(key, [])
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise file.wrong((key,), given, 'a list of checks and families, such as ["fx", "growth.triple"]')
    for name in given:
        known_name(name, (*FAMILIES, *CHECKS), f"{file.where(key, name)}: no check or family")
    return tuple(given)


def _severities(file: _File) -> tuple[tuple[str, Severity], ...]:
    return tuple(
        (name, _severity(file, name, given))
        for name, given in _table(file, "severity", '"period.label" = "note"')
    )


def _severity(file: _File, name: str, given: object) -> Severity:
    known_name(name, (*FAMILIES, *CHECKS), f"{file.where('severity', name)}: no check or family")
    found = next((severity for severity in SEVERITIES if severity == given), None)
    if found is None:
        raise file.wrong(("severity", name), given, ", ".join(SEVERITIES))
    return found


def _fiscal_years(file: _File) -> tuple[tuple[str, str], ...]:
    found = _table(file, "fiscal-years", '"Marlow Ferries" = "10-01"')
    for name, given in found:
        if not (isinstance(given, str) and _is_day(given)):
            accepted = 'the first day of the year as "MM-DD", such as "10-01"'
            raise file.wrong(("fiscal-years", name), given, accepted)
    return tuple(found)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(f"{LEAP}-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def _columns(file: _File) -> tuple[tuple[str, str], ...]:
    found = _table(file, "columns", 'body = "content"')
    for name, given in found:
        known_name(name, FIELDS, f"{file.where('columns', name)}: no field")
        if not (isinstance(given, str) and given):
            raise file.wrong(("columns", name), given, "the name of a column, as a text")
    try:
        return checked_columns(tuple(found))
    except InputError as error:
        raise ConfigError(f"{file.where('columns')}: {error}") from error


def _table(file: _File, key: str, example: str) -> list[tuple[str, Any]]:
    given = file.table.get(key, {})
    if not isinstance(given, Mapping):
        raise file.wrong((key,), given, f"a table with rows such as {example}")
    return list(given.items())


def _named_file(file: _File, key: str) -> Path | None:
    given = file.table.get(key)
    if given is None:
        return None
    if not isinstance(given, str):
        raise file.wrong((key,), given, "the path of a file, as a text")
    path = file.path.parent / given
    if not path.is_file():
        raise file.wrong((key,), given, f"a file that is there; {path} is not")
    return path
