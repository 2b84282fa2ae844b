"""Records as JSON text: decimals plain, nothing in it that could steer a terminal."""

import re
from typing import Final

import msgspec

from extractor.records import Article, Coverage, Diagnostic, Extraction, Finding, Producer
from extractor.report.findings import ranked
from extractor.values.decimals import encode_hook

# JSON escapes C0 controls by itself. DEL, C1 (CSI among them) and bidirectional controls it may leave as they
# are; escaped, they are the same text to every parser.
STEERING: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
ENCODER: Final = msgspec.json.Encoder(enc_hook=encode_hook)


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """Which article a list of findings belongs to: `Article` without its text."""

    id: str
    title: str | None
    published: str | None
    country: str | None
    source: str | None
    url: str | None
    sha256: str


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """What `tieout check` writes of one article: its findings, alarms first, and the coverage."""

    schema: str
    producer: Producer
    article: Headline
    alarms: int
    findings: tuple[Finding, ...]
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...]


def encode(record: msgspec.Struct) -> str:
    """A record on one line of JSON."""
    text = ENCODER.encode(record).decode("utf-8")
    return STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def indent(line: str) -> str:
    """One line of JSON set over many."""
    return msgspec.json.format(line, indent=2)


def verdicts(extraction: Extraction) -> Verdicts:
    """The findings of an extraction with what is needed to place them."""
    return Verdicts(
        schema=extraction.schema,
        producer=extraction.producer,
        article=_headline(extraction.article),
        alarms=sum(finding.is_alarm for finding in extraction.findings),
        findings=tuple(ranked(extraction.findings)),
        coverage=extraction.coverage,
        diagnostics=extraction.diagnostics,
    )


def _headline(article: Article) -> Headline:
    return Headline(**{name: getattr(article, name) for name in Headline.__struct_fields__})
