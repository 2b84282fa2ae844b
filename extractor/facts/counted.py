"""What a number counts, read from the parse: it corrects the first guess of `mentions`.

"Twelve sales staff" counts staff, "45 in new orders" counts nothing. The parse knows; the shapes of words only
guess.
"""

from typing import Final

import msgspec

from extractor.lexicon.words import singular
from extractor.records import Amount
from extractor.syntax import Parse

# Dependencies that lead from a numeral to the larger numeral or the noun it is part of (ClearNLP labels).
INNER: Final = frozenset({"compound", "quantmod", "nummod", "nmod", "advmod", "amod"})
NUMERAL: Final = "CD"
NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
PROPER: Final = ("NNP", "NNPS")
# Rules of mentions that guess a noun, or found none.
GUESSED: Final = frozenset({"count", "count_one", "count_vague", "count_not_year", "bare"})
# How many tokens may stand between a number and its noun.
REACH: Final = 7


def settle_count(amount: Amount, parse: Parse, text: str, offset: int = 0) -> Amount:
    """A count with the noun that the parse gives it: unit, the words it was read from, and span.

    Amounts of other kinds, and counts whose words decide ("one of", "12-member"), come back unchanged.

    Args:
        amount: a mention.
        parse: of its sentence, offsets in the article.
        text: the sentence, or the article with `offset` 0.
        offset: where `text` starts in the article.

    """
    if amount.kind != "count" or GUESSED.isdisjoint(amount.rules):
        return amount
    noun = _counted(amount, parse)
    if noun is None:
        return amount
    end = parse.ends[noun]
    if end < amount.number_end or _is_measure_phrase(amount, end):
        return amount
    first = _first_word(amount, parse, noun)
    words = text[parse.starts[first] - offset : end - offset]
    return msgspec.structs.replace(
        amount,
        end_char=max(end, _without_noun(amount)),
        text=text[amount.start_char - offset : max(end, _without_noun(amount)) - offset],
        units=(_unit(parse, noun, words),),
        unit_text=words,
        rules=(*amount.rules, "count.parse"),
    )


def _counted(amount: Amount, parse: Parse) -> int | None:
    """The noun that the number modifies; nothing if it stands for itself."""
    tokens = parse.tokens(amount.number_start, amount.number_end)
    numerals = [token for token in tokens if parse.tags[token] == NUMERAL] or list(tokens)
    if not numerals:
        return None
    token = numerals[-1]
    for _ in range(REACH):
        head = parse.heads[token]
        if head == token or parse.deps[token] not in INNER:
            return None
        if parse.tags[head] in NOUNS and parse.deps[token] in ("nummod", "compound", "nmod", "amod"):
            return head if token < head <= token + REACH else None
        token = head
    return None


def _is_measure_phrase(amount: Amount, end: int) -> bool:
    """Whether the mention already reaches beyond the noun, by a rate behind it: "30 visits a day"."""
    return amount.per is not None and end < amount.end_char and bool(amount.units)


def _without_noun(amount: Amount) -> int:
    """Where the number ends, its scale in words and its hedge behind it included as far as known."""
    return amount.number_end if amount.units else amount.end_char


def _first_word(amount: Amount, parse: Parse, noun: int) -> int:
    """The first word of the noun phrase behind the number."""
    behind = _without_noun(amount)
    first = noun
    while first > 0 and parse.starts[first - 1] >= behind and parse.tags[first - 1] != NUMERAL:
        first -= 1
    return first


def _unit(parse: Parse, noun: int, words: str) -> str:
    """The singular of the head; a name keeps its capitals and its other words."""
    name = parse.words[noun]
    if parse.tags[noun] not in PROPER or not name[0].isupper():
        return singular(name)
    first = noun
    while first > 0 and parse.tags[first - 1] in PROPER and parse.words[first - 1] in words.split():
        first -= 1
    one = singular(name)
    kept = name[: len(one)] if name.lower().startswith(one) else one
    return " ".join((*parse.words[first:noun], kept))
