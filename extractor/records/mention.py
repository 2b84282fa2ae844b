"""What a sentence says by its own words: figures and time expressions, before anything is resolved.

Offsets are the article's. A mention keeps its candidates ("$" may be any dollar) until `facts` decides.
"""

from decimal import Decimal

import msgspec

from extractor.records.fact import Claim, Comparator, Kind, Superlative


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: `text` with hedge, sign, scale and unit; `number_start`..`number_end` the bare number.

    `units` are the candidates for the unit, the likeliest first (one: decided; none: no unit was written);
    for money ISO 4217 codes. `unit_text` are the words or the sign the unit was read from.
    `hedge` names the row of `lexicon/hedges.toml`; `multiple` the row of `lexicon/multiples.toml` that says
    how wide "doubled" or "a third" reaches. `value` is null for a vague count without a usable number only.
    """

    start_char: int
    end_char: int
    text: str
    number_start: int
    number_end: int
    kind: Kind
    value: Decimal | None
    value_to: Decimal | None = None
    ulp: Decimal
    units: tuple[str, ...] = ()
    unit_text: str | None = None
    per: str | None = None
    comparator: Comparator = "exact"
    hedge: str | None = None
    multiple: str | None = None
    spelled: bool = False
    rules: tuple[str, ...] = ()


class PeriodMention(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: `family` as in periods.md §1 (calendar, relative, ending, fiscal, comparison,
    repeating, duration), `rule` the grammar row, `fields` what the row captured, ready for resolution.
    """

    start_char: int
    end_char: int
    text: str
    family: str
    rule: str
    fields: dict[str, str]


class SuperlativeMention(msgspec.Struct, frozen=True, kw_only=True):
    """Where a claim of rank stands ("highest-ever", "lowest since 2009"), and what it says."""

    start_char: int
    end_char: int
    superlative: Superlative


class Mentions(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found in one sentence, each tuple in text order."""

    amounts: tuple[Amount, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    superlatives: tuple[SuperlativeMention, ...] = ()
