"""The annotated articles as records, and the arithmetic that is asked of their relations.

The arithmetic is simpler than the tool's and on purpose not the tool's: rounded or truncated figures, hedges
a few percent wide, monthly reference rates give or take 5%. A gold relation has to hold even under this.
"""

import datetime
import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import hmrc_rates
import msgspec

from extractor.records.extraction import Verdict
from extractor.records.fact import BaselineType, Comparator, Direction, Modality, Role
from extractor.values.interval import Interval

CORPUS: Final = Path(__file__).parents[2] / "corpus"
SCALES: Final = (
    ("lakh crore", 12),
    ("crore", 7),
    ("lakh", 5),
    ("trillion", 12),
    ("billion", 9),
    ("million", 6),
    ("mln", 6),
    ("bn", 9),
    ("m", 6),
    ("cents", -2),
    ("p", -2),
)
NUMBER: Final = re.compile(r"\d[\d,]*(?:\.(\d+))?")


class Dates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: datetime.date
    end: datetime.date


class GoldBaseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: BaselineType
    start: datetime.date | None
    end: datetime.date | None


class GoldFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fact of the gold; values are decimal strings in base units."""

    start_char: int
    end_char: int
    text: str
    kind: Literal["money", "percent", "points", "count", "quantity", "multiple"]
    value: Decimal
    value_to: Decimal | None
    comparator: Comparator
    unit: str | None
    per: str | None
    role: Role
    direction: Direction | None
    measure: str
    entity: str | None
    segment: str | None
    period: Dates | None
    baseline: GoldBaseline | None
    modality: Modality


class GoldRelation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the text asserts between facts, by index; `holds` by rounding-aware arithmetic."""

    type: Literal["growth", "change", "conversion", "part_of", "sum", "share", "repeat", "superlative"]
    holds: bool | None
    current: int | None = None
    rate: int | None = None
    delta: int | None = None
    prior: int | None = None
    part: int | None = None
    share: int | None = None
    whole: int | None = None
    fact: int | None = None
    facts: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    exhaustive: bool | None = None

    @property
    def members(self) -> tuple[int, ...]:
        single = (
            self.current,
            self.rate,
            self.delta,
            self.prior,
            self.part,
            self.share,
            self.whole,
            self.fact,
        )
        return tuple(index for index in single if index is not None) + self.facts + self.parts


class GoldFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    check: str
    verdict: Verdict
    facts: tuple[int, ...]
    note: str


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    published: str | None
    country: str | None
    facts: tuple[GoldFact, ...]
    ignore: tuple[tuple[int, int], ...]
    relations: tuple[GoldRelation, ...]
    findings: tuple[GoldFinding, ...]
    tolerated_findings: tuple[str, ...]
    expected: dict[str, Any] | None = None


class Annotated(msgspec.Struct, frozen=True, eq=False):
    """An article with its gold; `text` is title + blank line + body."""

    name: str
    title: str | None
    body: str
    gold: Gold

    @property
    def text(self) -> str:
        return f"{self.title}\n\n{self.body}" if self.title else self.body


def load(path: Path) -> Annotated:
    """The article of a gold file: the JSON or the plain text beside it (a first line without closing
    punctuation is its title)."""
    stem = path.name.removesuffix(".gold.json")
    gold = msgspec.json.decode(path.read_bytes(), type=Gold)
    if (source := path.with_name(f"{stem}.json")).exists():
        article = json.loads(source.read_text(encoding="utf-8"))
        return Annotated(f"{path.parent.name}/{stem}", article["title"], article["body"], gold)
    text = path.with_name(f"{stem}.txt").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n\n")
    title = None if first.endswith(".") else first
    return Annotated(f"{path.parent.name}/{stem}", title, rest if title else text, gold)


@cache
def load_all() -> tuple[Annotated, ...]:
    """Every article of the corpus, sorted by folder and name."""
    return tuple(load(path) for path in sorted(CORPUS.glob("*/*.gold.json")))


def printed(fact: GoldFact) -> tuple[Fraction, Fraction] | None:
    """The number its digits and scale word say, and the unit in the last place; null if it is in words."""
    found = NUMBER.search(fact.text)
    if found is None:
        return None
    tail = fact.text[found.end() :]
    power = next(
        (power for word, power in SCALES if re.search(rf"(?:\b|(?<=\d)){word}\b", tail, re.IGNORECASE)), 0
    )
    scale = Fraction(10) ** power
    return Fraction(found[0].replace(",", "")) * scale, scale / 10 ** len(found[1] or "")


