"""From files to articles: formats, titles, ids, folders, standard input, documents that cannot be read."""

import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import InputError
from extractor.read import READERS, Read, ReadDefaults, read_articles
from extractor.read.fields import FIELDS
from extractor.records import Article

CASES = Path(__file__).parents[1] / "cases"
TITLES = tomllib.loads((CASES / "read_titles.toml").read_text("utf-8"))["case"]
FORMS = [
    (case["field"], written, out)
    for case in tomllib.loads((CASES / "read_fields.toml").read_text("utf-8"))["case"]
    for written, out in case["pairs"]
]
BODY = "Exports rose 5% to $3bn."


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of text, bytes or JSON below a fresh folder."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes | str) else json.dumps(content)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def the_article(*paths: str | Path, **defaults: str) -> Article:
    (read,) = read_articles(paths, defaults=ReadDefaults(**defaults))
    assert read.article is not None, read.diagnostics
    return read.article


def ids(*paths: str | Path) -> list[str]:
    return [read.article.id for read in read_articles(paths) if read.article is not None]


def codes(read: Read) -> list[tuple[str, str]]:
    return [(note.level, note.code) for note in read.diagnostics]


@pytest.mark.parametrize("case", TITLES, ids=lambda case: case["id"])
def test_title_of_plain_text(case: dict[str, str], write: Callable[..., Path]) -> None:
    article = the_article(write("news.txt", case["text"]))
    assert (article.title or "") == case["title"]
    if case["title"]:
        assert article.text == f"{case['title']}\n\n{case['body']}"
    else:
        assert article.text == case["text"]


def test_a_long_first_line_is_no_title(write: Callable[..., Path]) -> None:
    line = "word " * 40
    assert the_article(write("news.txt", f"{line}\n\n{BODY}")).title is None


@pytest.mark.parametrize(("field", "written", "out"), FORMS)
def test_form_of_fields(field: str, written: str, out: str) -> None:
    assert (FIELDS[field](written) or "") == out


