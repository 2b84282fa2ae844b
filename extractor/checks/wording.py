"""How checks write numbers: plain digits, scale words, unit, never 8.92E+8.

Rounded to the nearest for the eye; the records carry the outward-rounded ends (`finding.bounds`).
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from extractor.values.interval import Interval

SCALES: Final = ((12, "trillion"), (9, "billion"), (6, "million"))
"""Powers of ten with a word; below a million digits are grouped in threes."""

PERCENT_PLACES: Final = 2
DIGITS: Final = 5
"""Significant digits of an amount the article does not print: one more than it usually prints."""

_CONTEXT: Final = Context(prec=60)


def to_decimal(value: Fraction | Decimal | int) -> Decimal:
    """A fraction as a decimal to 60 digits (exact where it ends before that)."""
    if isinstance(value, Decimal):
        return value
    exact = Fraction(value)
    return _CONTEXT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def plain(value: Fraction | Decimal | int) -> str:
    """Digits without exponent and without trailing zeros.

    >>> plain(Decimal("8.920E+8")), plain(Decimal("4.50"))
    ('892000000', '4.5')
    """
    text = f"{to_decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def round_to(value: Fraction | Decimal | int, places: int) -> Decimal:
    """To the nearest at so many decimal places (negative: tens, hundreds), halves away from zero."""
    return to_decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_CONTEXT)


def _digits(values: list[Decimal], places: int) -> list[str]:
    """Values at common places, with the trailing zeros common to all of them dropped."""
    texts = [f"{round_to(value, max(places, 0)):,f}" for value in values]
    while all("." in text and text[-1] in "0." for text in texts):
        texts = [text[:-1] for text in texts]
        if all(text.endswith(".") for text in texts):
            texts = [text[:-1] for text in texts]
    return texts


def amount(value: Fraction | Decimal, unit: str | None = None, *, digits: int = DIGITS) -> str:
    """One value with its scale word and unit.

    >>> amount(Decimal(1130000000), "USD"), amount(Decimal("4.450"), "percent"), amount(Decimal(12500), "job")
    ('USD 1.13 billion', '4.45%', '12,500 jobs')
    """
    return span(Interval.point(value), unit, digits=digits)


def span(interval: Interval, unit: str | None = None, *, digits: int = DIGITS) -> str:
    """Both ends with one scale word and one unit; one number if they print alike.

    >>> span(Interval(Fraction(853956000), Fraction(854995000)), "USD")
    'USD 853.96 to 855.00 million'
    >>> span(Interval(None, Fraction(5)), "percent")
    'at most 5%'
    """
    ends = [to_decimal(end) for end in (interval.low, interval.high) if end is not None]
    if not ends:
        return "any number"
    top = max(end.adjusted() if end else 0 for end in ends)
    percent = unit in PERCENT_LIKE
    power, word = (0, "") if percent else next((each for each in SCALES if top >= each[0]), (0, ""))
    places = PERCENT_PLACES if percent else digits - 1 - (top - power)
    texts = _digits([end.scaleb(-power, context=_CONTEXT) for end in ends], places)
    text = texts[0] if texts[0] == texts[-1] else " to ".join(texts)
    if len(ends) == 1:
        text = f"{'at least' if interval.high is None else 'at most'} {text}"
    return with_unit(text, word, unit)


def movement(interval: Interval, unit: str | None = None, *, digits: int = DIGITS) -> str:
    """A signed change in words: "a rise of 4.50 to 5.50%", "a fall of USD 150 million".

    >>> movement(Interval(Fraction(-3), Fraction(-2)), "percent")
    'a fall of 2 to 3%'
    """
    if interval.sign in (1, -1):
        word = "a rise of" if interval.sign == 1 else "a fall of"
        return f"{word} {span(abs(interval), unit, digits=digits)}"
    return f"a change of {span(interval, unit, digits=digits)}"


PERCENT_LIKE: Final = ("percent", "percentage_point", "basis_point")


def with_unit(text: str, scale: str, unit: str | None) -> str:
    """A number, its scale word and its unit, in the order English has them."""
    number = f"{text} {scale}".rstrip()
    if unit is None:
        return number
    if unit == "percent":
        return f"{number}%"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {number}"
    one = text in ("1", "-1") and not scale
    return f"{number} {unit.replace('_', ' ')}{'' if one or unit.endswith('s') else 's'}"
