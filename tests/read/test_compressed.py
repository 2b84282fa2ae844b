"""Compressed files: every format, several members, damage, bombs."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from file_samples import BODY, PRESSES, codes, parquet, texts, zst

from extractor.read import Read, bounded, read_articles

Write = Callable[..., Path]
LINES = "".join(
    json.dumps({"id": f"a{number}", "text": f"Sales rose {number}%."}) + "\n" for number in range(400)
)


def reads(path: Path) -> list[Read]:
    return list(read_articles([path]))


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("txt", BODY.encode()),
        ("json", json.dumps({"text": BODY}).encode()),
        ("jsonl", json.dumps({"text": BODY}).encode()),
        ("csv", f"title,text\n,{BODY}\n".encode()),
    ],
)
def test_every_format(ending: str, data: bytes, press: str, write: Write) -> None:
    assert texts(reads(write(f"news.{ending}.{press}", PRESSES[press](data)))) == [BODY]


def test_an_id_is_the_name_without_its_endings(write: Write) -> None:
    (read,) = reads(write("news.txt.gz", gzip.compress(BODY.encode())))
    assert read.article is not None
    assert read.article.id == "news"


def test_members_one_after_the_other(write: Write) -> None:
    half = LINES.index('{"id": "a200"')
    data = gzip.compress(LINES[:half].encode()) + gzip.compress(LINES[half:].encode())
    assert len(reads(write("news.jsonl.gz", data))) == 400


@pytest.mark.parametrize("press", PRESSES)
def test_what_stands_before_a_break_is_kept(press: str, write: Write) -> None:
    data = PRESSES[press](LINES.encode())
    found = reads(write(f"news.jsonl.{press}", data[: len(data) * 2 // 3]))
    kept = [read for read in found if read.article is not None]
    assert 20 < len(kept) < 400
    assert [read.article.id for read in kept if read.article] == [f"a{number}" for number in range(len(kept))]
    assert any("read.broken" in code for read in found for _, code in codes(read))


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt.gz", b"no gzip"), ("a.txt.zst", b"no zstandard"), ("a.csv.gz", b"")]
)
def test_what_is_not_compressed(name: str, data: Any, write: Write) -> None:
    (read,) = reads(write(name, data))
    assert read.failed


@pytest.mark.parametrize(
    ("name", "press"), [("bomb.txt.gz", gzip.compress), ("bomb.jsonl.zst", lambda data: zst(data, 1 << 24))]
)
def test_bombs_are_left_out(name: str, press: Callable[[bytes], bytes], write: Write) -> None:
    found = reads(write(name, press(bytes(100 << 20))))
    assert not any(read.article for read in found)
    assert {code for read in found for _, code in codes(read)} <= {"read.bomb", "read.too_large"}


def test_a_large_document_is_passed_over_and_the_next_is_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MAX_DOCUMENT", 1000)
    lines = [json.dumps({"text": text}) for text in (BODY, "x" * 5000, BODY)]
    first, large, last = reads(write("news.jsonl.gz", gzip.compress("\n".join(lines).encode())))
    assert (texts([first, last]), codes(large)) == ([BODY, BODY], [("error", "read.too_large")])


def test_parquet_needs_no_compression_around_it(write: Write) -> None:
    found = reads(write("news.parquet", parquet({"text": [BODY]}, compression="zstd")))
    assert texts(found) == [BODY]
