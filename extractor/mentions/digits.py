"""Digits, and what is glued to them: scales, units, signs, or a name ("$300m", "45kg", "5G")."""

from fractions import Fraction
from typing import Final

from extractor.mentions.cursor import Cursor
from extractor.mentions.scan import read_digits
from extractor.mentions.vocabulary import Entry

# Digits beyond this are no figure, and no input can make a Decimal explode.
MAX_DIGITS: Final = 40
YEARS: Final = range(1900, 2100)

# Behind digits these make a time of day.
CLOCK: Final = frozenset({"am", "pm"})
# How many tokens before its figure a length is named, the figure included.
NAMED: Final = 5
FEET: Final = frozenset({"ft", "feet", "foot"})


class DigitReader(Cursor):
    """Reads raw tokens that are digits."""

    def digits(self, at: int) -> int:
        token = self.raw[at]
        if len(token.text) > MAX_DIGITS:
            return self.emit(at, at + 1, "A")
        if self.dotted(at):
            return self.name(at)
        if (part := self.slash(at)) is not None:
            return self.emit(at, at + 3, *part)
        read = read_digits(token.text)
        number = Entry(
            "Y" if not read.figure and len(read.text) == 4 and int(read.text) in YEARS else "d", read
        )
        behind = at + 1
        if self.glued(behind) and self.lower[behind] == "'" and not self.dimension_nouns_apart(behind):
            self.emit(at, behind, *number)
            return self.emit(behind, behind + 1, "U", self.words.units.phrases["foot"])
        if not self.glued(behind) or self.raw[behind].group != "word":
            return self.emit(at, behind, *number)
        entry, end = self.behind_digits(behind)
        if entry is None:
            return self.name(at)
        self.emit(at, behind, *number)
        return self.emit(behind, end, *entry)

    def dotted(self, at: int) -> bool:
        """Whether a dot ties the digits to a short word or one in capitals: "ID.3"; not "Rs.3"."""
        if not (self.glued(at) and self.glued(at - 1) and self.raw[at - 1].text == "."):
            return False
        before = self.raw[at - 2]
        tied = before.group == "word" and (before.text.isupper() or len(before.text) < 3)
        return tied and bool(self.tokens) and self.tokens[-1].kind not in "$L"

    def slash(self, at: int) -> tuple[str, Fraction | None] | None:
        """Digits, slash, digits: a fraction, or something else that is no figure."""
        if not (self.glued(at + 2) and self.glued(at + 1) and self.lower[at + 1] == "/"):
            return None
        above, below = self.raw[at].text, self.raw[at + 2].text
        if not (above.isdecimal() and below.isdecimal()):
            return None
        if int(below) in self.words.numbers.denominators and int(above) < int(below):
            return "f", Fraction(int(above), int(below))
        return "c", None

    def behind_digits(self, at: int) -> tuple[Entry | None, int]:
        """What the word glued to digits means, and where it ends; nothing if the two are a name ("5G", "80C")."""
        text, lower, words = self.raw[at].text, self.lower[at], self.words
        if lower in words.numbers.ordinal_suffixes:
            return None, at
        alone = not self.glued(at + 1) or self.raw[at + 1].group == "sign"
        if not alone:
            return None, at
        if lower in CLOCK:
            return None, at
        if text in words.money.glued:
            return Entry("C", words.money.glued[text]), at + 1
        entry, end = self.phrase(at)
        if entry is not None and end > at + 1 and entry.kind in "UT":
            return entry, end
        unit = words.units.symbols.get(text) or words.units.glued.get(text)
        scale = words.scales.glued.get(lower)
        if scale is not None and (unit is None or self.is_scale(at)):
            return Entry("g", scale), at + 1
        if unit is not None:
            return Entry("T" if unit.kind == "duration" else "U", unit), at + 1
        if (money := self.code(at)) is not None:
            return money, at + 1
        if text in words.money.signs and words.money.signs[text].after:
            return Entry("$", words.money.signs[text]), at + 1
        if entry is not None and entry.kind in "%PUTCKHzm3":
            return entry, end
        return None, at

    def is_scale(self, at: int) -> bool:
        """Whether a letter that is a scale and a unit (m, t, mm, B) is the scale here."""
        lower = self.lower[at]
        follows = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        if lower in self.words.scales.letters:
            kinds = self.last_kinds()
            money = kinds[-1:] in ("$", "I") or (kinds[-2:-1] in ("d", "Y") and kinds[:1] in ("$", "I"))
            return money or follows in self.words.money.words
        if lower == "m" and not self.dimension_nouns_apart(at):
            return False
        converted = follows == "(" and at + 3 < len(self.lower) and self.lower[at + 3] in FEET
        return follows not in self.words.dimensions and not converted

    def dimension_nouns_apart(self, at: int) -> bool:
        """Whether no length is named shortly before the digits before `at`: "a depth of about 30m"."""
        return self.words.dimension_nouns.isdisjoint(self.lower[max(0, at - NAMED) : at - 1])

    def name(self, at: int) -> int:
        """A run of letters and digits without a space: G20, A380, 5G."""
        end = at + 1
        while self.glued(end) and self.raw[end].group in ("word", "digits"):
            end += 1
        ordinal = end == at + 2 and self.lower[at + 1] in self.words.numbers.ordinal_suffixes
        return self.emit(at, end, "D" if ordinal else "A")
