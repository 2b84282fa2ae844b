"""Slips of the keyboard on one printed figure: each undone, the figure as it may have been meant.

The kinds are those of Scholtus' typing errors (errorlocate, deductive) plus what newsrooms add: a scale word,
a direction word, a decimal point.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from extractor.errors import ExtractorError
from extractor.model import load_model
from extractor.records import Fact
from extractor.values.interval import Interval

Kind: TypeAlias = Literal["transposition", "shift", "scale", "direction", "digit", "doubled", "dropped"]
"""Slips that one figure alone can suffer; those that take another's are in `exchanges`."""

WEIGHTS: Final[Mapping[Kind, Fraction]] = MappingProxyType(
    {
        "transposition": Fraction(30, 100),
        "shift": Fraction(6, 100),
        "scale": Fraction(20, 100),
        "direction": Fraction(15, 100),
        "digit": Fraction(10, 100),
        "doubled": Fraction(5, 100),
        "dropped": Fraction(5, 100),
    }
)
"""How likely each kind is before anything is known: our estimate, until corrections have been counted."""

WHY: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "transposition": "two neighbouring digits exchanged",
        "shift": "the decimal point moved",
        "scale": "another scale word",
        "direction": "the opposite direction",
        "digit": "one digit changed",
        "doubled": "one digit fewer",
        "dropped": "one digit more",
    }
)

TELLING: Final[tuple[Kind, ...]] = ("transposition", "scale", "shift")
"""Slips that hardly repair a sum by chance; a changed digit repairs too much."""

PERCENT_SHIFT: Final = 4
"""A decimal point moves in a percent that much more often than in a level: 0.5% and 5% both look right."""

ONE: Final = Fraction(1)
RARE_SCALE: Final = Fraction(1, 2)
FAR_SCALES: Final = frozenset({Fraction(1, 100), Fraction(10) ** 6, Fraction(10) ** -6})
"""Rarer than the next scale word: crore printed for lakh (companies and ministries count in crore), and
billion for thousand."""

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"[^\W\d_]+")
_SHIFTS: Final = (-1, 1, -2, 2)
_MOST_DIGITS: Final = 12


