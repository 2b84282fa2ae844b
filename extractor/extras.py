"""Libraries that only some work needs and the plain install leaves out: the extras of `pyproject.toml`."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from extractor.errors import MissingExtraError


def is_installed(module: str) -> bool:
    """Whether a top-level module is there; it is not imported."""
    return find_spec(module) is not None


def needed(module: str, *, extra: str = "archive", what: str | None = None) -> ModuleType:
    """A module of an extra, imported; `what` is the thing that needs it, in words.

    >>> needed("no_such_library", what=".xyz")
    Traceback (most recent call last):
    ...
    extractor.errors.MissingExtraError: .xyz needs the extra 'archive': pip install 'tieout[archive]'

    Raises:
        MissingExtraError: it is not installed, or not whole; the message has the command that installs it.

    """
    if not is_installed(module.partition(".")[0]):
        raise MissingExtraError(missing_extra(what or module, extra))
    try:
        return import_module(module)
    except ImportError as error:  # there, but not all that it needs
        raise MissingExtraError(f"{missing_extra(what or module, extra)} ({error})") from error


def missing_extra(what: str, extra: str = "archive") -> str:
    """What to say of something that an extra brings.

    >>> missing_extra(".html")
    ".html needs the extra 'archive': pip install 'tieout[archive]'"

    """
    return f"{what} needs the extra {extra!r}: pip install 'tieout[{extra}]'"
