"""Prices in the free form of shop windows, read by price-parser: ``$1 299,00``.

In running English text a space ends a number, so the grammar reads "$1" and "299,00". A currency sign, groups of
three parted by spaces and a decimal comma together are one price (the form of Canadian French, South African
and much of European print; Unicode CLDR number patterns).
"""

import re
from decimal import Decimal

from msgspec.structs import replace

from extractor.records import Amount

# A grouped number with a decimal comma, from its currency sign on.
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5},\d{2}(?![\d,.]|\s\d)"
PRICE = re.compile(rf"(?:[$€£¥₹₨₺₽₩₦]\s?|[A-Z]{{3}}\s){GROUPED}")


def join_prices(text: str, offset: int, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Put the pieces of such a price together; everything else is returned as it is.

    Args:
        text: the sentence.
        offset: where it starts in the article.
        amounts: its figures, in text order.

    """
    for match in PRICE.finditer(text) if len(amounts) > 1 else ():
        start, end = match.start() + offset, match.end() + offset
        pieces = [amount for amount in amounts if start <= amount.number_start and amount.end_char <= end]
        if len(pieces) < 2 or pieces[0].kind != "money":
            continue
        found = _price(match[0])
        if found is not None:
            whole = replace(
                pieces[0],
                end_char=end,
                text=text[pieces[0].start_char - offset : match.end()],
                number_end=end,
                value=found,
                ulp=Decimal("0.01"),
                rules=(*pieces[0].rules, "price"),
            )
            amounts = tuple(whole if one is pieces[0] else one for one in amounts if one not in pieces[1:])
    return amounts


def _price(text: str) -> Decimal | None:
    from price_parser import Price

    amount: Decimal | None = Price.fromstring(text).amount
    return amount
