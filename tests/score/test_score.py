"""The measuring stick against tables made by hand (`tests/cases/score.toml`) and by its command line."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from score_samples import as_fact, extraction, make_finding

from extractor.errors import InputError, RecordError
from extractor.records import Article, Fact, Relation, Span, Suspect, make_article
from extractor.score.__main__ import main
from extractor.score.articles import differences, figures, score_article
from extractor.score.cases import Case, read_cases
from extractor.score.facts import compare, score_facts
from extractor.score.findings import score_findings
from extractor.score.gold import Gold, GoldFact, find_annotated
from extractor.score.relations import is_related, score_case
from extractor.score.table import count, shortcomings, table

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "score.toml").read_text(encoding="utf-8"))


def rows(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", TABLE[name], ids=[row["id"] for row in TABLE[name]])


def gold_fact(changes: Mapping[str, Any]) -> GoldFact:
    """The base of the table with changes; an empty string, and an interval without a start, say null."""
    made = {key: None if value == "" else value for key, value in (TABLE["base"] | changes).items()}
    for key in ("period", "baseline"):
        if not made[key].get("start"):
            made[key] = None
    return msgspec.convert(made, GoldFact, strict=False)


@rows("compare")
def test_what_is_wrong_of_a_fact(row: dict[str, Any]) -> None:
    changes = row.get("gold", {})
    wanted = gold_fact(changes)
    fact = gold_fact(
        {key: value for key, value in changes.items() if key != "value_to"} | row.get("fact", {})
    )
    if wanted.value_to is not None:
        fact = msgspec.structs.replace(fact, comparator="exact")
    aspects = compare(wanted, as_fact(fact, "f1"))
    assert set(aspects.wrong) == set(row["wrong"])
    assert aspects.whole == (not set(row["wrong"]) & {"value", "role", "period", "topic", "modality"})
    assert (aspects.baseline is None) == (wanted.baseline is None)


@rows("pair")
def test_pairs(row: dict[str, Any]) -> None:
    golds = tuple(
        gold_fact({"start_char": start, "end_char": end, "value": str(value)})
        for start, end, value in row["gold"]
    )
    facts = [
        figure(n, start, end, value=Decimal(value), kind=row.get("kind", "money"), text=row.get("text", "x"))
        for n, (start, end, value) in enumerate(row["predicted"])
    ]
    gold = Gold(id="a", facts=golds, ignore=tuple(map(tuple, row.get("ignore", ()))))
    score = score_facts(gold, facts)
    assert [[golds.index(p.gold), facts.index(p.fact)] for p in score.pairs] == row["pairs"]
    assert [facts.index(fact) for fact in score.surplus] == row["surplus"]
    assert score.wanted == len(golds)


@rows("finding")
def test_findings(row: dict[str, Any]) -> None:
    places = [(0, 4), (10, 14), (20, 24)]
    golds = [gold_fact({"start_char": start, "end_char": end}) for start, end in places]
    wanted = [{"check": "growth.triple", "verdict": "inconsistent", "facts": row["wanted"]}]
    gold = msgspec.convert(
        {
            "id": "a",
            "facts": golds,
            "findings": wanted if row["wanted"] else [],
            "tolerated_findings": row.get("tolerated", []),
        },
        Gold,
    )
    findings = tuple(
        make_finding(
            n,
            facts=tuple(f"f{index}" for index in alarm["facts"]),
            spans=tuple(Span(label="x", start_char=a, end_char=b, text="x") for a, b in [alarm["span"]])
            if "span" in alarm
            else (),
            **{key: alarm[key] for key in ("severity", "verdict") if key in alarm},
        )
        for n, alarm in enumerate(row["alarms"])
    )
    facts = tuple(figure(n, start, end) for n, (start, end) in enumerate(places))
    score = score_findings(gold, extraction(ARTICLE, facts, findings=findings))
    assert len(score.found) == row["found"]
    assert len(score.missed) == bool(row["wanted"]) - row["found"]
    assert len(score.false_alarms) == row["false_alarms"]


@rows("related")
def test_relations(row: dict[str, Any]) -> None:
    case = msgspec.convert(
        {"id": "c", "kind": row["kind"], "what": "clean", "body": BODY, "members": row["members"]}, Case
    )
    facts = tuple(figure(n, start, end) for n, (start, end) in enumerate(case.places))
    relations = tuple(
        Relation(
            id=f"r{n}",
            type=relation["type"],
            members={
                role: f"f{which[0]}" if len(which) == 1 else tuple(f"f{index}" for index in which)
                for role, which in relation["members"].items()
            },
        )
        for n, relation in enumerate(row["relations"])
    )
    assert is_related(case, extraction(case.article, facts, relations=relations)) is row["related"]


BODY = "One two three four five six seven eight nine ten eleven twelve."
ARTICLE: Article = make_article(BODY, id="a")


def figure(number: int, start: int, end: int, **fields: Any) -> Fact:
    made = {"kind": "count", "value": Decimal(number), "text": BODY[start:end], "unit": "USD"} | fields
    return Fact(id=f"f{number}", start_char=start, end_char=end, sentence=0, in_title=False, **made)


def test_columns_by_hand() -> None:
    """Four gold facts; three are met, of them two in value, of them one whole; one predicted fact too many."""
    golds = tuple(gold_fact({"start_char": 10 * n, "end_char": 10 * n + 4}) for n in range(4))
    facts = [as_fact(each, f"f{n}") for n, each in enumerate(golds[:3])]
    facts[0] = msgspec.structs.replace(facts[0], value=Decimal(4))
    facts[1] = msgspec.structs.replace(facts[1], modality="target")
    facts.append(figure(3, 50, 52))
    score = score_article(Gold(id="a", facts=golds), extraction(ARTICLE, tuple(facts)))
    columns = figures([score])
    assert columns["gold facts"] == columns["predicted facts"] == 4
    assert columns["span P/R/F1"] == (75.0, 75.0, 75.0)
    assert columns["value P/R/F1"] == (50.0, 50.0, 50.0)
    assert columns["whole P/R/F1"] == (25.0, 25.0, 25.0)
    assert columns["value right of paired %"] == columns["modality right of paired %"] == 66.7
    assert columns["period right of paired %"] == 100.0
    assert columns["inconsistencies found"] == "0/0"
    assert columns["false alarms"] == "0 in 1 articles"
    told = [line.split(" | ")[2] for line in differences([score])]
    assert told == ["value", "modality", "missed", "surplus"]


def test_nothing_predicted() -> None:
    score = score_article(Gold(id="a", facts=(gold_fact({}),)), extraction(ARTICLE))
    columns = figures([score])
    assert columns["span P/R/F1"] == (None, 0.0, 0.0)
    assert columns["value right of paired %"] is None


def test_counts_by_hand() -> None:
    """A false alarm, a slip with the right and one with another suspect, a missed error, a quiet look-alike."""
    members = {"amount": (0, 3), "other": (4, 7)}
    made = [
        score_case(case, raised(case, suspect) if suspect is not None else extraction(case.article))
        for case, suspect in (
            (make_case("clean", members), None),
            (make_case("clean", members), 0),
            (make_case("slip", members, slip="digit", slip_at=(4, 7)), 1),
            (make_case("slip", members, slip="digit", slip_at=(4, 7)), 0),
            (make_case("slip", members, slip="direction", slip_at=(20, 24)), 0),
            (make_case("slip", members, slip="digit", slip_at=(4, 7)), None),
            (make_case("broken", members), None),
            (make_case("explained", members), None),
        )
    ]
    counts = count(made)
    (kind,) = counts.kinds
    assert (kind.clean, kind.related, kind.false_alarms) == (2, 0, 1)
    assert (kind.slips, kind.caught, kind.suspected) == (4, 3, 2)
    assert (counts.broken, counts.broken_caught) == (1, 0)
    assert (counts.explained, counts.explained_flagged) == (1, 0)
    lines = list(table(counts))
    assert lines[1].split() == ["fx", "0/2", "1/2", "3/4", "2/3"]
    assert lines[2].split()[1:] == lines[1].split()[1:]
    sorts = [line.split(" | ")[1] for line in shortcomings(made, 1)]
    assert sorts == [
        "no relation",
        "clean: false alarm",
        "slip: wrong suspect",
        "slip: missed",
        "broken: missed",
    ]


def make_case(what: str, members: Mapping[str, Any], **fields: Any) -> Case:
    row = {"id": "c", "kind": "fx", "what": what, "body": BODY, "members": members} | fields
    return msgspec.convert(row, Case)


def raised(case: Case, suspect: int) -> Any:
    facts = tuple(figure(n, start, end) for n, (start, end) in enumerate(case.places))
    suspects = (Suspect(fact=f"f{suspect}", edit="digit", why="so"),)
    return extraction(case.article, facts, findings=(make_finding(0, suspects=suspects),))


ARTICLE_TEXT = "Marlow Ferries\n\nRevenue rose to $5.13 billion from $4.61 billion.\n"


def write_annotated(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "ferries.txt").write_text(ARTICLE_TEXT, encoding="utf-8")
    at = ARTICLE_TEXT.index("$5.13")
    fact = {
        "start_char": at,
        "end_char": at + 13,
        "text": "$5.13 billion",
        "kind": "money",
        "value": "5130000000",
    }
    gold = {"id": "ferries", "published": "2024-02-01", "country": "US", "facts": [fact | {"unit": "USD"}]}
    (folder / "ferries.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def test_a_text_takes_date_and_country_from_its_gold(tmp_path: Path) -> None:
    write_annotated(tmp_path / "texts")
    (one,) = find_annotated(tmp_path / "texts", tmp_path / "texts")
    assert (one.article.published, one.article.country) == ("2024-02-01", "US")
    assert one.article.text[one.gold.facts[0].start_char :].startswith("$5.13 billion")


def test_any_other_article_is_taken_as_it_stands(tmp_path: Path) -> None:
    write_annotated(tmp_path / "gold")
    articles = tmp_path / "articles"
    articles.mkdir()
    record = {"id": "ferries", "text": "Revenue rose."}
    (articles / "other-name.json").write_text(json.dumps(record), encoding="utf-8")
    (one,) = find_annotated(tmp_path / "gold", articles)
    assert (one.article.published, one.article.country) == (None, None)


def test_what_cannot_be_scored_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match=r"no file there ends in \.gold\.json"):
        find_annotated(tmp_path, tmp_path)
    write_annotated(tmp_path)
    (tmp_path / "ferries.txt").rename(tmp_path / "boats.txt")
    with pytest.raises(InputError, match=r"no article with the id 'ferries'"):
        find_annotated(tmp_path, tmp_path)
    (tmp_path / "ferries.gold.json").write_text('{"id": "ferries", "facts": [{}]}', encoding="utf-8")
    with pytest.raises(RecordError, match=r"ferries\.gold\.json.*start_char"):
        find_annotated(tmp_path, tmp_path)
    cases = tmp_path / "cases.jsonl"
    cases.write_text('\n{"id": "c", "kind": "weather"}\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"cases\.jsonl:2: "):
        read_cases(cases)
    assert main(["relations", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_annotated(tmp_path)
    assert main([str(tmp_path), "--json", "--errors", "3"]) == 0
    columns, *listed = capsys.readouterr().out.splitlines()
    assert json.loads(columns)["gold facts"] == 1
    assert json.loads(columns)["span P/R/F1"][1] == 100.0
    assert all(line.startswith("  ferries | ") for line in listed)
    assert main(["--gold", str(tmp_path), "--articles", str(tmp_path)]) == 0
    assert "whole P/R/F1" in capsys.readouterr().out
    case = {
        "id": "c",
        "kind": "fx",
        "what": "clean",
        "body": ARTICLE_TEXT[16:],
        "members": {"amount": [17, 21]},
    }
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(case) + "\n", encoding="utf-8")
    assert main(["relations", str(cases)]) == 0
    assert "look-alikes wrongly flagged 0/0" in capsys.readouterr().out