def support(fact: GoldFact) -> Interval:
    """What a careful editor would accept: rounded or truncated, hedges and round numbers read widely."""
    value = Fraction(fact.value)
    number = printed(fact)
    if number is None or fact.kind == "multiple":
        share = Fraction(1, 20) if fact.kind == "multiple" else Fraction(0)
        return _hedged(fact, value, value * share, value * share)
    step = number[1]
    if fact.kind not in ("percent", "points"):
        while step < value / 10 and value % (step * 10) == 0:
            step *= 10
    if fact.value_to is not None:
        return Interval(value - step / 2, Fraction(fact.value_to) + step)
    return _hedged(fact, value, step / 2, step)


def _hedged(fact: GoldFact, value: Fraction, below: Fraction, above: Fraction) -> Interval:
    wide = value / (10 if fact.kind == "percent" and value < 20 else 20)
    match fact.comparator:
        case "over":
            return Interval(
                value, value + max(above, value * Fraction(3, 10) if fact.kind == "multiple" else above)
            )
        case "at_least":
            return Interval(value, None)
        case "nearly" | "under":
            return Interval(value - max(above, wide), value)
        case "at_most":
            return Interval(None, value)
        case "about":
            return Interval(value - max(below, wide), value + max(above, wide))
        case _:
            return Interval(value - below, value + above)


def reference_rate(unit: str, base: str, months: tuple[str, ...]) -> Interval:
    """How many `unit` a `base` cost in these months by the monthly tables, give or take 5%."""
    rates = hmrc_rates.Rates()
    per_pound = [
        [
            Fraction(1) if code == "GBP" else Fraction(str(rates.monthly_rate(code, month).units_per_gbp))
            for month in months
        ]
        for code in (unit, base)
    ]
    cross = [left / right for left, right in zip(*per_pound, strict=True)]
    return Interval(min(cross) * Fraction(95, 100), max(cross) * Fraction(105, 100))


def months_of(fact: GoldFact, published: str) -> tuple[str, ...]:
    """The months from the start of the fact's period to the month of publication, which stands for a future one."""
    last = datetime.date.fromisoformat(published).replace(day=1)
    first = min(fact.period.start.replace(day=1), last) if fact.period else last
    found = []
    while first <= last:
        found.append(f"{first:%Y-%m}")
        first = (first + datetime.timedelta(days=32)).replace(day=1)
    return tuple(found)


def computed(relation: GoldRelation, gold: Gold) -> bool | None:
    """Whether the relation holds; null where the article does not print enough to say."""
    facts = gold.facts
    get = {role: facts[index] for role in ("current", "rate", "delta", "prior", "part", "share", "whole")
           if (index := getattr(relation, role)) is not None}  # fmt: skip
    spans = {role: support(fact) for role, fact in get.items()}
    match relation.type:
        case "growth" if spans.keys() >= {"current", "rate", "prior"}:
            return (spans["current"] / spans["prior"]).meets(_factor(get["rate"]))
        case "change" if spans.keys() >= {"current", "delta", "prior"}:
            return _change_holds(get)
        case "change" if spans.keys() >= {"current", "prior"}:
            return True
        case "conversion" if gold.published:
            left, right = (facts[index] for index in relation.facts)
            rate = reference_rate(left.unit or "", right.unit or "", months_of(left, gold.published))
            return (support(left) / support(right)).meets(rate)
        case "part_of" if spans.keys() >= {"part", "whole"}:
            return Interval(None, spans["whole"].high).meets(spans["part"])
        case "share" if spans.keys() >= {"part", "share", "whole"}:
            per = 1 if get["share"].kind == "multiple" else 100
            return (spans["part"] / spans["whole"] * per).meets(spans["share"])
        case "sum":
            return _sum_holds(relation, gold)
        case "repeat":
            first, *others = (support(facts[index]) for index in relation.facts)
            return all(first.meets(other) for other in others)
    return None


def _factor(rate: GoldFact) -> Interval:
    """What the prior level is multiplied by: 1.12 for +12%, 2 for doubled, 1.33 for up by a third."""
    sign = -1 if rate.direction == "down" else 1
    if rate.kind == "multiple" and rate.value >= 1:
        return support(rate)
    return 1 + sign * support(rate) / (1 if rate.kind == "multiple" else 100)


def _change_holds(get: dict[str, GoldFact]) -> bool:
    current, delta, prior = get["current"], get["delta"], get["prior"]
    if current.kind == "percent" and delta.kind == "percent":
        return False  # the difference of two rates is in points
    size = support(delta) / (100 if delta.unit == "basis_point" else 1)
    return (support(current) - support(prior)).meets(-size if delta.direction == "down" else size)


def _sum_holds(relation: GoldRelation, gold: Gold) -> bool:
    parts = [gold.facts[index] for index in relation.parts]
    total = sum((support(part) for part in parts), Interval.point(0))
    if relation.whole is not None:
        whole = support(gold.facts[relation.whole])
    else:
        whole = Interval.point(1 if parts[0].kind == "multiple" else 100)
    return total.meets(whole) if relation.exhaustive else Interval(None, whole.high).meets(total)
