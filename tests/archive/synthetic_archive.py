"""An archive of made-up articles of any size, consistent but for what is planted in it.

Documents come a month at a time: each is published in the month after the one its eight figures are of. A series
is a measure of an owner; its true values move by less than a third, and every figure is its truth rounded to three
or four digits, so that any two figures of one key meet. Series are kept apart by what is planted in them:

    repeats    a figure with two digits exchanged, where another article has it right
    records    "a record" for a figure that an earlier one clearly exceeds
    leaps      a figure with another scale word
    swaps      two segments of one article that changed places
    months     "a record" below a month that only two totals to date give

Some documents are copies of others, word for word.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractor.archive.layout import MANIFEST, PLAN, part_path
from extractor.archive.schema import TABLES

MONTHS = 240
FIRST_YEAR = 2000
PER_DOC = 8
PER_KEY = 2.5
PART_DOCS = 50_000
COPIES = 0.05
NANO = 10**9
UNIT = 1_000  # a figure is so many dollars times a whole number of four digits
SEGMENT_SWAPS, DERIVED = 100, 100
WRITING: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "row_group_size": 50_000}

Planted = set[tuple[str, str, str, str | None, str]]
"""Check, measure, owner, segment and first day of the period (of the claim, for a record)."""


class Drawn(NamedTuple):
    """The figures of all documents, one entry a figure."""

    series: Any
    month: Any
    value: Any  # thousands of dollars as printed
    fine: Any  # printed with four digits, else three
    record: Any
    billion: Any  # the scale word is "billion" instead of "million"
    planted: Planted


def make_archive(out: Path, facts: int, *, seed: int = 7, each: int = 300) -> Planted:
    """Write the tables `articles` and `facts`, and give what a crosscheck must find; `each` of a kind is planted."""
    rng = np.random.default_rng(seed)
    drawn = _draw(facts, rng, each)
    docs = len(drawn.series) // PER_DOC
    shard = 0
    for first in range(0, docs, PART_DOCS):
        _write_part(out, shard, drawn, first, min(first + PART_DOCS, docs), seed)
        shard += 1
    planted = set(drawn.planted)
    rows = [*_swaps(docs, planted), *_derived(docs + 10 * SEGMENT_SWAPS, planted)]
    _write_rows(out, shard, rows)
    for table in TABLES:
        if table not in ("articles", "facts"):
            _write(out, table, 0, TABLES[table].empty_table())
    (out / PLAN).touch()
    (out / MANIFEST).touch()
    return planted


def _draw(facts: int, rng: np.random.Generator, each: int) -> Drawn:
    docs = max(facts // PER_DOC, MONTHS)
    many = max(int(facts / PER_KEY / MONTHS), 20)
    month = np.sort(rng.integers(0, MONTHS, docs)).repeat(PER_DOC)
    series = rng.integers(0, many, docs * PER_DOC)
    base = rng.uniform(2000, 6000, many)
    phase = rng.uniform(0, 6.28, many)
    truth = np.rint(base[:, None] * (1 + 0.13 * np.sin(np.arange(MONTHS) / 5 + phase[:, None]))).astype(
        np.int64
    )
    fine = rng.random(len(series)) < 0.6
    value = truth[series, month]
    value = np.where(fine, value, (value + 5) // 10 * 10)
    drawn = Drawn(series, month, value, fine, np.zeros(len(series), bool), np.zeros(len(series), bool), set())
    group = np.arange(many) % 4  # 0 repeats, 1 records, 2 leaps, 3 true records
    _true_records(drawn, truth, group, rng)
    key = series * MONTHS + month
    several = np.bincount(key, minlength=many * MONTHS)
    _plant_repeats(drawn, key, several, group, rng, each)
    _plant_records(drawn, truth, key, several, group, rng, each)
    _plant_leaps(drawn, key, several, group, rng, each)
    return drawn


def _true_records(drawn: Drawn, truth: Any, group: Any, rng: np.random.Generator) -> None:
    """Records that are ones: clearly above every month before."""
    before = np.maximum.accumulate(truth, axis=1)
    is_top = np.zeros(truth.shape, bool)
    is_top[:, 1:] = truth[:, 1:] > before[:, :-1] + 15
    claims = (
        is_top[drawn.series, drawn.month] & (group[drawn.series] == 3) & (rng.random(len(drawn.series)) < 0.3)
    )
    drawn.record[claims] = True


def _plant_repeats(
    drawn: Drawn, key: Any, several: Any, group: Any, rng: np.random.Generator, each: int
) -> None:
    """Two digits exchanged where a figure has four, and another document has the key too."""
    doc = np.arange(len(key)) // PER_DOC
    tens = drawn.value // 10 % 10
    hundreds = drawn.value // 100 % 10
    clear = abs(tens - hundreds) >= 3
    fit = drawn.fine & clear & (several[key] >= 2) & (several[key] <= 6) & (group[drawn.series] == 0)
    candidates = np.flatnonzero(fit)
    its_docs: dict[int, list[int]] = {}
    for at in np.flatnonzero(np.isin(key, np.unique(key[candidates]))):
        its_docs.setdefault(int(key[at]), []).append(int(doc[at]))
    taken = set[int]()
    for at in rng.permutation(candidates):
        docs = its_docs[int(key[at])]
        if int(key[at]) in taken or len(set(docs)) < max(len(docs), 2):
            continue
        if len(taken) >= each:
            break
        taken.add(int(key[at]))
        drawn.value[at] += (tens[at] - hundreds[at]) * 90
        drawn.planted.add(("xdoc.repeat", *_names(int(drawn.series[at])), None, _day(int(drawn.month[at]))))


def _plant_records(
    drawn: Drawn, truth: Any, key: Any, several: Any, group: Any, rng: np.random.Generator, each: int
) -> None:
    """Claims clearly below an earlier month that some document prints."""
    printed = np.where(several.reshape(truth.shape) > 0, truth, 0)
    before = np.maximum.accumulate(printed, axis=1)
    below = np.zeros(truth.shape, bool)
    below[:, 1:] = truth[:, 1:] + 30 < before[:, :-1]
    fit = np.flatnonzero(below[drawn.series, drawn.month] & (group[drawn.series] == 1))
    taken = set[int]()
    for at in rng.permutation(fit):
        if int(key[at]) in taken:
            continue
        if len(taken) >= each:
            break
        taken.add(int(key[at]))
        drawn.record[at] = True
        drawn.planted.add(
            ("xdoc.superlative", *_names(int(drawn.series[at])), None, _day(int(drawn.month[at])))
        )


def _plant_leaps(
    drawn: Drawn, key: Any, several: Any, group: Any, rng: np.random.Generator, each: int
) -> None:
    """A billion for a million, where no other document has the key and both neighbours are printed."""
    grid = several.reshape(-1, MONTHS)
    alone = np.zeros(grid.shape, bool)
    alone[:, 1:-1] = (grid[:, 1:-1] == 1) & (grid[:, :-2] > 0) & (grid[:, 2:] > 0)
    fit = np.flatnonzero(alone[drawn.series, drawn.month] & (group[drawn.series] == 2))
    near = set[tuple[int, int]]()
    count = 0
    for at in rng.permutation(fit):
        series, month = int(drawn.series[at]), int(drawn.month[at])
        if any((series, month + step) in near for step in range(-3, 4)):
            continue
        if count >= each:
            break
        near.add((series, month))
        count += 1
        drawn.billion[at] = True
        drawn.planted.add(("xdoc.trend_jump", *_names(series), None, _day(month)))


def _names(series: int) -> tuple[str, str]:
    return f"m{series % 40:03d}_exports", f"land{series // 40:05d}"


def _day(month: int) -> str:
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}-01"


def _first_days() -> Any:
    return np.array([np.datetime64(_day(month)) for month in range(MONTHS + 2)], "datetime64[D]")


def _write_part(out: Path, shard: int, drawn: Drawn, first: int, behind: int, seed: int) -> None:
    """The documents of one part, and behind them the copies of some."""
    rng = np.random.default_rng((seed, shard))
    docs = np.arange(first, behind)
    copied = np.sort(rng.choice(docs, int(len(docs) * COPIES), replace=False))
    originals = np.concatenate([docs, copied])
    # Copies are numbered beyond every original, so that no part depends on another.
    numbers = np.concatenate([docs, copied + 1_000_000_000])
    at = (originals[:, None] * PER_DOC + np.arange(PER_DOC)).ravel()
    _write(out, "facts", shard, _facts(drawn, at, numbers.repeat(PER_DOC)))
    _write(out, "articles", shard, _articles(drawn, at, originals, numbers))


def _sentences(drawn: Drawn, at: Any) -> tuple[Any, Any, Any]:
    """Of each figure the words before it, its own text, and the whole sentence."""
    tables = [_names(series) for series in range(int(drawn.series.max()) + 1)]
    measures = pa.array([measure.replace("_", " ") for measure, _ in tables]).take(pa.array(drawn.series[at]))
    owners = pa.array([owner.title() for _, owner in tables]).take(pa.array(drawn.series[at]))
    months = pa.array([_day(month)[:7] for month in range(MONTHS)]).take(pa.array(drawn.month[at]))
    value, fine, billion = drawn.value[at], drawn.fine[at], drawn.billion[at]
    numbers = pa.array([f"${n / 1000:.3f}" for n in range(10_000)]).take(pa.array(value))
    numbers = pc.if_else(pa.array(fine), numbers, pc.utf8_slice_codeunits(numbers, 0, 5))
    text = pc.binary_join_element_wise(
        pc.if_else(pa.array(drawn.record[at]), "a record ", ""),
        numbers, pc.if_else(pa.array(billion), " billion", " million"), "",
    )  # fmt: skip
    head = pc.binary_join_element_wise("The ", measures, " of ", owners, " came to ", "")
    whole = pc.binary_join_element_wise(head, text, " in ", months, ".", "")
    return head, text, whole


def _facts(drawn: Drawn, at: Any, numbers: Any) -> pa.Table:
    count = len(at)
    head, text, whole = _sentences(drawn, at)
    lengths = np.asarray(pc.utf8_length(whole)).reshape(-1, PER_DOC) + 1
    starts = (np.cumsum(lengths, axis=1) - lengths).ravel() + np.asarray(pc.utf8_length(head))
    place = pa.array(np.tile(np.arange(PER_DOC), count // PER_DOC), pa.int32())
    scale = np.where(drawn.billion[at], 1000 * UNIT, UNIT)
    value = drawn.value[at] * scale
    ulp = np.where(drawn.fine[at], 1, 10) * scale
    first = _first_days()
    series = drawn.series[at]
    tables = [_names(one) for one in range(int(drawn.series.max()) + 1)]
    start, end = first[drawn.month[at]], first[drawn.month[at] + 1] - np.timedelta64(1, "D")
    period = pa.StructArray.from_arrays(
        [
            {
                "start": pa.array(start, pa.date32()), "end": pa.array(end, pa.date32()),
                "granularity": _same("month", count), "kind": _same("interval", count),
                "resolution": _same("exact", count), "text": _same("month", count),
                "fiscal": pa.repeat(pa.scalar(False), count),
            }.get(field.name, pa.nulls(count, field.type))
            for field in TABLES["facts"].field("period").type
        ],
        fields=list(TABLES["facts"].field("period").type),
    )  # fmt: skip
    best = TABLES["facts"].field("superlative").type
    superlative = pa.StructArray.from_arrays(
        [
            _same({"text": "record", "direction": "high", "scope": "ever"}[field.name], count)
            for field in best
        ],
        fields=list(best),
        mask=pa.array(~drawn.record[at]),
    )
    made = {
        "doc": pa.array(numbers, pa.int64()),
        "key": pa.array(_hashed(series.astype(np.int64) * MONTHS + drawn.month[at]), pa.int64()),
        "id": pa.array([f"f{n}" for n in range(1, PER_DOC + 1)]).take(place),
        "start_char": pa.array(starts, pa.int32()),
        "end_char": pa.array(starts + np.asarray(pc.utf8_length(text)), pa.int32()),
        "text": text,
        "sentence": place,
        "in_title": pa.repeat(pa.scalar(False), count),
        "kind": _same("money", count),
        "value": _decimals(value * NANO),
        "unit": _same("USD", count),
        "comparator": _same("exact", count),
        "low": _decimals(value * NANO - ulp * (NANO // 2)),
        "high": _decimals(value * NANO + ulp * NANO),
        "core_low": _decimals(value * NANO - ulp * (NANO // 2)),
        "core_high": _decimals(value * NANO + ulp * (NANO // 2)),
        "ulp": _decimals(ulp * NANO),
        "role": _same("level", count),
        "measure": pa.array([one for one, _ in tables]).take(pa.array(series)),
        "measure_key": pa.array([one for one, _ in tables]).take(pa.array(series)),
        "measure_kind": _same("flow", count),
        "entity": pa.array([one for _, one in tables]).take(pa.array(series)),
        "entity_key": pa.array([one for _, one in tables]).take(pa.array(series)),
        "period": period,
        "modality": _same("actual", count),
        "basis": pa.array([[]], pa.list_(pa.string())).take(pa.array(np.zeros(count, np.int64))),
        "negated": pa.repeat(pa.scalar(False), count),
        "superlative": superlative,
        "confidence": pa.repeat(pa.scalar(0.9), count),
    }  # fmt: skip
    schema = TABLES["facts"]
    return pa.table(
        [made.get(name, pa.nulls(count, schema.field(name).type)) for name in schema.names], schema=schema
    )


def _articles(drawn: Drawn, at: Any, originals: Any, numbers: Any) -> pa.Table:
    count = len(numbers)
    _, _, whole = _sentences(drawn, at)
    lists = pa.ListArray.from_arrays(pa.array(np.arange(0, len(at) + 1, PER_DOC), pa.int32()), whole)
    published = _first_days()[drawn.month[originals * PER_DOC] + 1] + np.timedelta64(9, "D")
    places = np.arange(64, dtype=np.int64)
    signature = (_hashed((originals[:, None] * 64 + places).ravel()) & 0xFFFFFFFF).astype(np.uint32)
    made = {
        "doc": pa.array(numbers, pa.int64()),
        "status": _same("processed", count),
        "id": pc.cast(pa.array(numbers), pa.string()),
        "text": pc.binary_join(lists, " "),
        "published": pc.cast(pa.array(published), pa.string()),
        "published_from": pa.array(published, pa.date32()),
        "published_to": pa.array(published, pa.date32()),
        "source": pa.array(["Northwire", "The Harbour Post", "Ledger Daily"]).take(pa.array(originals % 3)),
        "language": _same("en", count),
        "sha256": pc.cast(pa.array(originals), pa.string()),
        "signature": pa.ListArray.from_arrays(
            pa.array(np.arange(0, 64 * count + 1, 64), pa.int32()), pa.array(signature)
        ),
    }
    schema = TABLES["articles"]
    return pa.table(
        [made.get(name, pa.nulls(count, schema.field(name).type)) for name in schema.names], schema=schema
    )


def _hashed(numbers: Any) -> Any:
    """SplitMix64, as signed numbers."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).view(np.int64)


