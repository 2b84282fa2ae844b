"""CSV, TSV and Parquet: which column holds what, odd rows, odd dates, damaged files."""

import csv
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from file_samples import BODY, codes, parquet, texts

from extractor.errors import InputError
from extractor.read import Read, ReadDefaults, bounded, read_articles
from extractor.read.columns import ColumnError, checked_columns, columns_of
from extractor.read.csv import split_header
from extractor.read.dates import free_date

CASES = Path(__file__).parents[1] / "cases"
HEADERS = tomllib.loads((CASES / "read_columns.toml").read_text("utf-8"))["case"]
DATES = [
    pair
    for case in tomllib.loads((CASES / "read_dates.toml").read_text("utf-8"))["case"]
    for pair in case["pairs"]
]

Write = Callable[..., Path]


def reads(path: Path, **defaults: Any) -> list[Read]:
    return list(read_articles([path], defaults=ReadDefaults(**defaults)))


def messages(*found: Read) -> list[str]:
    return [note.message for read in found for note in read.diagnostics]


@pytest.mark.parametrize("case", HEADERS, ids=lambda case: case["id"])
def test_columns(case: dict[str, Any]) -> None:
    asked = tuple((field, column) for field, column in case.get("asked", ()))
    if "error" in case:
        with pytest.raises(ColumnError) as error:
            columns_of(case["names"], asked)
        assert case["error"] in str(error.value)
    else:
        assert columns_of(case["names"], asked) == case["columns"]


@pytest.mark.parametrize(("written", "out"), DATES)
def test_dates(written: str, out: str) -> None:
    assert free_date(written) == (out or written)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((("heading", "x"),), "no field 'heading'; accepted: id, title, body"),
        ((("body", "x"), ("text", "y")), "body is given twice, as 'x' and 'y'"),
        ((("title", ""),), "title has no column"),
    ],
)
def test_a_mapping_that_means_nothing(
    columns: tuple[tuple[str, str], ...], message: str, write: Write
) -> None:
    with pytest.raises(InputError, match=message):
        reads(write("news.csv", "text\na\n"), columns=columns)


def test_text_is_another_word_for_body() -> None:
    assert checked_columns((("text", "x"),)) == (("body", "x"),)


def test_all_fields_of_a_row(write: Write) -> None:
    data = (
        "guid,Headline,Full Text,pubDate,Outlet,link,country_code,lang\n"
        'a-1,Exports rise,"They rose 5%,\nto ""$3bn"".","Tue, 12 Mar 2024 09:30:00 GMT",Daily Sample,'
        "https://example.org/1,pk,en-GB\n"
    )
    (read,) = reads(write("news.csv", data))
    article = read.article
    assert article is not None
    assert article.text == 'Exports rise\n\nThey rose 5%,\nto "$3bn".'
    assert (article.id, article.title, article.published) == ("a-1", "Exports rise", "2024-03-12")
    assert (article.source, article.url) == ("Daily Sample", "https://example.org/1")
    assert (article.country, article.language, read.line) == ("PK", "en", 2)
    assert read.diagnostics == ()


def test_lines_of_rows_and_defaults(write: Write) -> None:
    """A row is named by the line it begins on; blank lines are none."""
    data = 'text,date\r\n\r\n"One\r\nand a half.",\r\nTwo.,2024-01-02\r\n\r\n,\r\nFive.,03/04/2024\r\n'
    found = reads(write("news.csv", data), published="2020")
    assert [(read.line, read.article and read.article.id) for read in found] == [
        (3, "news:3"),
        (5, "news:5"),
        (8, "news:8"),
    ]
    assert texts(found) == ["One\nand a half.", "Two.", "Five."]
    assert [read.article.published for read in found if read.article] == ["2020", "2024-01-02", None]
    assert messages(*found) == [
        "published '03/04/2024' is not a date as 2024-04-30, 2024-04 or 2024; left out"
    ]


@pytest.mark.parametrize(
    ("header", "names", "delimiter"),
    [
        ("title,body", ["title", "body"], ","),
        ("title;body;date", ["title", "body", "date"], ";"),
        ("title\tbody", ["title", "body"], "\t"),
        ("title|body", ["title", "body"], "|"),
        ('"title, long";"body";"a,b,c,d,e"', ["title, long", "body", "a,b,c,d,e"], ";"),
        ("text", ["text"], ","),
        ("a;b,text", ["a;b", "text"], ","),
        ('"title", "body"', ["title", "body"], ","),
    ],
)
def test_dialects(header: str, names: list[str], delimiter: str) -> None:
    assert split_header(header, ()) == (names, delimiter)