class Slip(NamedTuple):
    """A figure as it may have been meant, its support, text, size and decimals, and the slip that made it what is
    printed."""

    kind: Kind
    support: Interval
    text: str | None
    factor: Fraction | None = None
    size: Fraction | None = None
    decimals: int | None = None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The number inside a figure's text, at `start`..`end` of it: its digits, how many are decimals, and the
    value of a 1 in front of the decimal point (a million for "1.13 million").
    """

    start: int
    end: int
    digits: str
    decimals: int
    grouped: bool
    scale: Fraction


def undo(
    fact: Fact,
    support: Interval,
    language: str = "en",
    *,
    style: frozenset[str] = frozenset(),
    digits: bool = True,
) -> Iterator[Slip]:
    """Every figure that one slip may have turned into the printed one; scale words are spelled as in `style`, the
    words of the article's figures, where they can be. `digits`: also slips that put another digit, or one too many
    or too few."""
    if fact.direction in ("up", "down") and fact.role in ("growth", "change"):
        yield Slip("direction", -support, None)
    written = read(fact)
    if written is None or fact.value is None:
        return
    yield from _order_slips(fact, support, written)
    if digits:
        yield from _digit_slips(fact, support, written)
    yield from _scale_slips(fact, support, written, language, style)


def weight(slip: Slip, fact: Fact) -> Fraction:
    """How likely it is that this very slip was made on a figure: its kind, shared out among the places where
    that kind can happen in a number of so many digits."""
    written = read(fact)
    length = len(written.digits) if written else 1
    places = {"transposition": max(length - 1, 1), "shift": 2, "scale": 2, "digit": 9 * length}
    places |= {"doubled": length, "dropped": 10 * (length + 1)}
    likely = WEIGHTS[slip.kind] / places.get(slip.kind, 1)
    if slip.kind == "shift" and fact.kind == "percent":
        likely *= PERCENT_SHIFT
    if slip.kind == "scale" and slip.factor in FAR_SCALES:
        likely *= RARE_SCALE
    return likely


def read(fact: Fact) -> Written | None:
    """The digits of a figure; None for words, ranges and what cannot be read back to its value."""
    match = _NUMBER.search(fact.text)
    if match is None or fact.value is None or fact.value_to is not None or not fact.value:
        return None
    number = match[0]
    digits = re.sub(r"\D", "", number)
    decimals = _decimals(number)
    plain = Fraction(int(digits), 10**decimals)
    if not plain or len(digits) > _MOST_DIGITS:
        return None
    return Written(
        start=match.start(),
        end=match.end(),
        digits=digits,
        decimals=decimals,
        grouped="," in number,
        scale=abs(Fraction(fact.value)) / plain,
    )


def _decimals(number: str) -> int:
    """Digits behind the decimal sign: the last point, or a comma that cannot group thousands."""
    if number.count(".") == 1:
        return len(number) - number.index(".") - 1
    if "." not in number and number.count(",") == 1 and len(number) - number.index(",") != 4:
        return len(number) - number.index(",") - 1
    return 0


def _order_slips(fact: Fact, support: Interval, written: Written) -> Iterator[Slip]:
    """The right digits in another order, or the decimal point elsewhere among them."""
    digits, decimals = written.digits, written.decimals
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield from _slip("transposition", fact, support, written, swapped, decimals)
    for step in _SHIFTS:
        yield from _shift(fact, support, written, step)


def _digit_slips(fact: Fact, support: Interval, written: Written) -> Iterator[Slip]:
    digits, decimals = written.digits, written.decimals
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                yield from _slip(
                    "digit", fact, support, written, digits[:at] + new + digits[at + 1 :], decimals
                )
    whole = len(digits) - decimals
    # Without its last decimal a number is only less exact, not another one.
    for at in range(len(digits) - (1 if decimals else 0) if len(digits) > 1 else 0):
        left = decimals - (1 if at >= whole else 0)
        yield from _slip("doubled", fact, support, written, digits[:at] + digits[at + 1 :], left)
    for at in range(len(digits) + 1):
        for new in "0123456789":
            more = decimals + (1 if at > whole or (at == whole and decimals) else 0)
            yield from _slip("dropped", fact, support, written, digits[:at] + new + digits[at:], more)


def _shift(fact: Fact, support: Interval, written: Written, step: int) -> Iterator[Slip]:
    """The decimal point moved; a zero that only fills the last place ("3.30" for 0.33) goes with it."""
    digits, decimals = written.digits, written.decimals - step
    if decimals < 0:
        digits, decimals = digits + "0" * -decimals, 0
    while decimals > written.decimals and digits.endswith("0"):
        digits, decimals = digits[:-1], decimals - 1
    digits = digits.rjust(decimals + 1, "0")
    while len(digits) > decimals + 1 and digits.startswith("0"):
        digits = digits[1:]
    yield from _slip("shift", fact, support, written, digits, decimals)


def _slip(
    kind: Kind, fact: Fact, support: Interval, written: Written, digits: str, decimals: int
) -> Iterator[Slip]:
    """One number instead of another; nothing if it would be written with a leading zero or be zero."""
    whole = digits[: len(digits) - decimals]
    if decimals and not written.decimals and fact.kind == "count" and written.scale == 1:
        return  # things come whole
    if not int(digits) or (len(whole) > 1 and whole.startswith("0")) or not whole:
        return
    size = Fraction(int(digits), 10**decimals) * written.scale
    finer = Fraction(10) ** (written.decimals - decimals) if decimals != written.decimals else ONE
    text = _text(fact, written, digits, decimals)
    yield Slip(kind, _moved(fact, support, size, finer), text, size=size, decimals=decimals)


def _moved(fact: Fact, support: Interval, size: Fraction, finer: Fraction) -> Interval:
    """The support of another number printed the same way: rounding keeps its reach in last places, a hedge in
    proportion."""
    assert fact.value is not None
    old = Fraction(fact.value)
    new = size if old > 0 else -size
    reach = finer if fact.comparator == "exact" else abs(new / old)
    return Interval(
        None if support.low is None else new + (support.low - old) * reach,
        None if support.high is None else new + (support.high - old) * reach,
    )


def _text(fact: Fact, written: Written, digits: str, decimals: int) -> str:
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    number = f"{int(whole):,}" if written.grouped else whole
    return fact.text[: written.start] + number + (f".{part}" if part else "") + fact.text[written.end :]


def _scale_slips(
    fact: Fact, support: Interval, written: Written, language: str, style: frozenset[str]
) -> Iterator[Slip]:
    word = _WORD.match(fact.text, written.end) or _WORD.match(fact.text, written.end + 1)
    if word is None:
        return
    for other, factor in scale_words(language).get(word[0].lower(), ()):
        short = len(word[0]) < _SHORT
        spelled = next((each for each in _SPELLINGS.get(other, ()) if each in style and short), other)
        text = fact.text[: word.start()] + _cased(spelled, word[0]) + fact.text[word.end() :]
        size = abs(Fraction(fact.value or 0)) * factor
        yield Slip("scale", support * factor, text, factor, size, written.decimals)


_SHORT: Final = 4
_SPELLINGS: Final = MappingProxyType(
    {
        **dict.fromkeys(("m", "mn", "mln"), ("m", "mn", "mln")),
        **dict.fromkeys(("b", "bn", "bln"), ("b", "bn", "bln")),
        **dict.fromkeys(("t", "tn", "trn"), ("t", "tn", "trn")),
    }
)
"""Abbreviations that an article uses one of: "$5bn" goes with "$3m" as well as with "$3mn"."""


def _cased(word: str, like: str) -> str:
    """In the capitals of the word it stands for: "$6.4B" beside "$310M", "Million" in a headline."""
    if len(like) < _SHORT:
        return word.upper() if like.isupper() else word
    return word.title() if like.istitle() else word


@cache
def scale_words(language: str) -> Mapping[str, tuple[tuple[str, Fraction], ...]]:
    """For each scale word those it may be mistaken for, with the factor between them: million and billion,
    mn and bn, lakh and crore, m and b. Made from the model's `lexicon/scales.toml`; empty without one.
    """
    try:
        table = load_model(language).lexicon("scales")
    except ExtractorError:
        return MappingProxyType({})
    words = {word: Decimal(size) for word, size in table["words"].items()}
    glued = {word: Decimal(size) for word, size in table["glued"].items() if len(word) == 1}
    pairs: dict[str, list[tuple[str, Fraction]]] = {}
    for group in (words, glued):
        for one, size in group.items():
            for other, other_size in group.items():
                factor = Fraction(other_size) / Fraction(size)
                known = {step for _, step in pairs.get(one, ())}
                if factor not in _FACTORS or factor in known:
                    continue
                if group is glued or _alike(one, size, other, other_size):
                    pairs.setdefault(one, []).append((other, factor))
    return MappingProxyType({word: tuple(others) for word, others in pairs.items()})


_FACTORS: Final = frozenset(Fraction(10) ** power for power in (-6, -3, -2, 2, 3, 6))


def _alike(one: str, size: Decimal, other: str, other_size: Decimal) -> bool:
    """Two spellings of one style ("mln", "bln"), or two words of the Indian system."""
    if _indian(size) or _indian(other_size):
        return _indian(size) and _indian(other_size)
    short = len(one) == len(other) == 2 and one[-1] == other[-1]
    return short or one[-2:] == other[-2:]


def _indian(size: Decimal) -> bool:
    return size.adjusted() % 3 != 0 and size.adjusted() >= 5
