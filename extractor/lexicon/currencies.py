"""Currencies: codes and names (`lexicon/currencies.toml`), signs and everyday words (`lexicon/money.toml`).

`currencies.toml` is made from CLDR, through Babel, by this script; a test compares the two::

    from babel import Locale
    from babel.core import get_global
    from babel.numbers import get_currency_name

    rows = get_global("territory_currencies").values()
    tender = {code for row in rows for code, _, end, is_tender, *_ in row if is_tender and end is None}
    for code in sorted(Locale("en").currencies):
        name = get_currency_name(code, locale="en")
        plural = get_currency_name(code, count=2, locale="en").split(" (")[0]
        if code in tender or "(" not in name and (code[0] != "X" or code == "XDR"):
            old = "" if code in tender else ", old = true"
            print(f'{code} = {{ name = "{name}", plural = "{plural}"{old} }}')

"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel

Row = TypeVar("Row", bound=msgspec.Struct)


class Currency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `currencies.toml`; `old`: no longer legal tender anywhere."""

    name: str
    plural: str
    old: bool = False


class Sign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sign or abbreviation before a number, in the case written.

    `after`: it also follows numbers. `glued`: only without a space. `careful`: an ordinary letter, a sign
    only if glued to a number that looks like money (decimals, groups or a scale).
    """

    forms: tuple[str, ...]
    codes: tuple[str, ...]
    after: bool = False
    glued: bool = False
    careful: bool = False
    note: str | None = None


class MoneyWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word after a number: a currency's name, or with `parts` the name of its parts (100 cents),
    with `times` that of its multiple (MEUR).

    `careful`: money only after a scale word. `mass`: a unit of weight too.
    """

    forms: tuple[str, ...]
    codes: tuple[str, ...]
    glued: tuple[str, ...] = ()
    parts: int = 1
    times: int = 1
    careful: bool = False
    mass: bool = False


class Prefix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Letters before "$" that decide it; `spaced` if a space may stand between."""

    code: str
    spaced: bool = False


class CurrencyTable(msgspec.Struct, frozen=True, kw_only=True):
    """`codes` are all currencies by ISO code, `other` money without one; `signs` by form, case kept; `words` by
    phrase, lower case, CLDR's names among them; `glued` by what stands directly behind digits; `dollar` by prefix."""

    codes: Mapping[str, Currency]
    other: frozenset[str]
    word_codes: frozenset[str]
    lower_codes: Mapping[str, str]
    signs: Mapping[str, Sign]
    words: Mapping[str, MoneyWord]
    glued: Mapping[str, MoneyWord]
    dollar: Mapping[str, Prefix]
    after_dollar: Mapping[str, str]
    scaled_codes: Mapping[str, str]


@cache
def currencies(model: LanguageModel) -> CurrencyTable:
    """The model's money, built once.

    Raises:
        ModelError: a row is broken or names an unknown code.

    """
    table = model.lexicon("money")
    codes = {code: _convert(model, row, Currency, code) for code, row in model.lexicon("currencies").items()}
    known = {*codes, *table["codes"]["other"]}
    signs = [_convert(model, row, Sign, "sign") for row in table["sign"]]
    words = [_convert(model, row, MoneyWord, "word") for row in (*table["word"], *table["part"])]
    for forms, named in [(row.forms, row.codes) for row in signs] + [(row.forms, row.codes) for row in words]:
        if unknown := [code for code in named if code not in known]:
            raise ModelError(f"{model.package}: lexicon/money.toml: {forms[0]!r}: unknown {unknown}")
    phrases = _names(codes) | {form: row for row in words for form in row.forms}
    return CurrencyTable(
        codes=MappingProxyType(codes),
        other=frozenset(table["codes"]["other"]),
        word_codes=frozenset(table["codes"]["words"]),
        lower_codes=MappingProxyType({code: code.upper() for code in table["codes"]["lower"]}),
        signs=MappingProxyType({form: row for row in signs for form in row.forms}),
        words=MappingProxyType(phrases),
        glued=MappingProxyType({form: row for row in words for form in row.glued}),
        dollar=MappingProxyType(
            {key: _convert(model, row, Prefix, key) for key, row in table["dollar"].items()}
        ),
        after_dollar=MappingProxyType(table["codes"]["after_dollar"]),
        scaled_codes=MappingProxyType({f"M{code}": code for code in table["codes"]["scaled"]}),
    )


def _names(codes: Mapping[str, Currency]) -> dict[str, MoneyWord]:
    """CLDR's names of two words or more, singular and plural ("Sri Lankan rupees"): each decides its code.

    Where a name served twice (Turkey's old and new lira) the currency in use has it.
    """
    made: dict[str, MoneyWord] = {}
    for code, row in sorted(codes.items(), key=lambda item: item[1].old):
        for name in (row.name, row.plural):
            key = name.lower()
            # "dlrs" is the agencies' dollars.
            for form in (key, re.sub(r"dollar(s?)$", r"dlr\1", key)) if " " in key else ():
                made.setdefault(form, MoneyWord(forms=(form,), codes=(code,)))
    return made


def _convert(model: LanguageModel, row: Any, shape: type[Row], where: str) -> Row:
    try:
        return msgspec.convert(row, shape)
    except msgspec.ValidationError as error:
        raise ModelError(f"{model.package}: lexicon/money.toml ({where}): {error}") from error
