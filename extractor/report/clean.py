"""Other people's text made safe to show: no terminal escapes, no bidirectional tricks, columns in place."""

import re
import unicodedata
from typing import Final

# C0 and C1 controls steer a terminal (ESC and CSI start its commands); a lone surrogate cannot be encoded.
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Everything that would break a line: a report sets its own lines.
BREAK: Final = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
# Embeddings, overrides and isolates reorder what stands beside them; a soft hyphen has no settled width.
INVISIBLE: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u00ad\ufeff]")

ISOLATE, END_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
RIGHT_TO_LEFT: Final = ("R", "AL")


def clean(text: str) -> str:
    r"""One line of text without anything that steers a terminal.

    >>> clean("a\x1b[31m red\tword\u202e")
    'a�[31m red word'

    """
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", INVISIBLE.sub("", BREAK.sub(" ", text)))


def clean_cell(text: str) -> str:
    """Text for a data file: tabs and line breaks stay (as line feeds), other control characters do not."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\r\n?", "\n", text))


def is_right_to_left(text: str) -> bool:
    """Does a line hold letters that run from right to left?"""
    return not text.isascii() and any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in text)
