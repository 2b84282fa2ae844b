"""Slips of the keyboard inside one printed number: the texts it might have become.

Written apart from `extractor.checks.slips.undo`, which undoes such slips: a fault of one must not hide in the other.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from extractor.records import Fact

NUMBER: Final = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
WESTERN: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}")
LONGEST: Final = 12


class Number(NamedTuple):
    """The bare number of a figure: where it stands in the figure's text, and what a 1 in it is worth."""

    start: int
    end: int
    text: str
    unit: Fraction

    def value(self, text: str) -> Fraction:
        """What the figure would say with another number in place of its own."""
        return plain(text) * self.unit


def find_number(fact: Fact) -> Number | None:
    """The number a figure is written with; None for words, ranges, and groupings that are not plain.

    Signs stay outside: the unit of "-3%" is minus one.
    """
    match = NUMBER.search(fact.text)
    if match is None or fact.value is None or fact.value_to is not None or not fact.value:
        return None
    text = match[0]
    whole = text.partition(".")[0]
    grouped_well = "," not in whole or WESTERN.fullmatch(whole) or INDIAN.fullmatch(whole)
    if not grouped_well or len(digits_of(text)) > LONGEST or NUMBER.search(fact.text, match.end()):
        return None
    size = plain(text)
    return Number(match.start(), match.end(), text, Fraction(fact.value) / size) if size else None


def plain(text: str) -> Fraction:
    """The value of a bare number.

    >>> plain("1,234.5")
    Fraction(2469, 2)
    """
    return Fraction(text.replace(",", ""))


def decimals_of(text: str) -> int:
    """Digits behind the decimal point."""
    return len(text.partition(".")[2])


def digits_of(text: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", text)


def transposed(text: str) -> Iterator[str]:
    """Two neighbouring digits exchanged.

    >>> list(transposed("1,234"))
    ['2,134', '1,324', '1,243']
    """
    digits = digits_of(text)
    for at in range(len(digits) - 1):
        yield from _written(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], text)


def substituted(text: str) -> Iterator[str]:
    """One digit replaced by another.

    >>> list(substituted("5"))
    ['1', '2', '3', '4', '6', '7', '8', '9']
    """
    digits = digits_of(text)
    for at in range(len(digits)):
        for new in "0123456789":
            yield from _written(digits[:at] + new + digits[at + 1 :], text)


def dropped(text: str) -> Iterator[str]:
    """One digit left out; the last decimal stays, for without it the number is only less exact.

    >>> list(dropped("23,418")), list(dropped("4.45"))
    (['3,418', '2,418', '2,318', '2,348', '2,341'], ['4.5'])
    """
    digits, decimals = digits_of(text), decimals_of(text)
    whole = len(digits) - decimals
    for at in range(len(digits) - (1 if decimals else 0)):
        if at >= whole or whole > 1:
            left = decimals - 1 if at >= whole else decimals
            yield from _written(digits[:at] + digits[at + 1 :], text, left)


def doubled(text: str) -> Iterator[str]:
    """One digit struck twice.

    >>> list(doubled("4.45"))
    ['44.45', '4.445', '4.455']
    """
    digits, decimals = digits_of(text), decimals_of(text)
    whole = len(digits) - decimals
    for at in range(len(digits)):
        more = decimals + 1 if at >= whole else decimals
        yield from _written(digits[: at + 1] + digits[at:], text, more)


def point_moved(text: str) -> Iterator[str]:
    """The decimal point one place off; a number of whole things gets one only before its last digit.

    >>> list(point_moved("5.13")), list(point_moved("892")), list(point_moved("0.5"))
    (['0.513', '51.3'], ['89.2', '8,920'], ['0.05', '5'])
    """
    if "," in text:
        return
    digits, decimals = digits_of(text), decimals_of(text)
    yield from _written(digits.rjust(decimals + 2, "0"), text, decimals + 1)
    if decimals:
        yield from _written(digits, text, decimals - 1)
    else:
        yield f"{int(digits + '0'):,}"


def _written(digits: str, like: str, decimals: int | None = None) -> Iterator[str]:
    """Digits in the style of the number they replace; nothing for the same number, zero, or a leading zero."""
    decimals = decimals_of(like) if decimals is None else decimals
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    if (decimals_of(like) and not decimals) or like.startswith("0"):
        whole = whole.lstrip("0") or "0"
    if not whole or not int(digits) or (len(whole) > 1 and whole.startswith("0")):
        return
    text = grouped(whole, like) + (f".{part}" if part else "")
    if text != like and plain(text) != plain(like):
        yield text


def grouped(whole: str, like: str) -> str:
    """A whole number with commas where another has them: by thousands, or in the Indian way.

    >>> grouped("1234567", "12,345"), grouped("1234567", "1,23,456"), grouped("1234567", "12")
    ('1,234,567', '12,34,567', '1234567')
    """
    other = like.partition(".")[0]
    if "," not in other:
        return whole
    if WESTERN.fullmatch(other):
        return f"{int(whole):,}"
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])
