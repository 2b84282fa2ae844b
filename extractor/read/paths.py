"""From the paths a caller gives to the files to read: folders, globs, standard input; and every file's id."""

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from extractor.errors import InputError
from extractor.read.source import STDIN, ReadDefaults, Source

# Files of a folder that describe articles or annotate them.
NO_ARTICLES: Final = ("readme*", "*.md", "*.gold.json")
STDIN_ID: Final = "stdin"
# What every usual file system allows, in bytes; a text given in place of a path is longer.
LONGEST_NAME: Final = 255


def find_sources(
    paths: Sequence[str | Path], endings: Collection[str], defaults: ReadDefaults
) -> list[Source]:
    """The files to read, each once: in the order given, those of a folder or glob sorted by name.

    Raises:
        InputError: a path does not exist, matches nothing, or is a file whose ending nothing reads.

    """
    found: dict[str, Path | None] = {}
    for path in paths:
        for file in _files(str(path), endings):
            found.setdefault(STDIN if file is None else os.path.realpath(file), file)
    files = list(found.values())
    ids = _ids([file for file in files if file is not None], endings)
    return [
        Source(path=STDIN, id=STDIN_ID, defaults=defaults)
        if file is None
        else Source(path=str(file), id=ids[file], file=file, defaults=defaults)
        for file in files
    ]


def ending_of(name: str, endings: Collection[str]) -> str | None:
    """The longest known ending of a file name, without its dot; null if none is known.

    >>> ending_of("news.JSONL", ["json", "jsonl"]), ending_of("news.csv", ["json"])
    ('jsonl', None)
    """
    known = [ending for ending in endings if name.lower().endswith(f".{ending}")]
    return max(known, key=len, default=None)


def accepted(endings: Collection[str]) -> str:
    """What may be given, in words."""
    listed = ", ".join(f".{ending}" for ending in endings)
    return f"accepted are files ending in {listed}, folders, globs, and - for standard input"


def _files(path: str, endings: Collection[str]) -> Iterator[Path | None]:
    """The files one path stands for; null stands for standard input."""
    file = Path(path)
    if path == STDIN:
        yield None
    elif len(file.name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        raise InputError(f"{path[:40]}…: no file has so long a name; {accepted(endings)}")
    elif file.is_dir():
        yield from _some(path, _in_folder(file, endings), endings)
    elif file.exists():
        if file.is_file() and ending_of(file.name, endings) is None:
            raise InputError(f"{path}: no reader for this ending; {accepted(endings)}")
        yield file
    elif glob.has_magic(path):
        yield from _some(path, _matching(path, endings), endings)
    else:
        raise InputError(f"{path}: no such file or folder; {accepted(endings)}")


def _some(path: str, files: Iterator[Path], endings: Collection[str]) -> list[Path]:
    listed = list(files)
    if not listed:
        raise InputError(f"{path}: no articles there; {accepted(endings)}")
    return listed


def _in_folder(folder: Path, endings: Collection[str]) -> Iterator[Path]:
    """The articles of a folder and the folders in it, sorted; hidden ones are left out."""
    for where, folders, names in os.walk(folder, onerror=_closed_folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _is_article(name, endings):
                yield Path(where, name)


def _closed_folder(error: OSError) -> None:
    raise InputError(f"{error.filename}: the folder cannot be listed ({error.strerror})") from error


def _matching(pattern: str, endings: Collection[str]) -> Iterator[Path]:
    for match in sorted(glob.iglob(pattern, recursive=True)):
        file = Path(match)
        if file.is_dir():
            if "**" not in pattern:
                yield from _in_folder(file, endings)
        elif _is_article(file.name, endings):
            yield file


def _is_article(name: str, endings: Collection[str]) -> bool:
    if name.startswith(".") or any(fnmatchcase(name.lower(), pattern) for pattern in NO_ARTICLES):
        return False
    return ending_of(name, endings) is not None


def _ids(files: Sequence[Path], endings: Collection[str]) -> dict[Path, str]:
    """Every file's stem, or its path relative to the common folder where several share a stem."""
    stems = {file: _stem(file, endings) for file in files}
    shared = Counter(stems.values())
    if all(count == 1 for count in shared.values()):
        return stems
    absolute = {file: Path(os.path.abspath(file)) for file in files}
    common = os.path.commonpath([file.parent for file in absolute.values()])
    return {
        file: stem if shared[stem] == 1 else absolute[file].relative_to(common).as_posix()
        for file, stem in stems.items()
    }


def _stem(file: Path, endings: Collection[str]) -> str:
    ending = ending_of(file.name, endings)
    return file.name[: -len(ending) - 1] if ending else file.name
