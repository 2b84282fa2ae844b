"""Parquet: one article a row, read a batch at a time, and only the columns that are needed."""

from collections.abc import Iterator
from typing import Any

from extractor.read.source import Document, Source


def read_parquet(source: Source) -> Iterator[Document]:
    raise NotImplementedError


def count_parquet(source: Source) -> int:
    raise NotImplementedError
