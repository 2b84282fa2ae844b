"""A mapping of keys to values, as JSON, a table's row or an index has it, to an article."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from extractor.read.decode import clean
from extractor.read.fields import checked_fields
from extractor.read.language import detected_language
from extractor.read.source import Read, Source, failed, skipped
from extractor.records import Diagnostic, make_article

KEYS: Final = ("id", "title", "body", "text", "published", "source", "url", "country", "language")
BODY_KEYS: Final = ("body", "text")


def read_record(
    record: Mapping[str, Any],
    source: Source,
    *,
    id: str,
    line: int | None = None,
    notes: Iterable[Diagnostic] = (),
) -> Read:
    """The article of a record with the keys of `KEYS`; others are ignored.

    The body is `body`, or `text` where that is missing; `make_article` puts the title before it. `id` names
    an article that has no id of its own. Dates, countries and languages out of form are left out with a
    diagnostic; a record without any text cannot be read, and one in another language is skipped.
    """
    fields, found = _strings(record)
    diagnostics = [*notes, *found]
    body = fields["body"] or fields["text"]
    title = fields["title"]
    if not (body or "").strip() and not (title or "").strip():
        return failed(source, *_no_text(record), line=line)
    form, misformed = checked_fields(fields, source.defaults)
    language = form["language"] or _language(body or "", source) or "en"
    if language not in source.defaults.languages:
        return skipped(source, language, line=line)
    article = make_article(
        body or "",
        id=(fields["id"] or "").strip() or id,
        title=title,
        published=form["published"],
        country=form["country"],
        source=fields["source"],
        url=fields["url"],
        language=language,
    )
    return Read(path=source.path, line=line, article=article, diagnostics=(*diagnostics, *misformed))


def _language(text: str, source: Source) -> str | None:
    """The language of an article that does not say it: what its text shows, if the caller asks; else the default."""
    found = detected_language(text) if source.defaults.detect_language else None
    return found or source.defaults.language


def _strings(record: Mapping[str, Any]) -> tuple[dict[str, str | None], list[Diagnostic]]:
    """The known keys as clean text, null where they are missing or hold something else."""
    fields: dict[str, str | None] = {}
    notes: list[Diagnostic] = []
    for key in KEYS:
        value = record.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            fields[key], replaced = clean(value)
            notes += replaced
        else:
            fields[key] = None
            if value is not None:
                message = f"{key} is {_kind(value)}, not text; left out"
                notes.append(Diagnostic(stage="read", code="read.field", level="warning", message=message))
    return fields, notes


def _no_text(record: Mapping[str, Any]) -> tuple[str, str]:
    """Code and message for a record without body and title."""
    if any(isinstance(record.get(key), str) for key in BODY_KEYS):
        return "empty", "the article is empty"
    keys = ", ".join(repr(str(key)[:40]) for key in list(record)[:12]) or "none"
    return "no_text", f"no text: 'body' or 'text' is expected to hold it; keys found: {keys}"


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", float: "a number with a fraction"}
    return next((name for type_, name in names.items() if isinstance(value, type_)), type(value).__name__)
