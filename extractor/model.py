"""A language's tables: lexicon and grammar rows, loaded once and passed around as one frozen object.

A model is a Python package with `meta.json`, `lexicon/*.toml` and `grammar/*.toml`. Each stage compiles the
tables it needs into structures of its own; this module only loads them and names the row that is broken.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import msgspec

from extractor.errors import ModelError, UnknownNameError

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class GrammarRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as data. `pattern` may name pieces as ``{{piece}}``; `yields` names the production and its
    constants; each example must be found by this row, no near miss may be."""

    name: str
    pattern: str
    yields: dict[str, str] = {}
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class LanguageModel:
    """One language's tables, read on first use. Compared and hashed by identity. `company_years` are the first days
    (``MM-DD``) of companies' fiscal years, by name, where a user has told them."""

    def __init__(self, package: str) -> None:
        try:
            self._root: Traversable = files(import_module(package))
        except ModuleNotFoundError as error:
            raise ModelError(f"the language model {package!r} is not installed") from error
        self.package = package
        self._lexicons: dict[str, Mapping[str, Any]] = {}
        self._grammars: dict[str, tuple[GrammarRow, ...]] = {}
        self.company_years: tuple[tuple[str, str], ...] = ()

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """`meta.json`: language, name, version, sources."""
        return MappingProxyType(json.loads((self._root / "meta.json").read_text(encoding="utf-8")))

    @property
    def version(self) -> str:
        return f"{self.meta['name']} {self.meta['version']}"

    @property
    def lexicon_names(self) -> tuple[str, ...]:
        """The names `lexicon` knows."""
        files = (path.name for path in (self._root / "lexicon").iterdir())
        return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))

    def lexicon(self, name: str) -> Mapping[str, Any]:
        """The table `lexicon/NAME.toml`.

        Raises:
            ModelError: the table is missing or is not TOML.

        """
        if name not in self._lexicons:
            self._lexicons[name] = MappingProxyType(self._read("lexicon", name))
        return self._lexicons[name]

    def grammar(self, name: str) -> tuple[GrammarRow, ...]:
        """The rows of `grammar/NAME.toml`, pieces filled in, in file order (an earlier row wins a tie).

        Raises:
            ModelError: the file is missing, a row lacks a field, or a pattern does not compile.

        """
        if name not in self._grammars:
            table = self._read("grammar", name)
            pieces = dict(table.get("pieces", {}))
            for piece, pattern in pieces.items():
                pieces[piece] = self._expand(pattern, pieces, f"grammar/{name}.toml piece {piece!r}")
            self._grammars[name] = tuple(
                self._row(row, pieces, f"grammar/{name}.toml row {number}")
                for number, row in enumerate(table["row"], start=1)
            )
        return self._grammars[name]

    def _read(self, folder: str, name: str) -> dict[str, Any]:
        path = self._root / folder / f"{name}.toml"
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ModelError(f"{self.package} has no table {folder}/{name}.toml") from error
        except tomllib.TOMLDecodeError as error:
            raise ModelError(f"{self.package}: {folder}/{name}.toml: {error}") from error

    def _row(self, row: Mapping[str, Any], pieces: Mapping[str, str], where: str) -> GrammarRow:
        try:
            made = msgspec.convert(row, GrammarRow)
        except msgspec.ValidationError as error:
            raise ModelError(f"{self.package}: {where} ({row.get('name', 'unnamed')}): {error}") from error
        pattern = self._expand(made.pattern, pieces, f"{where} ({made.name})")
        try:
            re.compile(pattern, re.VERBOSE | re.IGNORECASE)
        except re.error as error:
            raise ModelError(f"{self.package}: {where} ({made.name}): pattern: {error}") from error
        return msgspec.structs.replace(made, pattern=pattern)

    def _expand(self, pattern: str, pieces: Mapping[str, str], where: str) -> str:
        def fill(match: re.Match[str]) -> str:
            if match[1] not in pieces:
                offer = ", ".join(pieces)
                raise ModelError(
                    f"{self.package}: {where}: no piece {match[1]!r} before it; on offer: {offer}"
                )
            return f"(?:{pieces[match[1]]})"

        return PLACEHOLDER.sub(fill, pattern)


@cache
def load_model(language: str = "en") -> LanguageModel:
    """The model installed for a language (entry point group `extractor.models`).

    Raises:
        UnknownNameError: no model for this language; the message lists those installed.

    """
    found = {entry.name: entry.value for entry in entry_points(group="extractor.models")}
    if language not in found:
        offer = ", ".join(sorted(found)) or "none"
        raise UnknownNameError(f"no language model for {language!r}. On offer: {offer}")
    return LanguageModel(found[language])
