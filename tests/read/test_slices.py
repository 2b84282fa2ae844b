"""Slices of a source, one after the other, read exactly what the whole does, and as many as were counted."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from file_samples import BODY, PRESSES, http, page, parquet, texts, warc_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from extractor.read import READERS, Read, Source, count_documents, read_articles, read_source, sources_of

# What a document may be: sound, without text, out of form, in another language, too odd for its format.
BODIES = st.sampled_from(
    [BODY, "Zoë’s café earned £5m.\nIt had hoped for 6.", "", " ", 'He said "5%", twice;\t', "\0x"]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(["", "Exports rise", "A, B; C"]),
            "body": BODIES,
            "published": st.sampled_from(["", "2024-03-12", "20240312", "03/04/2024", "12 Mar 2024"]),
            "language": st.sampled_from(["", "en", "de", "??"]),
        }
    ),
    max_size=12,
)


def json_lines(rows: list[dict[str, str]]) -> bytes:
    blanks = ["", "\n", " \n\n", "{\n", "[1]\n"]
    lines = [f"{blanks[len(row['body']) % len(blanks)]}{json.dumps(row)}\n" for row in rows]
    return "".join(lines).encode()


def json_list(rows: list[dict[str, str]]) -> bytes:
    return json.dumps([row if row["body"] else 5 for row in rows]).encode()


def table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["title", "body", "published", "language"])
    for row in rows:
        writer.writerow([*row.values(), *(["spare"] if row["body"] == " " else [])])
        out.write("\r\n" if row["title"] else "")
    return out.getvalue().encode()


def row_groups(rows: list[dict[str, str]]) -> bytes:
    columns = {
        name: [row[name] or None for row in rows] for name in ("title", "body", "published", "language")
    }
    types: dict[str, Any] = {
        name: values if any(values) else [""] * len(rows) for name, values in columns.items()
    }
    return parquet(types, row_group_size=3)


def web_archive(rows: list[dict[str, str]]) -> bytes:
    parts = [warc_record("", kind="request", http=b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")]
    for row in rows:
        parts.append(
            warc_record(page(row["body"]), headers=["WARC-Truncated: length"] if row["title"] else [])
        )
        parts.append(warc_record(b"\x89PNG", http=http("image/png")))
    return b"".join(parts)


FORMATS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "jsonl": json_lines,
    "json": json_list,
    "csv": table,
    "parquet": row_groups,
    "warc": web_archive,
    "txt": lambda rows: "\n\n".join(row["body"] for row in rows).encode(),
    "html": lambda rows: page(*(row["body"] for row in rows)).encode(),
}


def slices(source: Source, sizes: list[int]) -> list[Read]:
    """The source read in slices of these sizes, over and over, to its end."""
    reads: list[Read] = []
    total = count_documents(source)
    first = turn = 0
    while first < total:
        count = sizes[turn % len(sizes)]
        reads += read_source(replace(source, first=first, count=count))
        first, turn = first + count, turn + 1
    return reads


def test_every_format_is_sliced() -> None:
    plain = {ending for ending in READERS if "." not in ending}
    assert plain - {"tsv", "htm"} == set(FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_slices_make_the_whole(
    ending: str, rows: list[dict[str, str]], sizes: list[int], tmp_path: Path
) -> None:
    path = tmp_path / f"news.{ending}"
    path.write_bytes(FORMATS[ending](rows))
    (source,) = sources_of([path])
    whole = list(read_source(source))
    assert slices(source, sizes) == whole
    assert count_documents(source) == len(whole)
    assert list(read_articles([path])) == whole


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.97, 1.0])
@pytest.mark.parametrize("pressed", PRESSES)
@pytest.mark.parametrize("ending", ["jsonl", "csv", "warc", "json", "txt", "html"])
def test_slices_of_a_file_that_breaks_off(
    ending: str, pressed: str, cut: float, write: Callable[..., Path]
) -> None:
    """The rest that is lost is one more document, told once."""
    rows = [
        {
            "title": "",
            "body": f"Exports rose {i * 7919 % 997}% to ${i * 104729}.",
            "published": "",
            "language": "",
        }
        for i in range(60 if ending == "warc" else 400)
    ]
    data = PRESSES[pressed](FORMATS[ending](rows))
    (source,) = sources_of([write(f"news.{ending}.{pressed}", data[: int(len(data) * cut)])])
    whole = list(read_source(source))
    assert slices(source, [50, 70]) == whole
    assert count_documents(source) == len(whole)
    told = [note for read in whole for note in read.diagnostics if note.code == "read.broken"]
    assert len(told) == (cut < 1)
    if 0.5 < cut < 1 and ending in ("jsonl", "csv", "warc"):
        assert whole[-1].failed
        assert len([text for text in texts(whole) if text]) > len(rows) * cut * 0.3


def test_a_slice_reads_no_document_outside_it(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither JSON nor pages before the slice are parsed."""
    lines = write("news.jsonl", b"{ no JSON\n" * 50 + json.dumps({"text": BODY}).encode() + b"\n")
    pages = write("news.warc", warc_record(page("no")) * 50 + warc_record(page(BODY)))
    parsed: list[str] = []
    for name in ("extractor.read.jsonl.parse_json", "extractor.read.html.page_record"):
        module, _, function = name.rpartition(".")
        original = getattr(__import__(module, fromlist=[function]), function)
        monkeypatch.setattr(
            name, lambda text, _original=original, **rest: parsed.append(text) or _original(text, **rest)
        )
    for source in sources_of([lines, pages]):
        assert texts(read_source(replace(source, first=50, count=1))) == [BODY]
    assert len(parsed) == 2


def test_row_groups_before_a_slice_are_not_touched(write: Callable[..., Path]) -> None:
    data = bytearray(parquet({"text": [f"Exports rose {i}%." for i in range(100)]}, row_group_size=10))
    data[4:400] = b"\xff" * 396  # the first row groups' pages
    (source,) = sources_of([write("news.parquet", bytes(data))])
    assert texts(read_source(replace(source, first=0, count=10))) == [None] * 10
    assert texts(read_source(replace(source, first=90))) == [f"Exports rose {i}%." for i in range(90, 100)]
