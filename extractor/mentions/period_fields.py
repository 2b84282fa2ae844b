"""How the groups of a period pattern are read: words become the numbers and names that resolution needs."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from extractor.lexicon.calendar import CalendarWords

_ALTERNATIVE = re.compile(r"_\d$")
_CENTURY_TURN: Final = 40
"""Two-digit years from 40 on belong to the 1900s: news rarely looks as far ahead as 2040."""


def field_name(group: str) -> str:
    """The field a group fills: ``of__year_2`` fills ``of.year``."""
    return _ALTERNATIVE.sub("", group).replace("__", ".")


def read_groups(groups: Mapping[str, str | None], words: CalendarWords) -> dict[str, str]:
    """The fields of a match, in the order of its groups.

    >>> from extractor.lexicon.calendar import calendar_words
    >>> from extractor.model import load_model
    >>> words = calendar_words(load_model("en"))
    >>> read_groups({"month": "sept.", "year": None, "year_2": "24"}, words)
    {'month': '9', 'year': '2024'}

    """
    fields: dict[str, str] = {}
    for group, text in groups.items():
        if text is not None:
            name = field_name(group)
            last = name.rpartition(".")[2]
            read = _READERS.get(last)
            if last == "ordinal":
                fields[name.removesuffix("ordinal") + "n"] = words.ordinal(text)
            else:
                fields[name] = read(text, words) if read else text
    return fields


def _month(text: str, words: CalendarWords) -> str:
    word = text.rstrip(".")
    return str(int(word)) if word.isdigit() else str(words.months[word])


def _day(text: str, words: CalendarWords) -> str:
    return words.ordinal(text.removeprefix("the "))


def _year(text: str, words: CalendarWords) -> str:
    if text[0].isalpha():
        return _year_in_words(text, words)
    if len(text) >= 3:
        return text
    return str(int(text) + (1900 if int(text) >= _CENTURY_TURN else 2000))


def _year_in_words(text: str, words: CalendarWords) -> str:
    """ "Nineteen eighty-six", "two thousand and eighteen"."""
    values = [words.numbers[part] for part in text.replace("-", " ").split() if part in words.numbers]
    if "thousand" in text:
        head, rest = 1000 * values[0], values[1:]
        if "hundred" in text:
            head, rest = head + 100 * rest[0], [value for value in rest[1:] if value < 100]
        return str(head + sum(rest))
    return str(100 * values[0] + sum(values[1:]))


def _label(text: str, words: CalendarWords) -> str:
    """A fiscal label as ``2024``, or ``2023-2024`` if both years are named."""
    first, *second = re.findall(r"\d+", text)
    start = _year(first, words)
    if not second:
        return start
    end = second[0] if len(second[0]) == 4 else start[:2] + second[0]
    if int(end) < int(start):  # 1999-00
        end = str(int(end) + 100)
    return f"{start}-{end}"


def _decade(text: str, words: CalendarWords) -> str:
    """The first year of a decade; two digits mean the 1900s, as in "the '80s"."""
    digits = text.rstrip("s").rstrip()
    if digits.isdigit():
        return digits if len(digits) == 4 else str(1900 + int(digits))
    stem = {**words.decades, "two thousands": 0, "twenty-tens": 10, "two thousand and tens": 10}
    value = stem.get(text, stem.get(text + "ies", 0))
    return str(value + (1900 if value >= 20 else 2000))


def _flag(text: str, words: CalendarWords) -> str:
    return "yes"


_READERS: Mapping[str, Callable[[str, CalendarWords], str]] = {
    "month": _month,
    "day": _day,
    "day_to": _day,
    "year": _year,
    "label": _label,
    "decade": _decade,
    "n": lambda text, words: words.number(text),
    "unit": lambda text, words: words.units.get(text, text),
    "direction": lambda text, words: words.directions.get(text, text),
    "part": lambda text, words: words.parts.get(text, text),
    "weekday": lambda text, words: str(words.weekdays[text.rstrip(".")]),
    "season": lambda text, words: str(words.seasons[text]),
    "sense": lambda text, words: " ".join(text.split()),
    "holiday": lambda text, words: " ".join(text.replace("’", "'").split()),
    "fiscal": _flag,
    "working": _flag,
    "half": _flag,
    "so_far": _flag,
    "ly": _flag,
    "calendar": _flag,
}
