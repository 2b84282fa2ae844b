"""Time grows with the length of a text and no faster, whatever is repeated in it."""

import gc
import time

import pytest

from extractor.mentions.amounts import find_amounts
from extractor.model import load_model

MODEL = load_model()
PUMPS = {
    "digits": "1", "groups": "1,000", "spaced groups": "1 000 ", "points": "1.", "commas": "1,", "versions": "1.2.",
    "slashes": "1/2 ", "slashes glued": "1/2", "hyphens": "1-", "dashed": "12-34-", "colons": "1:2", "letters": "a",
    "words": "many words ", "number words": "two ", "hundreds": "two hundred and ", "millions": "million ",
    "scales": "5 million ", "signs": "$", "sign and number": "$5 ", "hedges": "about over ", "up to": "up to ",
    "more or": "more or ", "per": "5 a ", "per per": "5 per per ", "modifiers": "5 new big ", "nouns": "new firms ",
    "compounds": "5 man-made ", "list": "5, ", "list of money": "$5, ", "ranges": "5 to ", "from": "fell from 5 ",
    "change words": "fell ", "between": "between 5 and ", "brackets": "$5 (", "and": "5 and ", "one in": "one in ",
    "percent": "5% ", "names": "Boeing 7 ", "urls": "https://", "accents": "é", "apostrophes": "a'", "dots": "a.",
    "halves": "half a ", "quarters": "three quarters of ", "soft hyphens": "mil\xadlion ", "no-break": "1\xa0000\xa0",
    "ages": "aged 5 ", "of": "5 of the ", "vague": "tens of thousands of ", "equals": "$1 = ", "mixed": "7 3/4 ",
}  # fmt: skip
SHORT, LONG = 10_000, 80_000
ATTEMPTS = 6


def seconds(text: str) -> float:
    """Without the collector of garbage: what it takes grows with all that other tests have left behind."""
    gc.disable()
    try:
        start = time.process_time()
        find_amounts(text, 0, MODEL)
        return time.process_time() - start
    finally:
        gc.enable()


def pumped(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.slow
@pytest.mark.parametrize("name", PUMPS)
def test_time_is_linear(name: str) -> None:
    find_amounts("5 million", 0, MODEL)
    short_text, long_text = pumped(PUMPS[name], SHORT), pumped(PUMPS[name], LONG)
    short = long = float("inf")
    for _ in range(ATTEMPTS):
        short, long = min(short, seconds(short_text)), min(long, seconds(long_text))
        # Twice the ratio of lengths, and a floor for what a clock can tell apart: a square would be eight times.
        # The least of several runs, since a busy machine only ever adds.
        if long <= 2 * (LONG / SHORT) * max(short, 0.005):
            return
    pytest.fail(f"{LONG / SHORT:.0f} times the text took {long / short:.0f} times as long")
