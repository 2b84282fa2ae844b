"""The noun a number counts, as far as the shapes of words tell it: "12 new stores", "600 Sri Lankans"."""

from functools import cache

from extractor.lexicon.words import singular
from extractor.mentions.cursor import Line
from extractor.model import LanguageModel

NOUN_KINDS = "wWsXFDALl!+"


def unit_of(line: Line, first: int, last: int, model: LanguageModel) -> tuple[str, str]:
    """The unit (singular head) and the words it was read from, of the noun phrase first..last.

    A capitalised head keeps its capitals and the capitalised words before it: Sri Lankan, World Cup.
    """
    head = line.tokens[last - 1]
    while first < last - 1 and line.tokens[first].form in degrees(model):
        first += 1
    start = line.tokens[first].start
    words = line.text[start : head.end]
    name = line.text[head.start : head.end]
    one = one_of(name, model)
    if not name[0].isupper():
        return one, words
    at = last - 1
    while (
        at > first
        and line.tokens[at - 1].kind == "W"
        and line.tokens[at].start - line.tokens[at - 1].end == 1
    ):
        at -= 1
    return line.text[line.tokens[at].start : head.start] + one, words


@cache
def degrees(model: LanguageModel) -> frozenset[str]:
    """Words of degree that are no part of a thing's name: "more", "most"."""
    return frozenset(model.lexicon("noun_phrases")["degree"]["words"])


def one_of(noun: str, model: LanguageModel) -> str:
    """The singular of a noun in its own case.

    >>> from extractor.model import load_model
    >>> [one_of(noun, load_model()) for noun in ("Stores", "people", "Lankans")]
    ['Store', 'person', 'Lankan']

    """
    lower = noun.lower()
    made = singular(lower, model)
    if noun == lower:
        return made
    shared = 0
    while shared < min(len(made), len(noun)) and made[shared] == lower[shared]:
        shared += 1
    return noun[:shared] + made[shared:]
