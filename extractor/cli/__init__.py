"""The command line: `tieout extract`, `check`, `explain`, `schema`."""

from extractor.cli.app import main

__all__ = ["main"]
