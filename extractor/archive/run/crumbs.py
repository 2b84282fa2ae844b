"""Where a worker stands, left in a file that outlives it: what it was at when it died, and whether it still moves."""

import mmap
import struct
from pathlib import Path
from typing import Final, NamedTuple

# Steps done so far, the slice, the document in its file.
LAYOUT: Final = struct.Struct("=QQQ")


class Standing(NamedTuple):
    """`steps` is 0 until the worker begins with the first document."""

    steps: int
    slice: int
    document: int


class Crumb:
    """The worker's end; a note costs less than a microsecond."""

    def __init__(self, path: Path) -> None:
        self._steps = 0
        with open(path, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), LAYOUT.size)

    def note(self, slice: int, document: int) -> None:
        self._steps += 1
        LAYOUT.pack_into(self._map, 0, self._steps, slice, document)

    def close(self) -> None:
        self._map.close()


def lay(path: Path) -> None:
    """Make an empty crumb."""
    path.write_bytes(bytes(LAYOUT.size))


def standing(path: Path) -> Standing:
    """What a crumb says."""
    return Standing(*LAYOUT.unpack(path.read_bytes()))
