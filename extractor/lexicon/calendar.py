"""Words of time (`lexicon/calendar.toml`): months, weekdays, numbers, units, directions, holidays.

Read by the stage that finds periods and by the one that dates them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from extractor.errors import ModelError
from extractor.model import LanguageModel

VAGUE: Final = "few"
LAST: Final = "last"


class CalendarWords(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of `lexicon/calendar.toml`; every key is lower case.

    `holidays` map a name to its rule, `leads` the words before an expression to what they make of it,
    `openers` are the words that may open an expression, `not_years_*` the neighbours that make a four-digit
    number a count or a name, the last seven the words that tell a tense.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    vague: frozenset[str]
    ordinals: Mapping[str, int]
    last: frozenset[str]
    units: Mapping[str, str]
    directions: Mapping[str, str]
    parts: Mapping[str, str]
    decades: Mapping[str, int]
    holidays: Mapping[str, str]
    leads: Mapping[str, str]
    openers: frozenset[str]
    not_years_before: frozenset[str]
    not_years_after: frozenset[str]
    not_years_openers: frozenset[str]
    future: frozenset[str]
    open_modals: frozenset[str]
    plan_verbs: frozenset[str]
    plan_participles: frozenset[str]
    present: frozenset[str]
    past: frozenset[str]
    breaks: frozenset[str]
    foreseen: frozenset[str]

    def number(self, text: str) -> str:
        """A count as digits; ``few`` if it is too vague to date anything.

        >>> from extractor.model import load_model
        >>> words = calendar_words(load_model("en"))
        >>> words.number("nine"), words.number("twenty-six"), words.number("a couple of"), words.number("12")
        ('9', '26', '2', '12')

        """
        if text.isdigit():
            return str(int(text))
        parts = text.replace("-", " ").split()
        if any(part in self.vague for part in parts):
            return VAGUE
        values = [self.numbers[part] for part in parts if part in self.numbers]
        if not values:
            return VAGUE
        return str(values[-1] if parts[0] in ("a", "an") and len(values) > 1 else sum(values))

    def ordinal(self, text: str) -> str:
        """An ordinal as digits, or ``last``.

        >>> from extractor.model import load_model
        >>> words = calendar_words(load_model("en"))
        >>> words.ordinal("third"), words.ordinal("2nd"), words.ordinal("twenty-first"), words.ordinal("final")
        ('3', '2', '21', 'last')

        """
        if text in self.last:
            return LAST
        digits = text.rstrip("stndrh")
        if digits.isdigit():
            return str(int(digits))
        total = 0
        for part in text.removeprefix("the ").replace("-", " ").split():
            total += self.ordinals.get(part, 0) or self.numbers.get(part, 0)
        return str(total)


@cache
def calendar_words(model: LanguageModel) -> CalendarWords:
    """The model's words of time, built once.

    Raises:
        ModelError: a table of `lexicon/calendar.toml` is missing.

    """
    table = model.lexicon("calendar")
    tables = (
        "months",
        "weekdays",
        "seasons",
        "numbers",
        "ordinals",
        "units",
        "directions",
        "parts",
        "decades",
    )
    try:
        openers = set(table["openers"]["words"]) | set(table["vague"]["words"]) | set(table["last"]["words"])
        for name in tables:
            openers.update(word.split("-")[0] for word in table[name])
            openers.update(table[name])
        openers.update(name.split()[0] for name in table["holidays"])
        openers.update(name + "s" for name in table["weekdays"])
        counts = table["not_years"]
        return CalendarWords(
            **{name: table[name] for name in tables},
            holidays=table["holidays"],
            leads=table["leads"],
            vague=frozenset(table["vague"]["words"]),
            last=frozenset(table["last"]["words"]),
            openers=frozenset(openers),
            not_years_before=frozenset(counts["before"]),
            not_years_after=frozenset(counts["after"]),
            not_years_openers=frozenset(counts["openers"]),
            future=frozenset(table["tense"]["future"]),
            open_modals=frozenset(table["tense"]["open"]),
            plan_verbs=frozenset(table["tense"]["plan_verbs"]),
            plan_participles=frozenset(table["tense"]["participles"]),
            present=frozenset(table["tense"]["now"]),
            past=frozenset(table["tense"]["past"]),
            breaks=frozenset(table["tense"]["breaks"]),
            foreseen=frozenset(table["tense"]["foreseen"]),
        )
    except KeyError as error:
        raise ModelError(f"lexicon/calendar.toml: no table {error}") from error
