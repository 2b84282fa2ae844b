"""Every row of every grammar: found in its examples, in none of its near misses.

`FINDERS` says how the rows of a file are seen at work: text in, names of the rows that had a hand in it out. A new
grammar file needs an entry here; a test says so.
"""

from collections.abc import Callable, Iterable
from importlib.resources import files

import pytest

from extractor.mentions.amounts import explain_not_figures, find_amounts
from extractor.mentions.claims import find_superlatives
from extractor.mentions.periods import explain_guards, find_periods, period_finder
from extractor.model import GrammarRow, load_model

MODEL = load_model()


def amount_rules(text: str) -> set[str]:
    return {rule for amount in find_amounts(text, 0, MODEL) for rule in amount.rules}


def not_figure_rules(text: str) -> set[str]:
    return set(explain_not_figures(text, MODEL))


def period_rules(text: str) -> set[str]:
    return {period.rule for period in find_periods(text, 0, MODEL)}


def period_parts(text: str) -> set[str]:
    """The atoms that joins made longer expressions of, too."""
    atoms = period_finder(MODEL).atoms(text, text.lower())
    return period_rules(text) | {atom.rule for atom in atoms}


def guard_rules(text: str) -> set[str]:
    """The rows that decided what the matches in a text are."""
    return set(explain_guards(text, MODEL))


def claim_rules(text: str) -> set[str]:
    """Rows are told by what they yield: the superlatives found have its direction."""
    directions = {mention.superlative.direction for mention in find_superlatives(text, 0, MODEL)}
    return {row.name for row in MODEL.grammar("claims") if row.yields["direction"] in directions}


FINDERS: dict[str, Callable[[str], Iterable[str]]] = {
    "amounts": amount_rules,
    "numbers": amount_rules,
    "series": amount_rules,
    "not_figures": not_figure_rules,
    "claims": claim_rules,
    "periods_calendar": period_rules,
    "periods_comparison": period_rules,
    "periods_fiscal": period_rules,
    "periods_guards": guard_rules,
    "periods_joins": period_rules,
    "periods_relative": period_rules,
    "periods_repeating": period_rules,
}
# Rows that may be part of a longer finding are looked for in its parts; a near miss only in the whole.
PARTS = {name: period_parts for name, find in FINDERS.items() if find is period_rules}
# A near miss of claims may hold another claim, which its finder cannot tell apart: tests/mentions/test_claims.py
# tests those against the row's own pattern.
ONLY_EXAMPLES = {"claims"}

FILES = sorted(
    path.name.removesuffix(".toml")
    for path in (files(MODEL.package) / "grammar").iterdir()
    if path.name.endswith(".toml")
)
ROWS = [(name, row) for name in FILES if name in FINDERS for row in MODEL.grammar(name)]


def test_every_grammar_is_tested() -> None:
    assert sorted(FINDERS) == FILES


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}.{row.name}" for name, row in ROWS])
def test_row(name: str, row: GrammarRow) -> None:
    find = FINDERS[name]
    assert row.examples, "a row needs an example"
    assert row.near_misses, "a row needs a near miss"
    missed = [text for text in row.examples if row.name not in PARTS.get(name, find)(text)]
    assert not missed
    if name not in ONLY_EXAMPLES:
        wrong = [text for text in row.near_misses if row.name in find(text)]
        assert not wrong


@pytest.mark.parametrize("name", FILES)
def test_names_are_unique(name: str) -> None:
    names = [row.name for row in MODEL.grammar(name)]
    assert len(names) == len(set(names))
