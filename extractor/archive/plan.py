"""The plan of a run: which documents of which files make up each shard. A plan that is written is kept to."""

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import msgspec

from extractor.archive.files import keep_names, new_file
from extractor.archive.job import DOCS_A_SHARD, Job, Shard, Slice
from extractor.archive.layout import PLAN
from extractor.errors import InputError
from extractor.pipeline import producer_of
from extractor.read import Source, count_documents
from extractor.records import Producer

SCHEMA: Final = "tieout-archive/1"
# So many documents a shard: a quarter of a minute's work, lost if the machine goes down.
SHARD_SIZE: Final = 1_000
# Consecutive files of so many bytes end a shard early.
SHARD_BYTES: Final = 256 << 20
# What else shapes the output, by the names of the distributions.
LIBRARIES: Final = (
    "pyarrow",
    "trafilatura",
    "htmldate",
    "FastWARC",
    "py3langid",
    "charset-normalizer",
    "numpy",
)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What shapes the output besides the sources: the first line of a plan."""

    schema: str
    producer: Producer
    libraries: dict[str, str]
    options: dict[str, Any]
    defaults: dict[str, Any]
    shard_size: int


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of a plan."""

    shards: int
    sources: int
    documents: int


def header_of(job: Job, shard_size: int) -> Header:
    """What a plan of this job begins with. Files of rates and words are told by their content, in `producer`.

    Raises:
        InputError: the size of a shard is none.

    """
    if not 1 <= shard_size <= DOCS_A_SHARD // 10:
        raise InputError(f"a shard of {shard_size} documents; accepted: 1 to {DOCS_A_SHARD // 10}")
    options = msgspec.structs.replace(job.options, rates_file=None, words_file=None)
    return Header(
        schema=SCHEMA,
        producer=producer_of(job.options),
        libraries={name: _version(name) for name in LIBRARIES},
        options=_plain(options),
        defaults=_plain(job.defaults),
        shard_size=shard_size,
    )


def make_plan(sources: Iterable[Source], header: Header, job: Job) -> Totals:
    """Cut the sources into shards and write the plan.

    Raises:
        InputError: standard input is among the sources, or a file of the archive.
        RunError: the system refuses to write.

    """
    shards = files = documents = 0
    encode = msgspec.json.encode
    with new_file(job.out / PLAN) as file:
        file.write(encode(header) + b"\n")
        for shard in cut(map(_counted, _allowed(sources, job)), header.shard_size):
            file.write(encode(shard) + b"\n")
            shards += 1
            files += sum(each.first == 0 for each in shard.slices)
            documents += shard.documents
        totals = Totals(shards=shards, sources=files, documents=documents)
        file.write(encode(totals) + b"\n")
    keep_names(job.out)
    return totals


def check_plan(sources: Iterable[Source], header: Header, job: Job) -> Totals:
    """See that the plan in place is the one that would be made now; files are told by name, size and time.

    Raises:
        InputError: it is not; the message says what differs.

    """
    path = job.out / PLAN
    with open(path, "rb") as file:
        planned = msgspec.json.decode(file.readline(), type=Header)
    for name, was, now in _differences(msgspec.to_builtins(planned), msgspec.to_builtins(header)):
        raise _differs(job.out, f"{name} was {was!r} and is {now!r}")
    begun = (each for shard in read_plan(job.out) for each in shard.slices if each.first == 0)
    for was, source in zip_longest(begun, _allowed(sources, job)):
        now = None if source is None else _described(source)
        if was is None or now is None:
            there, gone = (now, "new") if was is None else (was, "not given any more")
            raise _differs(job.out, f"{there.path if there else ''} is {gone}")
        if was.path != now.path or was.id != now.id:
            raise _differs(job.out, f"{now.path} stands where {was.path} stood")
        if (was.size, was.modified) != (now.size, now.modified):
            raise _differs(job.out, f"{now.path} has changed")
    return totals_of(job.out)


