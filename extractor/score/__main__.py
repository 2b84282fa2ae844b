"""The command line of the scorer: annotated articles, natural relations, or planted slips."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from extractor.errors import ExtractorError
from extractor.score.articles import Figure, differences, figures, score_article
from extractor.score.cases import read_cases
from extractor.score.gold import find_annotated, find_articles
from extractor.score.relations import score_case
from extractor.score.table import count, shortcomings, table

USAGE = 2
PER_ARTICLE = 12
DESCRIPTION = """\
python -m extractor.score corpus                            the annotated articles of a folder
python -m extractor.score --gold DIR --articles DIR         gold and articles apart
python -m extractor.score relations FILE.jsonl              sentences whose figures must agree
python -m extractor.score slips DIR...                      slips planted in any articles
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score and print; what goes wrong is one line on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        run = {"relations": _relations, "slips": _slips}.get(given[0] if given else "")
        lines = run(given[1:]) if run else _articles(given)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    except ExtractorError as error:
        sys.stderr.write(f"score: {error}\n")
        return USAGE
    return 0


def _articles(given: Sequence[str]) -> Iterable[str]:
    """Extract every annotated article of a folder and print the columns."""
    from extractor.pipeline import pipe

    parser = _parser()
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder with NAME.gold.json beside NAME.json or .txt"
    )
    parser.add_argument("--gold", type=Path, metavar="DIR", help="folder of the gold files")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="folder of their articles")
    options = parser.parse_args(given)
    gold_folder = options.gold or options.folder
    if gold_folder is None or (options.gold and options.folder):
        parser.error("one folder is expected, or --gold DIR with --articles DIR")
    annotated = find_annotated(gold_folder, options.articles or gold_folder)
    extractions = pipe(each.article for each in annotated)
    scores = [
        score_article(each.gold, extraction) for each, extraction in zip(annotated, extractions, strict=True)
    ]
    columns = figures(scores)
    lines = (
        [_json(columns)]
        if options.json
        else [f"{name:32} {_shown(figure)}" for name, figure in columns.items()]
    )
    return [*lines, *(f"  {line}" for line in islice(differences(scores), options.errors))]


def _relations(given: Sequence[str]) -> Iterable[str]:
    """Extract every case of a file and print the table."""
    from extractor.pipeline import pipe

    parser = _parser()
    parser.add_argument("file", type=Path, help="cases, one JSON object a line")
    options = parser.parse_args(given)
    cases = read_cases(options.file)
    extractions = pipe(case.article for case in cases)
    scores = [score_case(case, extraction) for case, extraction in zip(cases, extractions, strict=True)]
    counts = count(scores)
    lines = [_json(counts)] if options.json else table(counts)
    return [*lines, *(f"  {line}" for line in shortcomings(scores, options.errors))]


def _slips(given: Sequence[str]) -> Iterable[str]:
    """Plant slips in every article of some folders and print the table."""
    from extractor.score.slips import measure_slips
    from extractor.score.slips_table import count_slips, slip_shortcomings, slip_table

    parser = _parser()
    parser.add_argument(
        "folders", nargs="+", type=Path, help="articles, with NAME.gold.json beside them or not"
    )
    parser.add_argument(
        "--gold", action="append", default=[], type=Path, metavar="DIR", help="a folder of further gold files"
    )
    parser.add_argument(
        "--per-article", type=_many, default=PER_ARTICLE, metavar="N", help="slips an article takes; 0: all"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other slips")
    options = parser.parse_args(given)
    articles, golds = find_articles(options.folders, options.gold)
    report = measure_slips(articles, golds, per_article=options.per_article or None, seed=options.seed)
    counts = count_slips(report)
    lines = [_json(counts)] if options.json else slip_table(counts)
    return [*lines, *(f"  {line}" for line in slip_shortcomings(report, options.errors))]


def _many(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of slips: it takes 0 or more")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extractor.score",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="list N differences (relations: of each sort)"
    )
    parser.add_argument("--json", action="store_true", help="the figures as one line of JSON")
    return parser


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode("utf-8")


def _shown(figure: Figure) -> str:
    return " ".join(f"{part or 0:5.1f}" for part in figure) if isinstance(figure, tuple) else str(figure)


if __name__ == "__main__":
    sys.exit(main())
