"""Tables of numbers, units and money: against CLDR, and against themselves."""

import pytest
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from extractor.errors import ModelError
from extractor.lexicon.currencies import currencies
from extractor.lexicon.numbers import number_words, scales
from extractor.lexicon.units import plural, units
from extractor.mentions.vocabulary import vocabulary
from extractor.model import LanguageModel, load_model

MODEL = load_model()


def cldr() -> dict[str, tuple[str, str, bool]]:
    """Code to name, plural and whether it is a thing of the past, chosen as the script in currencies.py does."""
    rows = get_global("territory_currencies").values()
    tender = {code for row in rows for code, _, end, is_tender, *_ in row if is_tender and end is None}
    made = {}
    for code in sorted(Locale("en").currencies):
        name = get_currency_name(code, locale="en")
        if code in tender or ("(" not in name and (code[0] != "X" or code == "XDR")):
            made[code] = (
                name,
                get_currency_name(code, count=2, locale="en").split(" (")[0],
                code not in tender,
            )
    return made


def test_currencies_are_those_of_cldr() -> None:
    ours = {code: (row.name, row.plural, row.old) for code, row in currencies(MODEL).codes.items()}
    theirs = cldr()
    shared = ours.keys() & theirs.keys()
    assert {code: ours[code][:2] for code in shared} == {code: theirs[code][:2] for code in shared}
    # CLDR may retire a currency with any release of Babel; one that is in use must be in the table.
    assert {code for code, row in theirs.items() if not row[2]} <= ours.keys()
    assert ours.keys() <= set(Locale("en").currencies)


def test_names_of_several_words_decide_their_code() -> None:
    words = currencies(MODEL).words
    assert words["sri lankan rupees"].codes == ("LKR",)
    assert words["turkish lira"].codes == ("TRY",)
    assert words["canadian dlrs"].codes == ("CAD",)


def test_ambiguous_signs_keep_their_candidates() -> None:
    table = currencies(MODEL)
    assert table.signs["$"].codes[0] == "USD"
    assert {"AUD", "CAD", "SGD"} <= set(table.signs["$"].codes)
    assert table.signs["Rs"].codes[:3] == ("INR", "PKR", "LKR")


class BrokenModel(LanguageModel):
    """The English tables with one row of money that names no currency."""

    def __init__(self) -> None:
        super().__init__("en_news_facts")
        table = dict(MODEL.lexicon("money"))
        self._lexicons["money"] = table | {"sign": [{"forms": ["@@"], "codes": ["QQQ"]}]}


def test_unknown_code_names_its_row() -> None:
    with pytest.raises(ModelError, match=r"money\.toml: '@@': unknown \['QQQ'\]"):
        currencies(BrokenModel())


def test_plurals_of_scales() -> None:
    assert scales(MODEL).words["crores"] == scales(MODEL).words["crore"] == 10**7


def test_parts_are_below_one() -> None:
    words = number_words(MODEL)
    assert all(0 < part < 1 for part in (*words.parts.values(), *words.characters.values()))


@pytest.mark.parametrize(
    ("symbol", "name", "per"),
    [
        ("km", "kilometre", None),
        ("kWh", "kilowatt hour", None),
        ("MW", "megawatt", None),
        ("mW", "milliwatt", None),
        ("mph", "mile", "hour"),
        ("bpd", "barrel", "day"),
        ("GB", "gigabyte", None),
        ("lbs", "pound", None),
    ],
)
def test_symbols(symbol: str, name: str, per: str | None) -> None:
    unit = units(MODEL).symbols[symbol]
    assert (unit.name, unit.per) == (name, per)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("square feet", "square foot"),
        ("barrels of oil equivalent", "barrel of oil equivalent"),
        ("kilometers", "kilometre"),
        ("basis points", "basis_point"),
        ("per cent", "percent"),
    ],
)
def test_phrases(phrase: str, name: str) -> None:
    assert units(MODEL).phrases[phrase].name == name


def test_plural_of_a_unit() -> None:
    assert plural("inch") == "inches"


def test_every_phrase_can_be_reached() -> None:
    """No phrase is lost on the way into the vocabulary: each is cut as text is, and leads to an entry."""
    known = {" ".join(words) for words, _ in vocabulary(MODEL).walk()}
    for phrase in (
        "sri lankan rupees",
        "square feet",
        "percentage points",
        "more than",
        "no one",
        "lakh",
        "twofold",
    ):
        assert phrase in known
