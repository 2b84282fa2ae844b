"""A check as a value: its dotted id and the pure function behind it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from extractor.checks.evidence import Evidence
from extractor.records import Derived, Finding

Run: TypeAlias = Callable[[Evidence], Iterator[Finding | Derived]]


class Check(NamedTuple):
    """`id` is family and member (``growth.triple``); `run` yields records with an empty id, for the engine
    to number. Its docstring is what `tieout explain` prints: the reason, then lines that begin with
    "Flags:", "Passes:", "Source:" and "Guards:".
    """

    id: str
    run: Run

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]
