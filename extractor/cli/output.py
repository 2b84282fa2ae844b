"""Where text goes: standard output, or a file that appears only once it is complete."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.report import Layout

Put = Callable[[str], object]
# Columns of a report that goes into a file or a pipe.
FILE_WIDTH = 100


class OutputClosedError(Exception):
    """Standard output is a pipe and nobody reads it any more: time to stop, nothing to complain of."""


@contextlib.contextmanager
def open_output(path: Path | None) -> Iterator[Put]:
    """Give a function that takes text. A file is written beside its place and moved there at the end, so that
    an interrupted run leaves what stood there before.

    Raises:
        InputError: the file cannot be written.
        OutputClosedError: whoever read standard output has closed it.

    """
    if path is None or str(path) == "-":
        try:
            yield _standard_output().write
            sys.stdout.flush()
        except BrokenPipeError as error:
            _swallow_output()
            raise OutputClosedError from error
        return
    path = path.resolve()
    is_device = path.exists() and not path.is_file()  # it keeps nothing, and must not be replaced
    with contextlib.ExitStack() as stack:
        with _names(path):
            if is_device:
                file: TextIO = stack.enter_context(open(path, "w", encoding="utf-8", newline=""))
            else:
                file = stack.enter_context(_replacement(path))
        yield _putter(file, path)
        with _names(path):
            stack.close()


def layout(path: Path | None) -> "Layout":
    """How a report is set for this destination: colour only on a terminal that has not said NO_COLOR."""
    from extractor.report import Layout

    if path is not None or not sys.stdout.isatty():
        return Layout(width=columns())
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Layout(width=columns(), colour=not plain)


def columns() -> int:
    """Columns of the terminal, of COLUMNS where it is set, else those that suit a file or a pipe."""
    return shutil.get_terminal_size((FILE_WIDTH, 24)).columns


def _swallow_output() -> None:
    """Keep Python's closing flush from complaining (Python documentation, "Note on SIGPIPE")."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _standard_output() -> TextIO:
    """Standard output in UTF-8, whatever the locale: the data formats are UTF-8 by definition."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout


@contextlib.contextmanager
def _replacement(path: Path) -> Iterator[TextIO]:
    """A file beside `path` that takes its place once it has been written without an error."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        _as_permitted(part, path)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _putter(file: TextIO, path: Path) -> Put:
    def put(text: str) -> None:
        with _names(path):
            file.write(text)

    return put


@contextlib.contextmanager
def _names(path: Path) -> Iterator[None]:
    """Turn the system's refusal into ours, the file named."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error


def _as_permitted(part: Path, path: Path) -> None:
    """Give the new file the permissions of the old one, or those the umask grants (mkstemp gives 600)."""
    if path.exists():
        shutil.copymode(path, part)
        return
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
