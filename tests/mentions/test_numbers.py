"""Numbers come back as they were written: words, groupings, digits of other scripts, scales. A sample here, a
million in the slow test."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.mentions.amounts import find_amounts
from extractor.mentions.scan import read_digits
from extractor.model import load_model

MODEL = load_model()
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
SMALL = (*ONES.split(), "seventeen", "eighteen", "nineteen")
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
GROUPERS = {
    "comma": ",",
    "no-break space": "\xa0",
    "thin space": "\u2009",
    "narrow space": "\u202f",
    "apostrophe": "’",
}
DIGITS = {"full-width": "０１２３４５６７８９", "arabic-indic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}
GLUED = {"k": 3, "m": 6, "mn": 6, "bn": 9, "b": 9, "tn": 12, "million": 6}


def in_words(number: int, joint: str = " and ", hyphen: str = "-") -> str:
    """A whole number below a quadrillion as English writes it."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return TENS[tens] + (hyphen + SMALL[one] if one else "")
    size, name = next(scale for scale in SCALES if scale[0] <= number)
    times, rest = divmod(number, size)
    head = f"{in_words(times, joint, hyphen)} {name}"
    if not rest:
        return head
    return head + (joint if size == 100 else " ") + in_words(rest, joint, hyphen)


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def indian(number: int) -> str:
    """3,80,528: the last three digits, then pairs."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)][::-1]
    return ",".join((*pairs, tail))


def only_value(text: str) -> Decimal | None:
    (amount,) = find_amounts(text, 0, MODEL)
    return amount.value


@given(st.integers(2, 10**15 - 1), st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
def test_words(number: int, joint: str, hyphen: str) -> None:
    assert only_value(f"It cost {in_words(number, joint, hyphen)} dollars.") == number


@given(st.integers(1000, 10**15), st.sampled_from(sorted(GROUPERS)))
def test_groups(number: int, grouper: str) -> None:
    assert only_value(f"It cost ${grouped(number, GROUPERS[grouper])} then.") == number


@given(st.integers(1000, 10**13))
def test_indian_groups(number: int) -> None:
    assert only_value(f"It cost Rs {indian(number)} then.") == number


@given(st.integers(0, 10**12), st.sampled_from(sorted(DIGITS)))
def test_digits_of_other_scripts(number: int, script: str) -> None:
    written = str(number).translate(str.maketrans("0123456789", DIGITS[script]))
    assert only_value(f"It cost €{written} then.") == number


@given(
    st.decimals("0.01", "999.99", places=2),
    st.sampled_from(sorted(GLUED)),
    st.sampled_from(["$", "£", "Rs", "A$"]),
)
def test_glued_scales(number: Decimal, scale: str, sign: str) -> None:
    (amount,) = find_amounts(f"It cost {sign}{number}{scale}.", 0, MODEL)
    assert amount.value == number.scaleb(GLUED[scale])
    assert amount.ulp == Decimal("0.01").scaleb(GLUED[scale])


@given(st.decimals("0.001", "99999.999", places=3))
def test_european_decimals(number: Decimal) -> None:
    whole, _, part = f"{number:,}".partition(".")
    written = f"{whole.replace(',', '.')},{part[:2]}"
    assert Decimal(read_digits(written).text) == Decimal(f"{whole.replace(',', '')}.{part[:2]}")


@given(st.text(alphabet="0123456789 ,.$%-–/()'abmkx½", max_size=60))
@settings(max_examples=300)
def test_any_text_gives_true_spans(text: str) -> None:
    end = 0
    for amount in find_amounts(text, 5, MODEL):
        assert text[amount.start_char - 5 : amount.end_char - 5] == amount.text
        assert amount.start_char - 5 >= end
        assert amount.start_char <= amount.number_start < amount.number_end <= amount.end_char
        assert amount.ulp > 0
        end = amount.end_char - 5


@pytest.mark.slow
def test_a_million_numbers_come_back() -> None:
    source = random.Random(20240501)
    for _ in range(100_000):
        numbers = [source.randrange(2, 10 ** source.randrange(2, 15)) for _ in range(10)]
        kind = source.randrange(3)
        for number in numbers[:: 1 if kind else 5]:
            if kind == 0:
                text, wanted = f"{in_words(number)} euros", number
            elif kind == 1:
                text, wanted = f"€{grouped(number, source.choice(sorted(GROUPERS.values())))}", number
            else:
                text, wanted = f"Rs {indian(number)}", number
            assert only_value(text) == wanted, text
