"""Bytes to text: UTF-8 first, then a guess, never a crash.

The text is left as it is but for three things: a byte order mark goes, CR LF becomes LF, and NULs and lone
surrogates become U+FFFD, one for one.
"""

import codecs
import re
from typing import Final

from extractor.records import Diagnostic

REPLACEMENT: Final = "\ufffd"
UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
# Longest first: the mark of UTF-32 begins with that of UTF-16.
WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What English newsrooms used before UTF-8. On a short text charset-normalizer may read "£5" as UTF-16
# or "£3.4bn" in a Japanese code page: where nine bytes in ten are ASCII, this one goes first.
USUAL_LEGACY: Final = "cp1252"
MOSTLY_ASCII: Final = 10
# So few bytes tell a guess nothing: half ASCII is enough then.
SHORT: Final = 32
# So many bytes tell whether every other one is NUL: English in UTF-16 without a mark.
WIDE_SAMPLE: Final = 64


def decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of some bytes, and what had to be guessed or replaced on the way."""
    text, encoding = _decoded(data)
    text, notes = clean(text)
    if encoding is not None:
        message = f"not UTF-8; read as {encoding}"
        notes = (Diagnostic(stage="read", code="read.encoding", level="warning", message=message), *notes)
    return text, notes


def clean(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Text that can be encoded and shown, offsets as in the original but for CR LF.

    >>> clean("a\\x00b\\r\\n")[0]
    'a\ufffdb\\n'
    """
    text, replaced = UNWRITABLE.subn(REPLACEMENT, text.replace("\r\n", "\n"))
    if not replaced:
        return text, ()
    message = f"{replaced} NUL or lone surrogate characters became U+FFFD"
    return text, (Diagnostic(stage="read", code="read.characters", level="info", message=message),)


def wide_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 if bytes begin with its mark: their line ends are wider than a byte."""
    return next((encoding for mark, encoding in WIDE_MARKS if data.startswith(mark)), None)


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding if it was not UTF-8."""
    encoding = _wide_encoding(data)
    if encoding is not None:
        return data.decode(encoding, "replace"), encoding
    try:
        # surrogatepass: a lone surrogate does not spoil the rest; `clean` replaces it.
        return data.decode("utf-8", "surrogatepass").removeprefix("\ufeff"), None
    except UnicodeDecodeError:
        return _guessed(data)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by the NULs beside its ASCII letters."""
    marked = wide_mark(data)
    if marked is not None:
        return marked
    sample = data[:WIDE_SAMPLE]
    if len(data) % 2 == 0 and len(sample) > 3:
        if not any(sample[1::2]) and all(sample[::2]):
            return "utf-16-le"
        if not any(sample[::2]) and all(sample[1::2]):
            return "utf-16-be"
    return None


def _guessed(data: bytes) -> tuple[str, str]:
    """Text that is not valid UTF-8: sound UTF-8 for the most part, else mostly ASCII, else a guess."""
    lenient = data.decode("utf-8", "replace").removeprefix("\ufeff")
    broken = lenient.count(REPLACEMENT)
    beyond_ascii = sum(character > "\x7f" for character in lenient)
    if beyond_ascii > 2 * broken:
        return lenient, "UTF-8 with broken bytes"
    short = len(data) <= SHORT and 2 * beyond_ascii <= len(data)
    if short or beyond_ascii * MOSTLY_ASCII <= len(data):
        try:
            return data.decode(USUAL_LEGACY), USUAL_LEGACY
        except UnicodeDecodeError:  # five bytes mean nothing in cp1252
            pass
    from charset_normalizer import from_bytes  # imported late: few files need it

    best = from_bytes(data).best()
    if best is None:
        return lenient, "UTF-8 with broken bytes"
    return data.decode(best.encoding, "replace"), best.encoding