def _decimals(numbers: Any) -> pa.Array:
    """Whole numbers of billionths as the tables' decimals; all are positive and fit 63 bits."""
    words = np.zeros((len(numbers), 2), np.int64)
    words[:, 0] = numbers
    return pa.Array.from_buffers(TABLES["facts"].field("low").type, len(numbers), [None, pa.py_buffer(words)])


def _same(text: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), count)


class _Line(NamedTuple):
    """One figure of a document written by hand: millions of dollars of a segment from month to month."""

    measure: str
    owner: str
    segment: str | None
    millions: str
    first: int
    last: int
    record: bool = False


def _swaps(doc: int, planted: Planted) -> Iterator[tuple[int, int, list[_Line]]]:
    """Two segments, one eight times the other, that changed places in the second month's article."""
    for number in range(SEGMENT_SWAPS):
        owner = f"swapland{number:04d}"
        for month, large, small in ((5, "8.13", "0.94"), (6, "0.97", "8.21"), (7, "8.30", "0.96")):
            lines = [
                _Line("fee_exports", owner, "docks", large, month, month),
                _Line("fee_exports", owner, "rail", small, month, month),
            ]
            yield doc, month + 1, lines
            doc += 1
        planted.add(("xdoc.trend_jump", "fee_exports", owner, "docks", _day(6)))


