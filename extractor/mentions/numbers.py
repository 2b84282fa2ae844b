"""Numbers: tokens that make one are joined, and its value, last place and scale are worked out.

The rows stand in `grammar/numbers.toml`. Each number becomes one token whose class says how it was written:

==  =============================================  ==  =====================================
5   a short integer in digits, maybe a label       2   four digits that may be a year
6   anything that can only be a figure             7   one word up to ten ("three")
1   "one", maybe a pronoun                         3   a vague count ("dozens")
4   a fraction in words ("two-thirds")
==  =============================================  ==  =====================================
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final

import msgspec

from extractor.lexicon.hedges import VagueCount
from extractor.mentions.cursor import Line, Token
from extractor.mentions.rules import Production, Rules
from extractor.mentions.scan import Digits
from extractor.model import GrammarRow, LanguageModel

# An integer in digits longer than this is no label: five digits are a house number, six are not.
LABEL_DIGITS: Final = 5
# Thirds and sevenths are kept to this many places.
PLACES: Final = Decimal("1E-12")
SMALL: Final = 10


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """`value` = `mantissa` × `scale`, `ulp` the unit in the last place written, in the unit of `value`.

    `start`, `end`: the bare number in the sentence, without scale if it is in digits. `to` and `hedge` only
    for vague counts, `part` for fractions and halves.
    """

    value: Decimal
    ulp: Decimal
    mantissa: Decimal
    scale: Decimal = Decimal(1)
    start: int
    end: int
    grouped: bool = False
    spelled: bool = False
    to: Decimal | None = None
    hedge: str | None = None
    part: Fraction | None = None
    rule: str


def find_numbers(line: Line, model: LanguageModel) -> Line:
    """The line with every number as one token (data: `Number`)."""
    found = _rules(model).find(line)
    if not found:
        return line
    tokens: list[Token] = []
    at = 0
    for item in found:
        tokens.extend(line.tokens[at : item.first])
        first, last = line.tokens[item.first], line.tokens[item.last - 1]
        number: Any = item.made
        kind = item.row.yields.get("class") or _class(line, item.first, item.last, number)
        tokens.append(Token(first.start, last.end, kind, number, ""))
        at = item.last
    tokens.extend(line.tokens[at:])
    return Line(line.text, "".join(token.kind for token in tokens), tokens)


def _class(line: Line, first: int, last: int, number: Number) -> str:
    token = line.tokens[first]
    if last == first + 1:
        if token.kind == "Y":
            return "2"
        if token.kind == "1":
            return "1"
        if token.kind == "d":
            short = not token.data.figure and len(token.data.text) <= LABEL_DIGITS
            return "5" if short else "6"
        if number.spelled and number.value <= SMALL:
            return "7"
    return "6"


def exact(part: Fraction) -> Decimal:
    """A fraction as a Decimal: exact where it ends, else to twelve places.

    >>> exact(Fraction(3, 4)), exact(Fraction(2, 3))
    (Decimal('0.75'), Decimal('0.666666666667'))

    """
    made = Decimal(part.numerator) / Decimal(part.denominator)
    return made if Fraction(made) == part else made.quantize(PLACES)


def _digits(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    """Digits, a fraction in digits, or both, with their scale."""
    whole, part, scale, grouped = Decimal(0), None, Decimal(1), False
    step, end = Decimal(1), line.tokens[first].end
    for token in line.tokens[first:last]:
        if token.kind in "dY":
            digits: Digits = token.data
            whole, end, grouped = Decimal(digits.text), token.end, digits.figure
            step = Decimal(1).scaleb(min(0, int(whole.as_tuple().exponent)))
        elif token.kind == "f":
            part, end = token.data, token.end
        elif token.kind != "-":
            scale *= token.data
    mantissa = whole + (exact(part) if part is not None else 0)
    step = exact(Fraction(1, part.denominator)) if part is not None else step
    return Number(
        value=mantissa * scale,
        ulp=step * scale,
        mantissa=mantissa,
        scale=scale,
        start=line.tokens[first].start,
        end=end,
        grouped=grouped,
        part=part,
        rule=row.name,
    )


def _words(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    value, place, scale = read_words(line.tokens[first:last])
    return _spelled(line, first, last, row, value=value, ulp=place, scale=scale)


def read_words(tokens: Sequence[Token]) -> tuple[Decimal, Decimal, Decimal]:
    """Value, last place and last scale of a number in words: what stands before a scale word is multiplied by it.

    A larger scale multiplies all before it ("two hundred thousand million"), a smaller one adds up ("two million
    three hundred thousand"). The last place is the last scale, hundreds apart: "two hundred" is written as 200 is.
    """
    total, chunk = Decimal(0), Decimal(0)
    place, scale = Decimal(1), Decimal(1)
    for token in tokens:
        if token.kind in "1oey":
            chunk, place = chunk + token.data, Decimal(1)
        elif token.kind in "dY":
            chunk = Decimal(token.data.text)
        elif token.kind == "H":
            chunk, place = (chunk or Decimal(1)) * 100, Decimal(1)
        elif token.kind in "Kz":
            if total and token.data > scale:
                total, place = (total + chunk) * token.data, place * token.data
            else:
                total, place = total + (chunk or Decimal(1)) * token.data, token.data
            chunk, scale = Decimal(0), token.data
    return total + chunk, place, scale


def _number_and_part(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    """ "Two and a half million", "four and three-quarters": the part is one of the scale behind it."""
    joint = line.shape.index("&", first, last)
    part, behind = _part(line, joint, last)
    scale = Decimal(1)
    for token in line.tokens[behind:last]:
        scale *= token.data if token.kind in "KHz" else 1
    whole = read_words(line.tokens[first:joint])[0] + exact(part)
    step = exact(Fraction(1, part.denominator))
    return _spelled(line, first, last, row, value=whole * scale, ulp=step * scale, scale=scale)


def _scale_and_part(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    """ "A million and a half": the part is one of the scale before it."""
    joint = line.shape.index("&", first, last)
    part, _ = _part(line, joint, last)
    whole, _, scale = read_words(line.tokens[first:joint])
    step = exact(Fraction(1, part.denominator))
    return _spelled(line, first, last, row, value=whole + exact(part) * scale, ulp=step * scale, scale=scale)


def _part(line: Line, first: int, last: int) -> tuple[Fraction, int]:
    """The part counted in some tokens ("three quarters"), and the token behind it."""
    counted = 1
    for at, token in enumerate(line.tokens[first:last], start=first):
        if token.kind in "1oe":
            counted = token.data
        elif token.kind in "hq":
            return token.data * counted, at + 1
    return Fraction(1, 2), last


def _spelled(
    line: Line,
    first: int,
    last: int,
    row: GrammarRow,
    *,
    value: Decimal,
    ulp: Decimal,
    scale: Decimal = Decimal(1),
    part: Fraction | None = None,
) -> Number:
    return Number(
        value=value,
        ulp=ulp,
        mantissa=value / scale,
        scale=scale,
        start=line.tokens[first].start,
        end=line.tokens[last - 1].end,
        spelled=True,
        part=part,
        rule=row.name,
    )


def _parts(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    """ "Half a million", "three quarters of a billion", "half a point"."""
    part, behind = _part(line, first, last)
    scale = next((token.data for token in line.tokens[behind:last] if token.kind in "KHz"), Decimal(1))
    step = exact(Fraction(1, part.denominator)) * scale
    return _spelled(line, first, last, row, value=exact(part) * scale, ulp=step, scale=scale, part=part)


def _quarter(line: Line, first: int, last: int, row: GrammarRow) -> Number | None:
    """A quarter of a unit; "a third point" is a place in a row."""
    return _parts(line, first, last, row) if _part(line, first, last)[0] == Fraction(1, 4) else None


def _fraction(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    """A share in words; "the remaining half" comes as one token."""
    whole = line.tokens[first].data if line.shape[first] == "4" else _part(line, first, last)[0]
    step = exact(Fraction(1, whole.denominator))
    return _spelled(line, first, last, row, value=exact(whole), ulp=step, part=whole)


def _vague(line: Line, first: int, last: int, row: GrammarRow) -> Number:
    count: VagueCount = line.tokens[first].data
    return Number(
        value=count.low,
        to=count.high,
        ulp=count.low,
        mantissa=count.low,
        start=line.tokens[first].start,
        end=line.tokens[last - 1].end,
        spelled=True,
        hedge=count.name,
        rule=row.name,
    )


PRODUCTIONS: Final[dict[str, Production[Any]]] = {
    "digits": _digits,
    "words": _words,
    "number_and_part": _number_and_part,
    "scale_and_part": _scale_and_part,
    "parts": _parts,
    "quarter": _quarter,
    "fraction": _fraction,
    "vague": _vague,
}


@cache
def _rules(model: LanguageModel) -> Rules:
    return Rules(model.grammar("numbers"), PRODUCTIONS, f"{model.package}: grammar/numbers.toml")
