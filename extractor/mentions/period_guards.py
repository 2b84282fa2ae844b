"""What the words around a match say: is "May" a month here, is "2000" a year, is "a year" a rate?

The rows are in `grammar/periods_guards.toml`; here is how they are asked, and the few tests no pattern can make.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple, cast

from extractor.errors import ModelError
from extractor.lexicon.calendar import CalendarWords
from extractor.model import LanguageModel

Answer = Literal["keep", "weak", "drop"]
ANSWERS: Final = ("keep", "weak", "drop")
OPEN, CLOSE = "⟨", "⟩"
"""Brackets around a match in the text that a guard's pattern meets."""

_REACH: Final = 40
"""Characters shown on either side."""


class Surroundings(NamedTuple):
    """A match as written, with the text before and after it and what it captured."""

    before: str
    match: str
    after: str
    fields: Mapping[str, str]
    words: CalendarWords

    @property
    def shown(self) -> str:
        return f"{self.before}{OPEN}{self.match}{CLOSE}{self.after}"

    @property
    def word_before(self) -> str:
        """The word just before, as written ("" at the start of the text or after punctuation)."""
        found = _WORD_BEFORE.search(self.before)
        return found[1] if found else ""


def surroundings(
    text: str, start: int, end: int, fields: Mapping[str, str], words: CalendarWords
) -> Surroundings:
    return Surroundings(
        text[max(0, start - _REACH) : start], text[start:end], text[end : end + _REACH], fields, words
    )


_WORD_BEFORE = re.compile(r"([^\s,;:(\"“]+)\s$")


def counts_before(at: Surroundings) -> bool:
    """A hedge or the name of a number precedes: "about 2000", "page 1999"."""
    return at.word_before.lower().rstrip(".") in at.words.not_years_before


def named(at: Surroundings) -> bool:
    """A word in capitals precedes that is no preposition, month or abbreviation: "Windows 2000"."""
    before = at.word_before
    if not before[:1].isupper() or before.endswith((".", ",", "'s", "’s")) or before.isupper():
        return False
    low = before.lower()
    return low not in at.words.not_years_openers and low not in at.words.months


def no_date(at: Surroundings) -> bool:
    """Neither order makes day and month of the numbers."""
    first, second = int(at.fields["first"]), int(at.fields["second"])
    return not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12)


def consecutive(at: Surroundings) -> bool:
    """The second number names the year after the first: 2023-24, 1999-00."""
    first, second = re.findall(r"\d+", at.match)[:2]
    return str(int(first) + 1).endswith(second)


TESTS: Final[Mapping[str, Callable[[Surroundings], bool]]] = {
    "counts_before": counts_before,
    "named": named,
    "no_date": no_date,
    "consecutive": consecutive,
}


class _Row(NamedTuple):
    name: str
    pattern: re.Pattern[str] | None
    test: Callable[[Surroundings], bool] | None
    answer: Answer


class Guards:
    """The guards of one language model, by name."""

    def __init__(self, model: LanguageModel) -> None:
        self._guards: dict[str, list[_Row]] = {}
        for row in model.grammar("periods_guards"):
            answer, test = row.yields.get("answer"), row.yields.get("test")
            if answer not in ANSWERS:
                raise ModelError(
                    f"grammar/periods_guards.toml ({row.name}): answer one of {', '.join(ANSWERS)}"
                )
            if test is not None and test not in TESTS:
                offer = ", ".join(TESTS)
                raise ModelError(
                    f"grammar/periods_guards.toml ({row.name}): no test {test!r}; on offer: {offer}"
                )
            pattern = re.compile(row.pattern, re.VERBOSE) if row.pattern else None
            guard = row.name.partition(".")[0]
            made = _Row(row.name, pattern, TESTS[test] if test else None, cast(Answer, answer))
            self._guards.setdefault(guard, []).append(made)

    def __contains__(self, guard: object) -> bool:
        return guard in self._guards

    def ask(self, guard: str, at: Surroundings) -> tuple[Answer, str]:
        """The answer of the first row that fits, and the row's name."""
        shown = at.shown
        for row in self._guards[guard]:
            if (row.pattern is None or row.pattern.search(shown)) and (row.test is None or row.test(at)):
                return row.answer, row.name
        return "keep", guard
