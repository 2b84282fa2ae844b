"""Many articles: shards, workers, Parquet, and the cross-check of a whole archive in DuckDB.

What is here needs the extra ``tieout[archive]``; nothing outside imports it before it is wanted.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.archive.run.archive import run_archive
    from extractor.archive.views import open_archive

_HOME_OF = {"open_archive": "extractor.archive.views", "run_archive": "extractor.archive.run.archive"}

__all__ = ["open_archive", "run_archive"]


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
