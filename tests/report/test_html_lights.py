"""What lights up when a figure, a relation or a finding is selected, and how overlapping words are cut."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Element, parse
from samples import PRODUCER, make_fact, span, tied

from extractor.records import Extraction, Fact, Finding, Span, make_article
from extractor.report import WRITERS, Layout
from extractor.report.html.anchors import SLOTS, slot_rules

ARTICLE = make_article("Net sales of tea rose 12% to 3 million tonnes a year in May.", id="a")


def page(extraction: Extraction) -> Element:
    return parse("".join(WRITERS["html"].extractions([extraction], Layout())))


def text_of(extraction: Extraction) -> Element:
    (shown,) = page(extraction).find("section", "text")
    return shown


def of(*facts: Fact, findings: tuple[Finding, ...] = ()) -> Extraction:
    return Extraction(producer=PRODUCER, article=ARTICLE, facts=facts, findings=findings)


def growth(*evidence: tuple[str, str]) -> Fact:
    spans = tuple(span(ARTICLE, label, text) for label, text in evidence)
    return make_fact(ARTICLE, "12%", "percent", "12", id="f1", spans=spans)


def test_a_fact_lights_its_figure_its_evidence_and_its_periods() -> None:
    assert text_of(tied()).lit(2) == [
        ("measure", "Revenue"),
        ("measure", " at "),
        ("entity", "Marlow Ferries"),
        ("measure", "Marlow Ferries"),
        ("direction", "rose "),
        ("direction", "14%"),
        ("own", "14%"),
        ("period", "second quarter"),
        ("other", "the company "),
        ("other", "said"),
    ]


def test_a_relation_lights_its_members_in_the_hues_of_their_roles() -> None:
    first = len(tied().facts) + 1
    assert text_of(tied()).lit(first) == [
        ("direction", "14%"), ("measure", "£5.13 million"), ("baseline", "£4.61 million"),
    ]  # fmt: skip
    assert [text for _, text in text_of(tied()).lit(first + 1)] == [
        "said", ". It was", "about 18,400", "=2,100 tonnes",
    ]  # fmt: skip


def test_a_finding_lights_its_figures() -> None:
    triple = len(tied().facts) + len(tied().relations) + 4
    assert [text for _, text in text_of(tied()).lit(triple)] == ["14%", "£5.13 million", "£4.61 million"]


def test_a_derived_value_lights_the_figures_of_its_formula() -> None:
    derived = len(tied().facts) + len(tied().relations) + len(tied().findings) + 1
    assert [text for _, text in text_of(tied()).lit(derived)] == ["£5.13 million", "£4.61 million"]


def test_the_link_to_the_text_goes_where_the_first_member_stands() -> None:
    root = page(tied())
    (card,) = (each for each in root.find("article", "alarm-card") if "growth.triple" in each.text)
    spot = root.by_id(card.find("a", "check")[0].attributes["href"].removeprefix("#"))
    assert spot.classes == {name for name in card.classes if name[1:].isdigit()}
    (mark,) = (each for each in root.find("a", "figure") if spot in each.walk())
    assert (mark.text, mark.attributes["id"]) == ("14%", "a1-m2")


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ((("measure", "Net sales"), ("entity", "sales of tea")), {"measure": "Net sales", "entity": "sales of tea"}),
        ((("measure", "sales of tea"), ("entity", "tea")), {"measure": "sales of tea", "entity": "tea"}),
        ((("measure", "tea"), ("segment", "tea")), {"measure": "tea", "segment": "tea"}),
        ((("direction", "rose 12% to"),), {"direction": "rose 12% to"}),
        ((("measure", "Net sales"), ("measure", "sales of")), {"measure": "Net sales of"}),
    ],
    ids=["crossing", "inside", "same", "over the figure", "same hue"],
)  # fmt: skip
def test_overlapping_evidence_nests(evidence: tuple[tuple[str, str], ...], expected: dict[str, str]) -> None:
    shown = text_of(of(growth(*evidence)))
    assert shown.text.strip() == ARTICLE.text
    lit = shown.lit(1)
    for hue, words in expected.items():
        assert "".join(text for name, text in lit if name == hue) == words


def test_overlapping_facts_share_a_mark_and_keep_their_names() -> None:
    outer = make_fact(ARTICLE, "3 million tonnes a year", "quantity", "3000000", id="f1")
    inner = make_fact(ARTICLE, "a year", "duration", "1", id="f2")
    root = page(of(outer, inner))
    (mark,) = root.find("a", "figure")
    assert (mark.text, mark.attributes["data-n"]) == ("3 million tonnes a year", "1ˑ2")
    assert root.by_id("a1-m1") is mark
    assert root.by_id("a1-m2") in mark.walk()
    assert {"s1", "s2"} <= mark.classes
    assert [text for hue, text in mark.lit(2) if hue == "own"] == ["a year"]


def test_figures_say_whether_they_were_checked() -> None:
    marks = text_of(tied()).find("a", "figure")
    states = [
        "alarm" if "alarm" in each.classes else "loose" if "loose" in each.classes else "" for each in marks
    ]
    assert states == ["", "alarm", "alarm", "alarm", "loose", "alarm", "loose"]
    assert [each.attributes["aria-label"] for each in marks[1:2]] == ["14%, figure 2, in an alarm"]


def test_figures_cards_and_rows_lead_to_each_other() -> None:
    root = page(tied())
    for number, fact in enumerate(tied().facts, start=1):
        mark = root.by_id(f"a1-m{number}")
        card = root.by_id(mark.attributes["href"].removeprefix("#"))
        links = [each.attributes["href"] for each in card.find("a")]
        assert links[0] == f"#a1-m{number}"
        row = root.by_id(links[-1].removeprefix("#"))
        assert (row.tag, row.find("a")[0].attributes["href"]) == ("tr", f"#a1-m{number}")
        assert mark.text == row.find("th")[0].find("a")[0].text == fact.text


def test_a_card_holds_everything_known() -> None:
    card = page(tied()).by_id("a1-c3")
    fields = {each.find("dt")[0].text: " ".join(each.find("dd")[0].text.split()) for each in card.find("div")}
    assert fields["value"] == "GBP 5.13m unit “£”"
    assert fields["measure"] == "revenue revenue · flow"
    assert fields["period"].startswith("Apr – Jun 2024 “second quarter” · 2024-04-01 to 2024-06-30 · quarter")
    assert fields["record"] == "“highest ever” high · ever"
    assert fields["evidence"] == "measure “Revenue”, superlative “highest ever”"
    assert fields["named in"] == "growth.triple (error), record.superlative (incomplete), growth (current)"
    assert page(tied()).by_id("a1-c2").text.count("against Apr – Jun 2023") == 1


def test_a_figure_over_a_line_break_stays_whole() -> None:
    article = make_article("The mill sold 3\n\nmillion tonnes.\n\nIt said so.", id="a")
    fact = make_fact(article, "3\n\nmillion tonnes", "quantity", "3000000", id="f1")
    root = page(Extraction(producer=PRODUCER, article=article, facts=(fact,)))
    assert root.by_id("a1-m1").text == "3 million tonnes"
    assert [each.text for each in root.find("section", "text")[0].find("p")] == [
        "The mill sold 3 million tonnes.", "It said so.",
    ]  # fmt: skip


LABELS = st.sampled_from(["measure", "entity", "period", "mood"])
PLACES = st.tuples(st.integers(0, 60), st.integers(0, 60), LABELS)
TEXTS = st.text(st.sampled_from("ab .\n"), min_size=1, max_size=60)


@settings(deadline=None)  # the first page compiles the templates
@given(TEXTS, st.lists(PLACES, max_size=6), st.lists(PLACES, max_size=6))
def test_any_spans_nest_and_are_led_to(
    body: str, evidence: list[tuple[int, int, str]], spoken: list[tuple[int, int, str]]
) -> None:
    article = make_article(f"{body}5%{body}", id="a")
    fact, finding = make_fact(article, "5%", "percent", "5", id="f1"), tied().findings[3]

    def spans(places: list[tuple[int, int, str]]) -> tuple[Span, ...]:
        return tuple(
            Span(label=label, start_char=start, end_char=end, text=article.text[start:end])
            for start, end, label in places
        )

    made = Extraction(
        producer=PRODUCER, article=article,
        facts=(msgspec.structs.replace(fact, spans=spans(evidence)),),
        findings=(msgspec.structs.replace(finding, facts=(), suspects=(), spans=spans(spoken)),),
    )  # fmt: skip
    root = page(made)
    assert "".join(root.find("section", "text")[0].text.split()) == "".join(article.text.split())
    names = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
    assert len(names) == len(set(names))
    assert {each.attributes["href"].removeprefix("#") for each in root.find("a")} <= set(names)
    for hue in ("measure", "entity", "period"):
        meant = (
            range(start, end) for start, end, label in evidence if label == hue and end <= len(article.text)
        )
        words = "".join(article.text[at] for at in sorted({at for places in meant for at in places}))
        lit = "".join(text for name, text in root.find("section", "text")[0].lit(1) if name == hue)
        assert "".join(lit.split()) == "".join(words.split())


def test_spans_outside_the_text_light_nothing() -> None:
    stray = span(ARTICLE, "measure", "tea")
    strays = [(-5, 3), (4, 4), (9, 2), (50, 5000)]
    spans = tuple(msgspec.structs.replace(stray, start_char=start, end_char=end) for start, end in strays)
    shown = text_of(of(msgspec.structs.replace(growth(), spans=spans)))
    assert shown.lit(1) == [("own", "12%")]
    assert shown.text.strip() == ARTICLE.text


def test_members_that_are_no_fact_are_shown_without_a_link() -> None:
    (row,) = (each for each in page(tied()).find("li") if "an open list" in each.text)
    assert "f99" in row.text
    assert "f99" not in "".join(each.text for each in row.find("a"))


def test_beyond_the_last_slot_links_remain() -> None:
    words = [f"{number} tonnes" for number in range(SLOTS + 3)]
    article = make_article("; ".join(words), id="a")
    facts = tuple(
        make_fact(article, f"{number} tonnes", "quantity", "1", id=f"f{number}", in_title=number < 10)
        for number in range(SLOTS + 3)
    )
    root = page(Extraction(producer=PRODUCER, article=article, facts=facts))
    assert root.by_id(f"a1-c{SLOTS + 3}").classes == {"card"}
    assert root.by_id(f"a1-c{SLOTS}").classes == {"card", f"s{SLOTS}", f"e{SLOTS}"}
    assert f".s{SLOTS}:is" in slot_rules()
    assert f"e{SLOTS + 1}" not in slot_rules()
