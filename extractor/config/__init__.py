"""Configuration: `tieout.toml`, or `[tool.tieout]` in `pyproject.toml`, as the options of a run.

The library looks for no file by itself: ``pipe(articles, options=read_config(path))``.
"""

from extractor.config.find import find_config
from extractor.config.read import read_config

__all__ = ["find_config", "read_config"]
