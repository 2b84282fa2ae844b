"""Plain text: one article a file, its first line the title if it looks like one."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from extractor.read.bounded import too_large, whole_of
from extractor.read.decode import decode
from extractor.read.record import read_record
from extractor.read.source import Document, Read, Source, broken, sliceable
from extractor.records import Diagnostic

# A longer first line is a paragraph. Headlines of newspapers and agencies seldom pass 100 characters.
LONGEST_TITLE: Final = 160
TITLE: Final = re.compile(r"\s*(?P<title>\S[^\n]*)\n[ \t]*\n(?P<body>.*)", re.DOTALL)
# Closing punctuation, perhaps inside quotes or brackets. Initials ("… to the U.S.") close nothing.
CLOSED: Final = re.compile(r"[.!?…:;,][\"'”’»)\]]{0,3}$")
INITIALS: Final = re.compile(r"(?:\b[A-Z]\.){2,6}$")


@sliceable
def read_txt(source: Source) -> Iterator[Document]:
    """The one article of a text file."""
    yield partial(_read_file, source)


def _read_file(source: Source) -> Read:
    with source.open() as stream:
        data, error = whole_of(stream)
    return read_bytes(data, error, source)


def read_bytes(data: bytes | None, error: OSError | None, source: Source) -> Read:
    """The article of a text's bytes, or of those that came before an error."""
    if data is None:
        return too_large(source)
    if error is not None and not data.strip():
        raise error
    text, notes = decode(data)
    return read_text(text, source, notes=(*notes, *broken(error)))


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
