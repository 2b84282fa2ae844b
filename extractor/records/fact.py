"""A figure of an article as a typed record, and the period it belongs to.

All records are frozen and keyword-only; offsets are `start_char`, `end_char` into the article's text, half
open, in code points: ``text[start_char:end_char] == span.text``.
"""

from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["money", "percent", "points", "count", "quantity", "multiple", "duration", "age"]
Comparator = Literal["exact", "about", "over", "at_least", "nearly", "under", "at_most", "range"]
Role = Literal["level", "change", "growth", "share"]
Direction = Literal["up", "down", "flat"]
MeasureKind = Literal["flow", "stock", "rate", "price", "index", "unknown"]
Modality = Literal["actual", "estimate", "forecast", "target", "conditional"]
Granularity = Literal["day", "week", "month", "quarter", "half", "year", "decade", "range", "duration", "set"]
Resolution = Literal["exact", "inferred", "unresolved"]
BaselineType = Literal["yoy", "previous", "since", "forecast", "target", "other"]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled piece of the article's text: `label` says what it is evidence for (measure, entity, …)."""

    label: str
    start_char: int
    end_char: int
    text: str


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What a time expression means: inclusive ISO dates, null where they cannot be known.

    `kind` is `instant` for a balance at a date. `partial_start` and `partial_end` keep month and day
    (``--07-01``) where only the year is missing (ISO 8601-1:2004 §5.2.3.3 truncated form).
    `start_char` and `end_char` are null for a period carried from elsewhere or derived.
    """

    text: str
    start_char: int | None = None
    end_char: int | None = None
    start: str | None = None
    end: str | None = None
    granularity: Granularity
    kind: Literal["interval", "instant"] = "interval"
    fiscal: bool = False
    resolution: Resolution
    partial_start: str | None = None
    partial_end: str | None = None


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """What a change or a growth is measured against."""

    type: BaselineType
    period: Period | None = None
    text: str | None = None


class Superlative(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of rank: "highest ever", "lowest since 2009". `scope` is `ever`, or the words that limit it."""

    text: str
    direction: Literal["high", "low"]
    scope: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One number the article states about something (field by field: design.md §3, README).

    `value` is in base units ($892 million is 892000000), sign only if written; `value_to` only for ranges.
    `low`..`high` is what a careful reader accepts (support), `core_low`..`core_high` the literal reading
    inside it, `ulp` the unit in the last place written, all in the unit of `value`, closed, null = unbounded.
    """

    id: str
    start_char: int
    end_char: int
    text: str
    sentence: int
    in_title: bool
    kind: Kind
    value: Decimal | None
    value_to: Decimal | None = None
    unit: str | None = None
    unit_text: str | None = None
    per: str | None = None
    comparator: Comparator = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    core_low: Decimal | None = None
    core_high: Decimal | None = None
    ulp: Decimal | None = None
    role: Role = "level"
    direction: Direction | None = None
    measure: str | None = None
    measure_key: str | None = None
    measure_kind: MeasureKind = "unknown"
    entity: str | None = None
    entity_key: str | None = None
    segment: str | None = None
    segment_key: str | None = None
    period: Period | None = None
    baseline: Baseline | None = None
    modality: Modality = "actual"
    basis: tuple[str, ...] = ()
    negated: bool = False
    attribution: str | None = None
    superlative: Superlative | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A statement without a figure that still can contradict one.

    `poles` are the ends it takes of the oppositions it touches, `axis:pole`, e.g. ``trade:export``,
    ``trend:rise``, ``result:profit`` (rows of `lexicon/poles.toml`); `topic` the words it is about.
    """

    id: str
    start_char: int
    end_char: int
    text: str
    sentence: int
    in_title: bool
    topic: str | None = None
    poles: tuple[str, ...] = ()
    superlative: Superlative | None = None
    period: Period | None = None
    spans: tuple[Span, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What the text asserts between its figures: `members` maps a role to one fact id or several.

    ========== ====================================================
    type        members
    ========== ====================================================
    growth      current, rate, prior (any one may be absent)
    change      current, delta, prior (any one may be absent)
    multiple    current, multiple, prior
    chain       rates (of periods in a row), total (the rate over all)
    conversion  facts: amounts in different currencies, one thing
    part_of     part, whole
    sum         parts, whole; `exhaustive` if the parts are all; shares of
                100 percent have no whole
    share       part, share, whole (part or whole may be absent)
    repeat      facts
    superlative fact, prior (the record beaten, may be absent)
    order       more, less
    rank        facts, the largest first
    average     average, total, span (a duration; absent if the total's period is the span)
    middle      middle (a mean or median), range
    ratio       ratio, over, under: ratio = over / under
    product     count, price, value: value = count × price
    balance     inflow, outflow, balance: what the first has more
    target      actual, target; a span `missed` or `reached`
    streak      facts, in order of time; a span `up` or `down`
    ========== ====================================================
    """

    id: str
    type: str
    members: dict[str, str | tuple[str, ...]]
    exhaustive: bool | None = None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
