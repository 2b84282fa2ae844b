"""Facts and relations from short notations, for the tables of the checks.

A fact is a line ``id: figure; field, field=value, …``::

    f1: over $892 million; revenue, entity=Norland, period=2023
    f2: 4.45%; growth up, base=yoy
    f3: 1.2 million; title, unit=visitor

The figure is parsed just enough (hedge, currency, number, scale word, percent, multiple) to compute its
bounds the way the facts stage does. The first bare field that is no keyword is the measure.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from extractor.checks import Checked, run_checks
from extractor.lexicon.hedges import hedges, multiples
from extractor.model import load_model
from extractor.records import (
    Article,
    Baseline,
    Claim,
    Fact,
    Period,
    Relation,
    Span,
    Superlative,
    make_article,
)
from extractor.values.decimals import plain
from extractor.values.figure import figure_bounds
from extractor.values.hedge import Hedge, Multiple

CURRENCIES = {"US$": "USD", "$": "USD", "£": "GBP", "€": "EUR", "Rs": "INR", "PKR": "PKR"}
SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
    "trillion": 12,
    "lakh": 5,
    "crore": 7,
}
PERCENT = {"%": "percent", "percent": "percent", "points": "percentage_point", "basis points": "basis_point"}
ROLES = ("level", "growth", "change", "share")
MODALITIES = ("actual", "estimate", "forecast", "target", "conditional")

FIGURE = re.compile(
    r"""(?P<hedge>[a-z][a-z ]*?)??\s*(?P<minus>-)?(?P<currency>US\$|\$|£|€|Rs|PKR)?\s*(?P<minus2>-)?
    (?P<number>\d[\d,]*(?:\.\d+)?)(?:-(?P<to>\d+(?:\.\d+)?))?\s*
    (?:(?P<scale>million|billion|trillion|thousand|lakh|crore|bn|m|k)(?![a-z]))?\s*
    (?P<unit>%|percent|points|basis\ points|times)?\s*(?P<noun>[a-z ]+)?""",
    re.VERBOSE,
)

Build = Callable[..., Checked]


def make_fact(line: str, *, start: int = 0) -> Fact:
    """One fact from its line; `start` is where its figure stands in the article."""
    id, _, rest = line.partition(":")
    text, _, given = rest.partition(";")
    text = text.strip()
    fields: dict[str, Any] = {
        "kind": "money",
        "measure": None,
        "role": "level",
        "in_title": False,
        "sentence": 1,
    }
    for field in filter(None, (part.strip() for part in given.split(","))):
        _set(fields, field)
    number = _figure(text, fields)
    return Fact(id=id.strip(), start_char=start, end_char=start + len(text), text=text, **(fields | number))


def _set(fields: dict[str, Any], field: str) -> None:
    name, equals, value = field.partition("=")
    if equals:
        fields.update(_named(name, value))
        return
    for word in field.split():
        if word in ROLES:
            fields["role"] = word
        elif word in ("up", "down", "flat"):
            fields["direction"] = word
        elif word in MODALITIES:
            fields["modality"] = word
        elif word == "title":
            fields["in_title"], fields["sentence"] = True, 0
        elif word == "negated":
            fields["negated"] = True
        else:
            fields["measure"] = word.replace("_", " ")
            fields["measure_key"] = word


def _named(name: str, value: str) -> dict[str, Any]:
    if name in ("entity", "segment", "measure"):
        return {name: value, f"{name}_key": value.lower().replace(" ", "_")}
    if name == "period":
        return {"period": make_period(value)}
    if name == "base":
        kind, _, dates = value.partition(" ")
        return {"baseline": Baseline(type=kind, period=make_period(dates) if dates else None)}
    if name in ("basis", "rules"):
        return {name: tuple(value.split("+"))}
    if name == "record":
        direction, _, scope = value.partition(" ")
        return {
            "superlative": Superlative(text=f"record {direction}", direction=direction, scope=scope or "ever")
        }
    if name == "sentence":
        return {"sentence": int(value)}
    if name == "confidence":
        return {"confidence": float(value)}
    return {name: value}


def make_period(text: str) -> Period:
    """``2023``, ``2023-05``, ``2023-05-06``, ``2023-01-01..2023-06-30`` or ``--05`` (a month without its year)."""
    if text.startswith("--"):
        return Period(text=text, partial_start=f"{text}-01", granularity="month", resolution="unresolved")
    if ".." in text:
        start, _, end = text.partition("..")
    elif len(text) == 10:
        start = end = text
    elif len(text) == 4:
        start, end = f"{text}-01-01", f"{text}-12-31"
    else:
        days = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}
        start, end = f"{text}-01", f"{text}-{days.get(text[5:], '31')}"
    grain = {4: "year", 7: "month", 10: "day"}.get(len(text), "range")
    return Period(
        text=text,
        start_char=0,
        end_char=len(text),
        start=start,
        end=end,
        granularity=grain,
        resolution="exact",
    )


def _figure(text: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Value, unit and bounds of a figure's text."""
    table = multiples(load_model())
    match = FIGURE.fullmatch(text)
    if match is None:
        return _word(text, table.words)
    minus = "-" if match["minus"] or match["minus2"] else ""
    power = SCALES.get(match["scale"] or "", 0)
    digits = match["number"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    value = plain(Decimal(minus + digits).scaleb(power))
    value_to = plain(Decimal(match["to"]).scaleb(power)) if match["to"] else None
    kind, unit = _kind(match, fields)
    hedge = _hedge(match["hedge"])
    comparator = "range" if value_to is not None else (hedge.comparator if hedge else "exact")
    made = _bounds(
        value=value,
        value_to=value_to,
        ulp=plain(Decimal(1).scaleb(power - decimals)),
        kind=kind,
        comparator=comparator,
        hedge=hedge,
        multiple=table.by_name["times"] if kind == "multiple" else None,
        in_title=fields["in_title"],
        decimals=decimals > 0,
    )
    return {
        "kind": kind,
        "unit": unit,
        "value": value,
        "value_to": value_to,
        "comparator": comparator,
        **made,
    }


def _word(text: str, words: Any) -> dict[str, Any]:
    """``doubled``, ``more than halved``, ``a third``."""
    for start in range(len(text)):
        row = words.get(text[start:])
        if row is not None:
            hedge = _hedge(text[:start].strip() or None)
            assert row.value is not None
            made = _bounds(value=row.value, ulp=Decimal("0.1"), kind="multiple", hedge=hedge, multiple=row)
            return {"kind": "multiple", "unit": None, "value": row.value, **made}
    raise ValueError(f"cannot read the figure {text!r}")


def _bounds(*, multiple: Multiple | None, hedge: Hedge | None, **given: Any) -> dict[str, Any]:
    made = figure_bounds(hedge=hedge, multiple=multiple, **given)
    low, high = made.support.to_decimals()
    core_low, core_high = made.core.to_decimals()
    return {"low": low, "high": high, "core_low": core_low, "core_high": core_high, "ulp": made.ulp}


def _hedge(words: str | None) -> Hedge | None:
    if not words:
        return None
    found = hedges(load_model()).before.get(words)
    assert found is not None, f"no hedge {words!r}"
    return found


def _kind(match: re.Match[str], fields: dict[str, Any]) -> tuple[str, str | None]:
    if match["currency"]:
        return "money", CURRENCIES[match["currency"]]
    if match["unit"] == "times":
        return "multiple", None
    if match["unit"]:
        unit = PERCENT[match["unit"]]
        return ("percent" if unit == "percent" else "points"), unit
    kind = fields["kind"] if fields["kind"] in ("quantity", "duration") else "count"
    return kind, fields.get("unit") or (match["noun"] or "").rstrip("s") or None


def make_facts(lines: Iterable[str]) -> tuple[Article, tuple[Fact, ...]]:
    """Facts in an article made of nothing but their figures, the headline's first; every span holds."""
    made = [make_fact(line) for line in lines]
    title = "; ".join(fact.text for fact in made if fact.in_title)
    body = "; ".join(fact.text for fact in made if not fact.in_title)
    article = make_article(body, title=title or None, published="2024-02-01")
    places = {True: 0, False: len(title) + 2 if title else 0}
    facts = []
    for fact in made:
        start = places[fact.in_title]
        places[fact.in_title] += len(fact.text) + 2
        facts.append(msgspec.structs.replace(fact, start_char=start, end_char=start + len(fact.text)))
    return article, tuple(facts)


def make_relation(line: str, number: int = 1) -> Relation:
    """``growth current=f1 rate=f2 prior=f3``; several ids with +; ``exhaustive`` or ``open`` at the end."""
    type, *rest = line.split()
    members: dict[str, str | tuple[str, ...]] = {}
    flags = {"exhaustive": True, "open": False}
    exhaustive = next((flags[word] for word in rest if word in flags), None)
    confidence = 1.0
    spans = []
    for word in rest:
        if word in ("missed", "reached", "above", "below", "up", "down"):
            spans.append(Span(label=word, start_char=0, end_char=len(word), text=word))
        elif word.startswith("confidence="):
            confidence = float(word.partition("=")[2])
        elif word not in flags:
            role, _, ids = word.partition("=")
            several = role in ("parts", "facts", "rates")
            members[role] = tuple(ids.split("+")) if several else ids
    return Relation(
        id=f"r{number}",
        type=type,
        members=members,
        exhaustive=exhaustive,
        confidence=confidence,
        spans=tuple(spans),
    )


def make_claim(line: str, number: int = 1) -> Claim:
    """``high: reached new heights``, or ``trade:import, topic=IT: the import surge``."""
    direction, _, text = line.partition(": ")
    superlative = (
        Superlative(text=text, direction=direction, scope="ever") if direction in ("high", "low") else None
    )
    return Claim(
        id=f"c{number}",
        start_char=0,
        end_char=0,
        text=text,
        sentence=1,
        in_title=False,
        superlative=superlative,
    )


def check_lines(
    facts: Sequence[str],
    relations: Sequence[str] = (),
    claims: Sequence[str] = (),
    only: Sequence[str] | None = None,
) -> Checked:
    """Run the checks, strictly, over a case's lines."""
    article, made = make_facts(facts)
    return run_checks(
        article=article,
        facts=made,
        relations=[make_relation(line, number) for number, line in enumerate(relations, start=1)],
        claims=[make_claim(line, number) for number, line in enumerate(claims, start=1)],
        only=only,
        strict=True,
    )


@pytest.fixture
def check() -> Build:
    """`check(facts, relations, claims, only)` on short notations."""
    return check_lines


@pytest.fixture(name="make_fact")
def make_fact_fixture() -> Callable[[str], Fact]:
    """`make_fact(line)`: one fact from its notation."""
    return make_fact
