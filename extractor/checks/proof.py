"""Proof lines: arithmetic a reader can follow and a program can re-evaluate.

A line is one of ::

    EXPR in [LOW, HIGH]                  1.13bn / 639m - 1 in [75.4%, 78.2%]
    EXPR = EXPR                          2.01bn - 1.86bn = 150m
    [LOW, HIGH] meets [LOW, HIGH]        the two intervals share a point
    [LOW, HIGH] apart from [LOW, HIGH]   they do not

where EXPR is numbers with + - * / and parentheses, a number may end in k, m, bn, tn or %, and an end that is
unbounded is written "..". `holds` evaluates a line exactly.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Final

from extractor.checks.wording import plain, to_decimal
from extractor.values.interval import Interval

SUFFIXES: Final = (("tn", 12), ("bn", 9), ("m", 6))
POWERS: Final = {"": 0, "%": -2, "k": 3, **dict(SUFFIXES)}
_CONTEXT: Final = Context(prec=60)
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)(tn|bn|m|k|%)?|([-+*/()]))")
_LINE = re.compile(r"(?P<left>.+?) (?P<verb>in|=|meets|apart from) (?P<right>.+)")


def short(value: Fraction | Decimal, *, percent: bool = False) -> str:
    """An exact value in the notation of proof lines.

    >>> short(Decimal(1130000000)), short(Fraction(3, 40), percent=True), short(Decimal(-12500))
    ('1.13bn', '7.5%', '-12500')
    """
    exact = to_decimal(value)
    if percent:
        return plain(exact.scaleb(2, context=_CONTEXT)) + "%"
    top = exact.adjusted() if exact else 0
    suffix, power = next((each for each in SUFFIXES if top >= each[1]), ("", 0))
    return plain(exact.scaleb(-power, context=_CONTEXT)) + suffix


def bracket(interval: Interval, *, percent: bool = False, digits: int = 5) -> str:
    """An interval as ``[LOW, HIGH]``, ends rounded outward to so many digits."""
    low, high = interval.low, interval.high
    low_text = ".." if low is None else short(_rounded(low, digits, ROUND_FLOOR), percent=percent)
    high_text = ".." if high is None else short(_rounded(high, digits, ROUND_CEILING), percent=percent)
    return f"[{low_text}, {high_text}]"


def _rounded(value: Fraction, digits: int, rounding: str) -> Decimal:
    """To so many significant digits in one direction; decimal division rounds once, exactly as told."""
    context = Context(prec=digits, rounding=rounding)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def within(expression: str, interval: Interval, *, percent: bool = False, digits: int = 5) -> str:
    """``EXPR in [LOW, HIGH]``."""
    return f"{expression} in {bracket(interval, percent=percent, digits=digits)}"


def versus(left: Interval, right: Interval, *, percent: bool = False) -> str:
    """``[..] meets [..]`` or ``[..] apart from [..]``, with as many digits as it takes to be true."""
    if left.meets(right):  # still true of ends rounded outward
        return f"{bracket(left, percent=percent)} meets {bracket(right, percent=percent)}"
    line = ""
    for digits in (5, 8, 12, 20, 40):
        left_text, right_text = (bracket(one, percent=percent, digits=digits) for one in (left, right))
        line = f"{left_text} apart from {right_text}"
        if holds(line):
            break
    return line


def holds(line: str) -> bool:
    """Is the arithmetic of a proof line true?

    Raises:
        ValueError: the line does not follow the notation.

    >>> holds("1.13bn / 639m - 1 in [75.4%, 78.2%]"), holds("2.01bn - 1.86bn = 150m")
    (True, True)
    >>> holds("[1, 2] meets [3, ..]")
    False
    """
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(f"not a proof line: {line!r}")
    left, verb, right = match["left"], match["verb"], match["right"]
    if verb == "=":
        return evaluate(left) == evaluate(right)
    if verb == "in":
        value = evaluate(left)
        return parse_bracket(right).meets(Interval(value, value))
    return parse_bracket(left).meets(parse_bracket(right)) is (verb == "meets")


def parse_bracket(text: str) -> Interval:
    """``[LOW, HIGH]`` as an interval."""
    low, comma, high = text.removeprefix("[").removesuffix("]").partition(", ")
    if not (comma and text.startswith("[") and text.endswith("]")):
        raise ValueError(f"not an interval: {text!r}")
    return Interval(*(None if end == ".." else evaluate(end) for end in (low, high)))


def evaluate(expression: str) -> Fraction:
    """The exact value of an expression.

    >>> evaluate("(2.5m - 500k) / 4 * 10%")
    Fraction(50000, 1)
    """
    tokens = [*_tokens(expression), ""]
    tokens.reverse()
    value = _sum(tokens)
    if tokens != [""]:
        raise ValueError(f"cannot read {expression!r} from {tokens[-1]!r} on")
    return value


def _tokens(expression: str) -> Iterator[str | Fraction]:
    at = 0
    while at < len(expression.rstrip()):
        match = _TOKEN.match(expression, at)
        if not match:
            raise ValueError(f"cannot read {expression!r} at {at}")
        at = match.end()
        yield match[3] or Fraction(match[1]) * Fraction(10) ** POWERS[match[2] or ""]


def _sum(tokens: list[str | Fraction]) -> Fraction:
    value = _product(tokens)
    while tokens[-1] in ("+", "-"):
        sign = 1 if tokens.pop() == "+" else -1
        value += sign * _product(tokens)
    return value


def _product(tokens: list[str | Fraction]) -> Fraction:
    value = _factor(tokens)
    while tokens[-1] in ("*", "/"):
        value = value * _factor(tokens) if tokens.pop() == "*" else value / _factor(tokens)
    return value


def _factor(tokens: list[str | Fraction]) -> Fraction:
    token = tokens.pop()
    if isinstance(token, Fraction):
        return token
    if token == "-":
        return -_factor(tokens)
    if token == "(":
        value = _sum(tokens)
        if tokens.pop() != ")":
            raise ValueError("a parenthesis is not closed")
        return value
    raise ValueError(f"a number is missing before {token!r}")
