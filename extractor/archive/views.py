"""An archive in DuckDB: a view a table over the parts of its finished shards."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.archive.layout import CROSSCHECK, MANIFEST, PLAN, SHARDS, part_path
from extractor.archive.run.job import Done
from extractor.archive.schema import TABLES
from extractor.errors import InputError
from extractor.extras import needed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What a pattern of file names gives a meaning; in brackets they stand for themselves.
MAGIC: Final = re.compile(r"([*?\[])")


def open_archive(path: str | Path, *, unfinished: bool = False) -> "DuckDBPyConnection":
    """A connection to DuckDB, in memory, with a view for each table of an archive.

    Args:
        path: the folder of an archive.
        unfinished: whether an archive whose run has not come to its end will do; its finished shards are shown.

    Raises:
        InputError: there is no archive, or its run has not come to its end.
        MissingExtraError: DuckDB is not installed.

    """
    duckdb = needed("duckdb", what="opening an archive")
    out = Path(path).resolve()
    if not is_finished(out) and not unfinished:
        raise InputError(f"{path}: the run has not come to its end; give its command again to finish it")
    connection: DuckDBPyConnection = duckdb.connect()
    connection.execute(view_sql(out))
    return connection


def is_finished(out: Path) -> bool:
    """Whether the run of an archive has come to its end.

    Raises:
        InputError: there is no archive.

    """
    if not (out / PLAN).is_file():
        raise InputError(f"{out}: no archive; one is made by tieout batch SOURCE… --out {out}")
    return (out / MANIFEST).is_file()


def view_sql(out: Path) -> str:
    """The SQL that makes the views. Of an unfinished archive they name the parts of finished shards one by one."""
    if is_finished(out):
        parts = {table: _quoted(f"{_literal(out / table)}/part-*.parquet") for table in TABLES}
    else:
        shards = sorted(
            msgspec.json.decode(path.read_bytes(), type=Done).shard for path in (out / SHARDS).glob("*.json")
        )
        if not shards:
            raise InputError(f"{out}: the run has not finished a single shard")
        parts = {
            table: "[" + ", ".join(_quoted(_literal(part_path(out, table, shard))) for shard in shards) + "]"
            for table in TABLES
        }
    found = part_path(out, CROSSCHECK, 0)
    if found.is_file():
        parts[CROSSCHECK] = _quoted(_literal(found))
    return "".join(
        f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet({files});\n"
        for table, files in parts.items()
    )


def _literal(path: Path) -> str:
    """A path that stands for itself where patterns are read."""
    return MAGIC.sub(r"[\1]", str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