def _derived(doc: int, planted: Planted) -> Iterator[tuple[int, int, list[_Line]]]:
    """Totals of three and of four months that make the fourth the larger, and a record claimed for the sixth."""
    for number in range(DERIVED):
        owner = f"yearland{number:04d}"
        yield doc, 3, [_Line("tea_exports", owner, None, "6.12", 0, 2)]
        yield doc + 1, 4, [_Line("tea_exports", owner, None, "9.12", 0, 3)]
        yield doc + 2, 6, [_Line("tea_exports", owner, None, "2.71", 5, 5, record=True)]
        doc += 3
        planted.add(("xdoc.superlative", "tea_exports", owner, None, _day(5)))


def _write_rows(out: Path, shard: int, documents: list[tuple[int, int, list[_Line]]]) -> None:
    """Documents written by hand."""
    facts, articles = [], []
    for doc, month, lines in documents:
        text = ""
        for number, line in enumerate(lines, start=1):
            part = f" from {line.segment}" if line.segment else ""
            text += f"{line.measure} of {line.owner}{part}: "
            facts.append(_row(doc, f"f{number}", line, len(text)))
            text += f"{facts[-1]['text']}.\n\n"
        day = date.fromisoformat(_day(month)) + timedelta(days=9)
        numbers = _hashed(np.arange(64) + doc * 64 + 10**12)
        articles.append(
            {
                "doc": doc, "status": "processed", "id": str(doc), "text": text, "published": day.isoformat(),
                "published_from": day, "published_to": day, "source": "Northwire", "language": "en",
                "sha256": f"own{doc}", "signature": [int(one) & 0xFFFFFFFF for one in numbers],
            }
        )  # fmt: skip
    _write(out, "facts", shard, pa.Table.from_pylist(facts, schema=TABLES["facts"]))
    _write(out, "articles", shard, pa.Table.from_pylist(articles, schema=TABLES["articles"]))


