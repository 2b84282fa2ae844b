"""The page as it is built: golden files, links that lead somewhere, a policy that holds, nobody's markup but ours.

After a wanted change: ``python tests/report/test_html.py`` writes the golden files anew; read them.
"""

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise, repeat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Element, parse
from samples import PRODUCER, ferries, make_fact, quiet, span, tied

from extractor.records import Diagnostic, Extraction, Finding, Relation, make_article
from extractor.report import WRITERS, Layout
from extractor.report.clean import clean
from extractor.report.html import page as page_module
from extractor.report.html.render import render

GOLDEN = Path(__file__).parent / "golden"
PARTS = ("extractions", "findings")
RUNS = {"none": (), "one": (tied(),), "quiet": (quiet(),), "several": (tied(), quiet(), ferries())}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
# Everything that could run, load or send something.
UNWANTED = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "input",
    "svg",
    "math",
    "template",
}


def write(part: str, *extractions: Extraction) -> str:
    return "".join(getattr(WRITERS["html"], part)(extractions, Layout()))


def page(part: str, *extractions: Extraction) -> Element:
    return parse(write(part, *extractions))


def unstyled(text: str) -> str:
    """Without the stylesheet, which would be most of a golden file and its hash."""
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[^&]+", "sha256-", text)


@pytest.mark.parametrize("part", PARTS)
def test_looks_as_it_did(part: str) -> None:
    golden = (GOLDEN / f"{part}.html").read_text(encoding="utf-8")
    assert unstyled(write(part, tied(), quiet())) == golden


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("part", PARTS)
def test_every_link_leads_somewhere(part: str, run: str) -> None:
    root = page(part, *RUNS[run])
    names = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
    assert len(names) == len(set(names))
    links = [each.attributes["href"] for each in root.find("a")]
    labels = [
        each.attributes["aria-labelledby"] for each in root.walk() if "aria-labelledby" in each.attributes
    ]
    assert bool(links) == (run in ("one", "several"))
    assert {link.removeprefix("#") for link in links} | set(labels) <= set(names)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("part", PARTS)
def test_headings_go_down_one_step_at_a_time(part: str, run: str) -> None:
    levels = [HEADINGS[each.tag] for each in page(part, *RUNS[run]).walk() if each.tag in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_policy_allows_the_stylesheet_and_nothing_else() -> None:
    root = page("extractions", tied())
    (style,) = root.find("style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    (policy,) = (each for each in root.find("meta") if "http-equiv" in each.attributes)
    assert policy.attributes == {
        "http-equiv": "Content-Security-Policy",
        "content": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    }
    assert not re.search(r"url\(|@import|expression", style.text)


def assert_harmless(root: Element) -> None:
    """Nothing that runs, loads or is styled by anything but the stylesheet."""
    for each in root.walk():
        assert each.tag not in UNWANTED
        assert not [
            name for name in each.attributes if name.startswith("on") or name in ("style", "src", "srcset")
        ]
        href = each.attributes.get("href", "#")
        assert href.startswith("#") or (
            each.tag == "a"
            and re.match("https?://", href, re.IGNORECASE)
            and "noreferrer" in each.attributes["rel"]
        )


def hostile(text: str) -> Extraction:
    """The same text wherever an extraction holds text of others."""
    made = make_article(f"{text} 5% {text}", id=text or "x", title=text, source=text, url=text, language=text)
    fact = make_fact(
        made, "5%", "percent", "5", id=text, unit=text, per=text, measure=text, measure_key=text, entity=text,
        segment=text, attribution=text, basis=(text,), rules=(text,),
    )  # fmt: skip
    finding = Finding(
        id=text, check=text, verdict="inconsistent", severity="error", confidence=1.0, facts=(text, "other"),
        message=text, proof=(text,),
    )  # fmt: skip
    return Extraction(
        producer=PRODUCER, article=made, facts=(fact,), findings=(finding,),
        relations=(Relation(id=text, type=text, members={text: text}),),
        diagnostics=(Diagnostic(stage="read", code=text, level="info", message=text, start_char=0, end_char=3),),
    )  # fmt: skip


def shape(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.tag, tuple(each.attributes)) for each in root.walk()]


@settings(deadline=None)  # the first page compiles the templates
@given(st.text() | st.text("<>&\"'{}%#/ =ab\x00\x1b\u202e\ud800\n"))
def test_no_text_becomes_markup(text: str) -> None:
    for part in PARTS:
        written = write(part, hostile(text))
        written.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
        assert_harmless(parse(written))


@pytest.mark.parametrize("part", PARTS)
def test_markup_in_the_article_changes_no_element(part: str) -> None:
    tame, wild = "abcde", "</p></style><script>alert(1)</script>\"'><img src=x onerror=1>{{ 7*7 }}"
    assert shape(page(part, hostile(wild))) == shape(page(part, hostile(tame)))
    assert wild in page(part, hostile(wild)).text


# Separators that Python takes for blanks and a browser for control characters.
NO_SEPARATORS = st.text(st.characters(exclude_characters="\x1c\x1d\x1e\x1f"))


@settings(deadline=None)  # the first page compiles the templates
@given(NO_SEPARATORS, NO_SEPARATORS)
def test_the_text_is_the_articles(title: str, body: str) -> None:
    article = make_article(body, id="a", title=title)
    (shown,) = page("extractions", Extraction(producer=PRODUCER, article=article)).find("section", "text")
    assert "".join(shown.text.split()) == "".join(clean(article.text).split())


def test_marks_change_no_word_of_the_text() -> None:
    (shown,) = page("extractions", tied()).find("section", "text")
    assert " ".join(shown.text.split()) == " ".join(tied().article.text.split())


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/a?b=1&c=%20", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("https://exa mple.org", False),
        ("https://example.org/\u202egpj", False),
        ("//example.org", False),
    ],
)
def test_only_addresses_on_the_web_are_links(url: str, followed: bool) -> None:
    root = page("extractions", Extraction(producer=PRODUCER, article=make_article("x", id="a", url=url)))
    links = [each.attributes["href"] for each in root.find("a")]
    assert links == ([url] if followed else [])
    assert clean(url).strip() in root.text


