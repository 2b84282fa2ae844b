"""What the productions read off the tokens that a row matched: the number, its draft, the currencies of its signs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractor.lexicon.currencies import MoneyWord, Sign
from extractor.mentions.cursor import Line, Token
from extractor.mentions.drafts import Draft
from extractor.mentions.numbers import Number
from extractor.model import GrammarRow
from extractor.records import Kind

NUMBER_KINDS: Final = "1234567"


def opens_amount(line: Line, last: int) -> bool:
    """Whether a sign or code is glued to the number behind it: the 2 of "2 USD50 cards" are no dollars."""
    if last >= len(line.tokens) or line.shape[last] not in NUMBER_KINDS:
        return False
    return line.tokens[last].start == line.tokens[last - 1].end


def number_of(line: Line, first: int, last: int) -> Number:
    token = next(token for token in line.tokens[first:last] if token.kind in NUMBER_KINDS)
    number: Number = token.data
    return number


def draft_of(line: Line, first: int, last: int, row: GrammarRow, kind: Kind) -> Draft:
    tokens = line.tokens
    number = number_of(line, first, last)
    draft = Draft(first, last, tokens[first].start, tokens[last - 1].end, number, kind)
    if "n" in line.shape[first:last]:
        draft.factor = Decimal(-1)
    draft.rules = [number.rule, row.name]
    return draft


def codes_of(signs: Sequence[Token]) -> tuple[str, ...]:
    """What the signs and words of an amount agree on; the one that says most ("A$5 million AUD")."""
    candidates = []
    for token in signs:
        data = token.data
        if isinstance(data, Sign | MoneyWord):
            candidates.append(data.codes)
        else:
            candidates.append((data,) if isinstance(data, str) else tuple(data))
    best = min(candidates, key=len)
    shared = tuple(code for code in best if all(code in other for other in candidates))
    return shared or best
