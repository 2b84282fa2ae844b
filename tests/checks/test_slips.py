"""Slips: each kind is undone to what was meant, with its text, and none sheds precision to fit."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.slips.undo import Slip, read, scale_words, undo, weight
from extractor.records import Fact
from extractor.values.interval import Interval

Make = Callable[[str], Fact]


def slips(fact: Fact) -> list[Slip]:
    return list(undo(fact, Interval.from_decimals(fact.low, fact.high)))


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("f1: $5.31 billion; revenue", "transposition", "$5.13 billion"),
        ("f1: 3.30%; growth up, revenue", "shift", "0.33%"),
        ("f1: 13.0%; growth up, revenue", "shift", "1.3%"),
        ("f1: 1.3%; growth up, revenue", "shift", "13%"),
        ("f1: $892 billion; revenue", "scale", "$892 million"),
        ("f1: £14.5m; revenue", "scale", "£14.5b"),
        ("f1: Rs 7,881 lakh; revenue", "scale", "Rs 7,881 crore"),
        ("f1: 8,504,918; residents, unit=resident", "digit", "8,504,919"),
        ("f1: 44,812; residents, unit=resident", "doubled", "4,812"),
        ("f1: €18 million; cost", "dropped", "€418 million"),
        ("f1: 6%; growth down, sales", "direction", None),
    ],
)
def test_undone(line: str, kind: str, text: str | None, make_fact: Make) -> None:
    assert (kind, text) in {(slip.kind, slip.text) for slip in slips(make_fact(line))}


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("f1: 69.2%; growth up, sales", "doubled", "69%"),
        ("f1: $5.31 billion; revenue", "transposition", "$3.51 million"),
        ("f1: 105; visitors, unit=visitor", "transposition", "015"),
        ("f1: 70; visitors, unit=visitor", "shift", "0.70"),
        ("f1: 6%; level, rate", "direction", None),
    ],
)
def test_not_a_slip(line: str, kind: str, text: str | None, make_fact: Make) -> None:
    assert (kind, text) not in {(slip.kind, slip.text) for slip in slips(make_fact(line))}


@pytest.mark.parametrize(
    "line", ["f1: doubled; growth up, sales", "f1: 4-5 million; visits", "f1: 0; visits"]
)
def test_unreadable_figures_have_no_digits_to_change(line: str, make_fact: Make) -> None:
    assert read(make_fact(line)) is None


def test_supports_keep_their_reach(make_fact: Make) -> None:
    level, rate = make_fact("f1: $5.31 billion; revenue"), make_fact("f1: 5.0%; growth up, revenue")
    made = {(slip.kind, slip.text): slip.support for fact in (level, rate) for slip in slips(fact)}
    assert made["transposition", "$5.13 billion"] == Interval.of(5_125_000_000, 5_140_000_000)
    assert made["shift", "0.5%"] == Interval.of("0.45", "0.6")


@given(st.integers(min_value=10, max_value=999_999), st.integers(min_value=0, max_value=3), st.data())
def test_a_transposition_can_be_undone(number: int, decimals: int, data: st.DataObject) -> None:
    """Whatever was meant, exchanging two of its digits leaves it among the slips of what is printed."""
    digits = str(number).rjust(decimals + 1, "0")
    at = data.draw(st.integers(min_value=0, max_value=len(digits) - 2))
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    printed, meant = (_fact(each, decimals) for each in (swapped, digits))
    whole = swapped[: len(swapped) - decimals]
    if swapped == digits or not int(swapped) or (len(whole) > 1 and whole[0] == "0"):
        return
    if len(digits) - decimals > 1 and digits[0] == "0":
        return
    value = Fraction(meant.value or 0)
    assert any(slip.kind == "transposition" and slip.support.contains(value) for slip in slips(printed))


def _fact(digits: str, decimals: int) -> Fact:
    value = Decimal(int(digits)).scaleb(-decimals)
    text = f"{value:.{decimals}f}"
    half = Decimal("0.5").scaleb(-decimals)
    blank = Fact(
        id="f1",
        start_char=0,
        end_char=len(text),
        text=text,
        sentence=1,
        in_title=False,
        kind="quantity",
        value=value,
    )
    return msgspec.structs.replace(
        blank, low=value - half, high=value + half, ulp=Decimal(1).scaleb(-decimals)
    )


def test_weights_are_shared_out_over_the_places_of_a_number(make_fact: Make) -> None:
    """A longer number has more places to go wrong, so each single slip on it is less likely."""
    short, long = make_fact("f1: 21%; growth up, sales"), make_fact("f1: 2,134,567; visits, unit=visit")
    assert weight(Slip("transposition", Interval.point(1), None), short) > weight(
        Slip("transposition", Interval.point(1), None), long
    )


def test_scale_words_stay_in_style() -> None:
    words = {word: {other for other, _ in others} for word, others in scale_words("en").items()}
    assert words["million"] == {"billion", "trillion"}
    assert words["bn"] == {"mn", "tn"}
    assert words["crore"] == {"lakh"}
    assert scale_words("xx") == {}
