"""Texts and articles handed over by a program instead of a file: made fit to be encoded and shown."""

import hashlib
from typing import Final

from msgspec.structs import replace

from extractor.read.decode import REPLACEMENT, UNWRITABLE
from extractor.records import Article, Diagnostic, make_article

# `make_article` takes so many digits of the hash for an article without an id of its own.
ID_DIGITS: Final = 16


def read_given(item: str | Article) -> tuple[Article, list[Diagnostic]]:
    """The article, NULs and lone surrogates in it become U+FFFD, one for one: offsets stay the caller's.

    >>> article, notes = read_given("Sales rose\\x00 4%.")
    >>> article.text, [note.code for note in notes]
    ('Sales rose\ufffd 4%.', ['read.characters'])

    """
    article = item if isinstance(item, Article) else make_article(item)
    written = {name: getattr(article, name) for name in Article.__struct_fields__}
    fields = {name: value and UNWRITABLE.sub(REPLACEMENT, value) for name, value in written.items()}
    if fields == written:
        return article, []
    digest = hashlib.sha256(fields["text"].encode()).hexdigest()
    if article.id == article.sha256[:ID_DIGITS]:
        fields["id"] = digest[:ID_DIGITS]
    # The title's characters are the text's too.
    count = sum(len(UNWRITABLE.findall(value or "")) for name, value in written.items() if name != "title")
    message = f"{count} NUL or lone surrogate characters became U+FFFD"
    note = Diagnostic(stage="read", code="read.characters", level="info", message=message)
    return replace(article, **{**fields, "sha256": digest}), [note]
