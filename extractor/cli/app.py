"""The commands and their options. What they do is imported when they do it, so that help comes at once."""

import sys
import traceback
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from extractor.cli.output import OutputClosedError
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.cli.settings import Settings

USAGE, DEFECT, INTERRUPTED, BROKEN_PIPE = 2, 70, 130, 141  # the last three as sysexits.h and shells have them

app = typer.Typer(
    name="tieout",
    help="Reads news articles, turns every figure into a typed record, and cross-checks the records.",
    epilog="Exit codes: 0 done (check: no alarm), 1 check found an alarm, 2 usage error or nothing to read.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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
        help="Columns or JSON keys that hold fields of ours: body=story,published=date",
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
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PAIRS",
        help="Which column or JSON key holds what, by comma: title=headline,body=content; the usual are guessed.",
    ),
]
Checks = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAMES",
        help="Checks or families to run, by comma; a leading - switches off: growth,-growth.chain",
    ),
]


@app.command()
def extract(
    paths: Paths,
    format: FormatOption = Format.TABLE,
    output: Output = None,
    published: Published = None,
    country: Country = None,
    language: Language = None,
    columns: Columns = None,
    rates: Rates = None,
    checks: Checks = None,
    config: Config = None,
) -> int:
    """Every figure as a fact, and what the checks say."""
    from extractor.cli.run import run

    settings = _settings(format, output, published, country, language, columns, rates, checks, config)
    run(paths, settings, "extractions")
    return 0


@app.command()
def check(
    paths: Paths,
    format: FormatOption = Format.TABLE,
    output: Output = None,
    published: Published = None,
    country: Country = None,
    language: Language = None,
    columns: Columns = None,
    rates: Rates = None,
    checks: Checks = None,
    config: Config = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 even after an alarm.")] = False,
) -> int:
    """What the checks find; ends with 1 on an alarm."""
    from extractor.cli.run import run

    settings = _settings(format, output, published, country, language, columns, rates, checks, config)
    tally = run(paths, settings, "findings")
    return int(tally.alarms > 0 and not exit_zero)


@app.command()
def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="Files, folders, globs; @FILE is a list of them, one a line."
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The archive: a new folder, or that of a run to go on with."
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            min=0, help="Processes on this machine, by default one a core; 0 works unprotected in one."
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786, instead."),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(min=1, metavar="SECONDS", help="What one document may take in any step of its way."),
    ] = 60,
    memory: Annotated[
        float, typer.Option(min=1, metavar="GB", help="Address space of a worker process, in gigabytes.")
    ] = 4,
    shard_size: Annotated[
        int, typer.Option(min=1, max=100_000, help="Documents a shard: the unit of work and of a part file.")
    ] = 1_000,
    restart: Annotated[
        bool, typer.Option("--restart", help="Remove what an earlier run wrote to DIR, and begin anew.")
    ] = False,
    columns: Columns = None,
    detect_language: DetectLanguage = False,
    published: Published = None,
    country: Country = None,
    language: Language = None,
    rates: Rates = None,
    checks: Checks = None,
    config: Config = None,
) -> int:
    """Many articles into Parquet, resumable; ends with 1 if documents had to be put in quarantine."""
    from extractor.cli.batch import run_batch

    settings = _settings(Format.TABLE, None, published, country, language, rates, checks, config)
    return run_batch(
        sources,
        out,
        settings,
        columns=columns or (),
        detect_language=detect_language,
        workers=workers,
        scheduler=scheduler,
        limits=(time_limit, memory),
        shard_size=shard_size,
        restart=restart,
    )


@app.command(name="open")
def open_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An archive that tieout batch has made.")],
) -> int:
    """The SQL that makes a view a table of an archive; on a terminal, DuckDB's shell with the views."""
    from extractor.cli.batch import run_open

    return run_open(folder)


@app.command()
def crosscheck(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="DIR|PATH...", help="An archive made by tieout batch, or files to read."),
    ],
    format: FormatOption = Format.TABLE,
    output: Output = None,
    published: Published = None,
    country: Country = None,
    language: Language = None,
    checks: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help="Cross-checks to run, by comma: xdoc.repeat")
    ] = None,
    config: Config = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Threads of DuckDB, by default one a core.")
    ] = None,
    memory: Annotated[
        float | None, typer.Option(min=1, metavar="GB", help="Memory of DuckDB; beyond it works on disk.")
    ] = None,
    holds: Annotated[
        bool, typer.Option("--holds", help="Also what agrees, among 500 articles at most.")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 even after an alarm.")] = False,
) -> int:
    """What articles say against each other; ends with 1 on an alarm."""
    from extractor.cli.cross import run_crosscheck

    settings = _settings(format, output, published, country, language, None, None, config)
    only = [name.strip() for text in checks or () for name in text.split(",") if name.strip()]
    alarms = run_crosscheck(paths, settings, only=only or None, threads=threads, memory=memory, holds=holds)
    return int(alarms > 0 and not exit_zero)


@app.command()
def series(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="DIR|PATH...", help="An archive made by tieout batch, or files to read."),
    ],
    measure: Annotated[str, typer.Option(help="What is measured: exports, net_profit.")],
    entity: Annotated[str, typer.Option(help="Whose: pakistan, reliance_industry.")],
    segment: Annotated[str | None, typer.Option(help="Of which part; by default the whole.")] = None,
    unit: Annotated[str | None, typer.Option(help="In which unit; by default the commonest.")] = None,
    format: Annotated[
        SeriesFormat, typer.Option("--format", "-f", help="How it is written; svg is a plot.")
    ] = SeriesFormat.TABLE,
    output: Output = None,
    published: Published = None,
    country: Country = None,
    language: Language = None,
    config: Config = None,
) -> int:
    """The timeline of a measure, with what each article says."""
    from extractor.cli.series import run_series

    settings = _settings(format, output, published, country, language, None, None, config)
    run_series(paths, settings, measure=measure, entity=entity, segment=segment, unit=unit)
    return 0


@app.command()
def explain(
    name: Annotated[
        str | None, typer.Argument(metavar="[CHECK]", help="A check's id: growth.triple.")
    ] = None,
) -> int:
    """What a check means; without a name, all checks."""
    from extractor.cli.explain import run_explain

    run_explain(name)
    return 0


@app.command()
def schema() -> int:
    """The JSON Schema of what extract writes."""
    import json

    from extractor.cli.output import open_output
    from extractor.report.schema import json_schema

    with open_output(None) as put:
        put(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


def _settings(
    format: Format | SeriesFormat,
    output: Path | None,
    published: str | None,
    country: str | None,
    language: str | None,
    columns: list[str] | None,
    rates: Path | None,
    checks: list[str] | None,
    config: Path | None,
) -> "Settings":
    from extractor.cli import settings

    return settings.Settings(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        options=settings.parse_options(
            config,
            language=language,
            columns=settings.parse_columns(columns or ()),
            rates=settings.parse_rates(rates),
            checks=settings.parse_checks(checks or ()),
        ),
    )


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"tieout {version('tieout')}")
        raise typer.Exit()


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; what goes wrong is one line on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code: Any = app(given or ["--help"], prog_name="tieout", standalone_mode=False)
        return int(code or 0) if given else USAGE
    except TyperException as error:
        return _fail(error.format_message().rstrip("."))
    except ExtractorError as error:
        return _fail(str(error))
    except OutputClosedError:
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # Python's own exit code for it is 1, which here means an alarm
        traceback.print_exc()
        return DEFECT


def _fail(message: str) -> int:
    from extractor.cli.progress import tell

    tell(message)
    return USAGE
