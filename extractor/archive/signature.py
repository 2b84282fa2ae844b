"""The MinHash of a text: syndicated copies agree in most of its numbers."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np

PERMUTATIONS: Final = 64
# So many words in a row are one shingle (Broder 1997 took ten for web pages; news is shorter).
SHINGLE: Final = 5
SEED: Final = 20_240_601
WORD: Final = re.compile(r"\w+")


def signature(text: str) -> list[int] | None:
    """64 numbers of 32 bits; the share in which two texts agree estimates how many of their shingles they share.

    Null for a text without words. A text shorter than a shingle is one shingle.

    >>> one, other = signature("Exports of tea rose to 24 tonnes"), signature("Exports of  TEA rose to 24 tonnes.")
    >>> len(one), one == other
    (64, True)

    """
    import numpy as np

    words = [crc32(word.encode()) for word in WORD.findall(text.lower())]
    if not words:
        return None
    made = np.array(words, dtype=np.uint64)
    size = min(SHINGLE, len(made))
    shingles = np.zeros(len(made) - size + 1, dtype=np.uint64)
    for place in range(size):
        shingles = _mixed(shingles + made[place : len(made) - size + 1 + place])
    multipliers, summands = _permutations()
    # Multiply-shift: the upper half of a product with an odd number is close to random (Dietzfelbinger 1997).
    hashed = (shingles[:, None] * multipliers + summands) >> np.uint64(32)
    found: list[int] = hashed.min(axis=0).tolist()
    return found


def _mixed(numbers: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The finaliser of SplitMix64: every bit of a number depends on all."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: np.ndarray[Any, Any] = numbers ^ (numbers >> np.uint64(31))
    return mixed


@cache
def _permutations() -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Odd multipliers and summands, the same for ever: SplitMix64 from a fixed seed."""
    import numpy as np

    steps = np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    numbers = _mixed(steps + np.uint64(SEED))
    return numbers[:PERMUTATIONS] | np.uint64(1), numbers[PERMUTATIONS:]
