"""Compressed files as streams: gzip and zstandard, a chunk in memory at a time, broken ones read up to the break."""

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO, Final

CHUNK: Final = 64 * 1024
# Output that one step may make; what a bomb gets before it is measured.
STEP: Final = 256 * 1024
GZIP_MAGIC: Final = b"\x1f\x8b"
# A small file may be as repetitive as it likes.
FREE: Final = 64 * 1024 * 1024
# How many times its size a file may grow. News shrinks to a third or a fifth, the same article over and over to a
# 170th in gzip, whose matches reach 258 bytes; a bomb to a 1,000th. Zstandard finds copies much farther back, so
# that the same article over and over becomes a 3,000th; a bomb a 30,000th.
MAX_RATIO: Final[Mapping[str, int]] = MappingProxyType({"gz": 250, "zst": 10_000})


class BrokenError(OSError):
    """Compressed data that ends early, is damaged, or grows like a bomb; what came before it has been read."""

    code = "broken"


class BombError(BrokenError):
    """Compressed data that grows more than any news."""

    code = "bomb"


def open_file(path: Path) -> BinaryIO:
    """A file's bytes; those of a compressed one (by its ending) decompressed."""
    opened = OPENERS.get(path.suffix.lower().removeprefix("."))
    return path.open("rb") if opened is None else io.BufferedReader(opened(path), CHUNK)


def what_broke(error: OSError) -> tuple[str, str]:
    """Code and message of a file that could not be read, or not to its end."""
    if isinstance(error, BrokenError):
        return error.code, str(error)
    return "failed", f"cannot be read ({error.strerror or error})"


class _Decompressed(io.RawIOBase):
    """A stream of what `_step` makes, until there is no more or something is wrong with it."""

    ending = ""

    def __init__(self) -> None:
        self._ready = memoryview(b"")
        self._made = 0
        self._problem: BrokenError | None = None
        self._done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if self._problem is not None:
                raise self._problem
            if self._done:
                return 0
            self._take(self._step())
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _take(self, made: bytes) -> None:
        self._ready = memoryview(made)
        self._made += len(made)
        ratio = MAX_RATIO[self.ending]
        if self._made > max(FREE, ratio * self._read_so_far()):
            self._problem = BombError(
                f"decompressed it is more than {ratio} times its size, as no text is; what follows "
                f"{self._made // 2**20} MiB is left out"
            )

    def _step(self) -> bytes:
        """The next piece; empty if there was nothing to make of what was read."""
        raise NotImplementedError

    def _read_so_far(self) -> int:
        """Compressed bytes that were read."""
        raise NotImplementedError


class GzipStream(_Decompressed):
    """The members of a gzip file, one after the other."""

    ending = "gz"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file: IO[bytes] = path.open("rb")
        self._input = b""
        self._size = 0
        self._member: Any = None
        self._members = 0

    def close(self) -> None:
        self._file.close()
        super().close()

    def _read_so_far(self) -> int:
        return self._size

    def _step(self) -> bytes:
        if not self._input and not self._more():
            self._end()
            return b""
        if self._member is None and not self._begin():
            return b""
        before = self._member.copy()
        try:
            made: bytes = self._member.decompress(self._input, STEP)
        except zlib.error as error:
            self._problem = BrokenError(f"the gzip data are damaged ({error}); the rest is lost")
            return _salvaged(before, self._input)
        if self._member.eof:
            self._input = self._member.unused_data
            self._member = None
        else:
            self._input = self._member.unconsumed_tail
        return made

    def _more(self) -> bool:
        chunk = self._file.read(CHUNK)
        self._size += len(chunk)
        self._input += chunk
        return bool(chunk)

    def _begin(self) -> bool:
        """Whether a member begins here; zeros between members are padding."""
        if self._members:
            self._input = self._input.lstrip(b"\0")
        if len(self._input) < len(GZIP_MAGIC) and self._more():
            return False
        if not self._input:
            return False
        if not self._input.startswith(GZIP_MAGIC):
            what = "what follows the gzip data is no gzip and left out" if self._members else "not gzip data"
            self._problem = BrokenError(what)
            return False
        self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self._members += 1
        return True

    def _end(self) -> None:
        self._done = True
        if self._member is not None:
            self._problem = BrokenError("the file ends in the middle of its gzip data; the rest is lost")


def _salvaged(member: Any, data: bytes) -> bytes:
    """What can be made of data before the place where they are damaged."""
    made = bytearray()
    try:
        for byte in data:
            made += member.decompress(bytes((byte,)), STEP)
            if len(made) > STEP:
                break
    except zlib.error:
        pass  # the caller has already told of it
    return bytes(made)


class ZstdStream(_Decompressed):
    """The frames of a zstandard file, one after the other, as Arrow decompresses them."""

    ending = "zst"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._open()

    def _open(self) -> None:
        import pyarrow

        self._file = pyarrow.OSFile(str(self._path))
        self._stream = pyarrow.CompressedInputStream(self._file, "zstd")

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()

    def _read_so_far(self) -> int:
        return int(self._file.tell())

    def _step(self) -> bytes:
        try:
            made: bytes = self._stream.read(STEP)
        except OSError as error:
            self._problem = BrokenError(f"the zstandard data are damaged ({error}); the rest is lost")
            return self._salvaged()
        self._done = not made
        return made

    def _salvaged(self) -> bytes:
        """What stands between the last whole step and the damage: Arrow drops it, so it is read again bit by bit."""
        self._open()
        made = bytearray()
        try:
            for _ in range(self._made // STEP):
                self._stream.read(STEP)
            while byte := self._stream.read(1):
                made += byte
        except OSError:
            pass  # the caller has already told of it
        return bytes(made)


OPENERS: Final[Mapping[str, Callable[[Path], io.RawIOBase]]] = MappingProxyType(
    {"gz": GzipStream, "zst": ZstdStream}
)
