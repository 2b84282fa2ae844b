"""The pipeline as a library user meets it: order, batches, odd texts, and what one broken article costs."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

import extractor.pipeline as pipeline
from extractor import Article, Extraction, InputError, Options, check, extract, make_article, pipe
from extractor.errors import ModelError
from extractor.pipeline import MAX_SENTENCE
from extractor.values.decimals import encode_hook

TEXTS = (
    "Tyre exports rose 12% to $3.4 million from $3.1 million.",
    "Nothing to count here.",
    "The ferry line lost 40 jobs in May. It had 310 staff a year earlier.",
    "Turnover fell 8% to €92 million from €100 million, the mill said.",
    "Rice stocks stood at 46,000 tonnes on 31 March 2024.",
)
# 30% is not what the levels say.
CONTRADICTION = "Revenue rose 30% to $5.13 billion from $4.61 billion."


def encoded(extraction: Extraction) -> bytes:
    return msgspec.json.encode(extraction, enc_hook=encode_hook)


def codes(extraction: Extraction) -> list[str]:
    return [diagnostic.code for diagnostic in extraction.diagnostics]


def figures(extraction: Extraction) -> list[str]:
    return [fact.text for fact in extraction.facts]


# Order and batches


def test_order_is_kept_for_texts_and_articles_mixed() -> None:
    given: list[str | Article] = [
        TEXTS[0],
        make_article(TEXTS[1], id="second"),
        TEXTS[2],
        make_article(TEXTS[3], title="Mill"),
    ]
    read = list(pipe(given, batch_size=2))
    assert [result.article.text for result in read] == [*TEXTS[:3], f"Mill\n\n{TEXTS[3]}"]
    assert read[1].article is given[1]
    assert figures(read[0]) == ["12%", "$3.4 million", "$3.1 million"]
    assert not read[1].facts


def test_a_generator_is_consumed_batch_by_batch() -> None:
    taken: list[int] = []

    def source() -> Iterator[str]:
        for number in itertools.count():
            taken.append(number)
            yield TEXTS[number % len(TEXTS)]

    results = pipe(source(), batch_size=3)
    assert taken == []
    next(results)
    assert taken == [0, 1, 2]
    next(results), next(results)
    assert taken == [0, 1, 2]
    next(results)
    assert taken == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("size", [0, -1])
def test_batch_size_is_refused_at_the_call(size: int) -> None:
    with pytest.raises(InputError) as caught:
        pipe([], batch_size=size)
    assert str(caught.value) == f"batch_size is {size}; it takes 1 or more"


def test_no_articles_no_results() -> None:
    assert list(pipe([])) == []


@pytest.mark.parametrize("size", [1, 2, 256])
def test_output_does_not_depend_on_the_batch(size: int) -> None:
    whole = [encoded(result) for result in pipe(TEXTS, batch_size=len(TEXTS))]
    assert [encoded(result) for result in pipe(TEXTS, batch_size=size)] == whole
    assert [encoded(extract(text)) for text in TEXTS] == whole


# Odd texts


@pytest.mark.parametrize("text", ["", " \n\n\t ", "...", "%$£"])
def test_texts_without_words(text: str) -> None:
    result = extract(text)
    assert result.article.text == text
    assert (result.facts, result.findings, result.diagnostics) == ((), (), ())


def test_a_title_alone() -> None:
    result = extract("", title="Tyre exports rise 12% to $3.4 million")
    assert result.article.text == "Tyre exports rise 12% to $3.4 million\n\n"
    assert [(fact.text, fact.in_title) for fact in result.facts] == [("12%", True), ("$3.4 million", True)]


def test_a_sentence_too_long_is_left_out_and_the_rest_is_read() -> None:
    long = "Quotas were " + "very " * (MAX_SENTENCE // 5) + "small at 7 tonnes."
    result = extract(f"{TEXTS[0]}\n\n{long}\n\n{TEXTS[4]}")
    (diagnostic,) = result.diagnostics
    assert (diagnostic.stage, diagnostic.code, diagnostic.level) == ("syntax", "syntax.too_long", "warning")
    assert f"{len(long)} characters" in diagnostic.message
    assert str(MAX_SENTENCE) in diagnostic.message
    assert result.article.text[diagnostic.start_char : diagnostic.end_char] == long
    assert figures(result) == ["12%", "$3.4 million", "$3.1 million", "46,000 tonnes"]
    assert result.coverage.figures == 5


def test_a_sentence_at_the_limit_is_parsed() -> None:
    tail = "small at 7 tonnes."
    text = ("Quotas were " + "very " * MAX_SENTENCE)[: MAX_SENTENCE - len(tail) - 1] + " " + tail
    assert len(text) == MAX_SENTENCE
    result = extract(text)
    assert (codes(result), figures(result)) == ([], ["7 tonnes"])


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Tea sales\x00 rose 4%.", "Tea sales� rose 4%."),
        ("Tea sales\ud83d rose 4%.", "Tea sales� rose 4%."),
        ("\x00\udfffTea sales rose 4%.", "��Tea sales rose 4%."),
    ],
)
def test_what_cannot_be_encoded_is_replaced_one_for_one(given: str, text: str) -> None:
    (result,) = pipe([given])
    assert result.article.text == text
    assert result.article == make_article(text), "id and hash are those of the text that is kept"
    assert codes(result) == ["read.characters"]
    (fact,) = result.facts
    assert text[fact.start_char : fact.end_char] == fact.text == "4%"
    encoded(result)


def test_an_articles_own_fields_are_repaired_and_its_id_kept() -> None:
    article = make_article("Tea sales rose 4%.", id="a\x00", title="Tea\x00 up", source="wire\ud800")
    (result,) = pipe([article])
    assert (result.article.id, result.article.title, result.article.source) == ("a�", "Tea� up", "wire�")
    assert result.article.text.startswith("Tea� up\n\n")
    assert [note.message for note in result.diagnostics] == [
        "3 NUL or lone surrogate characters became U+FFFD"
    ]
    encoded(result)


@pytest.mark.parametrize("text", ["Größe 4%", "Tea 🫖 rose 4%.", "a\r\nb 4%\r\n", "�"])
def test_other_characters_stay(text: str) -> None:
    (result,) = pipe([text])
    assert result.article.text == text
    assert codes(result) == []


# Checks


def test_checks_can_be_left_out() -> None:
    assert extract(CONTRADICTION).findings
    for result in (
        extract(CONTRADICTION, checks=False),
        next(pipe([CONTRADICTION], checks=False)),
        next(pipe([CONTRADICTION], options=Options(checks=()))),
        next(pipe([CONTRADICTION], options=Options(), checks=False)),
    ):
        assert result.facts
        assert (result.findings, result.derived) == ((), ())


def test_check_takes_text_article_or_extraction() -> None:
    of_text = check(CONTRADICTION)
    assert [finding.check for finding in of_text] == ["growth.triple"]
    assert check(make_article(CONTRADICTION)) == of_text
    assert check(extract(CONTRADICTION)) == of_text
    assert check(TEXTS[0]) == ()


def test_check_puts_the_most_severe_first_and_keeps_alarms_only() -> None:
    result = extract(CONTRADICTION)
    (alarm,) = check(result)
    made = [
        msgspec.structs.replace(alarm, id=name, severity=severity, verdict=verdict)
        for name, severity, verdict in [
            ("a", "warning", "inconsistent"),
            ("b", "note", "inconsistent"),
            ("c", "error", "inconsistent"),
            ("d", "gross", "consistent"),
            ("e", "minor", "inconsistent"),
            ("f", "gross", "inconsistent"),
            ("g", "error", "inconsistent"),
            ("h", "error", "incomplete"),
        ]
    ]
    found = check(msgspec.structs.replace(result, findings=tuple(made)))
    assert [finding.id for finding in found] == ["f", "c", "g", "a"]


# Defects of ours


BROKEN = "Broken"
ARTICLES = (TEXTS[0], f"{BROKEN} sales fell 3%.", TEXTS[2])


def first_text(argument: Any) -> str:
    """The text of whatever a stage is called with."""
    if isinstance(argument, list):
        return " ".join(text for text, _ in argument)
    return str(argument.text)


@pytest.fixture
def break_stage(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a stage's function fail on what contains `BROKEN`."""

    def install(name: str, error: Exception | None = None) -> None:
        sound = getattr(pipeline, name)

        def broken(first: Any, *others: Any, **named: Any) -> Any:
            if BROKEN in first_text(first):
                raise error or ZeroDivisionError("no such luck")
            return sound(first, *others, **named)

        monkeypatch.setattr(pipeline, name, broken)

    return install


