"""Figures given more than once: the same quantity must have one value."""

from typing import Final

from extractor.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = ()