def test_tabs_in_a_tsv(write: Write) -> None:
    assert texts(
        reads(write("news.tsv", "a,text\ttitle\nx\tExports; imports, too\n"), columns=(("body", "a,text"),))
    ) == ["Exports; imports, too\n\nx"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str, write: Write) -> None:
    body = "Sales at the café rose to £5m – or more."
    assert texts(reads(write("news.csv", f"title,text\nA,{body}\n".encode(encoding)))) == [f"A\n\n{body}"]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "read.empty", "the file is empty"),
        (b"\n\n", "read.empty", "the file is empty"),
        (
            b"a,b\n1,2\n",
            "read.columns",
            "no column holds the text; say which with body=NAME; columns: 'a', 'b'",
        ),
        (b"text\none\n", "read.columns", "no column 'x' for title; columns: 'text'"),
        (b"\x89PNG\r\n\x1a\n\0\0", "read.columns", "no column"),
    ],
    ids=["empty", "blank", "no-text", "missing", "binary"],
)
def test_a_table_that_cannot_be_read(data: bytes, code: str, message: str, write: Write) -> None:
    columns = (("title", "x"),) if b"one" in data else ()
    (read,) = reads(write("news.csv", data), columns=columns)
    assert codes(read) == [("error", code)]
    assert message in messages(read)[0]


def test_odd_rows(write: Write) -> None:
    """A row too long has lost its text at a comma; one too short says so; the others are untouched."""
    data = 'title,text,date\nA,Sales rose, he said,2024\nB,Short.\nC,"Nul \0 here.",\nD,Sound.,2024\nE,F,,,\n'
    found = reads(write("news.csv", data))
    assert texts(found) == [None, "B\n\nShort.", "C\n\nNul \ufffd here.", "D\n\nSound.", "E\n\nF"]
    assert [codes(read) for read in found] == [
        [("error", "read.csv")],
        [("warning", "read.csv")],
        [("info", "read.characters")],
        [],
        [],
    ]
    assert "4 values under 3 names; is a value with a separator not in quotes?" in messages(*found)[0]
    assert messages(*found)[1] == "2 values under 3 names; the others are taken as empty"


def test_a_quotation_mark_that_is_never_closed(write: Write) -> None:
    found = reads(write("news.csv", 'title,text\nA,One.\nB,"Two.\nC,Three.\n'))
    assert texts(found) == ["A\n\nOne.", None]
    assert messages(found[1])[0].endswith(
        "news.csv:3: a quotation mark opens a value here and none closes it; the rest of the file is lost"
    )


def test_a_quotation_mark_that_swallows_too_much(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_DOCUMENT", 1000)
    rows = 'B,"Two.\n' + "C,Three.\n" * 200 + 'D,"Four"\n'
    found = reads(write("news.csv", "title,text\nA,One.\n" + rows))
    assert (texts(found)[0], found[1].line, codes(found[1])) == (
        "A\n\nOne.",
        3,
        [("error", "read.too_large")],
    )
    assert texts(found)[-1] == "D\n\nFour"
    assert texts(found).count("C\n\nThree.") > 80


def test_a_line_too_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_DOCUMENT", 1000)
    found = reads(write("news.csv", f"title,text\nA,{'x' * 2000}\nB,{'y' * 900}\n"))
    assert [codes(read) for read in found] == [[("error", "read.too_large")], []]
    assert [read.line for read in found] == [2, 3]


def test_fields_longer_than_the_limit_of_python(write: Write) -> None:
    csv.field_size_limit(131_072)
    assert texts(reads(write("news.csv", f"text\n{'word ' * 50_000}\n"))) == ["word " * 50_000]


ZONE = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("values", "published"),
    [
        (pyarrow.array([date(2024, 3, 12)]), "2024-03-12"),
        (pyarrow.array([datetime(2024, 3, 12, 23, 30)]), "2024-03-12"),
        (pyarrow.array([1_710_199_800_000_000_123], pyarrow.timestamp("ns")), "2024-03-11"),
        (
            pyarrow.array([datetime(2024, 3, 12, 23, 30, tzinfo=ZONE)], pyarrow.timestamp("us", "-05:00")),
            "2024-03-12",
        ),
        (pyarrow.array([datetime(2024, 3, 12, 23, 30, tzinfo=UTC)]), "2024-03-12"),
        (pyarrow.array([20240312]), "2024-03-12"),
        (pyarrow.array(["12 Mar 2024"]), "2024-03-12"),
        (pyarrow.array([None], pyarrow.timestamp("s")), None),
        (pyarrow.array([2_000_000_000], pyarrow.date32()), None),
    ],
    ids=["date", "datetime", "nanoseconds", "zone", "utc", "integer", "text", "null", "beyond-years"],
)
def test_dates_as_parquet_types_them(values: Any, published: str | None, write: Write) -> None:
    (read,) = reads(write("news.parquet", parquet({"text": [BODY], "date": values})))
    assert read.article is not None
    assert read.article.published == published


