"""From the paths a caller gives to the files to read: folders, globs, lists, standard input; and every file's id."""

import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from extractor.errors import InputError, MissingExtraError
from extractor.read.decode import clean
from extractor.read.source import STDIN, ReadDefaults, Source

# Files of a folder that describe articles or annotate them.
NO_ARTICLES: Final = ("readme*", "*.md", "*.gold.json")
# Before the path of a list of paths, as compilers and tar have it.
LIST: Final = "@"
STDIN_ID: Final = "stdin"
# What every usual file system allows, in bytes; a text given in place of a path is longer.
LONGEST_NAME: Final = 255


def find_sources(
    paths: Sequence[str | Path],
    endings: Collection[str],
    defaults: ReadDefaults,
    lacking: Callable[[str], str | None] = lambda ending: None,
) -> list[Source]:
    """The files to read, each once: in the order given, those of a folder or glob sorted by name.

    `lacking` says what an ending needs and has not. A file named by its path may not need it; the files of a folder
    or glob that do become one source for each ending, with a problem.

    Raises:
        InputError: a path does not exist, matches nothing, or is a file whose ending nothing reads.
        MissingExtraError: a file named by its path needs what is not installed.

    """
    found: dict[str, Path | None] = {}
    for path in _listed(paths):
        for file in _files(path, endings, lacking):
            found.setdefault(STDIN if file is None else os.path.realpath(file), file)
    files = list(found.values())
    ids = _ids([file for file in files if file is not None], endings)
    ids = {file: clean(id)[0] for file, id in ids.items()}  # a name need not be UTF-8
    sources = [
        Source(path=STDIN, id=STDIN_ID, defaults=defaults)
        if file is None
        else Source(path=str(file), id=ids[file], file=file, defaults=defaults)
        for file in files
    ]
    return list(_told_once(sources, endings, lacking))


def _listed(paths: Sequence[str | Path]) -> Iterator[str]:
    """The paths, those of a list (``@list.txt``, ``@-``) in its place, one a line."""
    given = [str(path) for path in paths]
    if sum(path in (STDIN, LIST + STDIN) for path in given) > 1:
        raise InputError("standard input can be read once: give - or @- and no second of them")
    for path in given:
        if not path.startswith(LIST):
            yield path
            continue
        for line in _lines(path):
            if line.startswith(LIST) or line == STDIN:
                raise InputError(
                    f"{path}: {line[:40]} stands in a list, which takes files, folders and globs"
                )
            yield line


def _lines(path: str) -> Iterator[str]:
    """The lines of a list of paths that are not blank."""
    try:
        data = sys.stdin.buffer.read() if path == LIST + STDIN else Path(path[len(LIST) :]).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the list cannot be read ({error.strerror})") from error
    # surrogateescape: a file's name need not be UTF-8.
    lines = data.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n").split("\n")
    return (line for line in lines if line.strip())


def _told_once(
    sources: Sequence[Source], endings: Collection[str], lacking: Callable[[str], str | None]
) -> Iterator[Source]:
    """The sources; of those that cannot be read for want of an extra, the first for each ending, which tells of all."""
    ending = {
        source.path: ending_of(source.file.name, endings) for source in sources if source.file is not None
    }
    problems = {each: lacking(each) for each in sorted(set(ending.values()) - {None}, key=str) if each}
    unread = Counter(each for each in ending.values() if each and problems[each])
    for source in sources:
        each = ending.get(source.path)
        problem = problems[each] if each else None
        if each is None or problem is None:
            yield source
        elif unread[each]:
            files = "1 file" if unread[each] == 1 else f"{unread[each]} files"
            yield replace(source, problem=f"{problem} ({files} left out)")
            unread[each] = 0


def ending_of(name: str, endings: Collection[str]) -> str | None:
    """The longest known ending of a file name, without its dot; null if none is known.

    >>> ending_of("news.JSONL", ["json", "jsonl"]), ending_of("news.csv", ["json"])
    ('jsonl', None)
    """
    parts = name.lower().split(".")
    candidates = (".".join(parts[start:]) for start in range(1, len(parts)))
    return next((candidate for candidate in candidates if candidate in endings), None)


def accepted(endings: Collection[str]) -> str:
    """What may be given, in words."""
    pressed = sorted({ending.rpartition(".")[2] for ending in endings if "." in ending})
    listed = ", ".join(f".{ending}" for ending in endings if "." not in ending)
    if pressed:
        listed += f" (each but Parquet also with {' or '.join('.' + ending for ending in pressed)} behind it)"
    return f"accepted are files ending in {listed}, lists of paths as @FILE, folders, globs, and - for standard input"


def _files(
    path: str, endings: Collection[str], lacking: Callable[[str], str | None]
) -> Iterator[Path | None]:
    """The files one path stands for; null stands for standard input."""
    file = Path(path)
    if path == STDIN:
        yield None
    elif len(file.name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        raise InputError(f"{path[:40]}…: no file has so long a name; {accepted(endings)}")
    elif file.is_dir():
        yield from _some(path, _in_folder(file, endings), endings)
    elif file.exists():
        ending = ending_of(file.name, endings)
        if file.is_file() and ending is None:
            raise InputError(f"{path}: no reader for this ending; {accepted(endings)}")
        problem = ending and lacking(ending)
        if problem:
            raise MissingExtraError(f"{path}: {problem}")
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
