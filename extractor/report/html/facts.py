"""A fact as a card that opens beside its figure, and as a row of the table under the article."""

from collections.abc import Iterator, Mapping

import msgspec

from extractor.records import Baseline, Bounds, Extraction, Fact, Period
from extractor.report import words
from extractor.report.html.anchors import Anchors, lit_by, selects
from extractor.report.html.links import Link
from extractor.report.words import NOTHING


class Field(msgspec.Struct, frozen=True):
    """A line of a card: `note` says quietly what stands behind it, `hue` is that of its words in the text."""

    label: str
    text: str
    note: str = ""
    hue: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A fact. `cells` are the columns of the table, each a line and quieter lines under it."""

    number: int
    name: str
    card: str
    mark: str
    slot: str
    text: str
    in_alarm: bool
    cells: tuple[tuple[str, ...], ...]
    fields: tuple[Field, ...]
    named_in: tuple[Link, ...]


def rows(
    extraction: Extraction, anchors: Anchors, alarming: frozenset[str], named_in: Mapping[str, list[Link]]
) -> tuple[Row, ...]:
    """All facts in text order; `named_in` gives the findings and relations that name them."""
    why = {id: reason for reason, ids in extraction.coverage.unchecked.items() for id in ids}
    return tuple(
        Row(
            number=number,
            name=anchors.name("f", number),
            card=anchors.name("c", number),
            mark=anchors.name("m", number),
            slot=f"{selects(number)} {lit_by(number)}",
            text=fact.text,
            in_alarm=fact.id in alarming,
            cells=tuple(_cells(fact)),
            fields=(*_fields(fact), *_left_out(why.get(fact.id))),
            named_in=tuple(named_in.get(fact.id, ())),
        )
        for number, fact in enumerate(extraction.facts, start=1)
    )


def _cells(fact: Fact) -> Iterator[tuple[str, ...]]:
    """Value, interval, what, period, reading: the columns after the figure."""
    yield (words.value(fact),)
    yield (_accepted(fact),)
    yield _lines(*words.what(fact))
    yield _lines(*words.period(fact))
    yield (words.reading(fact),)


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _fields(fact: Fact) -> Iterator[Field]:
    """Everything known of a fact that is not the plain case or empty."""
    yield Field("value", words.value(fact), _said(unit=fact.unit_text))
    yield Field("accepted", _accepted(fact), _literal(fact))
    yield Field("kind", fact.kind, fact.comparator.replace("_", " "))
    yield Field("read as", words.reading(fact), fact.modality, "direction")
    for label in ("measure", "entity", "segment"):
        text = getattr(fact, label)
        if text:
            kind = fact.measure_kind if label == "measure" and fact.measure_kind != "unknown" else ""
            yield Field(label, text, _joined(getattr(fact, f"{label}_key") or "", kind), label)
    period, against = words.period(fact)
    if fact.period is not None:
        yield Field("period", period, _dated(fact.period), "period")
    if fact.baseline is not None:
        yield Field("compared", against, _base(fact.baseline), "baseline")
    if fact.attribution:
        yield Field("said by", fact.attribution)
    if fact.superlative is not None:
        best = fact.superlative
        yield Field("record", f"“{best.text}”", _joined(best.direction, best.scope), "superlative")
    yield Field("confidence", f"{fact.confidence:.2f}")
    if fact.spans:
        yield Field("evidence", ", ".join(f"{span.label} “{span.text}”" for span in fact.spans))
    if fact.rules:
        yield Field("rules", ", ".join(fact.rules))


def _left_out(reason: str | None) -> tuple[Field, ...]:
    """Why it took part in no check."""
    return (Field("in no check", words.unchecked(reason)),) if reason else ()


def _accepted(fact: Fact) -> str:
    """What a careful reader accepts; nothing where no interval was read."""
    if fact.low is None and fact.high is None:
        return NOTHING
    return words.interval(Bounds(low=fact.low, high=fact.high, unit=fact.unit))


def _literal(fact: Fact) -> str:
    if fact.core_low is None and fact.core_high is None:
        return ""
    literal = words.interval(Bounds(low=fact.core_low, high=fact.core_high, unit=fact.unit))
    if fact.ulp is None or fact.ulp.normalize().as_tuple().digits != (1,):  # "a third" has no digits
        return f"literally {literal}"
    return _joined(f"literally {literal}", f"last digit {words.number(fact.ulp)}")


def _dated(period: Period) -> str:
    """Words and dates of a period, and how surely it was dated."""
    dates = " to ".join(date for date in (period.start, period.end) if date)
    kinds = ("fiscal" if period.fiscal else "", "instant" if period.kind == "instant" else "")
    return _joined(f"“{period.text}”", dates, *kinds, period.granularity, period.resolution)


def _base(baseline: Baseline) -> str:
    dated = _dated(baseline.period) if baseline.period else _said(words=baseline.text)
    return _joined(baseline.type, dated)


def _said(**parts: str | None) -> str:
    return _joined(*(f"{label} “{text}”" for label, text in parts.items() if text))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
