"""tieout: figures of news articles as typed records, cross-checked.

>>> from extractor import check, extract
>>> result = extract("Turnover rose 14% to $5.13 billion from $4.61 billion.")
>>> [finding.check for finding in check(result)]
['growth.triple']

The public names below are imported on first use: `import extractor` alone costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.checks import explain
    from extractor.errors import (
        ConfigError,
        ExtractorError,
        InputError,
        MissingExtraError,
        ModelError,
        RecordError,
        UnknownNameError,
    )
    from extractor.pipeline import Options, check, extract, pipe
    from extractor.records import (
        Article,
        Claim,
        Derived,
        Extraction,
        Fact,
        Finding,
        Period,
        Relation,
        make_article,
    )

__version__ = "0.1.0"

_HOMES = {
    "extractor.checks": ("explain",),
    "extractor.errors": (
        "ConfigError",
        "ExtractorError",
        "InputError",
        "MissingExtraError",
        "ModelError",
        "RecordError",
        "UnknownNameError",
    ),
    "extractor.pipeline": ("Options", "check", "extract", "pipe"),
    "extractor.records": (
        "Article",
        "Claim",
        "Derived",
        "Extraction",
        "Fact",
        "Finding",
        "Period",
        "Relation",
        "make_article",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "Claim",
    "ConfigError",
    "Derived",
    "Extraction",
    "ExtractorError",
    "Fact",
    "Finding",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "Options",
    "Period",
    "RecordError",
    "Relation",
    "UnknownNameError",
    "check",
    "explain",
    "extract",
    "make_article",
    "pipe",
]


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
