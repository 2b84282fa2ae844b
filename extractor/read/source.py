"""What a reader is given and what it gives back."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from extractor.records import Article, Diagnostic

STDIN = "-"


class ReadDefaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller supplies for articles that lack it."""

    published: str | None = None
    country: str | None = None
    language: str | None = None


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One document's reading: its article, or null and at least one diagnostic of level error.

    `path` is the file as the caller would find it, or ``-``; `line` the line, or the place in a JSON list,
    counted from 1, where a file holds several articles.
    """

    path: str
    line: int | None = None
    article: Article | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read. `id` is the article's id if it brings none, and begins the ids of several in one file.

    `file` null means standard input; `opener` replaces the way the bytes are opened (a compressed file).
    """

    path: str
    id: str
    file: Path | None = None
    defaults: ReadDefaults = ReadDefaults()
    opener: Callable[[], BinaryIO] | None = None

    def open(self) -> BinaryIO:
        """The file's bytes, from the beginning."""
        if self.opener is not None:
            return self.opener()
        return sys.stdin.buffer if self.file is None else self.file.open("rb")


Reader = Callable[[Source], Iterator[Read]]


def failed(source: Source, code: str, message: str, *, line: int | None = None) -> Read:
    """A document that could not be read, and why; the message names the file and the line."""
    where = source.path if line is None else f"{source.path}:{line}"
    diagnostic = Diagnostic(stage="read", code=f"read.{code}", level="error", message=f"{where}: {message}")
    return Read(path=source.path, line=line, diagnostics=(diagnostic,))
