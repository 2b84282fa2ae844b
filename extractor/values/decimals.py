"""Decimals that print plainly, and rational numbers rounded to decimals in a chosen direction.

Figures are computed as `Fraction` and shown as `Decimal`. A `Decimal` prints in scientific notation when its
exponent is positive or the number is tiny (``8.92E+8``, ``1E-7``); nobody should meet that in a report.
"""

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Final

Number = Decimal | Fraction | int

# Enough for any sum of money to the cent; more would only print noise.
SIGNIFICANT: Final = 12
# A terminating decimal this long is kept as it is instead of being rounded to SIGNIFICANT digits.
EXACT_DIGITS: Final = 28
# Below 10 ** -6 str() of a Decimal turns scientific (General Decimal Arithmetic, to-scientific-string).
_PLAIN_LIMIT: Final = -6
# Rounds nothing we are likely to meet.
_ROOMY: Final = Context(prec=100)


class PlainDecimal(Decimal):
    """A Decimal below 10 ** -6 that prints without an exponent. Made by `plain` only where it is needed."""

    __slots__ = ()

    def __str__(self) -> str:
        return format(self, "f")

    def __repr__(self) -> str:
        return f"PlainDecimal('{self}')"

    def __reduce__(self) -> tuple[type["PlainDecimal"], tuple[str]]:
        return PlainDecimal, (str(self),)


def plain(value: Number) -> Decimal:
    """The same value with a str() free of exponents; trailing zeros of an integer are written out.

    Zeros behind the decimal point stay as they are. Only values below 10 ** -6 become a `PlainDecimal`, which
    msgspec encodes through `encode_hook`.

    >>> str(plain(Decimal("8.92E+8")))
    '892000000'
    >>> str(plain(Decimal("1E-9")))
    '0.000000001'
    >>> str(plain(Fraction(3, 8)))
    '0.375'

    Raises:
        ValueError: the value is infinite, not a number, or a Fraction without a finite decimal form.

    """
    if isinstance(value, int):
        return Decimal(value)
    # Asked in this order: whether a Decimal is a Fraction takes Python long to say.
    made = value if isinstance(value, Decimal) else exact_decimal(value)
    if made is None or not made.is_finite():
        raise ValueError(f"{value} has no plain decimal form; round it with floor_decimal or ceil_decimal")
    sign, digits, exponent = made.as_tuple()
    assert isinstance(exponent, int)
    if made.is_zero():
        return Decimal((0, (0,), max(min(exponent, 0), _PLAIN_LIMIT)))
    if exponent > 0:
        return Decimal((sign, digits + (0,) * exponent, 0))
    if made.adjusted() < _PLAIN_LIMIT:
        return PlainDecimal(made)
    return Decimal(made) if isinstance(made, PlainDecimal) else made


def encode_hook(value: Any) -> str:
    """The `enc_hook` of every msgspec encoder that meets a decimal of ours.

    Raises:
        NotImplementedError: the value is no `PlainDecimal` (msgspec's own convention for a hook).

    """
    if isinstance(value, PlainDecimal):
        return str(value)
    raise NotImplementedError(f"cannot encode {type(value).__name__}")


def exact_decimal(value: Fraction, digits: int = EXACT_DIGITS) -> Decimal | None:
    """The decimal equal to `value`, or null if it does not terminate within `digits` significant digits.

    >>> exact_decimal(Fraction(1, 8)), exact_decimal(Fraction(1, 3))
    (Decimal('0.125'), None)
    """
    if value.denominator == 1 and abs(value.numerator) < 10**digits:
        return Decimal(value.numerator)
    twos, rest = _divide_out(value.denominator, 2)
    fives, rest = _divide_out(rest, 5)
    if rest != 1:
        return None
    places = max(twos, fives)
    mantissa = value.numerator * 10**places // value.denominator
    tail = trailing_zeros(mantissa)
    if abs(mantissa) // 10**tail >= 10**digits:
        return None
    return Decimal(mantissa).scaleb(-places, context=_exact_context(mantissa))


def floor_decimal(value: Fraction, digits: int = SIGNIFICANT) -> Decimal:
    """The largest plain decimal of at most `digits` significant digits that is not above `value`.

    >>> str(floor_decimal(Fraction(2, 3), 4)), str(floor_decimal(Fraction(-2, 3), 4))
    ('0.6666', '-0.6667')
    """
    place = _last_place(value, digits)
    return _at_place(_scaled(value, place).__floor__(), place)


def ceil_decimal(value: Fraction, digits: int = SIGNIFICANT) -> Decimal:
    """The smallest plain decimal of at most `digits` significant digits that is not below `value`.

    >>> str(ceil_decimal(Fraction(2, 3), 4)), str(ceil_decimal(Fraction(1234567), 3))
    ('0.6667', '1240000')
    """
    place = _last_place(value, digits)
    return _at_place(_scaled(value, place).__ceil__(), place)


def trailing_zeros(value: int) -> int:
    """How many zeros an integer ends in; 0 for zero itself.

    >>> trailing_zeros(6380000), trailing_zeros(0)
    (4, 0)
    """
    return _divide_out(value, 10)[0] if value else 0


def _divide_out(value: int, factor: int) -> tuple[int, int]:
    count = 0
    while value % factor == 0:
        value //= factor
        count += 1
    return count, value


def _last_place(value: Fraction, digits: int) -> int:
    """The power of ten of the last of `digits` significant digits."""
    if not value:
        return 0
    size = abs(value)
    # log10(2) is about 30103 / 100000: off by one at most, which the loops put right.
    top = (size.numerator.bit_length() - size.denominator.bit_length()) * 30103 // 100000
    while Fraction(10) ** top > size:
        top -= 1
    while Fraction(10) ** (top + 1) <= size:
        top += 1
    return top - digits + 1


def _scaled(value: Fraction, place: int) -> Fraction:
    return value * Fraction(10) ** -place


def _at_place(mantissa: int, place: int) -> Decimal:
    context = _exact_context(mantissa)
    made = Decimal(mantissa).scaleb(place, context=context)
    return plain(made.normalize(context) if place < 0 else made)


def _exact_context(mantissa: int) -> Context:
    """A context that rounds nothing: its precision holds every digit of `mantissa`."""
    return _ROOMY if mantissa.bit_length() <= _ROOMY.prec else Context(prec=mantissa.bit_length())