def _row(doc: int, id: str, line: _Line, start: int) -> dict[str, Any]:
    value = Decimal(line.millions) * 10**6
    ulp = Decimal(10**4)
    text = ("a record " if line.record else "") + f"${line.millions} million"
    end = date.fromisoformat(_day(line.last + 1)) - timedelta(days=1)
    name = f"{line.measure}/{line.owner}/{line.segment}/{line.first}/{line.last}"
    key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    return {
        "doc": doc, "key": key, "id": id, "start_char": start, "end_char": start + len(text), "text": text,
        "sentence": 0, "in_title": False, "kind": "money", "value": value, "unit": "USD", "comparator": "exact",
        "low": value - ulp / 2, "high": value + ulp, "core_low": value - ulp / 2, "core_high": value + ulp / 2,
        "ulp": ulp, "role": "level", "measure": line.measure, "measure_key": line.measure, "measure_kind": "flow",
        "entity": line.owner, "entity_key": line.owner, "segment": line.segment, "segment_key": line.segment,
        "period": {
            "text": "period", "start": date.fromisoformat(_day(line.first)), "end": end, "granularity": "month",
            "kind": "interval", "fiscal": False, "resolution": "exact",
        },
        "modality": "actual", "basis": [], "negated": False, "confidence": 0.9,
        "superlative": {"text": "record", "direction": "high", "scope": "ever"} if line.record else None,
    }  # fmt: skip


def _write(out: Path, table: str, shard: int, rows: pa.Table) -> None:
    path = part_path(out, table, shard)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, **WRITING)
