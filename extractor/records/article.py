"""An article as it was read, and the sentences it is cut into."""

import hashlib
from typing import Literal

import msgspec


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article. `text` is title + blank line + body; an article without a title is its body, unchanged.

    `published` is an ISO date, a month (``2024-04``) or a year (``2024``), or null.
    """

    id: str
    title: str | None = None
    text: str
    published: str | None = None
    country: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    sha256: str

    @property
    def title_end(self) -> int:
        """Where the title ends in `text` (0 without a title)."""
        return len(self.title) if self.title else 0


def make_article(
    body: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    country: str | None = None,
    source: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> Article:
    """Join title and body, and give the article its hash and, if the caller has none, its id.

    The id defaults to the first 16 hex digits of the text's SHA-256.
    """
    title = (title or "").strip() or None
    text = f"{title}\n\n{body}" if title else body
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=id or digest[:16],
        title=title,
        text=text,
        published=published,
        country=country,
        source=source,
        url=url,
        language=language,
        sha256=digest,
    )


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, heading or bullet of an article; `paragraph` counts from 0, the title is paragraph 0."""

    index: int
    start_char: int
    end_char: int
    text: str
    paragraph: int
    in_title: bool
    form: Literal["sentence", "heading", "bullet"] = "sentence"


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """Something skipped, repaired or doubtful, and why. `code` is dotted: ``read.empty``."""

    stage: str
    code: str
    level: Literal["info", "warning", "error"]
    message: str
    start_char: int | None = None
    end_char: int | None = None
