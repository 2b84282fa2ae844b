"""What an output format is: two generators of text, one for whole extractions, one for findings alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from extractor.records import Extraction


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a report for reading is set: columns of the terminal, and whether it shows colour."""

    width: int = 80
    colour: bool = False


Write = Callable[[Iterable[Extraction], Layout], Iterator[str]]


class Writer(NamedTuple):
    """A format. Both functions yield text as the extractions arrive, so that a million fit in little memory.

    `extractions` writes everything known of an article; `findings` what its checks say, alarms first.
    """

    extractions: Write
    findings: Write