def test_parquet_of_all_sorts(write: Write) -> None:
    """Nulls, bytes, text that is not UTF-8, numbers and lists where text is expected."""
    latin = pyarrow.Array.from_buffers(
        pyarrow.string(),
        1,
        [None, pyarrow.py_buffer(b"\0\0\0\0\4\0\0\0"), pyarrow.py_buffer("£5m.".encode("cp1252"))],
    )
    for column, text in [
        (pyarrow.array([None], pyarrow.string()), None),
        (pyarrow.nulls(1), None),
        (pyarrow.array([""]), None),
        (pyarrow.array(["Zoë earned £5m."]), "Zoë earned £5m."),
        (pyarrow.array([BODY], pyarrow.large_string()), BODY),
        (pyarrow.array([BODY.encode()]), BODY),
        (pyarrow.array([BODY]).dictionary_encode(), BODY),
        (latin, "£5m."),
        (pyarrow.array([17]), "17"),
        (pyarrow.array([[BODY]]), None),
        (pyarrow.array([{"a": 1}]), None),
        (pyarrow.array([1.5]), None),
    ]:
        (read,) = reads(write("news.parquet", parquet({"body": column, "views": [3]})))
        assert texts([read]) == [text], column.type
        assert read.failed == (text is None)
        assert read.line == 1


def test_only_the_columns_needed_are_read(write: Write) -> None:
    """A damaged column that nobody asks for hurts nobody."""
    blob = "x" * 50_000
    data = parquet({"text": [BODY], "blob": [blob]}, compression="none", use_dictionary=False)
    at = data.index(b"x" * 1000)
    damaged = data[: at - 30] + b"\xff" * 1000 + data[at + 970 :]
    assert texts(reads(write("news.parquet", damaged))) == [BODY]
    found = reads(write("news.parquet", damaged), columns=(("body", "blob"),))
    assert found[0].article is None or found[0].article.text != blob


@pytest.mark.parametrize("cut", [0, 3, 100, -1, -9])
def test_a_parquet_file_cut_off(cut: int, write: Write) -> None:
    data = parquet({"text": [BODY] * 100})
    (read,) = reads(write("news.parquet", data[:cut]))
    assert codes(read) == [("error", "read.parquet")]
    assert "not a whole Parquet file" in messages(read)[0]


def test_damaged_rows_are_lost_one_by_one(write: Write) -> None:
    data = bytearray(
        parquet({"text": [f"Exports rose {i}%." for i in range(30)]}, row_group_size=10, use_dictionary=False)
    )
    group = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(bytes(data))).metadata.row_group(1).column(0)
    data[group.data_page_offset : group.data_page_offset + 8] = b"\xff" * 8
    found = reads(write("news.parquet", bytes(data)))
    assert [text is None for text in texts(found)] == [False] * 10 + [True] * 10 + [False] * 10
    assert [read.line for read in found] == list(range(1, 31))
    assert codes(found[10]) == [("error", "read.parquet")]


def test_a_table_without_rows(write: Write) -> None:
    (read,) = reads(write("news.parquet", parquet({"text": pyarrow.array([], pyarrow.string())})))
    assert codes(read) == [("error", "read.empty")]
    assert reads(write("news.csv", "title,text\n")) == []


def test_columns_of_json(write: Write) -> None:
    """JSON's keys are not guessed, but mapped; an article that lacks one is read as it is."""
    lines = '{"headline": "A", "content": "One.", "date": "2024-01-02"}\n{"text": "Two."}\n{"content": 5, "x": 1}\n'
    columns = (("title", "headline"), ("body", "content"), ("published", "date"))
    found = reads(write("news.jsonl", lines), columns=columns)
    assert texts(found) == ["A\n\nOne.", "Two.", "5"]
    assert found[0].article is not None
    assert found[0].article.published == "2024-01-02"
    assert all(read.failed for read in reads(write("news.jsonl", '{"headline": "A", "content": "One."}\n')))
