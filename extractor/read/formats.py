"""The readers by the ending of a file's name, and what an ending needs that the plain install leaves out."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from extractor.extras import is_installed, missing_extra
from extractor.read.compressed import OPENERS
from extractor.read.csv import read_csv
from extractor.read.html import read_html
from extractor.read.json import read_json
from extractor.read.jsonl import read_jsonl
from extractor.read.parquet import count_parquet, read_parquet
from extractor.read.paths import ending_of
from extractor.read.sniff import read_sniffed
from extractor.read.source import Document, Reader, Source, failed
from extractor.read.txt import read_txt
from extractor.read.warc import read_warc
from extractor.registry import Registry

PLAIN: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "txt": read_txt,
        "json": read_json,
        "jsonl": read_jsonl,
        "csv": read_csv,
        "tsv": read_csv,
        "html": read_html,
        "htm": read_html,
        "warc": read_warc,
    }
)
# Every one of them may be compressed; Parquet is compressed within.
READERS: Final[Registry[Reader]] = Registry(
    "input format",
    {
        **PLAIN,
        "parquet": read_parquet,
        **{f"{ending}.{pressed}": reader for pressed in OPENERS for ending, reader in PLAIN.items()},
    },
)
# Formats that tell how many documents they hold; those of the others are found one by one.
COUNTERS: Final[Mapping[str, Callable[[Source], int]]] = MappingProxyType({"parquet": count_parquet})
# Modules of the extra `archive`, by any part of an ending.
NEEDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "html": ("trafilatura", "htmldate"),
        "htm": ("trafilatura", "htmldate"),
        "warc": ("fastwarc", "trafilatura", "htmldate"),
        "parquet": ("pyarrow",),
        "zst": ("pyarrow",),
    }
)


def ending_of_source(source: Source) -> str | None:
    """The ending by which a source is read; null for standard input, whose format its bytes tell."""
    return None if source.file is None else ending_of(source.file.name, READERS)


def lacking(ending: str) -> str | None:
    """What to say of files with an ending whose extra is not installed; null if it is."""
    modules = [module for part in ending.split(".") for module in NEEDS.get(part, ())]
    return None if all(map(is_installed, modules)) else missing_extra(f".{ending}")


def find_documents(source: Source) -> Iterator[Document]:
    """The documents of a source from its `first` on, found and not yet read."""
    if source.problem is not None:
        return iter([partial(failed, source, "left_out", source.problem)][source.first :])
    ending = ending_of_source(source)
    return (read_sniffed if ending is None else READERS[ending])(source)
