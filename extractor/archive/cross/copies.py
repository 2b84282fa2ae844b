"""Syndicated copies: one agency's text in many papers is one witness, not many.

Equal texts have one hash; nearly equal ones have nearly the same signature (`extractor.archive.signature`).
"""

from typing import TYPE_CHECKING, Final

from extractor.archive.signature import PERMUTATIONS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BANDS: Final = 16
ROWS: Final = PERMUTATIONS // BANDS
"""Texts that share four numbers in the same place of sixteen are compared: at a similarity of 0.6 that finds
nine pairs in ten, at 0.2 one in forty (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, §3.4)."""
ALIKE: Final = 0.6
"""Texts are copies from this estimated similarity on: two changed words in a hundred leave about 0.7 of it."""
AT_ONCE: Final = 100_000
"""Pairs fetched at a time."""

# A bucket that half an archive shares (a disclaimer) stays linear: every text is held against the first of its
# bucket and against the one before it, never against all.
BUCKETS: Final = f"""
CREATE OR REPLACE TEMP TABLE buckets AS
    SELECT doc, hash(band, signature[band * {ROWS} + 1 : band * {ROWS} + {ROWS}]) AS bucket
    FROM signed, range({BANDS}) AS bands(band) WHERE len(signature) = {PERMUTATIONS};
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
    >= {ALIKE * PERMUTATIONS}
ORDER BY alike.doc, alike.other
"""
EQUAL: Final = """
SELECT doc, first FROM (
    SELECT doc, min(doc) OVER (PARTITION BY sha256) AS first FROM signed
) WHERE doc <> first ORDER BY doc
"""


def find_copies(connection: "DuckDBPyConnection", articles: str = "articles") -> int:
    """Make the table `copies` (doc, copy): texts that are one, by equal hash or by signature, under the lowest of
    their numbers; texts without a copy are not in it. How many are a copy of an earlier one comes back.
    `articles` is the table or view they are looked for in.
    """
    import pyarrow as pa

    connection.execute(
        "CREATE OR REPLACE TEMP TABLE signed AS"
        f" SELECT doc, signature, sha256 FROM {articles} WHERE status = 'processed'"
    )
    connection.execute(BUCKETS)
    root: dict[int, int] = {}
    for query in (EQUAL, PAIRS):
        connection.execute(query)
        while batch := connection.fetchmany(AT_ONCE):
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
