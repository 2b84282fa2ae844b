"""Syndicated copies: one agency's text in many papers is one witness, not many.

A text's signature is made once, when the archive is built; two texts share each of its numbers with the
probability that is the Jaccard similarity of their shingles (Broder 1997, MinHash).
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np

SIZE: Final = 64
"""Numbers in a signature: an estimate of similarity is good to about one sixteenth."""
SHINGLE: Final = 5
"""Words in a row that make one shingle: five seldom meet by chance, and survive a changed headline."""
SEED: Final = 20_231_130
LONGEST: Final = 20_000
"""Words of a text that are looked at; what follows in a data dump tells nothing more."""
_AT_ONCE: Final = 512
"""Shingles hashed, or rows fetched, at a time."""

_WORD = re.compile(r"\w+")


def signature(text: str) -> list[int]:
    """The MinHash of a text's five-word shingles: 64 numbers of 32 bits, empty for a text without words.

    Case, punctuation and spaces do not count. A text shorter than a shingle is one shingle.

    >>> signature("Exports rose 12% to $3.4bn.") == signature("exports  ROSE 12% to $3.4bn")
    True

    """
    import numpy as np

    words = [crc32(match[0].encode("utf-8", "surrogatepass")) for match in _WORD.finditer(text.lower())]
    if not words:
        return []
    del words[LONGEST:]
    words += [0] * (SHINGLE - len(words))
    base, odd, shift = _tables()
    hashed = np.array(words, dtype=np.uint64)
    count = len(words) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        shingles += hashed[place : place + count] * base[place]
    shingles = np.unique(_mixed(shingles))
    lowest = np.full(SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for at in range(0, len(shingles), _AT_ONCE):
        spread = shingles[at : at + _AT_ONCE, None] * odd + shift
        np.minimum(lowest, spread.min(axis=0), out=lowest)
    numbers: list[int] = (lowest >> np.uint64(32)).tolist()
    return numbers


@cache
def _tables() -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Multipliers of a shingle's words; multipliers and shifts of the hash functions. The same for ever:
    PCG64 gives its raw numbers alike in every version of numpy."""
    import numpy as np

    raw = np.random.PCG64(SEED).random_raw(SHINGLE + 2 * SIZE).astype(np.uint64)
    one = np.uint64(1)
    return raw[:SHINGLE] | one, raw[SHINGLE : SHINGLE + SIZE] | one, raw[SHINGLE + SIZE :]


def _mixed(values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Every bit of the input on every bit of the output (the finalizer of SplitMix64)."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: np.ndarray[Any, Any] = values ^ (values >> np.uint64(31))
    return mixed


BANDS: Final = 16
ROWS: Final = SIZE // BANDS
"""Texts that share four numbers in the same place of sixteen are compared: at a similarity of 0.6 that finds
nine pairs in ten, at 0.2 one in forty (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, §3.4)."""
ALIKE: Final = 0.6
"""Texts are copies from this estimated similarity on: two changed words in a hundred leave about 0.7 of it."""

# A bucket that half an archive shares (a disclaimer) stays linear: every text is held against the first of its
# bucket and against the one before it, never against all.
BUCKETS: Final = f"""
CREATE OR REPLACE TEMP TABLE signed AS
    SELECT doc, signature FROM articles WHERE status = 'processed' AND len(signature) = {SIZE};
CREATE OR REPLACE TEMP TABLE buckets AS
    SELECT doc, hash(band, signature[band * {ROWS} + 1 : band * {ROWS} + {ROWS}]) AS bucket
    FROM signed, range({BANDS}) AS bands(band);
CREATE OR REPLACE TEMP TABLE alike AS
    WITH several AS (
        SELECT bucket FROM buckets GROUP BY bucket HAVING count(*) > 1
    ), placed AS (
        SELECT doc, min(doc) OVER whole AS first, lag(doc) OVER (PARTITION BY bucket ORDER BY doc) AS before
        FROM buckets SEMI JOIN several USING (bucket)
        WINDOW whole AS (PARTITION BY bucket)
    )
    SELECT DISTINCT doc, other
    FROM (SELECT doc, unnest([first, before]) AS other FROM placed WHERE before IS NOT NULL);
DROP TABLE buckets;
"""
PAIRS: Final = f"""
SELECT alike.doc, alike.other
FROM alike JOIN signed AS one ON one.doc = alike.doc JOIN signed AS two ON two.doc = alike.other
WHERE list_sum(list_transform(list_zip(one.signature, two.signature), lambda pair: (pair[1] = pair[2])::INT))
    >= {ALIKE * SIZE}
ORDER BY alike.doc, alike.other
"""
EQUAL: Final = """
SELECT doc, first FROM (
    SELECT doc, min(doc) OVER (PARTITION BY sha256) AS first FROM articles WHERE status = 'processed'
) WHERE doc <> first ORDER BY doc
"""


def find_copies(connection: "DuckDBPyConnection") -> int:
    """Make the table `copies` (doc, copy): texts that are one, by equal hash or by signature, under the lowest of
    their numbers; texts without a copy are not in it. How many are a copy of an earlier one comes back.
    """
    import pyarrow as pa

    connection.execute(BUCKETS)
    root: dict[int, int] = {}
    for query in (EQUAL, PAIRS):
        connection.execute(query)
        while batch := connection.fetchmany(_AT_ONCE):
            for doc, other in batch:
                _join(root, doc, other)
    copies = {doc: _root(root, doc) for doc in sorted(root)}
    table = pa.table({"doc": pa.array(copies, pa.int64()), "copy": pa.array(copies.values(), pa.int64())})
    connection.register("found_copies", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE copies AS SELECT * FROM found_copies")
    connection.unregister("found_copies")
    return sum(doc != copy for doc, copy in copies.items())


def _root(root: dict[int, int], doc: int) -> int:
    """The lowest number of a document's cluster; the way to it is shortened (union-find with path halving)."""
    while root.setdefault(doc, doc) != doc:
        root[doc] = root[root[doc]]
        doc = root[doc]
    return doc


def _join(root: dict[int, int], one: int, other: int) -> None:
    low, high = sorted((_root(root, one), _root(root, other)))
    root[high] = low
