"""What a reader is given and what it gives back."""

import sys
from collections.abc import Callable, Iterator
from functools import partial, wraps
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from extractor.read.compressed import open_file, what_broke
from extractor.records import Article, Diagnostic

STDIN: Final = "-"


class ReadDefaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller supplies for articles that lack it, and how their files are read.

    `columns` pairs a field of ours with the column, or the JSON key, that holds it. An article whose language is none
    of `languages` is skipped; `detect_language` looks at the text of those that do not say theirs.
    """

    published: str | None = None
    country: str | None = None
    language: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ("en",)
    detect_language: bool = False


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One document's reading: its article, or null and at least one diagnostic that says why.

    `path` is the file as the caller would find it, or ``-``; `line` the line, row or record, or the place in a JSON
    list, counted from 1, where a file holds several articles.
    """

    path: str
    line: int | None = None
    article: Article | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the document could not be read (a diagnostic of level error says why)."""
        return self.article is None and any(note.level == "error" for note in self.diagnostics)

    @property
    def skipped(self) -> bool:
        """Whether the document is sound but not for us: an article in another language."""
        return self.article is None and not self.failed


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read. `id` is the article's id if it brings none, and begins the ids of several in one file.

    `file` null means standard input; `opener` replaces the way the bytes are opened. `first` and `count` cut out so
    many of its documents, counted from 0: slices one after the other read what the whole would. `problem` says why
    nothing of it can be read.
    """

    path: str
    id: str
    file: Path | None = None
    defaults: ReadDefaults = ReadDefaults()
    opener: Callable[[], BinaryIO] | None = None
    first: int = 0
    count: int | None = None
    problem: str | None = None

    def open(self) -> BinaryIO:
        """The file's bytes, from the beginning, decompressed."""
        if self.opener is not None:
            return self.opener()
        return sys.stdin.buffer if self.file is None else open_file(self.file)


# A document that was found but not yet parsed: calling it, before the next is asked for, reads it. One that a slice
# passes over is never called.
Document = Callable[[], Read]
# The documents of a source, from its `first` on.
Reader = Callable[[Source], Iterator[Document]]


def failed(source: Source, code: str, message: str, *, line: int | None = None) -> Read:
    """A document that could not be read, and why; the message names the file and the line."""
    where = source.path if line is None else f"{source.path}:{line}"
    diagnostic = Diagnostic(stage="read", code=f"read.{code}", level="error", message=f"{where}: {message}")
    return Read(path=source.path, line=line, diagnostics=(diagnostic,))


def skipped(source: Source, language: str, *, line: int | None = None) -> Read:
    """A sound article that is not read, since it is in a language we do not read."""
    where = source.path if line is None else f"{source.path}:{line}"
    ours = ", ".join(source.defaults.languages)
    message = f"{where}: the article's language is {language!r}; skipped, as only {ours} is read"
    diagnostic = Diagnostic(stage="read", code="read.language", level="info", message=message)
    return Read(path=source.path, line=line, diagnostics=(diagnostic,))


def broken(error: OSError | None) -> tuple[Diagnostic, ...]:
    """What to say of an article whose end was lost."""
    if error is None:
        return ()
    code, message = what_broke(error)
    return (Diagnostic(stage="read", code=f"read.{code}", level="warning", message=message),)


def read_document(document: Document, source: Source) -> Read:
    """One document, read; if its file cannot be, that is its reading."""
    try:
        return document()
    except OSError as error:
        return failed(source, *what_broke(error))


def sliceable(find: Reader) -> Reader:
    """Make a reader that finds all documents one that begins at `first`.

    A file that breaks off ends with one more document, which could not be read: the rest of the file.
    """

    def guarded(source: Source) -> Iterator[Document]:
        try:
            yield from find(source)
        except OSError as error:
            yield partial(failed, source, *what_broke(error))

    @wraps(find)
    def from_first(source: Source) -> Iterator[Document]:
        return islice(guarded(source), source.first, None)

    return from_first
