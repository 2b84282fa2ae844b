"""A number of things, the price of one, and what they come to; one amount a multiple of another."""

import re
from collections.abc import Iterator, Sequence

from extractor.facts.relations.bounds import (
    BY_SENTENCE,
    BY_WORDS,
    MEASURED,
    Bound,
    Members,
    by_sentence,
    gap,
    is_conversion,
    is_level,
    relation,
    said_after,
    same_unit,
)
from extractor.records import Relation

FEW = r"(?:\s+[^\s.;:()\d]+){0,6}?"
# "12,000 tonnes of zinc at $420", "5m shares at an average price of $10"
COUNT_THEN_PRICE = re.compile(
    FEW
    + r"\s*,?\s+(?:priced\s+)?at\s+(?:an?\s+|the\s+)?(?:(?:\w+\s+){0,2}(?:price|cost|rate|value)\s+of\s+)?"
    + r"(?:just\s+|only\s+)?",
    re.IGNORECASE,
)
# "… a tonne for $6.5m", "… each, raising $50m", "… per share, for gross proceeds of $50m"
PRICE_THEN_VALUE = re.compile(
    r"\s*(?:each|apiece)?\s*,?\s*(?:or\s+|for\s+|to\s+raise\s+|raising\s+|worth\s+|spending\s+|paying\s+|totall?ing\s+|costing\s+|fetching\s+|making\s+)"
    r"(?:an?\s+|the\s+|its\s+)?(?:total\s+|aggregate\s+|gross\s+|overall\s+)?(?:consideration\s+|proceeds\s+|value\s+|cost\s+|sum\s+|price\s+|investment\s+)?(?:of\s+)?(?:some\s+|about\s+)?",
    re.IGNORECASE,
)
# "paid $12m for 250,000 shares at $40 each", "raised $50m by selling 5m shares at $10"
VALUE_THEN_COUNT = re.compile(
    r"\s+(?:(?:for|by\s+(?:selling|issuing|offering|placing)|from\s+(?:the\s+)?(?:sale|issue)\s+of|through\s+the\s+(?:sale|issue)\s+of)\s+)(?:the\s+|its\s+|their\s+)?",
    re.IGNORECASE,
)
# "36,000 tonnes from 9,000 hectares, a yield of 4 tonnes a hectare", "$12m on 300 homes, or $40,000 a home"
WHOLE_THEN_COUNT = re.compile(
    r"\s+(?:[^\s.;:()\d]+\s+){0,3}?(?:from|on|for|over|across|among|between)\s+(?:the\s+|its\s+|some\s+)?",
    re.IGNORECASE,
)
COUNT_THEN_AVERAGE = re.compile(
    FEW
    + r"\s*,\s*(?:or\s+|averaging\s+"
    + r"|(?:giving\s+|making\s+|at\s+)?(?:an?\s+)?(?:average\s+)?(?:yield|average|mean|cost|rate)\s+of\s+)"
    + r"(?:an?\s+average\s+of\s+|about\s+)?",
    re.IGNORECASE,
)
# The same for each of them, where the price does not say for what.
EACH = re.compile(r"\s*(?:each|apiece)\b", re.IGNORECASE)
# What is left of a sum once costs are paid, or is only a part of it.
NOT_ALL = re.compile(
    r"\b(?:net|after|before|excluding|up\s+to|including|plus|additional|remaining)\b", re.IGNORECASE
)
# "worth $12m at today's price", "2 million of its 5 million shares"
AT_TODAY = re.compile(r"\s+(?:at|by)\b")
OF_ITS = re.compile(
    r"\s+(?:[^\s.;:()\d,]+\s+)?(?:out\s+)?of\s+(?:(?:its|the|their|his|her|our)\s+)?", re.IGNORECASE
)
# More characters than this between two figures do not bind them.
LONGEST = 200
# So many characters behind the last of the three belong to it: "for $6m including fees".
BEHIND = 20
# "$900m, three times the $300m it earned", "6m, twice as many as the 3m"
LEVEL_THEN_TIMES = re.compile(
    r"\s*,?\s*(?:which\s+is\s+|that\s+is\s+|or\s+|was\s+|is\s+|were\s+|are\s+)?", re.IGNORECASE
)
NAMED_THEN_TIMES = re.compile(
    r"\s+(?:on|of|in|from|for)\s+[^\s.;:()\d,]+(?:\s+[^\s.;:()\d,]+)?\s*,\s*(?:or\s+)?", re.IGNORECASE
)
TIMES_THEN_LEVEL = re.compile(
    r"\s+(?:(?:as\s+(?:much|many|large|big|high)\s+as\s+)?(?:the|its|their|that\s+of\s+the)\s+)(?:[^\s.;:()\d,]+\s+){0,3}?(?:of\s+)?",
    re.IGNORECASE,
)