def test_right_to_left_text_is_isolated() -> None:
    root = page("extractions", tied())
    arabic = re.compile("[\u0600-\u06ff]")
    for each in root.walk():
        if any(isinstance(child, str) and arabic.search(child) for child in each.children):
            isolated = each.tag == "bdi" or each.attributes.get("dir") == "auto"
            assert isolated, f"{each.tag} {each.text!r}"


def test_says_what_the_findings_say() -> None:
    for part in PARTS:
        text = page(part, tied()).text
        for finding in tied().findings:
            assert finding.check in text
            assert finding.message in text
            assert all(step in text for step in finding.proof)
            assert all(each.why in text and (each.suggestion or "") in text for each in finding.suspects)
        assert "expected11.05 to 11.62%" in "".join(text.split("\n"))
        assert "stated13.5 to 15%" in "".join(text.split("\n"))
        assert "8 figures, 7 in facts, 4 in checks (not: 1 alone, 2 for basis)" in text
        assert "no unit is stated:" in text


def test_alarms_come_before_everything_else_said() -> None:
    for part in PARTS:
        text = page(part, ferries()).text
        error, warning, record = (text.index(ferries().findings[number].message) for number in (3, 2, 1))
        assert error < warning < record


def test_title_of_the_document() -> None:
    def title(*extractions: Extraction) -> str:
        return page("extractions", *extractions).find("title")[0].text

    assert title(ferries()) == "Marlow Ferries revenue up 14% · tieout"
    assert title(quiet()) == "quiet · tieout"
    assert title(ferries(), quiet()) == title() == "Figures and findings · tieout"


def test_contents_count_the_alarms() -> None:
    (contents,) = page("findings", ferries(), quiet()).find("nav")
    assert [" ".join(each.text.split()) for each in contents.find("li")] == [
        "Marlow Ferries revenue up 14% 2 alarms",
        "quiet no alarm",
    ]
    assert not page("findings", ferries()).find("nav")
    assert "No article was read." in page("findings").text


def test_contents_end_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "LISTED", 2)
    (contents,) = page("findings", *repeat(quiet(), 5)).find("nav")
    assert len(contents.find("li")) == 2
    assert "and 3 more articles, not listed" in contents.text


def test_findings_leave_the_text_out() -> None:
    assert not page("findings", tied()).find("section", "text")
    assert "渡辺海運" not in page("findings", tied()).text


def test_same_page_whatever_the_hash_seed() -> None:
    code = (
        "from samples import tied; from test_html import write; import sys;"
        "sys.stdout.buffer.write(write('extractions', tied()).encode())"
    )
    made = set()
    for seed in "123":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", code]
        made.add(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
    assert made == {write("extractions", tied()).encode()}


def test_a_name_that_a_template_misses_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        render("head.html", title="t", policy="p")


def crowded(count: int) -> Extraction:
    """So many figures, all read from the same word."""
    article = make_article(
        "Sales were " + ", ".join(f"{number:03} tonnes" for number in range(count)), id="a"
    )
    measure = span(article, "measure", "Sales")
    facts = tuple(
        make_fact(article, f"{number:03} tonnes", "quantity", "1", id=f"f{number}", spans=(measure,))
        for number in range(count)
    )
    return Extraction(producer=PRODUCER, article=article, facts=facts)


def test_grows_with_the_article_and_no_faster() -> None:
    empty, some, more = (len(write("extractions", crowded(count))) for count in (0, 100, 200))
    assert more - empty < 2.2 * (some - empty)


if __name__ == "__main__":
    for each in PARTS:
        (GOLDEN / f"{each}.html").write_text(unstyled(write(each, tied(), quiet())), encoding="utf-8")