@pytest.mark.parametrize(
    ("record", "title", "text"),
    [
        ({"text": BODY}, None, BODY),
        ({"body": BODY}, None, BODY),
        ({"title": "Exports rise", "text": BODY}, "Exports rise", f"Exports rise\n\n{BODY}"),
        ({"title": "Exports rise", "body": BODY}, "Exports rise", f"Exports rise\n\n{BODY}"),
        ({"title": "A", "body": BODY, "text": "not this"}, "A", f"A\n\n{BODY}"),
        ({"title": "A", "body": "", "text": BODY}, "A", f"A\n\n{BODY}"),
        ({"title": "", "text": BODY}, None, BODY),
        ({"title": None, "text": f" {BODY}\n"}, None, f" {BODY}\n"),
        ({"title": "Only a title"}, "Only a title", "Only a title\n\n"),
        ({"text": "a\r\nb", "other": [1]}, None, "a\nb"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_title_and_body_of_a_record(
    record: dict[str, Any], title: str | None, text: str, write: Callable[..., Path]
) -> None:
    article = the_article(write("news.json", record))
    assert (article.title, article.text) == (title, text)


def test_all_fields_of_a_record(write: Callable[..., Path]) -> None:
    record = {
        "id": 17, "title": "Exports rise", "body": BODY, "published": "2024-05-01T09:00:00Z", "country": "pk",
        "language": "en-GB", "source": "Daily Sample", "url": "https://example.org/17",
    }  # fmt: skip
    article = the_article(write("news.json", record), published="2020", country="US")
    assert (article.id, article.published, article.country, article.language) == (
        "17",
        "2024-05-01",
        "PK",
        "en",
    )
    assert (article.source, article.url) == ("Daily Sample", "https://example.org/17")


def test_defaults_fill_what_is_missing(write: Callable[..., Path]) -> None:
    article = the_article(write("news.txt", BODY), published="2024-05", country="uk", language="en-US")
    assert (article.published, article.country, article.language) == ("2024-05", "GB", "en")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("published", "yesterday", "published 'yesterday' is not a date as 2024-04-30, 2024-04 or 2024"),
        ("country", "Pakistan", "country 'Pakistan' is not two letters"),
        ("language", "?", "language '?' is not a language code"),
    ],
)
def test_a_default_out_of_form_is_the_callers_mistake(
    name: str, value: str, message: str, write: Callable[..., Path]
) -> None:
    with pytest.raises(InputError) as error:
        read_articles([write("news.txt", BODY)], defaults=ReadDefaults(**{name: value}))
    assert message in str(error.value)


def test_fields_out_of_form_are_left_out_and_said(write: Callable[..., Path]) -> None:
    record = {
        "text": BODY,
        "published": "1 May 2024",
        "country": "Pakistan",
        "language": "??",
        "title": ["A"],
    }
    (read,) = read_articles([write("news.json", record)])
    assert read.article is not None
    assert (read.article.published, read.article.country, read.article.language) == (None, None, "en")
    assert codes(read) == [
        ("warning", "read.field"),
        ("warning", "read.published"),
        ("warning", "read.country"),
        ("warning", "read.language"),
    ]
    assert read.diagnostics[1].message == (
        "published '1 May 2024' is not a date as 2024-04-30, 2024-04 or 2024; left out"
    )


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("a.txt", b"", "read.empty", "the article is empty"),
        ("a.txt", b" \n\n", "read.empty", "the article is empty"),
        ("a.json", b"", "read.empty", "the file is empty"),
        ("a.jsonl", b"\n\n", "read.empty", "the file is empty"),
        ("a.json", b"[]", "read.empty", "the list is empty"),
        ("a.json", b'{"text": "  "}', "read.empty", "the article is empty"),
        ("a.json", b'{"headline": "A", "n": 1}', "read.no_text", "keys found: 'headline', 'n'"),
        ("a.json", b"{}", "read.no_text", "keys found: none"),
        ("a.json", b'{"text": "a"', "read.json", "not valid JSON (Expecting ',' delimiter: line 1 column 13"),
        ("a.json", b"12", "read.json", "an object or a list of objects is expected"),
        ("a.json", b"[" * 100_000, "read.json", "nested too deep"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read(
    name: str, content: bytes, code: str, message: str, write: Callable[..., Path]
) -> None:
    path = write(name, content)
    (read,) = read_articles([path])
    assert read.article is None
    assert codes(read) == [("error", code)]
    assert read.diagnostics[0].message.startswith(str(path))
    assert message in read.diagnostics[0].message


def test_a_bad_line_does_not_end_the_run(write: Callable[..., Path]) -> None:
    lines = [
        '{"text": "One."}',
        "",
        '{"text": "Two"',
        "[1]",
        '{"id": "x", "text": "Five."}',
        '{"text": "\\ud800"}',
    ]
    path = write("news.jsonl", "\n".join(lines))
    reads = list(read_articles([path]))
    assert [read.article and read.article.id for read in reads] == ["news:1", None, None, "x", "news:6"]
    assert [read.line for read in reads] == [1, 3, 4, 5, 6]
    assert [code for read in reads for code in codes(read)] == [
        ("error", "read.json"),
        ("error", "read.json"),
        ("info", "read.characters"),
    ]
    assert reads[1].diagnostics[0].message.startswith(f"{path}:3: not valid JSON")
    assert reads[2].diagnostics[0].message == f"{path}:4: a line must hold one object, not '[1]'"


def test_json_lines_are_read_as_they_come(write: Callable[..., Path]) -> None:
    path = write("news.jsonl", '{"text": "One."}\n' * 3)
    reads = read_articles([path])
    assert next(reads).line == 1
    with path.open("ab") as more:
        more.write(b"\n" * 100_000 + b'{"text": "Late."}\n')
    assert [read.article.text for read in reads if read.article] == ["One.", "One.", "Late."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["news.jsonl", "news.json", "news.txt"])
def test_encodings_in_every_format(name: str, encoding: str, write: Callable[..., Path]) -> None:
    body = "Sales at the café rose to £5m – or more."
    content = body if name.endswith("txt") else json.dumps({"text": body}, ensure_ascii=False)
    assert the_article(write(name, content.encode(encoding))).text == body


def test_a_list_and_lines_in_one_json_file(write: Callable[..., Path]) -> None:
    listed = write("list.json", [{"text": "One."}, 2, {"id": "three", "text": "Three."}])
    reads = list(read_articles([listed]))
    assert [read.article and read.article.id for read in reads] == ["list:1", None, "three"]
    assert [read.line for read in reads] == [1, 2, 3]
    lines = write("lines.json", '\n{"text": "One."}\n{"text": "Two."}\n')
    assert ids(lines) == ["lines:2", "lines:3"]
    pretty = write("pretty.json", json.dumps({"text": BODY}, indent=2))
    assert ids(pretty) == ["pretty"]


def test_a_folder_is_read_by_known_endings(write: Callable[..., Path], tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "sub/c.TXT",
        "README.txt",
        "notes.md",
        "x.doc",
        ".hidden.txt",
        ".git/d.txt",
    ):
        write(name, BODY)
    write("sub/e.jsonl", '{"text": "One."}\n{"text": "Two."}')
    write("a.gold.json", {"facts": []})
    write("a.json", {"text": BODY})
    assert ids(tmp_path) == ["a.json", "a.txt", "b", "c", "e:1", "e:2"]


def test_globs(write: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "readme.txt", "d.doc"):
        write(name, BODY)
    assert ids(f"{tmp_path}/*.txt") == ["a", "b"]
    assert ids(f"{tmp_path}/**/*") == ["a", "b", "c"]
    assert ids(f"{tmp_path}/s*") == ["c"]
    with pytest.raises(InputError, match="no articles there"):
        read_articles([f"{tmp_path}/*.xml"])


def test_files_that_share_a_stem_are_named_by_their_path(write: Callable[..., Path], tmp_path: Path) -> None:
    write("2023/news.txt", BODY)
    write("2024/news.txt", BODY)
    write("2024/rows.jsonl", '{"text": "One."}')
    write("2024/news.json", {"text": BODY, "id": "own"})
    assert ids(tmp_path) == ["2023/news.txt", "own", "2024/news.txt", "rows:1"]
    assert ids(tmp_path / "2023", tmp_path / "2024" / "rows.jsonl") == ["news", "rows:1"]


def test_a_file_given_twice_is_read_once(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write("news.txt", BODY)
    assert ids(path, str(path), tmp_path, f"{tmp_path}/*.txt") == ["news"]


def test_missing_paths_and_unknown_endings(write: Callable[..., Path], tmp_path: Path) -> None:
    listed = r"accepted are files ending in \.txt, .*folders, globs, and - for standard input"
    with pytest.raises(InputError, match=rf"gone\.txt: no such file or folder; {listed}"):
        read_articles([tmp_path / "gone.txt"])
    with pytest.raises(InputError, match=rf"news\.doc: no reader for this ending; {listed}"):
        read_articles([write("news.doc", BODY)])
    with pytest.raises(InputError, match="no articles there"):
        read_articles([tmp_path])
    with pytest.raises(InputError, match="no file has so long a name"):
        read_articles([BODY * 20])


def test_a_file_that_cannot_be_opened_is_a_diagnostic(write: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    write("sound.txt", BODY)
    broken, sound = read_articles([tmp_path])
    assert codes(broken) == [("error", "read.failed")]
    assert sound.article is not None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Exports rise\n\nThey rose 5%.", [("stdin", "Exports rise")]),
        (b' \n{"title": "A", "text": "b"}', [("stdin", "A")]),
        (b'\xef\xbb\xbf{"text": "b"}\n{"text": "c"}\n', [("stdin:1", None), ("stdin:2", None)]),
        (b'[\n{"id": "x", "text": "b"},\n{"text": "c"}]', [("x", None), ("stdin:2", None)]),
        (b'{\n "text": "b"\n}\n', [("stdin", None)]),
        ("Exports rise – fast\n\nThey rose £5m.".encode("cp1252"), [("stdin", "Exports rise – fast")]),
    ],
    ids=["text", "object", "lines", "list", "pretty", "legacy-text"],
)
def test_standard_input_is_sniffed(
    data: bytes, expected: list[tuple[str, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = [read.article for read in read_articles(["-"])]
    assert [(article.id, article.title) for article in articles if article] == expected


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (read,) = read_articles(["-"])
    assert codes(read) == [("error", "read.empty")]


def test_every_reader_is_listed_by_a_lower_case_ending() -> None:
    assert {"txt", "json", "jsonl"} <= set(READERS)
    assert all(ending == ending.lower().strip(".") for ending in READERS)
