"""A figure while it is being put together, and the record it becomes."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from extractor.mentions.numbers import Number
from extractor.records import Amount, Comparator, Kind
from extractor.values import Hedge, plain

# One character per kind, for grammar/series.toml.
KIND_CLASS: dict[Kind, str] = {
    "money": "M",
    "percent": "%",
    "points": "P",
    "quantity": "Q",
    "count": "C",
    "duration": "D",
    "age": "A",
    "multiple": "X",
}


@dataclass(slots=True)
class Draft:
    """A figure of the tokens first..last; offsets into the sentence.

    `factor` takes the number to base units with its sign (cents: 0.01; minus: -1). `weak`: too little to be a
    figure by itself ("two"), kept only if a range or list takes it in.
    `sign_start`: where the money sign or word stands.
    `gone`: another draft has taken it in.
    """

    first: int
    last: int
    start: int
    end: int
    number: Number
    kind: Kind
    units: tuple[str, ...] = ()
    unit_text: str | None = None
    per: str | None = None
    factor: Decimal = Decimal(1)
    multiple: str | None = None
    hedge: Hedge | None = None
    comparator: Comparator = "exact"
    sign_start: int = 1 << 30
    to: "Draft | None" = None
    weak: bool = False
    gone: bool = False
    rules: list[str] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Whether it has neither unit nor noun."""
        return self.kind == "count" and not self.units

    @property
    def sign_first(self) -> bool:
        """Whether its unit stands before the number: "$10", "Rs 5"."""
        return self.kind == "money" and self.sign_start < self.number.start

    @property
    def symbol(self) -> str:
        """The figure as one character of a series."""
        if self.number.to is not None:
            return "V"
        return "B" if self.bare else KIND_CLASS[self.kind]

    def value(self) -> Decimal:
        return _written(self.number.value * self.factor, self.number.scale)

    def set_hedge(self, hedge: Hedge) -> None:
        self.hedge = hedge
        self.rules.append(f"hedge:{hedge.name}")
        if hedge.effect:
            self.comparator = cast(Comparator, hedge.comparator)

    def record(self, text: str, offset: int) -> Amount:
        """The record, offsets moved into the article."""
        number, other = self.number, self.to
        value_to = None
        number_end = number.end
        if other is not None:
            value_to, number_end = plain(other.value()), other.number.end
        elif number.to is not None:
            value_to = plain(number.to * abs(self.factor))
        hedge = self.hedge.name if self.hedge is not None else number.hedge
        return Amount(
            start_char=self.start + offset,
            end_char=self.end + offset,
            text=text[self.start : self.end],
            number_start=number.start + offset,
            number_end=number_end + offset,
            kind=self.kind,
            value=plain(self.value()),
            value_to=value_to,
            ulp=plain(_written(number.ulp * abs(self.factor), number.scale)),
            units=self.units,
            unit_text=self.unit_text,
            per=self.per,
            comparator="range" if value_to is not None else self.comparator,
            hedge=hedge,
            multiple=self.multiple,
            spelled=number.spelled,
            rules=tuple(self.rules),
        )


def _written(value: Decimal, scale: Decimal) -> Decimal:
    """A scaled number without the zeros that multiplying left behind its point: 1.20 million is 1200000."""
    if scale != 1 and value == value.to_integral_value():
        return value.to_integral_value()
    return value.normalize() if scale != 1 else value
