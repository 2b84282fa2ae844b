"""Parts and their whole."""

from typing import Final

from extractor.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = ()
