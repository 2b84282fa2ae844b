"""A sentence as tokens, each with a class (`vocabulary`): the first of the reductions that find figures.

Digits, words and signs are cut by one regular expression; a second pass over the tokens gives classes, joins
phrases, and says what letters glued to digits mean ("$300m", "45kg", "G20"). Both are linear: the longest
phrase bounds the look-ahead.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from extractor.lexicon.currencies import MoneyWord, Sign
from extractor.mentions.vocabulary import CLASS_WORDS, Entry, Vocabulary

# Digits beyond this are no figure, and no input can make a Decimal explode.
MAX_DIGITS: Final = 40
YEARS: Final = range(1900, 2100)

# Behind digits these make a time of day.
CLOCK: Final = frozenset({"am", "pm"})
FEET: Final = frozenset({"ft", "feet", "foot"})

# Same length in, same length out: other digits, spaces, signs and quotes in their plain form. Spaces that group
# digits stay apart from the ordinary one.
PLAIN: Final = {
    **{ord(a): b for a, b in zip("０１２３４５６７８９", "0123456789", strict=True)},
    **{ord(a): b for a, b in zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)},
    **{ord(a): b for a, b in zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)},
    **{ord(a): b for a, b in zip("०१२३४५६७८९", "0123456789", strict=True)},
    **dict.fromkeys(map(ord, "\u202f\u2009\u2007\u2008\u200a"), "\xa0"),
    **dict.fromkeys(map(ord, "’‘ʼ＇´`"), "'"),
    **dict.fromkeys(map(ord, "−﹣－‐‑"), "-"),
    **dict.fromkeys(map(ord, "–—―‒"), "–"),
    ord("％"): "%", ord("﹪"): "%", ord("٪"): "%", ord("٬"): ",", ord("٫"): ".", ord("，"): ",", ord("．"): ".",
    ord("⁄"): "/", ord("∕"): "/", ord("／"): "/", ord("＄"): "$", ord("￡"): "£", ord("￥"): "¥", ord("＋"): "+",
}  # fmt: skip
SOFT_HYPHEN: Final = "\xad"

_LETTER: Final = r"[^\W\d_¼-¾⅐-⅞]"
TOKEN: Final = re.compile(
    rf"""
    (?P<word>
        (?!https?://|www\.)
        (?:
            (?:[kcdm]?m|ft)[23](?!\w)
          | (?:{_LETTER}\.){{2,6}}
          | {_LETTER}+(?:'{_LETTER}+)?
        )
    )
  | (?P<other>
        (?:https?://|www\.)\S{{1,2000}}
      | \d{{1,2}}(?::\d{{1,3}}){{1,3}}(?:\.\d{{1,3}})?                     # 20:31, 1:36.6, 3:1
      | (?<!\d)\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{2,4}}(?![\d,]|\.\d)         # 12/12/2023
      | (?<!\d)(?:\d{{1,4}}-){{2,4}}\d{{2,4}}(?![\d,]|\.\d)                # 555-123-4567
      | (?<!\d)(?!\d{{1,3}}(?:\.\d{{3}}){{2}})\d{{1,4}}(?:\.\d{{1,3}}){{2,4}}(?![\d,]|\.\d)  # 10.0.1
      | (?<!\d)(?:19|20)\d\d[-–/](?:\d\d|(?:19|20)\d\d)(?![\d,%]|\.\d)     # 2017-18, 1990-1995
    )
  | (?P<digits>
        \d{{1,3}}(?:,\d{{3}}){{1,12}}(?!\d)(?:\.\d+)?                      # 1,234,567.8
      | \d{{1,3}}(?:,\d\d){{1,12}},\d{{3}}(?!\d)(?:\.\d+)?                 # 12,34,567
      | \d{{1,3}}(?:[\xa0']\d{{3}}){{1,12}}(?!\d)(?:[.,]\d+)?              # 1 234 567 (no-break), 1'234
      | (?<!\d\ )(?<!\d[.,]\ )\d{{1,3}}(?:\ \d{{3}}){{1,12}}(?![\d,.]\d|\d|\ \d)(?:\.\d+)?
      | \d{{1,3}}(?:\.\d{{3}}){{2,12}}(?![\d.])(?:,\d+)?                   # 1.234.567
      | \d{{1,3}}\.\d{{3}},\d{{1,2}}(?!\d)                                 # 1.234,56
      | (?<![\d,.])\d{{1,40}},\d{{1,2}}(?![\d,])                           # 3,5
      | \d+\.\d+
      | (?<![\w.,])\.\d+
      | \d+
    )
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
GROUP: Final = re.compile(r"[,\s'\xa0]")
EUROPEAN: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}")
MIXED: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.\d{3},\d{1,2}")


class Token(NamedTuple):
    """A stretch of the sentence with its class; offsets into the sentence; `form` in lower case."""

    start: int
    end: int
    kind: str
    data: Any
    form: str


class Digits(NamedTuple):
    """A number in digits: plain text for a Decimal, and whether it was written with groups or a decimal point."""

    text: str
    figure: bool


class Line(NamedTuple):
    """A sentence on one level of reduction: `shape[i]` is the class of `tokens[i]`."""

    text: str
    shape: str
    tokens: Sequence[Token]


class _Raw(NamedTuple):
    start: int
    end: int
    group: str
    text: str


def plain_text(text: str) -> str:
    """The text with digits, spaces, dashes and quotes in one form each, same length.

    >>> plain_text("４２٪ − 1’000")
    "42% - 1'000"

    """
    return text if text.isascii() else text.translate(PLAIN)


def split_phrase(phrase: str) -> list[str]:
    """A phrase of a lexicon cut as text is, in lower case."""
    return [match[0].lower() for match in TOKEN.finditer(phrase)]


def tokenize(text: str, words: Vocabulary) -> Line:
    """Cut a sentence (already `plain_text`) into tokens with classes."""
    raw = [_Raw(m.start(), m.end(), m.lastgroup or "", m[0]) for m in TOKEN.finditer(text)]
    tokens: list[Token] = []
    reader = _Reader(text, raw, words, tokens)
    at = 0
    while at < len(raw):
        at = reader.step(at)
    return Line(text, "".join(token.kind for token in tokens), tokens)


def read_digits(text: str) -> Digits:
    """Digits without grouping, ready for a Decimal.

    >>> read_digits("12,34,567.5"), read_digits("1.234.567,8"), read_digits("3,5")
    (Digits(text='1234567.5', figure=True), Digits(text='1234567.8', figure=True), Digits(text='3.5', figure=True))

    """
    if text.isdecimal():
        return Digits(text, figure=False)
    if MIXED.match(text) or (EUROPEAN.fullmatch(text) and "," in text):
        return Digits(text.replace(".", "").replace(",", "."), figure=True)
    if "\xa0" in text and "," in text:
        return Digits(GROUP.sub("", text.replace(",", ".")), figure=True)
    return Digits(GROUP.sub("", text), figure=True)


def then_than(lower: Sequence[str], at: int) -> bool:
    """Whether "and more", "or less" goes on with "than": a hedge of what follows, not of what stands before."""
    return at < len(lower) and lower[at] == "than"


class _Reader:
    """The second pass: one method per group of raw token, each returns where to go on."""

    def __init__(self, text: str, raw: list[_Raw], words: Vocabulary, tokens: list[Token]) -> None:
        self.text, self.raw, self.words, self.tokens = text, raw, words, tokens
        self.lower = [token.text.lower() for token in raw]

    def step(self, at: int) -> int:
        group = self.raw[at].group
        if group == "word":
            return self.word(at)
        if group == "digits":
            return self.digits(at)
        if group == "sign":
            return self.sign(at)
        return self.emit(at, at + 1, "?" if "/" in self.raw[at].text[4:] else "c")

    def emit(self, at: int, end: int, kind: str, data: object = None) -> int:
        """Add the raw tokens at..end as one token."""
        first, last = self.raw[at], self.raw[end - 1]
        form = self.lower[at] if end == at + 1 else self.text[first.start : last.end].lower()
        self.tokens.append(Token(first.start, last.end, kind, data, form))
        return end

    def glued(self, at: int) -> bool:
        """Whether raw token `at` exists and touches the one before it."""
        return 0 < at < len(self.raw) and self.raw[at].start == self.raw[at - 1].end

    def last_kinds(self) -> str:
        return "".join(token.kind for token in self.tokens[-3:])

    # Digits and what is glued to them.

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
        converted = follows == "(" and at + 3 < len(self.lower) and self.lower[at + 3] in FEET
        return follows not in self.words.dimensions and not converted

    def name(self, at: int) -> int:
        """A run of letters and digits without a space: G20, A380, 5G."""
        end = at + 1
        while self.glued(end) and self.raw[end].group in ("word", "digits"):
            end += 1
        ordinal = end == at + 2 and self.lower[at + 1] in self.words.numbers.ordinal_suffixes
        return self.emit(at, end, "D" if ordinal else "A")

    # Words.

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

    def code(self, at: int) -> Entry | None:
        """An ISO code, or one with a letter that multiplies ("48.5 MGBP")."""
        text, money = self.raw[at].text, self.words.money
        if text in money.lower_codes:
            return Entry("I", (money.lower_codes[text],))
        if not (text.isupper() and len(text) in (3, 4)):
            return None
        if text in money.scaled_codes:
            return Entry("C", MoneyWord(forms=(text,), codes=(money.scaled_codes[text],), times=1_000_000))
        if text in money.codes or text in money.other:
            ordinary = text in money.word_codes
            return None if ordinary and self.last_kinds()[-1:] not in tuple("dgK") else Entry("I", (text,))
        return None

    def after_number(self, at: int) -> Entry | None:
        """Symbols that are words elsewhere, directly behind a number: units, scale letters, "US"."""
        kind = self.tokens[-1].kind if self.tokens else ""
        if kind == "-" and len(self.tokens) > 1:
            kind = self.tokens[-2].kind
        if kind not in ("d", "Y", "f", "g", "K", "H") or self.raw[at].start - self.raw[at - 1].end > 1:
            return None
        text, words = self.raw[at].text, self.words
        if text in words.money.after_dollar and "$" in self.last_kinds():
            return Entry("u", words.money.after_dollar[text])
        if kind in ("d", "Y") and (scale := self.scale_letter(at)) is not None:
            return scale
        if (unit := words.units.symbols.get(text)) is not None and self.phrase(at)[1] == at + 1:
            return Entry("T" if unit.kind == "duration" else "U", unit)
        if (sign := words.money.signs.get(text)) is not None and sign.careful and sign.after:
            return Entry("C", MoneyWord(forms=(text,), codes=sign.codes))
        return None

    def scale_letter(self, at: int) -> Entry | None:
        text, scales = self.raw[at].text, self.words.scales
        money = self.last_kinds()[-2:-1] in ("$", "I")
        if text in scales.spaced and (money or text not in self.words.units.symbols):
            return Entry("g", scales.spaced[text])
        if money and (text.lower() in scales.glued or text.lower() in scales.after_money):
            return Entry("g", scales.glued.get(text.lower()) or scales.words[text.lower()])
        return None

    def phrase(self, at: int) -> tuple[Entry | None, int]:
        """The longest phrase of the vocabulary that begins here; hyphens may stand where the phrase has spaces."""
        node = self.words.phrases.get(self.lower[at])
        best: Entry | None = None
        end, then, count = at + 1, at + 1, len(self.raw)
        while node is not None:
            if None in node:
                best, end = node[None], then
            if then >= count:
                break
            following = node.get(self.lower[then])
            if following is None and self.lower[then] == "-" and self.glued(then) and self.glued(then + 1):
                then += 1
                following = node.get(self.lower[then])
            node, then = following, then + 1
        lower = self.lower[at]
        if best is not None and best.kind == "K" and lower in self.words.scales.after_money:
            return None, at + 1
        if best is not None and best.kind == "j" and then_than(self.lower, end):
            return Entry(CLASS_WORDS[lower]) if lower in CLASS_WORDS else None, at + 1
        if best is not None and best.kind == "3" and self.last_kinds()[-1:] in tuple("dYf1oey"):
            # "five crores", "10 millions": a scale like any other.
            scale = self.words.scales.words.get(lower)
            return (Entry("K", scale), at + 1) if scale is not None else (best, end)
        return best, end

    # Signs.

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
