"""Where everything of an archive lies: names of files and folders, in one place."""

from pathlib import Path

from extractor.archive.schema import TABLES

PLAN = "plan.jsonl"
MANIFEST = "manifest.json"
SHARDS = "shards"
QUARANTINE = "quarantine"
# What articles say against each other: written by `tieout crosscheck`, one part.
CROSSCHECK = "crosscheck"
COVERAGE = "coverage.json"
# Shards of one table sort by name: a million of them have six digits.
DIGITS = 6


def part_path(out: Path, table: str, shard: int) -> Path:
    """A shard's part of a table."""
    return out / table / f"part-{shard:0{DIGITS}}.parquet"


def done_path(out: Path, shard: int) -> Path:
    """The manifest of a shard; that it is there says that the shard is finished."""
    return out / SHARDS / f"{shard:0{DIGITS}}.json"


def quarantine_path(out: Path, shard: int) -> Path:
    """The documents of a shard that are left out, and why."""
    return out / QUARANTINE / f"{shard:0{DIGITS}}.json"


def folders(out: Path) -> list[Path]:
    """The folders of an archive, itself first."""
    return [out, out / SHARDS, out / QUARANTINE, *(out / table for table in TABLES)]
