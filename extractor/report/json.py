"""JSON set for reading: one article is an object, several are a list, none is an empty list."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from extractor.records import Extraction
from extractor.report.encode import encode, indent, verdicts
from extractor.report.writer import Layout, Writer


def write_extractions(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """The `Extraction`, or a list of them."""
    return _document(indent(encode(extraction)) for extraction in extractions)


def write_findings(extractions: Iterable[Extraction], layout: Layout) -> Iterator[str]:
    """The article's `Verdicts`, or a list of them."""
    return _document(indent(encode(verdicts(extraction))) for extraction in extractions)


WRITER: Final = Writer(write_extractions, write_findings)


def _document(objects: Iterator[str]) -> Iterator[str]:
    """Objects as one JSON document, the list opened only once a second object has come."""
    first, second = next(objects, None), next(objects, None)
    if first is None:
        yield "[]\n"
    elif second is None:
        yield f"{first}\n"
    else:
        yield f"[\n{first}"
        for each in chain([second], objects):
            yield f",\n{each}"
        yield "\n]\n"
