"""Files of an archive: written whole or not at all, and a folder that one run at a time writes to."""

import contextlib
import fcntl
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from extractor.errors import RunError

TEMPORARY: Final = ".tmp"


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name once its content is on disk; its folder is made if need be.

    The name itself may be lost if the machine goes down soon after: what looks for the file must live with that.

    Raises:
        RunError: the system refuses to write: the disk is full, the folder is closed.

    """
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}{TEMPORARY}")
    with refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(part, "xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Write a file, whole or not at all.

    Raises:
        RunError: the system refuses.

    """
    with new_file(path) as file:
        file.write(data)


def keep_names(folder: Path) -> None:
    """Bring the names in a folder to disk, too.

    Raises:
        RunError: the system refuses.

    """
    with refusals(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write into ours: what is done stays, and the same command goes on."""
    try:
        yield
    except OSError as error:
        raise RunError(
            f"{path}: cannot be written: {error.strerror or error}. What is finished is kept; "
            "once there is room and permission, the same command goes on from there"
        ) from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made if need be, against a second run; the system lets go when the process ends.

    Raises:
        RunError: another run holds it, or it cannot be made.

    """
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(
                f"{folder}: another run is writing there; wait for its end or give another --out"
            ) from None
        yield
    finally:
        os.close(handle)


def remove_temporaries(folder: Path) -> None:
    """Remove what an interrupted run was writing."""
    with refusals(folder):
        for path in folder.glob(f".*{TEMPORARY}"):
            path.unlink(missing_ok=True)
