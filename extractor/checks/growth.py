"""Levels, the change between them, and the rate or multiple that is claimed for it."""

from typing import Final

from extractor.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = ()
