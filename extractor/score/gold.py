"""Annotated articles: the gold files of a folder, each with the article it annotates."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from extractor.errors import InputError, RecordError
from extractor.read import Read, read_articles
from extractor.records import (
    Article,
    Comparator,
    Direction,
    Kind,
    Modality,
    Role,
    Verdict,
)

ENDING: Final = ".gold.json"


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of ISO dates, both inclusive; null where they cannot be known."""

    start: str | None = None
    end: str | None = None


class GoldFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as the annotator reads it: the fields of `Fact` that are scored (`corpus/README.md`)."""

    start_char: int
    end_char: int
    text: str
    kind: Kind
    value: Decimal | None
    value_to: Decimal | None = None
    comparator: Comparator = "exact"
    unit: str | None = None
    per: str | None = None
    role: Role | None = None
    direction: Direction | None = None
    measure: str | None = None
    entity: str | None = None
    segment: str | None = None
    period: Dates | None = None
    baseline: Dates | None = None
    modality: Modality = "actual"


class GoldFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What a careful fact-checker would raise; `facts` are indices into the gold's facts."""

    check: str
    verdict: Verdict
    facts: tuple[int, ...]
    note: str = ""


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One article's annotation. `ignore` are spans neither required nor wrong; the checks named in
    `tolerated_findings` may be raised without being false alarms; `relations` are those of `corpus/README.md`,
    their members indices into the facts."""

    id: str
    published: str | None = None
    country: str | None = None
    facts: tuple[GoldFact, ...] = ()
    ignore: tuple[tuple[int, int], ...] = ()
    findings: tuple[GoldFinding, ...] = ()
    tolerated_findings: tuple[str, ...] = ()
    relations: tuple[dict[str, Any], ...] = ()


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its gold."""

    article: Article
    gold: Gold


def find_annotated(gold_folder: Path, article_folder: Path) -> tuple[Annotated, ...]:
    """Every gold file of a folder and the folders in it, in order of path, with the article of the same id.

    A plain text cannot say when and where it appeared, so it takes that from its gold; any other article is
    taken as it stands, so that the figures are those of a plain run over the same files.

    Raises:
        InputError: there is no gold, or a gold file has no article.
        RecordError: a gold file does not follow the format.

    """
    golds = {path: read_gold(path) for path in sorted(gold_folder.rglob(f"*{ENDING}"))}
    if not golds:
        raise InputError(f"{gold_folder}: no file there ends in {ENDING}")
    articles = dict(_articles(article_folder, golds.values()))
    missing = next((path for path, gold in golds.items() if gold.id not in articles), None)
    if missing is not None:
        raise InputError(f"{missing}: no article with the id {golds[missing].id!r} in {article_folder}")
    return tuple(Annotated(article=articles[gold.id], gold=gold) for gold in golds.values())


def find_articles(
    folders: Sequence[Path], gold_folders: Sequence[Path] = ()
) -> tuple[tuple[Article, ...], dict[str, Gold]]:
    """The articles of some folders, annotated or not, and by article id what gold there is in these folders and
    in others.

    Raises:
        InputError: no article is there.
        RecordError: a gold file does not follow the format.

    """
    paths = sorted(path for folder in (*folders, *gold_folders) for path in folder.rglob(f"*{ENDING}"))
    golds = {gold.id: gold for gold in map(read_gold, paths)}
    read = read_articles(folders)
    articles = tuple(_given(each, golds.get(each.article.id)) for each in read if each.article is not None)
    if not articles:
        raise InputError(f"no article could be read from {', '.join(map(str, folders))}")
    return articles, golds


def read_gold(path: Path) -> Gold:
    """One gold file.

    Raises:
        RecordError: the file does not follow the format.

    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gold)
    except msgspec.DecodeError as error:
        raise RecordError(f"{path}: {error}") from error


def _articles(folder: Path, golds: Iterable[Gold]) -> Iterator[tuple[str, Article]]:
    by_id = {gold.id: gold for gold in golds}
    for read in read_articles([folder]):
        if read.article is None or read.article.id not in by_id:
            continue
        yield read.article.id, _given(read, by_id[read.article.id])


def _given(read: Read, gold: Gold | None) -> Article:
    """The article as a run is given it: a plain text learns from its gold when and where it appeared."""
    assert read.article is not None
    if gold is None or Path(read.path).suffix.lower() != ".txt":
        return read.article
    return msgspec.structs.replace(read.article, published=gold.published, country=gold.country)
