"""The engine: numbering, selection, what a broken check costs, coverage, explanations."""

from collections.abc import Callable, Iterator

import pytest

import extractor.checks as checks
from extractor.checks import CHECKS, Checked, explain, run_checks, select
from extractor.checks.check import Check
from extractor.checks.evidence import Evidence
from extractor.errors import UnknownNameError
from extractor.records import Finding, make_article
from extractor.registry import Registry

Build = Callable[..., Checked]

WRONG = ["f1: $5.13 billion; revenue", "f2: 14%; growth up, revenue", "f3: $4.61 billion; revenue"]
TRIPLE = ["growth current=f1 rate=f2 prior=f3"]


def test_ids_count_up_and_are_the_same_every_time(check: Build) -> None:
    facts = [*WRONG, "f4: $900 million; cost", "f5: 5%; growth up, cost"]
    relations = [*TRIPLE, "growth current=f4 rate=f5"]
    first = check(facts, relations)
    assert [finding.id for finding in first.findings] == [f"n{n}" for n in range(1, len(first.findings) + 1)]
    assert [each.id for each in first.derived] == [f"d{n}" for n in range(1, len(first.derived) + 1)]
    assert first.findings
    assert first.derived
    assert check(facts, relations) == first


def test_coverage_counts_facts_in_findings_and_in_formulas(check: Build) -> None:
    assert check([*WRONG, "f4: $900 million; cost"], TRIPLE).in_checks == 3
    derived = check(
        ["f1: $900 million; cost", "f2: 5%; growth up, cost", "f3: $1 million; fee"],
        ["growth current=f1 rate=f2"],
    )
    assert derived.in_checks == 2


@pytest.mark.parametrize(
    ("only", "ids"),
    [
        (None, tuple(CHECKS)),
        (["growth.triple"], ("growth.triple",)),
        (["record", "growth.delta"], ("growth.delta", *(id for id in CHECKS if id.startswith("record.")))),
        ([], ()),
    ],
)
def test_selection(only: list[str] | None, ids: tuple[str, ...]) -> None:
    assert tuple(check.id for check in select(only)) == ids


def test_selection_is_what_runs(check: Build) -> None:
    assert check(WRONG, TRIPLE, only=["growth.triple"]).findings
    assert not check(WRONG, TRIPLE, only=["growth.delta", "share"]).findings


@pytest.mark.parametrize("name", ["growht", "growth.tripel", ""])
def test_an_unknown_name_lists_those_on_offer(name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"growth\.triple"):
        select([name])


def test_explain_prints_the_docstring() -> None:
    assert explain("growth.triple").startswith("A level, its growth rate")
    with pytest.raises(UnknownNameError, match=r"did you mean 'growth\.triple'"):
        explain("growth.tripel")


def test_a_broken_check_costs_its_own_findings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(evidence: Evidence) -> Iterator[Finding]:
        yield from ()
        raise KeyError("f9")

    article = make_article("Nothing.")
    monkeypatch.setattr(checks, "CHECKS", Registry("check", {"a.b": Check("a.b", broken)}))
    checked = run_checks(article=article, facts=(), relations=())
    assert [(each.code, each.level) for each in checked.diagnostics] == [("checks.failed", "error")]
    assert "a.b" in checked.diagnostics[0].message
    with pytest.raises(KeyError):
        run_checks(article=article, facts=(), relations=(), strict=True)


def test_one_conflict_is_told_once(check: Build) -> None:
    """A wrong level contradicts the rate and the change; the second alarm would say the same again."""
    facts = [
        "f1: $318.8 million; revenue",
        "f2: 12.0%; growth up, revenue",
        "f3: $340.9 million; revenue",
        "f4: $40.9 million; change up, revenue",
    ]
    found = check(facts, ["growth current=f1 rate=f2 prior=f3", "change current=f1 delta=f4 prior=f3"])
    alarms = [finding for finding in found.findings if finding.is_alarm]
    assert [alarm.check for alarm in alarms] == ["growth.direction"]
    assert [suspect.fact for suspect in alarms[0].suspects] == ["f1", "f2", "f3"]
    assert alarms[0].suspects[0].suggestion == "$381.8 million"


def test_a_second_equation_tells_level_from_rate(check: Build) -> None:
    """Alone, a transposed level and a changed rate are both possible; the change shows which it is."""
    triple = ["f1: $381.8 million; revenue", "f2: 21.0%; growth up, revenue", "f3: $340.9 million; revenue"]
    alone = check(triple, TRIPLE).findings[0].suspects
    assert (alone[0].fact, alone[0].suggestion) == ("f2", "12.0%")
    facts = [*triple, "f4: $40.9 million; change up, revenue"]
    both = check(facts, [*TRIPLE, "change current=f1 delta=f4 prior=f3"])
    [wrong] = [finding for finding in both.findings if finding.is_alarm]
    assert wrong.check == "growth.triple"
    assert (wrong.suspects[0].fact, wrong.suspects[0].suggestion) == ("f2", "12.0%")
    assert all(suspect.edit == "other" for suspect in wrong.suspects[1:])


def test_relations_to_facts_nobody_knows_are_ignored(check: Build) -> None:
    assert not check(
        ["f1: $5 million; cost"], ["growth current=f1 rate=f8 prior=f9", "sum parts=f7+f8 whole=f1"]
    ).findings


def test_an_empty_article(check: Build) -> None:
    assert check([]) == Checked()


def test_a_figure_with_an_equation_of_its_own_does_not_excuse_another(check: Build) -> None:
    """33 percent would repair the first equation, but it belongs to the second, where it fits."""
    facts = [
        "f1: $67.4 million; sales",
        "f2: 9%; growth up, sales",
        "f3: $50.5 million; sales",
        "f4: $90.0 million; sales, segment=toys",
        "f5: 33%; growth up, sales, segment=toys",
        "f6: $67.5 million; sales, segment=toys",
    ]
    found = check(facts, ["growth current=f1 rate=f2 prior=f3", "growth current=f4 rate=f5 prior=f6"])
    assert [(finding.facts, finding.verdict) for finding in found.findings] == [
        (("f1", "f2", "f3"), "inconsistent"),
        (("f4", "f5", "f6"), "consistent"),
    ]
