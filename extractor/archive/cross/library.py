"""What is known of the few figures that are spoken of: their facts and articles, read from the tables at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from extractor.model import load_model
from extractor.records import Article, Fact, make_article
from extractor.sentences import split_sentences
from extractor.values.decimals import plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Sighting(NamedTuple):
    """Where a figure stands: document and fact. `copy` is the document that stands for all copies of its text."""

    doc: int
    id: str
    copy: int


FIELDS: Final = (
    "id", "start_char", "end_char", "text", "sentence", "in_title", "kind", "value", "value_to", "unit", "per",
    "comparator", "low", "high", "core_low", "core_high", "ulp", "role", "direction", "measure", "measure_key",
    "measure_kind", "entity", "entity_key", "segment", "segment_key", "period", "baseline", "modality", "basis",
    "negated", "attribution", "superlative", "confidence",
)  # fmt: skip
"""Of a fact all but the evidence of its making."""

ARTICLE_FIELDS: Final = ("id", "title", "text", "published", "country", "source", "url", "language", "sha256")
AT_ONCE: Final = 10_000

FACTS: Final = f"""
SELECT facts.doc, {", ".join(f"facts.{name}" for name in FIELDS)}
FROM facts JOIN wanted ON facts.doc = wanted.doc AND facts.id = wanted.id
"""
RATES: Final = f"""
SELECT facts.doc, {", ".join(f"facts.{name}" for name in FIELDS)}
FROM facts JOIN wanted_rates AS wanted ON facts.doc = wanted.doc
WHERE facts.role IN ('growth', 'change') OR facts.kind = 'multiple'
ORDER BY facts.doc, facts.start_char, facts.id
"""
ARTICLES: Final = f"""
SELECT articles.doc, {", ".join(f"articles.{name}" for name in ARTICLE_FIELDS)}
FROM articles JOIN wanted ON articles.doc = wanted.doc
"""


class Library:
    """Facts by document and id, articles by document, and the rates each document gives."""

    def __init__(self) -> None:
        self.facts: dict[tuple[int, str], Fact] = {}
        self.articles: dict[int, Article] = {}
        self.rates: Mapping[int, list[Fact]] = defaultdict(list)

    def read(
        self,
        connection: "DuckDBPyConnection",
        sightings: Iterable[Sighting],
        rated: Iterable[int] = (),
        docs: Iterable[int] = (),
    ) -> None:
        """Read the facts of the sightings, their articles and those of `docs`, and the rates of some documents."""
        places = sorted({(sighting.doc, sighting.id) for sighting in sightings})
        _put(connection, "wanted", {"doc": [doc for doc, _ in places], "id": [id for _, id in places]})
        for row in read_rows(connection, FACTS):
            self.facts[row["doc"], row["id"]] = fact_of(row)
        _put(connection, "wanted_rates", {"doc": sorted(set(rated))})
        for row in read_rows(connection, RATES):
            self.rates[row["doc"]].append(fact_of(row))
        _put(connection, "wanted", {"doc": sorted({*docs, *(doc for doc, _ in places)})})
        for row in read_rows(connection, ARTICLES):
            self.articles[row["doc"]] = msgspec.convert({name: row[name] for name in ARTICLE_FIELDS}, Article)

    def fact(self, sighting: Sighting) -> Fact:
        return self.facts[sighting.doc, sighting.id]

    def article(self, sighting: Sighting) -> Article:
        return self.articles[sighting.doc]

    def quote(self, sighting: Sighting) -> str:
        """The sentence the figure stands in."""
        fact = self.fact(sighting)
        return sentence_at(self.article(sighting), fact.start_char, fact.end_char)


def fact_of(row: Mapping[str, Any]) -> Fact:
    """A row of the table `facts` as the record it was made from; fields the query left out are the default's."""
    return msgspec.convert({name: plain_value(row[name]) for name in FIELDS}, Fact)


def plain_value(value: Any) -> Any:
    """A cell as records hold it: dates as ISO text, decimals without the column's zeros."""
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return plain(whole if whole == value else value.normalize())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain_value(inner) for name, inner in value.items()}
    return value


def sentence_at(article: Article, start: int, end: int) -> str:
    """The sentence around a place. Only its block is split: sentences never reach over a blank line."""
    text = article.text
    if end <= article.title_end:
        return text[: article.title_end]
    opening = text.rfind("\n\n", 0, start) + 1
    closing = text.find("\n\n", end)
    paragraph = text[opening : closing if closing >= 0 else len(text)]
    for sentence in split_sentences(make_article(paragraph), load_model("en")):
        if sentence.start_char <= start - opening < sentence.end_char:
            return sentence.text
    return " ".join(text[start:end].split())


def _put(connection: "DuckDBPyConnection", name: str, columns: Mapping[str, list[Any]]) -> None:
    """A temporary table of what is wanted."""
    import pyarrow as pa

    types = {"doc": pa.int64(), "id": pa.string()}
    table = pa.table({column: pa.array(values, types[column]) for column, values in columns.items()})
    connection.register("wanted_rows", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM wanted_rows")
    connection.unregister("wanted_rows")


def read_rows(connection: "DuckDBPyConnection", query: str) -> Iterator[dict[str, Any]]:
    """The rows of a query as mappings, a batch at a time."""
    for batch in connection.sql(query).to_arrow_reader(AT_ONCE):
        yield from batch.to_pylist()
