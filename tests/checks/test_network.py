"""The engine over all equations at once: what it loses, what it finds, and how little it takes for a conflict."""

import importlib.util
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.evidence import Evidence
from extractor.checks.network.conflict import least_conflict
from extractor.checks.network.program import impossible
from extractor.checks.network.propagation import propagate
from extractor.checks.network.quantities import Network, networks
from extractor.records import Fact

spec = importlib.util.spec_from_file_location("check_notation", Path(__file__).with_name("conftest.py"))
assert spec is not None
assert spec.loader is not None
notation = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notation)


def evidence_of(facts: Sequence[str], relations: Sequence[str]) -> Evidence:
    article, made = notation.make_facts(facts)
    asserted = [notation.make_relation(line, n) for n, line in enumerate(relations, start=1)]
    return Evidence(article=article, facts=made, relations=asserted)


def network_of(evidence: Evidence) -> Network:
    [network] = networks(evidence)
    return network


TWO_TOTALS = [
    "f1: $100.0 million; budget",
    "f2: up to $90.0 million; budget, segment=roads",
    "f3: up to $90.0 million; budget, segment=rail",
    "f4: $100.4 million; outlay",
]
BOTH_FULL = ["sum parts=f2+f3 whole=f1 exhaustive", "sum parts=f2+f3 whole=f4 exhaustive"]


def test_a_cycle_takes_the_linear_program() -> None:
    """Two totals of the same two parts: each pass of propagation gives away a third of a million only."""
    evidence = evidence_of(TWO_TOTALS, BOTH_FULL)
    network = network_of(evidence)
    narrowed = propagate(evidence, network, network.facts)
    assert narrowed.empty is None
    assert len(impossible(network, narrowed.domains)) == 2


def test_a_cycle_that_fits() -> None:
    evidence = evidence_of([*TWO_TOTALS[:3], "f4: $100.1 million; outlay"], BOTH_FULL)
    network = network_of(evidence)
    narrowed = propagate(evidence, network, network.facts)
    assert narrowed.empty is None
    assert impossible(network, narrowed.domains) == ()


def test_a_tree_needs_no_program() -> None:
    facts = [
        "f1: $92 million; sales",
        "f2: $54 million; sales",
        "f3: $38 million; sales",
        "f4: 50%; share",
        "f5: $27 million",
    ]
    evidence = evidence_of(facts, ["sum parts=f2+f3 whole=f1 exhaustive", "share part=f5 share=f4 whole=f2"])
    network = network_of(evidence)
    narrowed = propagate(evidence, network, network.facts)
    assert narrowed.empty is None
    assert impossible(network, narrowed.domains) == ()


VALUES = st.integers(min_value=100, max_value=9_999)


@given(roads=VALUES, rail=VALUES, share=st.integers(min_value=1, max_value=99))
def test_no_true_value_is_lost(roads: int, rail: int, share: int) -> None:
    """Figures rounded from values that satisfy all equations never conflict, and the values stay inside."""
    part = Fraction(roads * share, 100)
    facts = [
        f"f1: {roads + rail}; trees, kind=count",
        f"f2: {roads}; trees, segment=roads, kind=count",
        f"f3: {rail}; trees, segment=rail, kind=count",
        f"f4: {share}%; share",
        f"f5: {round(part)}; oaks, segment=roads, kind=count",
    ]
    evidence = evidence_of(facts, ["sum parts=f2+f3 whole=f1 exhaustive", "share part=f5 share=f4 whole=f2"])
    for network in networks(evidence):
        narrowed = propagate(evidence, network, network.facts)
        assert narrowed.empty is None
        assert narrowed.domains["f1"].contains(roads + rail)
        assert narrowed.domains["f2"].contains(roads)
        assert impossible(network, narrowed.domains) == ()


@given(st.sets(st.integers(min_value=0, max_value=11), min_size=1, max_size=4))
def test_the_least_conflict_is_the_one_there_is(wrong: set[int]) -> None:
    facts = [notation.make_fact(f"f{number}: {number + 10}; sales") for number in range(12)]
    asked = 0

    def holds(chosen: Sequence[Fact]) -> bool:
        nonlocal asked
        asked += 1
        return not {f"f{number}" for number in wrong} <= {fact.id for fact in chosen}

    assert {fact.id for fact in least_conflict(facts, holds)} == {f"f{number}" for number in wrong}
    assert asked <= 2 * len(wrong) * 5 + 2
