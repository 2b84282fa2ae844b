"""Stub that is filled in by the next commits of this branch."""

from collections.abc import Iterator

from extractor.read.source import Document, Source


def read_html(source: Source) -> Iterator[Document]:
    raise NotImplementedError
