"""Bytes to articles: one file per input format, listed in `READERS` by the ending of the file's name."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from extractor.extras import needed
from extractor.read.count import count_documents
from extractor.read.fields import checked_defaults
from extractor.read.formats import READERS, find_documents, lacking
from extractor.read.paths import find_sources
from extractor.read.source import Read, ReadDefaults, Reader, Source, read_document

__all__ = [
    "READERS",
    "Read",
    "ReadDefaults",
    "Reader",
    "Source",
    "count_documents",
    "find_sources",
    "read_articles",
    "read_source",
    "sources_of",
]


def read_articles(paths: Sequence[str | Path], *, defaults: ReadDefaults | None = None) -> Iterator[Read]:
    """Every article of files, folders (recursively), globs, lists of them (``@list.txt``) and standard input (``-``).

    The paths are looked up at once, the files are read one by one, in a fixed order, as the result is consumed. A
    document that cannot be read, or is in another language, comes as a `Read` without an article, and the next one
    follows.

    Raises:
        InputError: a path does not exist or has an ending that nothing reads, or a default is out of form.

    """
    return _read_all(sources_of(paths, defaults=defaults))


def sources_of(paths: Sequence[str | Path], *, defaults: ReadDefaults | None = None) -> list[Source]:
    """The files that paths stand for, each once, in the order in which they are read.

    Files of a folder or glob that need an extra which is not installed are one source for each ending, with its
    `problem`.

    Raises:
        InputError: as `read_articles` does.
        MissingExtraError: a file named by the caller needs an extra that is not installed.

    """
    checked = checked_defaults(defaults or ReadDefaults())
    if checked.detect_language:
        needed("py3langid", what="telling the language of a text")
    return find_sources(paths, tuple(READERS), checked, lacking)


def read_source(source: Source) -> Iterator[Read]:
    """The readings of one source, or of the slice that its `first` and `count` cut out."""
    for document in islice(find_documents(source), source.count):
        yield read_document(document, source)


def _read_all(sources: Sequence[Source]) -> Iterator[Read]:
    for source in sources:
        yield from read_source(source)
