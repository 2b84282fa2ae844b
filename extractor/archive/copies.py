"""Syndicated copies: one agency's text in many papers is one witness, not many.

A text's signature is made once, when the archive is built; two texts share each of its numbers with the
probability that is the Jaccard similarity of their shingles (Broder 1997, MinHash).
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np

SIZE: Final = 64
"""Numbers in a signature: an estimate of similarity is good to about one sixteenth."""
SHINGLE: Final = 5
"""Words in a row that make one shingle: five seldom meet by chance, and survive a changed headline."""
SEED: Final = 20_231_130
LONGEST: Final = 20_000
"""Words of a text that are looked at; what follows in a data dump tells nothing more."""

_WORD = re.compile(r"\w+")


def signature(text: str) -> list[int]:
    """The MinHash of a text's five-word shingles: 64 numbers of 32 bits, empty for a text without words.

    Case, punctuation and spaces do not count. A text shorter than a shingle is one shingle.

    >>> signature("Exports rose 12% to $3.4bn.") == signature("exports  ROSE 12% to $3.4bn")
    True

    """
    import numpy as np

    words = [crc32(match[0].encode("utf-8", "surrogatepass")) for match in _WORD.finditer(text.lower())]
    if not words:
        return []
    del words[LONGEST:]
    words += [0] * (SHINGLE - len(words))
    base, odd, shift = _tables()
    hashed = np.array(words, dtype=np.uint64)
    count = len(words) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        shingles += hashed[place : place + count] * base[place]
    shingles = np.unique(_mixed(shingles))
    lowest = np.full(SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for at in range(0, len(shingles), _AT_ONCE):
        spread = shingles[at : at + _AT_ONCE, None] * odd + shift
        np.minimum(lowest, spread.min(axis=0), out=lowest)
    numbers: list[int] = (lowest >> np.uint64(32)).tolist()
    return numbers


_AT_ONCE: Final = 512


@cache
def _tables() -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Multipliers of a shingle's words; multipliers and shifts of the hash functions. The same for ever:
    PCG64 gives its raw numbers alike in every version of numpy."""
    import numpy as np

    raw = np.random.PCG64(SEED).random_raw(SHINGLE + 2 * SIZE).astype(np.uint64)
    one = np.uint64(1)
    return raw[:SHINGLE] | one, raw[SHINGLE : SHINGLE + SIZE] | one, raw[SHINGLE + SIZE :]


def _mixed(values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Every bit of the input on every bit of the output (the finalizer of SplitMix64)."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: np.ndarray[Any, Any] = values ^ (values >> np.uint64(31))
    return mixed
