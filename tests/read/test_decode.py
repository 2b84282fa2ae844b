"""Bytes become text without a crash, and what was guessed or replaced is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.read.decode import REPLACEMENT, clean, decode

ENGLISH = "Profit at Zoë’s Café rose 12% to £3.4bn – or €4bn – from £3.1bn a year earlier."


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        (ENGLISH.encode(), ENGLISH, []),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), ENGLISH, []),
        (ENGLISH.encode("cp1252"), ENGLISH, ["read.encoding"]),
        ("It costs £5".encode("latin-1"), "It costs £5", ["read.encoding"]),
        (ENGLISH.encode("utf-16"), ENGLISH, ["read.encoding"]),
        (ENGLISH.encode("utf-32"), ENGLISH, ["read.encoding"]),
        ("Exports rose 5 percent.".encode("utf-16-le"), "Exports rose 5 percent.", ["read.encoding"]),
        ("Exports rose 5 percent.".encode("utf-16-be"), "Exports rose 5 percent.", ["read.encoding"]),
        (ENGLISH.encode() + b" \xff end", ENGLISH + f" {REPLACEMENT} end", ["read.encoding"]),
        (b"a\x00b", f"a{REPLACEMENT}b", ["read.characters"]),
        (b"a\xed\xa0\x80b", f"a{REPLACEMENT}b", ["read.characters"]),
        (b"one\r\ntwo\r\n", "one\ntwo\n", []),
        (b"one\rtwo", "one\rtwo", []),
        (b"", "", []),
    ],
    ids=[
        "utf-8", "byte-order-mark", "cp1252", "latin-1-short", "utf-16", "utf-32", "utf-16-le-unmarked",
        "utf-16-be-unmarked", "one-broken-byte", "nul", "lone-surrogate", "crlf", "cr-alone", "empty",
    ],
)  # fmt: skip
def test_decode(data: bytes, text: str, codes: list[str]) -> None:
    made, notes = decode(data)
    assert made == text
    assert [note.code for note in notes] == codes


def test_a_language_beyond_latin_is_left_to_charset_normalizer() -> None:
    text = "Экспорт вырос на пять процентов по сравнению с прошлым годом, сообщило министерство."
    made, notes = decode(text.encode("cp1251"))
    assert made == text
    assert notes[0].message == "not UTF-8; read as cp1251"


@given(st.binary(max_size=200))
def test_any_bytes_become_text_that_can_be_written(data: bytes) -> None:
    text, _ = decode(data)
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\x00" not in text


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaning_keeps_every_offset_but_those_of_line_ends(text: str) -> None:
    cleaned, notes = clean(text)
    bare = text.replace("\r\n", "\n")
    assert len(cleaned) == len(bare)
    assert bool(notes) == (cleaned != bare)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
