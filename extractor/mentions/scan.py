"""A sentence cut into digits, words and signs by one regular expression, offsets kept.

The text is brought into plain characters first, one for one, so that offsets stay true.
"""

import re
from typing import Final, NamedTuple

import msgspec

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


class Raw(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text and which part of `TOKEN` matched it: word, other, digits or sign."""

    start: int
    end: int
    group: str
    text: str


class Digits(NamedTuple):
    """A number in digits: plain text for a Decimal, and whether it was written with groups or a decimal point."""

    text: str
    figure: bool


def plain_text(text: str) -> str:
    """The text with digits, spaces, dashes and quotes in one form each, same length.

    >>> plain_text("４２٪ − 1’000")
    "42% - 1'000"

    """
    return text if text.isascii() else text.translate(PLAIN)


def split_phrase(phrase: str) -> list[str]:
    """A phrase of a lexicon cut as text is, in lower case."""
    return [match[0].lower() for match in TOKEN.finditer(phrase)]


def scan(text: str) -> list[Raw]:
    """The raw tokens of a sentence (already `plain_text`)."""
    return [Raw(m.start(), m.end(), m.lastgroup or "", m[0]) for m in TOKEN.finditer(text)]


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
