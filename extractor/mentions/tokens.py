"""A sentence as tokens, each with a class (`vocabulary`): the first of the reductions that find figures.

A pass over the raw tokens (`scan`) gives classes, joins phrases, and says what letters glued to digits mean.
It is linear: the longest phrase bounds the look-ahead.
"""

from extractor.lexicon.currencies import MoneyWord, Sign
from extractor.mentions.cursor import Line, Token
from extractor.mentions.digits import DigitReader
from extractor.mentions.scan import scan
from extractor.mentions.vocabulary import Entry, Vocabulary


def tokenize(text: str, words: Vocabulary) -> Line:
    """Cut a sentence (already `plain_text`) into tokens with classes."""
    raw = scan(text)
    tokens: list[Token] = []
    reader = Reader(text, raw, words, tokens)
    at = 0
    while at < len(raw):
        at = reader.step(at)
    return Line(text, "".join(token.kind for token in tokens), tokens)


class Reader(DigitReader):
    """Reads words and signs, and hands digits to its base; each method returns where to go on."""

    def step(self, at: int) -> int:
        group = self.raw[at].group
        if group == "word":
            return self.word(at)
        if group == "digits":
            return self.digits(at)
        if group == "sign":
            return self.sign(at)
        return self.emit(at, at + 1, "?" if "/" in self.raw[at].text[4:] else "c")

    def word(self, at: int) -> int:
        text = self.raw[at].text
        plain = self.words.plain(text)
        if plain and not (self.glued(at + 1) and self.raw[at + 1].text[0] in "$0123456789"):
            return self.emit(at, at + 1, plain)
        if self.glued(at + 1):
            group = self.raw[at + 1].group
            if group == "digits":
                return self.before_digits(at)
            if group == "sign" and (sign := self.compound_sign(at)) is not None:
                return self.emit(at, at + 2, "$", sign)
        elif at + 1 < len(self.raw) and self.lower[at + 1] == "$":
            prefix = self.words.money.dollar.get(text)
            if prefix is not None and prefix.spaced:
                return self.emit(at, at + 2, "$", Sign(forms=(text,), codes=(prefix.code,)))
        if (entry := self.after_number(at)) is not None:
            return self.emit(at, at + 1, *entry)
        if (sign := self.words.money.signs.get(text)) is not None and not sign.careful and not sign.glued:
            dot = self.glued(at + 1) and self.lower[at + 1] == "."
            return self.emit(at, at + 1 + dot, "$", sign)
        if (money := self.code(at)) is not None:
            return self.emit(at, at + 1, *money)
        entry, end = self.phrase(at)
        if entry is not None:
            return self.emit(at, end, *entry)
        return self.emit(at, at + 1, self.words.shape(text))

    def before_digits(self, at: int) -> int:
        """Letters glued to the digits behind them: a sign or code ("Rs850bn"), a slip ("a134 per cent"), a name."""
        text, money = self.raw[at].text, self.words.money
        sign = money.signs.get(text)
        if sign is not None and (not sign.careful or self.looks_like_money(at + 1)):
            return self.emit(at, at + 1, "$", sign)
        if text.upper() in money.codes and (text.isupper() or text in money.lower_codes):
            return self.emit(at, at + 1, "I", (text.upper(),))
        slip = len(text) > 1 or len(self.raw[at + 1].text) > 2
        if slip and text.islower() and self.words.shape(text) in "Swas" and self.has_unit(at + 2):
            entry, _ = self.phrase(at)
            return self.emit(at, at + 1, *(entry or Entry("S")))
        return self.name(at)

    def looks_like_money(self, at: int) -> bool:
        """Whether digits have groups, decimals or a scale, or are long: "R1.2bn", "N500m"; not "R2"."""
        behind = self.lower[at + 1] if at + 1 < len(self.raw) else ""
        scale = behind in self.words.scales.words or (
            self.glued(at + 1) and behind in self.words.scales.glued
        )
        return scale or not self.raw[at].text.isdecimal() or len(self.raw[at].text) > 2

    def has_unit(self, at: int) -> bool:
        """Whether a percentage, a scale or money stands at raw token `at`."""
        if at >= len(self.raw):
            return False
        entry, _ = self.phrase(at)
        return entry is not None and entry.kind in "%PKC"

    def compound_sign(self, at: int) -> Sign | None:
        """A sign of two tokens: "A$", "Y=", "USD$"."""
        text, then, money = self.raw[at].text, self.raw[at + 1].text, self.words.money
        if then == "$":
            prefix = money.dollar.get(text)
            code = prefix.code if prefix else text.upper() if text.upper() in money.codes else None
            return Sign(forms=(text,), codes=(code,)) if code else None
        sign = money.signs.get(text + then)
        return sign if sign is not None and (not sign.glued or self.glued(at + 2)) else None

    def after_number(self, at: int) -> Entry | None:
        """Symbols that are words elsewhere, directly behind a number: units, scale letters, "US"."""
        kind = self.tokens[-1].kind if self.tokens else ""
        bracketed = kind == "(" and self.lower[at + 1 : at + 2] == [")"]
        if (kind == "-" or bracketed) and len(self.tokens) > 1:
            kind = self.tokens[-2].kind
        if kind not in ("d", "Y", "f", "g", "K", "H") or self.raw[at].start - self.raw[at - 1].end > 1:
            return None
        text, words = self.raw[at].text, self.words
        if text in words.money.after_dollar and "$" in self.last_kinds():
            return Entry("u", words.money.after_dollar[text])
        if kind in ("d", "Y") and (scale := self.scale_letter(at)) is not None:
            return scale
        if text == "in" and self.is_inch():
            return Entry("U", words.units.phrases["inch"])
        if (unit := words.units.symbols.get(text)) is not None and self.phrase(at)[1] == at + 1:
            return Entry("T" if unit.kind == "duration" else "U", unit)
        if (sign := words.money.signs.get(text)) is not None and sign.careful and sign.after:
            return Entry("C", MoneyWord(forms=(text,), codes=sign.codes))
        return None

    def is_inch(self) -> bool:
        """Whether a number of feet stands before the number: "5 ft 9 in"."""
        before = self.tokens[-3:]
        return (
            len(before) == 3
            and before[1].kind == "U"
            and before[1].data.name == "foot"
            and before[0].kind == "d"
        )

    def scale_letter(self, at: int) -> Entry | None:
        text, scales = self.raw[at].text, self.words.scales
        money = self.last_kinds()[-2:-1] in ("$", "I")
        if text in scales.spaced and (money or text not in self.words.units.symbols):
            return Entry("g", scales.spaced[text])
        if money and (text.lower() in scales.glued or text.lower() in scales.after_money):
            return Entry("g", scales.glued.get(text.lower()) or scales.words[text.lower()])
        return None

    def sign(self, at: int) -> int:
        text = self.raw[at].text
        if text in "-–":
            return self.emit(at, at + 1, self.dash(at))
        if text == "+":
            digits = at + 1 < len(self.raw) and self.raw[at + 1].group == "digits" and self.glued(at + 1)
            return self.emit(at, at + 1, "p") if digits else self.known(at, ".")
        if (sign := self.words.money.signs.get(text)) is not None:
            return self.emit(at, at + 1, "$", sign)
        if text in "/":
            return self.emit(at, at + 1, "/" if self.glued(at) and self.glued(at + 1) else ".")
        if text == "&":
            return self.emit(at, at + 1, "&")
        if text in "<>" and self.glued(at) and self.raw[at - 1].group != "sign":
            # The bracket of a ticker, <AMC>, not "more than".
            return self.emit(at, at + 1, ".")
        return self.known(at, text if text in "()=,;:#.'\"" else ".")

    def known(self, at: int, otherwise: str) -> int:
        entry, end = self.phrase(at)
        return self.emit(at, end, *entry) if entry is not None else self.emit(at, at + 1, otherwise)

    def dash(self, at: int) -> str:
        """Hyphen inside a word, minus before digits, or a dash between words."""
        after, before = self.glued(at + 1), self.glued(at)
        if after and before and self.raw[at - 1].group != "sign":
            return "-" if self.raw[at].text == "-" or self.between_digits(at) else "~"
        follows = self.raw[at + 1] if at + 1 < len(self.raw) else None
        if follows is not None and after and not (before and self.raw[at - 1].text not in "(=$"):
            number = follows.group == "digits" or follows.text in self.words.money.signs
            if number and self.raw[at].text == "-":
                return "n"
        suspended = before and self.raw[at].text == "-" and self.raw[at - 1].group != "sign"
        return "-" if suspended or (after and before and self.raw[at].text == "-") else "~"

    def between_digits(self, at: int) -> bool:
        return self.raw[at - 1].text[-1:].isalnum() and self.raw[at + 1].text[:1].isalnum()
