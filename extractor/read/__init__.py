"""Bytes to articles: one file per input format, listed in `READERS` by the ending of the file's name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from extractor.read.fields import checked_defaults
from extractor.read.json import read_json
from extractor.read.jsonl import read_jsonl
from extractor.read.paths import ending_of, find_sources
from extractor.read.sniff import read_sniffed
from extractor.read.source import Read, ReadDefaults, Reader, Source, failed
from extractor.read.txt import read_txt
from extractor.registry import Registry

__all__ = ["READERS", "Read", "ReadDefaults", "Reader", "Source", "read_articles"]

READERS: Final[Registry[Reader]] = Registry(
    "input format",
    {
        "txt": read_txt,
        "json": read_json,
        "jsonl": read_jsonl,
    },
)


def read_articles(paths: Sequence[str | Path], *, defaults: ReadDefaults | None = None) -> Iterator[Read]:
    """Every article of files, folders (recursively), globs and standard input (``-``), in a fixed order.

    The paths are looked up at once, the files are read one by one as the result is consumed. A document that
    cannot be read comes as a `Read` without an article, and the next one follows.

    Raises:
        InputError: a path does not exist or has an ending that nothing reads, or a default is out of form.

    """
    checked = checked_defaults(defaults or ReadDefaults())
    return _read_all(find_sources(paths, tuple(READERS), checked))


def _read_all(sources: Sequence[Source]) -> Iterator[Read]:
    for source in sources:
        ending = None if source.file is None else ending_of(source.file.name, tuple(READERS))
        reader = read_sniffed if ending is None else READERS[ending]
        try:
            yield from reader(source)
        except OSError as error:
            yield failed(source, "failed", f"cannot be read ({error.strerror or error})")
