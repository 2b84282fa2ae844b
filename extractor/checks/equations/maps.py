"""How a printed figure enters an equation, as an affine map: a growth of 4.45 percent is the ratio 1 + 4.45/100, a fall
of 2 percent the ratio 1 - 2/100."""

from fractions import Fraction
from typing import Final, NamedTuple

from extractor.checks.equations.reading import Reading
from extractor.records import Fact

HUNDRED: Final = Fraction(100)


class Affine(NamedTuple):
    """How a figure enters an equation: ``offset + factor * figure``."""

    offset: Fraction
    factor: Fraction

    def apply(self, figure: Reading) -> Reading:
        if self.factor == 1:
            return figure + self.offset if self.offset else figure
        return figure * self.factor + self.offset

    def undo(self, value: Reading) -> Reading:
        return (value - self.offset) / self.factor


AS_IS: Final = Affine(Fraction(0), Fraction(1))
HUNDREDTH: Final = Affine(Fraction(0), 1 / HUNDRED)


def sign_of(fact: Fact) -> int:
    """-1 for a fall that is printed without a minus; a double negative ("a decline of -3%") keeps its own."""
    falls = fact.direction == "down" and (fact.value is None or fact.value >= 0)
    return -1 if falls else 1


def rate_maps(fact: Fact) -> tuple[Affine, ...]:
    """The ratio current/prior a rate or multiple stands for, the likeliest reading first.

    A rate without direction may be either; a fraction with a verb may be what is left or what is gone.
    """
    if fact.kind == "multiple":
        left = AS_IS
        if fact.value is None or fact.value >= 1 or fact.direction is None:
            return (left,)
        return left, Affine(Fraction(1), Fraction(sign_of(fact)))
    per = HUNDRED if fact.unit != "basis_point" else HUNDRED * HUNDRED
    maps = Affine(Fraction(1), sign_of(fact) / per)
    other = Affine(Fraction(1), -sign_of(fact) / per)
    return (maps, other) if fact.direction is None and (fact.value or 0) >= 0 else (maps,)


def delta_maps(fact: Fact) -> tuple[Affine, ...]:
    """The signed change a figure stands for, in the unit of the levels."""
    first = delta_map(fact)
    other = Affine(Fraction(0), -first.factor)
    return (first, other) if fact.direction is None and (fact.value or 0) >= 0 else (first,)


def delta_map(fact: Fact) -> Affine:
    """Basis points count in hundredths of a point, everything else as it is."""
    unit = 1 / HUNDRED if fact.unit == "basis_point" else Fraction(1)
    return Affine(Fraction(0), sign_of(fact) * unit)


def share_maps(fact: Fact) -> tuple[Affine, ...]:
    """A percent as a hundredth; a fraction ("a third") as it is."""
    return (HUNDREDTH,) if fact.kind == "percent" else (AS_IS,)
