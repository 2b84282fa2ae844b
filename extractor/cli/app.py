"""The commands and their options. What they do is imported when they do it, so that help comes at once."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from extractor.cli.options import (
    Checks,
    Columns,
    Config,
    Country,
    DetectLanguage,
    Format,
    FormatOption,
    Language,
    Output,
    Paths,
    Published,
    Rates,
    SeriesFormat,
)
from extractor.cli.output import OutputClosedError
from extractor.errors import ExtractorError

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
    from extractor.cli.settings import settings_of

    settings = settings_of(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        columns=columns,
        rates=rates,
        checks=checks,
        config=config,
    )
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
    from extractor.cli.settings import settings_of

    settings = settings_of(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        columns=columns,
        rates=rates,
        checks=checks,
        config=config,
    )
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
    from extractor.cli.settings import settings_of

    settings = settings_of(
        published=published,
        country=country,
        language=language,
        columns=columns,
        rates=rates,
        checks=checks,
        config=config,
    )
    return run_batch(
        sources,
        out,
        settings,
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
    columns: Columns = None,
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
    from extractor.cli.settings import settings_of

    settings = settings_of(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        columns=columns,
        config=config,
    )
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
    columns: Columns = None,
    config: Config = None,
) -> int:
    """The timeline of a measure, with what each article says."""
    from extractor.cli.series import run_series
    from extractor.cli.settings import settings_of

    settings = settings_of(
        format=format,
        output=output,
        published=published,
        country=country,
        language=language,
        columns=columns,
        config=config,
    )
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
