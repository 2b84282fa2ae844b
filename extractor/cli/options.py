"""The options of the commands, each written once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """The names of `extractor.report.WRITERS`, here again so that help stays quick (a test compares)."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


class SeriesFormat(StrEnum):
    """The names of `extractor.report.series.SERIES_WRITERS`, likewise."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, globs; @FILE is a list of them, one a line; - is standard input, @- a list from there.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all.")
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Publication date of articles without one: YYYY-MM-DD, YYYY-MM or YYYY."
    ),
]
Country = Annotated[
    str | None, typer.Option(metavar="CC", help="Country of articles without one: ISO 3166, such as PK.")
]
Language = Annotated[
    str | None, typer.Option(metavar="LL", help="Language of articles without one: ISO 639, such as en.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=NAME,...",
        help="Which column or JSON key holds what: title=headline,body=content; the usual are guessed.",
    ),
]
DetectLanguage = Annotated[
    bool,
    typer.Option("--detect-language", help="Look at the text of articles that do not say their language."),
]
Rates = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Exchange rates of your own, a CSV file, before the built-in ones."),
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Settings: a tieout.toml, or a pyproject.toml with [tool.tieout]; by default the nearest upwards.",
    ),
]
Checks = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAMES",
        help="Checks or families to run, by comma; a leading - switches off: growth,-growth.chain",
    ),
]
