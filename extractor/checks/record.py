"""Claims that a value is the highest or lowest of its kind."""

from typing import Final

from extractor.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = ()
