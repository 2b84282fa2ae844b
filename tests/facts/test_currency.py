"""Which currency a sign or word means: the words, the country, the article's other figures, the default."""

import pytest

from extractor.facts.units.currency import resolve_currency
from extractor.mentions.amounts import find_amounts
from extractor.model import load_model
from extractor.records import Amount

MODEL = load_model()


def amounts(text: str) -> list[Amount]:
    return list(find_amounts(text, 0, MODEL))


@pytest.mark.parametrize(
    ("text", "country", "code", "rule"),
    [
        ("A$5m", "US", "AUD", "currency.written"),
        ("$5m", None, "USD", "currency.default"),
        ("$5m", "US", "USD", "currency.country"),
        ("$5m", "SG", "SGD", "currency.country"),
        ("$5m", "GB", "USD", "currency.default"),
        ("$5m", "TW", "USD", "currency.default"),
        ("Rs 5 crore", None, "INR", "currency.default"),
        ("Rs 5 crore", "PK", "PKR", "currency.country"),
        ("Rs 5 million", "LK", "LKR", "currency.country"),
        ("5 million kronor", "SE", "SEK", "currency.country"),
        ("kr 500", "NO", "NOK", "currency.country"),
        ("500 pounds sterling", "EG", "GBP", "currency.written"),
        ("63 cents", "ZA", "ZAR", "currency.country"),
        ("63 cents", "GB", "USD", "currency.default"),
        ("¥500", "CN", "CNY", "currency.country"),
    ],
)
def test_one_amount(text: str, country: str | None, code: str, rule: str) -> None:
    (amount,) = amounts(text)
    assert resolve_currency(amount, country=country, others=[amount]) == (code, rule)


def test_other_figures_of_the_article_decide() -> None:
    found = amounts("PKR 300 million, up from Rs 250 million")
    assert resolve_currency(found[1], country=None, others=found) == ("PKR", "currency.article")


def test_a_foreign_dollar_beside_it_does_not_decide() -> None:
    found = amounts("A$5 million ($3.3 million)")
    assert [resolve_currency(amount, country=None, others=found)[0] for amount in found] == ["AUD", "USD"]


def test_cents_follow_the_articles_money() -> None:
    found = amounts("Profit was A$5 million or 26 cents a share, against 3 million dollars")
    codes = [resolve_currency(amount, country=None, others=found)[0] for amount in found]
    assert codes == ["AUD", "AUD", "USD"]


def test_two_kinds_of_rupees_leave_the_default() -> None:
    found = amounts("PKR 300 million, LKR 200 million, Rs 250 million")
    assert resolve_currency(found[2], country=None, others=found) == ("INR", "currency.default")


def test_what_is_no_money_has_no_currency() -> None:
    (amount,) = amounts("5 per cent")
    assert resolve_currency(amount, country="US", others=[]) == (None, "currency.none")
