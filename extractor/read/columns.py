"""Which column of a table holds which field of an article: named by the caller, or guessed from the usual names."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from extractor.errors import InputError

Columns = tuple[tuple[str, str], ...]

# Names in lower case with underscores; the first that a table has is taken.
USUAL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "id": ("id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid"),
        "title": ("title", "headline", "heading", "article_title"),
        "body": (
            "body", "text", "content", "article", "article_text", "article_body", "maintext", "main_text", "full_text",
            "fulltext", "plain_text", "story",
        ),
        "published": (
            "published", "published_at", "publication_date", "published_date", "publish_date", "date_published",
            "date_publish", "datepublished", "pubdate", "pub_date", "publishdate", "date", "published_on", "datetime",
        ),
        "source": ("source", "publisher", "outlet", "publication", "newspaper", "site", "site_name", "source_name"),
        "url": ("url", "link", "source_url", "article_url", "permalink", "canonical_url"),
        "country": ("country", "country_code"),
        "language": ("language", "lang", "language_code"),
    }
)  # fmt: skip
# `text` is another word for the body, in a mapping as in JSON.
FIELDS: Final = (*USUAL, "text")
LONGEST_LIST: Final = 30


class ColumnError(Exception):
    """A table without the columns that are asked for; the message lists those it has."""


def checked_columns(columns: Columns) -> Columns:
    """The caller's mapping, every field of it one of ours and named once.

    Raises:
        InputError: a field is none of ours, or stands twice, or has no column.

    """
    made: dict[str, str] = {}
    for field, column in columns:
        name = "body" if field == "text" else field
        if name not in USUAL:
            raise InputError(f"columns: no field {field!r}; accepted: {', '.join(FIELDS)}")
        if name in made:
            raise InputError(f"columns: {name} is given twice, as {made[name]!r} and {column!r}")
        if not column:
            raise InputError(f"columns: {field} has no column; write it as {field}=NAME")
        made[name] = column
    return tuple(made.items())


def columns_of(names: Sequence[str], asked: Columns) -> dict[str, str]:
    """The column of every field that a table has.

    >>> columns_of(["Headline", "Full Text", "views"], ())
    {'title': 'Headline', 'body': 'Full Text'}
    >>> columns_of(["a", "b"], (("body", "b"),))
    {'body': 'b'}

    Raises:
        ColumnError: a column asked for is not there, or none holds a text or a title.

    """
    for field, column in asked:
        if column not in names:
            raise ColumnError(f"no column {column!r} for {field}; columns: {listed(names)}")
    found = {**_guessed([name for name in names if name not in dict(asked).values()]), **dict(asked)}
    if "body" not in found and "title" not in found:
        raise ColumnError(f"no column holds the text; say which with body=NAME; columns: {listed(names)}")
    return {field: found[field] for field in USUAL if field in found}


def known_columns(names: Sequence[str], asked: Columns) -> int:
    """How many fields a header of these names would give: to tell the dialect of a table."""
    return len({**_guessed(names), **{field: column for field, column in asked if column in names}})


def renamed(record: Mapping[str, Any], asked: Columns) -> Mapping[str, Any]:
    """A JSON object with its keys as the caller maps them; a key that it lacks changes nothing.

    JSON's keys are not guessed: they are those of the records, unless the caller says otherwise.
    """
    if not asked:
        return record
    return {**record, **{field: record[column] for field, column in asked if column in record}}


def listed(names: Sequence[str]) -> str:
    """Names of columns for a message."""
    shown = [repr(str(name)[:40]) for name in names[:LONGEST_LIST]]
    return ", ".join(shown) + (", …" if len(names) > LONGEST_LIST else "") or "none"


def _guessed(names: Sequence[str]) -> dict[str, str]:
    """The first of a field's usual names that a table has; a column holds one field."""
    written: dict[str, str] = {}
    for name in names:
        written.setdefault("_".join(name.lower().replace("-", " ").replace("_", " ").split()), name)
    found = {}
    for field, usual in USUAL.items():
        column = next((written[name] for name in usual if name in written), None)
        if column is not None:
            found[field] = column
    return found
