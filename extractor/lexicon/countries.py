"""Countries: what words tell one, its currency and its fiscal years (`lexicon/countries.toml`)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel

How = Literal["name", "alias", "demonym", "part", "capital", "city", "agency"]

CALENDAR_YEAR: Final = "01-01"

# A name starts with a capital; the words inside it may be joined by dots, hyphens and apostrophes.
_WORD = re.compile(r"[^\W\d_][\w&]*(?:[.'’-][^\W\d_]\w*)*", re.UNICODE)
# Short names that are ordinary words in another case.
_EXACT_BELOW: Final = 5


class FiscalCalendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """First days (``MM-DD``) of the budget year and of the usual company year; `named_by` the year a
    government's "fiscal 2024" is named after, `company_named_by` a company's; `quarters` the year whose quarters
    statistics and newspapers count; `source` says who fixed it."""

    government: str = CALENDAR_YEAR
    company: str = CALENDAR_YEAR
    named_by: Literal["end", "start"] = "end"
    company_named_by: Literal["end", "start"] = "end"
    quarters: Literal["calendar", "fiscal"] = "calendar"
    source: str = "calendar year"


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One country or territory; `code` is ISO 3166-1 alpha-2, `currency` ISO 4217."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    parts: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    currency: str
    agencies: tuple[str, ...] = ()
    fiscal: FiscalCalendar = FiscalCalendar()


class CountryMention(NamedTuple):
    """Words of a text that tell a country, and how they do."""

    start_char: int
    end_char: int
    code: str
    how: How


class CountryTable(Mapping[str, Country]):
    """Countries by code, and every name that tells one."""

    def __init__(self, rows: tuple[Country, ...], masks: tuple[str, ...] = ()) -> None:
        self._by_code = MappingProxyType({row.code: row for row in rows})
        self._names: dict[str, tuple[str, How]] = {}
        for how, row, name in _names(rows):
            self._names.setdefault(_key(name), (row.code, how))
        # First word of a name (exact and in capitals) -> the names that begin with it, the longest first.
        self._starts: dict[str, list[tuple[str, str, How]]] = {}
        for mask in masks:
            self._index(mask, "", "name")
        for how, row, name in _names(rows):
            self._index(name, row.code, how)
        for names in self._starts.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def __getitem__(self, code: str) -> Country:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    def lookup(self, name: str) -> tuple[str, How] | None:
        """The code a name, alias, demonym, capital, city or agency tells, and which of them it is.

        Case does not matter, except for names of up to four letters: "us" is a pronoun.
        """
        return self._names.get(_key(name.strip()))

    def fiscal(self, code: str | None) -> FiscalCalendar:
        """The fiscal calendar of a country; the calendar year where none is known."""
        row = self._by_code.get(code) if code else None
        return row.fiscal if row else FiscalCalendar()

    def find(self, text: str) -> list[CountryMention]:
        """Every name that tells a country, in text order, longest first, without overlaps."""
        found: list[CountryMention] = []
        position = 0
        while hit := self._next(text, position):
            if hit.code:
                found.append(hit)
            position = hit.end_char
        return found

    def _next(self, text: str, position: int) -> CountryMention | None:
        """The first name from an offset on; its code is empty if it only masks others."""
        for match in _WORD.finditer(text, position):
            start, word = match.start(), match[0]
            if not word[0].isupper():
                continue
            hit = self._match_at(text, start, word)
            if hit is None and "-" in word and (entries := self._starts.get(word.partition("-")[0])):
                # "US-based", "Indian-made": the first part alone, if it is a name of one word.
                head = word.partition("-")[0]
                hit = next(((len(head), code, how) for name, code, how in entries if name == head), None)
            if hit is not None:
                length, code, how = hit
                return CountryMention(start, start + length, code, how)
        return None

    def _index(self, name: str, code: str, how: How) -> None:
        for form in dict.fromkeys((name, name.upper(), name.replace("'", "’"))):
            first = _WORD.match(form)
            if first is None:
                raise ModelError(f"lexicon/countries.toml: {name!r} does not begin with a letter")
            self._starts.setdefault(first[0], []).append((form, code, how))

    def _match_at(self, text: str, start: int, word: str) -> tuple[int, str, How] | None:
        bare = word[:-2] if word.endswith(("'s", "’s", "'S", "’S")) else word
        for key in (word,) if bare is word else (word, bare):
            for name, code, how in self._starts.get(key, ()):
                end = start + len(name)
                after = text[end : end + 1]
                if text.startswith(name, start) and not (after.isalnum() or after == "$"):
                    return len(name), code, how
        return None


def _key(name: str) -> str:
    return name.replace("’", "'") if len(name) < _EXACT_BELOW else name.replace("’", "'").casefold()


def _names(rows: tuple[Country, ...]) -> Iterator[tuple[How, Country, str]]:
    """Every name with its country; surer kinds first, so that a tie goes to the country, not the city."""
    for row in rows:
        yield "name", row, row.name
        yield from (("alias", row, name) for name in row.aliases)
    for row in rows:
        for demonym in row.demonyms:
            yield "demonym", row, demonym
            if not demonym.endswith(("s", "sh", "ch", "ese")):
                yield "demonym", row, demonym + "s"
    for row in rows:
        if row.capital:
            yield "capital", row, row.capital
        yield from (("part", row, name) for name in row.parts)
        yield from (("city", row, name) for name in row.cities)
        yield from (("agency", row, name) for name in row.agencies)


@cache
def countries(model: LanguageModel) -> CountryTable:
    """The model's country table, built once.

    Raises:
        ModelError: a row of `lexicon/countries.toml` lacks a field or names an unknown country.

    """
    table = model.lexicon("countries")
    rows: dict[str, Any] = table["countries"]
    for section in ("agencies", "fiscal"):
        for code in table[section]:
            if code not in rows:
                raise ModelError(f"lexicon/countries.toml: [{section}] {code}: no such country")
    try:
        made = tuple(
            msgspec.convert(
                {"code": code, **row}
                | {"agencies": table["agencies"].get(code, [])}
                | {"fiscal": table["fiscal"].get(code, {})},
                Country,
            )
            for code, row in rows.items()
        )
    except msgspec.ValidationError as error:
        raise ModelError(f"lexicon/countries.toml: {error}") from error
    return CountryTable(made, tuple(table["masks"]))


def find_countries(text: str, model: LanguageModel) -> list[CountryMention]:
    """Every name in a text that tells a country: (start, end, code, how), offsets into `text`."""
    return countries(model).find(text)
