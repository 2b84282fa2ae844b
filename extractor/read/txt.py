"""Plain text: one article a file, its first line the title if it looks like one."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from extractor.read.decode import decode
from extractor.read.record import read_record
from extractor.read.source import Read, Source
from extractor.records import Diagnostic

# A longer first line is a paragraph. Headlines of newspapers and agencies seldom pass 100 characters.
LONGEST_TITLE: Final = 160
TITLE: Final = re.compile(r"\s*(?P<title>\S[^\n]*)\n[ \t]*\n(?P<body>.*)", re.DOTALL)
# Closing punctuation, perhaps inside quotes or brackets. Initials ("… to the U.S.") close nothing.
CLOSED: Final = re.compile(r"[.!?…:;,][\"'”’»)\]]{0,3}$")
INITIALS: Final = re.compile(r"(?:\b[A-Z]\.){2,6}$")


def read_txt(source: Source) -> Iterator[Read]:
    """The one article of a text file."""
    with source.open() as stream:
        text, notes = decode(stream.read())
    yield read_text(text, source, notes=notes)


def read_text(text: str, source: Source, *, notes: Iterable[Diagnostic] = ()) -> Read:
    """The article of a text already decoded."""
    title, body = split_title(text)
    return read_record({"title": title, "text": body}, source, id=source.id, notes=notes)


def split_title(text: str) -> tuple[str | None, str]:
    """Title and body. A short first line without closing punctuation, followed by a blank line, is the title.

    >>> split_title("Exports rise\\n\\nThey rose 5%.")
    ('Exports rise', 'They rose 5%.')
    >>> split_title("Exports rose 5%.\\n\\nImports fell.")
    (None, 'Exports rose 5%.\\n\\nImports fell.')
    """
    match = TITLE.match(text)
    if match is None or not match["body"].strip():
        return None, text
    title = match["title"].rstrip()
    closed = CLOSED.search(title) and not INITIALS.search(title)
    return (None, text) if closed or len(title) > LONGEST_TITLE else (title, match["body"])