def read_plan(out: Path) -> Iterator[Shard]:
    """The shards of a plan, one at a time."""
    decode = msgspec.json.Decoder(Shard).decode
    with open(out / PLAN, "rb") as file:
        file.readline()
        line = file.readline()
        while following := file.readline():
            yield decode(line)
            line = following


def totals_of(out: Path) -> Totals:
    """The last line of a plan."""
    with open(out / PLAN, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - 4096))
        return msgspec.json.decode(file.read().splitlines()[-1], type=Totals)


def header_in(out: Path) -> Header:
    """The first line of a plan."""
    with open(out / PLAN, "rb") as file:
        return msgspec.json.decode(file.readline(), type=Header)


def cut(slices: Iterable[Slice], size: int) -> Iterator[Shard]:
    """Shards of `size` documents in the order of the files: small files together, large ones cut.

    >>> whole = [Slice(path="a", id="a"), Slice(path="b", id="b", documents=4)]
    >>> [[(each.path, each.first, each.count) for each in shard.slices] for shard in cut(whole, 3)]
    [[('a', 0, None), ('b', 0, 2)], [('b', 2, None)]]

    """
    number, taken, documents, weight = 0, [], 0, 0
    for whole in slices:
        for piece in _pieces(whole, size - documents, size):
            taken.append(piece)
            documents += piece.documents
            weight += whole.size * piece.documents // max(1, whole.documents)
            if documents >= size or weight >= SHARD_BYTES:
                yield Shard(number=number, slices=tuple(taken))
                number, taken, documents, weight = number + 1, [], 0, 0
    if taken:
        yield Shard(number=number, slices=tuple(taken))


def _pieces(whole: Slice, room: int, size: int) -> Iterator[Slice]:
    """A file in pieces: the first fills the shard it begins in, the last reaches to the end of the file."""
    first = 0
    while whole.documents - first > room:
        yield msgspec.structs.replace(whole, first=first, count=room, documents=room)
        first, room = first + room, size
    yield msgspec.structs.replace(whole, first=first, documents=whole.documents - first)


def _counted(source: Source) -> Slice:
    return msgspec.structs.replace(_described(source), documents=count_documents(source))


def _described(source: Source) -> Slice:
    """A whole file, its documents not yet counted."""
    try:
        found = os.stat(source.path)
        size, modified = found.st_size, found.st_mtime_ns
    except OSError:  # the reader will say so
        size = modified = 0
    return Slice(path=source.path, id=source.id, size=size, modified=modified, problem=source.problem)


def _allowed(sources: Iterable[Source], job: Job) -> Iterator[Source]:
    """The sources, as long as a run can read them again and has not written them itself."""
    own = str(job.out) + os.sep
    for source in sources:
        if source.file is None:
            raise InputError("standard input cannot be read a second time after a stop; give a file")
        if str(job.folder / source.path).startswith(own) or os.path.realpath(source.path).startswith(own):
            raise InputError(f"{source.path} lies in the archive {job.out}; give another --out")
        yield source


def _differences(was: Any, now: Any, name: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            yield from _differences(was.get(key), now.get(key), f"{name}.{key}" if name else key)
    elif was != now:
        yield name, was, now


def _differs(out: Path, what: str) -> InputError:
    return InputError(
        f"{out} holds a run of another plan: {what}. Give the old command to go on with it, another --out, or "
        "--restart to begin anew (what the old run wrote is removed)"
    )


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    """A record as JSON gives it back: lists, no tuples."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return made


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def check_out(out: Path, paths: Sequence[str | Path]) -> None:
    """See that an archive may lie in a folder.

    Raises:
        InputError: it is a file, holds something else, or lies in a folder that is read.

    """
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: is a file; a folder is expected, one that is new or holds an archive")
    for path in paths:
        folder = Path(str(path)).resolve()
        if folder.is_dir() and out.is_relative_to(folder):
            raise InputError(f"--out {out} lies in the source {path}: the run would read what it writes")
    if out.is_dir() and not (out / PLAN).exists():
        strange = next((each.name for each in out.iterdir() if not each.name.startswith(".")), None)
        if strange is not None:
            raise InputError(f"--out {out}: holds {strange} and no archive; give a new or empty folder")