def products(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "12,000 tonnes at $420 a tonne for $5m": count, price and value, side by side."""
    for sentence in by_sentence(bounds):
        for at, (one, two, three) in enumerate(zip(sentence, sentence[1:], sentence[2:], strict=False)):
            first, second = gap(one, two), gap(two, three)
            if max(len(first), len(second)) > LONGEST or not all(_is_value(b) for b in (one, two, three)):
                continue
            if COUNT_THEN_PRICE.fullmatch(first) and PRICE_THEN_VALUE.fullmatch(second):
                count, price, value = one, two, three
            elif (VALUE_THEN_COUNT.fullmatch(first) and COUNT_THEN_PRICE.fullmatch(second)) or (
                WHOLE_THEN_COUNT.fullmatch(first) and COUNT_THEN_AVERAGE.fullmatch(second)
            ):
                value, count, price = one, two, three
            else:
                continue
            behind = said_after(three)[:BEHIND]
            whole = not any(NOT_ALL.search(words) for words in (first, second, behind))
            if whole and not AT_TODAY.match(behind) and not (at and _is_out_of(sentence[at - 1], one)):
                yield from _product(count=count, price=price, value=value)


def _is_value(bound: Bound) -> bool:
    return is_level(bound) and not is_conversion(bound)


def _is_out_of(taken: Bound, count: Bound) -> bool:
    """Is a number only what another was taken from: "2 million of its 5 million shares"?"""
    return OF_ITS.fullmatch(gap(taken, count)) is not None


def _product(*, count: Bound, price: Bound, value: Bound) -> Iterator[Relation]:
    """The price is in the unit of the value, for one of what is counted."""
    counted = (
        count.fact.kind in ("count", "quantity") and count.fact.unit is not None and count.fact.per is None
    )
    alike = (
        price.fact.kind == value.fact.kind and price.fact.unit == value.fact.unit and value.fact.per is None
    )
    each = price.fact.per == count.fact.unit or (price.fact.per is None and EACH.match(said_after(price)))
    if counted and alike and each and price.fact.kind in MEASURED:
        members: Members = {"count": count.fact.id, "price": price.fact.id, "value": value.fact.id}
        yield relation("product", members, BY_WORDS, "relation.product")


def times(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """ "$900m on imports, three times the $300m it earned from exports": no movement, two amounts."""
    for sentence in by_sentence(bounds):
        for one, two, three in zip(sentence, sentence[1:], sentence[2:], strict=False):
            if (
                two.fact.kind != "multiple"
                or two.fact.role != "level"
                or not (is_level(one) and is_level(three))
            ):
                continue
            if (
                one.fact.kind not in MEASURED
                or not same_unit(one.fact, three.fact)
                or one.fact.per != three.fact.per
            ):
                continue
            lead = gap(one, two)
            if max(len(lead), len(gap(two, three))) > LONGEST:
                continue
            joined = LEVEL_THEN_TIMES.fullmatch(lead) or NAMED_THEN_TIMES.fullmatch(lead)
            if joined and TIMES_THEN_LEVEL.fullmatch(gap(two, three)) and two.fact.value is not None:
                members: Members = {"ratio": two.fact.id, "over": one.fact.id, "under": three.fact.id}
                yield relation("ratio", members, BY_SENTENCE, "relation.times")
