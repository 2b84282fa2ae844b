"""The slip injector: what each kind makes of a sentence, which slips are taken, and what is said of them."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from extractor.pipeline import pipe
from extractor.records import Extraction, make_article
from extractor.score.__main__ import main
from extractor.score.gold import Gold
from extractor.score.slips import SlipReport, measure_slips
from extractor.score.slips_edits import Edit, Site
from extractor.score.slips_figures import Ground, make_ground
from extractor.score.slips_kinds import KINDS, SlipKind
from extractor.score.slips_plan import make_plan
from extractor.score.slips_table import count_slips, slip_shortcomings, slip_table

MILL = (
    "Revenue rose 11.3% to $5.13 billion from $4.61 billion at the paper mill. "
    "The mill has 4,200 workers, of whom 1,150 are apprentices."
)
TITLE = "Mill revenue rises 11.3%"


def sentences() -> list[str]:
    texts = [text for kind in KINDS for text, _ in kind.examples]
    return [*texts, *(text for kind in KINDS for text in kind.near_misses)]


@pytest.fixture(scope="module")
def read() -> dict[str, Extraction]:
    """Every sentence of the table, read in one go."""
    texts = list(dict.fromkeys(sentences()))
    return dict(zip(texts, pipe(texts), strict=True))


@pytest.fixture(scope="module")
def ground() -> Ground:
    article = make_article(MILL, id="mill", title=TITLE, published="2024-02-01")
    return make_ground(next(pipe([article])), None)


@pytest.fixture(scope="module")
def report() -> SlipReport:
    article = make_article(MILL, id="mill", title=TITLE, published="2024-02-01")
    return measure_slips([article], {}, per_article=None, seed=0)


def spoilt(kind: SlipKind, extraction: Extraction) -> Iterator[str]:
    """What a kind makes of a text in which all figures hang together."""
    ids = frozenset(fact.id for fact in extraction.facts)
    ground = Ground(
        article=extraction.article,
        extraction=extraction,
        relations=extraction.relations,
        ties=(ids,),
        gold_ties=(),
        unread=0,
    )
    for fact in extraction.facts:
        for edit in kind.edits(Site(ground=ground, fact=fact)):
            yield edit.apply(extraction.article, "x").text


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_examples_and_near_misses(kind: SlipKind, read: dict[str, Extraction]) -> None:
    assert kind.examples
    assert kind.near_misses
    for text, after in kind.examples:
        assert after in set(spoilt(kind, read[text]))
    for text in kind.near_misses:
        assert not list(spoilt(kind, read[text]))


def test_kinds_are_told_apart() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_what_hangs_together(ground: Ground) -> None:
    figures = {fact.id: fact.text for fact in ground.facts}
    ties = {frozenset(figures[id] for id in tie) for tie in ground.ties}
    assert frozenset({"11.3%", "$5.13 billion", "$4.61 billion"}) in ties
    assert frozenset({"4,200 workers", "1,150"}) in ties
    assert [fact.text for fact in ground.tied] == [fact.text for fact in ground.facts if not fact.in_title]


def test_gold_vouches_for_relations() -> None:
    extraction = next(pipe([make_article("The board sold 40 lorries and 60 vans.", id="a")]))
    facts = [
        {"start_char": f.start_char, "end_char": f.end_char, "text": f.text, "kind": "count", "value": "1"}
        for f in extraction.facts
    ]
    relations = [
        {"type": "part_of", "part": 0, "whole": 1, "holds": True},
        {"type": "growth", "current": 0, "rate": 1, "prior": None, "holds": None},
    ]
    gold = msgspec.convert({"id": "a", "facts": facts, "relations": relations}, Gold, strict=False)
    ground = make_ground(extraction, gold)
    assert [relation.type for relation in ground.relations if relation.id == "g1"] == ["part_of"]
    assert ground.ties == ground.gold_ties == (frozenset(fact.id for fact in extraction.facts),)


def test_offsets_follow_the_slip(ground: Ground) -> None:
    plan = make_plan(ground, per_article=None, seed=0)
    article = ground.article
    for edit in plan.edits:
        after = edit.apply(article, "x").text
        for fact in ground.facts:
            start, end = edit.moved((fact.start_char, fact.end_char))
            if not _touched(edit, fact.start_char, fact.end_char):
                assert after[start:end] == fact.text
        for change in edit.changes:
            start, end = edit.moved((change.start, change.end))
            assert after[start:end] == change.text


def _touched(edit: Edit, start: int, end: int) -> bool:
    return any(change.start < end and start < change.end for change in edit.changes)


def test_drawn_by_lot_and_always_alike(ground: Ground) -> None:
    def drawn(seed: int, many: int | None = 6) -> Sequence[Edit]:
        return make_plan(ground, per_article=many, seed=seed).edits

    assert drawn(0) == drawn(0)
    assert drawn(0) != drawn(1)
    assert len(drawn(0)) == 6
    assert len({edit.kind for edit in drawn(0)}) == 6
    assert set(map(repr, drawn(0))) <= set(map(repr, drawn(0, None)))


def test_an_edit_inside_the_interval_is_no_slip(ground: Ground) -> None:
    edits = make_plan(ground, per_article=None, seed=0).edits
    assert all(edit.changes[0].text not in ("11.31", "11.33") for edit in edits)


def test_a_part_printed_too_small_is_out_of_reach(report: SlipReport) -> None:
    small = [score for score in report.scores if score.before == "1,150" and score.kind == "dropped"]
    large = [score for score in report.scores if score.kind == "exceeds"]
    assert small
    assert not any(score.in_reach for score in small)
    assert large
    assert all(score.in_reach for score in large)


def test_a_scale_word_is_seen_and_restored(report: SlipReport) -> None:
    scales = [score for score in report.scores if score.kind == "scale"]
    assert scales
    assert all(score.in_reach and score.caught for score in scales)
    assert any(score.exact for score in scales)


def test_counts_and_table(report: SlipReport) -> None:
    counts = count_slips(report)
    assert counts.pooled.made == len(report.scores) == sum(kind.made for kind in counts.kinds)
    assert counts.pooled.caught <= counts.pooled.in_reach <= counts.pooled.made
    assert counts.pooled.made == counts.found.made + counts.vouched.made
    lines = list(slip_table(counts))
    assert lines[0].split()[:2] == ["kind", "made"]
    assert any(line.startswith("pooled") for line in lines)
    assert any(line.startswith("recall, all kinds") for line in lines)
    assert not list(slip_shortcomings(report, 0))


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mill.json").write_text(
        json.dumps({"id": "mill", "title": TITLE, "body": MILL, "published": "2024-02-01"})
    )
    assert main(["slips", str(tmp_path), "--per-article", "4", "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["pooled"]["made"] == 4
    assert counts["clean"]["articles"] == 1
    assert main(["slips", str(tmp_path / "nowhere")]) == 2
