"""Bytes of a web page to text: what their charset is said to be, in a header or in the page, and what it is."""

import codecs
import re
from typing import Final

from extractor.read.decode import clean, decode
from extractor.records import Diagnostic

# As the HTML standard has it, a page names its charset within its first kilobyte; old ones within four.
HEAD: Final = 4096
META: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
# Browsers read these as Windows' code page, whose typographic quotes stand where the names have control characters.
AS_WINDOWS: Final = frozenset({"ascii", "iso8859-1"})
# What Python calls a text encoding and no page is in.
NO_CHARSETS: Final = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"}
)


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a page, and what had to be guessed or replaced.

    Valid UTF-8 is UTF-8, whatever is said: hardly another text looks like it. Then the charset of the header counts,
    then that of the page, if the bytes bear it out.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        for named in (charset, _named_in(data)):
            text = _decoded_as(data, named)
            if text is not None:
                return clean(text)
    return decode(data)


def _named_in(data: bytes) -> str | None:
    found = META.search(data[:HEAD])
    return found[1].decode("ascii") if found else None


def _decoded_as(data: bytes, charset: str | None) -> str | None:
    """The text in a charset; null if there is no such one, or the bytes are not in it."""
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip(" \"'")).name
        name = "cp1252" if name in AS_WINDOWS else name
        return None if name in NO_CHARSETS or name == "utf-8" else data.decode(name)
    except (LookupError, ValueError):  # unknown, no charset of texts, or the bytes say otherwise
        return None