STAGES = {
    "split_sentences": "sentences",
    "find_mentions": "mentions",
    "parse_texts": "syntax",
    "build_facts": "facts",
}


@pytest.mark.parametrize("name", STAGES)
def test_a_defect_costs_one_article(name: str, break_stage: Callable[..., None]) -> None:
    sound = list(pipe(ARTICLES))
    assert all(result.facts for result in sound)
    break_stage(name)
    first, broken, last = pipe(ARTICLES)
    assert (encoded(first), encoded(last)) == (encoded(sound[0]), encoded(sound[2]))
    assert (broken.facts, broken.relations, broken.findings) == ((), (), ())
    assert broken.article == sound[1].article
    (diagnostic,) = broken.diagnostics
    assert (diagnostic.stage, diagnostic.code, diagnostic.level) == (
        STAGES[name],
        f"{STAGES[name]}.failed",
        "error",
    )
    assert "ZeroDivisionError: no such luck" in diagnostic.message


@pytest.mark.parametrize("name", STAGES)
def test_strict_raises(name: str, break_stage: Callable[..., None]) -> None:
    break_stage(name)
    results = pipe(ARTICLES, options=Options(strict=True), batch_size=1)
    assert next(results).facts
    with pytest.raises(ZeroDivisionError):
        next(results)
    with pytest.raises(ZeroDivisionError):
        extract(ARTICLES[1])


@pytest.mark.parametrize("name", STAGES)
def test_a_missing_model_is_no_defect_of_one_article(name: str, break_stage: Callable[..., None]) -> None:
    break_stage(name, ModelError("not installed"))
    with pytest.raises(ModelError, match="not installed"):
        list(pipe(ARTICLES))


def test_articles_keep_what_the_caller_said() -> None:
    article = Article(id="x", text="Sales rose 4%.", published="2024-05", country="PK", sha256="0" * 64)
    (result,) = pipe([article])
    assert result.article is article
