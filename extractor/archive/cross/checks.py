"""The checks that hold articles against each other, as values: `CROSS_CHECKS` lists them in catalogue order.

Each finds its candidates by a query over a whole archive, and judges them one by one in Python, where guards
and arithmetic are those of the checks of one article. Nothing here imports DuckDB.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from extractor.archive.cross import jump, leaps, record, repeat
from extractor.archive.cross.library import Library, Sighting
from extractor.archive.cross.pairs import Silenced
from extractor.errors import UnknownNameError
from extractor.records import CrossFinding
from extractor.registry import Registry

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Find: TypeAlias = "Callable[[DuckDBPyConnection], Sequence[Any]]"


class CrossCheck(NamedTuple):
    """`find` asks the tables for candidates, `named` gives the figures of one that must be known to judge it,
    `judge` speaks of it or says which guard kept it quiet. The docstring of `judge` is what `tieout explain`
    prints, in the form of `extractor.checks.check.Check`. `rates`: the rates its documents give are wanted too.
    """

    id: str
    find: Find
    named: Callable[[Any], Iterator[Sighting]]
    judge: Callable[[Any, Library], Iterator[CrossFinding | Silenced]]
    rates: bool = False


CROSS_CHECKS: Final[Registry[CrossCheck]] = Registry(
    "cross-check",
    {
        check.id: check
        for check in (
            CrossCheck("xdoc.repeat", repeat.find, repeat.named, repeat.xdoc_repeat),
            CrossCheck("xdoc.superlative", record.find, record.named, record.xdoc_superlative),
            CrossCheck("xdoc.trend_jump", leaps.find, leaps.named, jump.xdoc_trend_jump, rates=True),
        )
    },
)


def explain(check_id: str) -> str:
    """What a cross-check means: the docstring of its judge.

    Raises:
        UnknownNameError: no cross-check has this id; the message lists those on offer.

    """
    return inspect.cleandoc(CROSS_CHECKS[check_id].judge.__doc__ or "")


def select(only: Sequence[str] | None) -> tuple[CrossCheck, ...]:
    """The cross-checks that `only` names, in catalogue order; all of them for None.

    Raises:
        UnknownNameError: a name is no cross-check.

    """
    if only is None:
        return tuple(CROSS_CHECKS.values())
    unknown = [name for name in only if name not in CROSS_CHECKS]
    if unknown:
        raise UnknownNameError(f"no cross-check named {unknown[0]!r}. On offer: {', '.join(CROSS_CHECKS)}")
    return tuple(check for check in CROSS_CHECKS.values() if check.id in only)
