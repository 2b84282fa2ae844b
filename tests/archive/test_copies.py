"""Copies of one text: told by hash and by signature, apart from texts that only share a phrase."""

import duckdb
import pytest

from extractor.archive.cross.copies import find_copies
from extractor.archive.cross.memory import fill
from extractor.pipeline import pipe
from extractor.records import make_article

WORDS = [f"word{number}" for number in range(300)]
TEXT = " ".join(WORDS)
EDITED = " ".join("other" if number in (40, 200) else word for number, word in enumerate(WORDS))
HALF = " ".join([*WORDS[:120], *(f"else{number}" for number in range(180))])


def copies(*texts: str) -> list[tuple[int, int]]:
    with duckdb.connect() as connection:
        fill(connection, pipe([make_article(text) for text in texts], checks=False))
        find_copies(connection)
        return connection.execute("SELECT doc, copy FROM copies ORDER BY doc").fetchall()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((TEXT, TEXT), [(0, 0), (1, 0)]),
        ((TEXT, TEXT.upper() + "."), [(0, 0), (1, 0)]),
        ((TEXT, EDITED), [(0, 0), (1, 0)]),
        ((TEXT, HALF), []),
        ((HALF, TEXT, EDITED, "something else altogether"), [(1, 1), (2, 1)]),
        (("Tea.", "Tea.", "Coffee."), [(0, 0), (1, 0)]),
    ],
    ids=[
        "equal",
        "case and full stop",
        "two words changed",
        "less than half alike",
        "among others",
        "one word",
    ],
)
def test_clusters(texts: tuple[str, ...], expected: list[tuple[int, int]]) -> None:
    assert copies(*texts) == expected


def test_many_copies_are_one_cluster() -> None:
    edits = [" ".join(f"x{n}" if at == n * 7 else word for at, word in enumerate(WORDS)) for n in range(30)]
    assert {copy for _, copy in copies(*edits)} == {0}
