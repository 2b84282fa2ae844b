"""The parse is spaCy's own, however it is computed."""

import numpy as np
import pytest

from extractor.syntax import parse_texts
from extractor.syntax.trained import SIDE_BY_SIDE, load_parser

TEXTS = (
    "Revenue rose 14% to $5.13 billion from $4.61 billion a year earlier.",
    "The mill, which cut 1,200 jobs in May, said it won't reopen.",
    "“We can't complain,” she said.  Sales doubled!",
    "Exports",
    "Profit fell.",
    "Of the 48 branches, 12 were sold for €3.2m and the rest (36) stayed open until 31 March 2024.",
    "It did so in the U.S. and the U.K., where rates are 5.25 per cent.",
)
BATCHES = (TEXTS[:1], TEXTS[: SIDE_BY_SIDE - 1], TEXTS, TEXTS * 3)


@pytest.mark.parametrize("texts", BATCHES, ids=len)
def test_parse_is_spacys(texts: tuple[str, ...]) -> None:
    docs = list(load_parser().nlp.pipe(texts))
    parses = parse_texts([(text, 10) for text in texts])
    for doc, parse in zip(docs, parses, strict=True):
        assert parse.words == tuple(token.text for token in doc)
        assert parse.starts == tuple(token.idx + 10 for token in doc)
        assert parse.ends == tuple(token.idx + len(token) + 10 for token in doc)
        assert parse.tags == tuple(token.tag_ for token in doc)
        assert parse.deps == tuple(token.dep_ for token in doc)
        assert parse.heads == tuple(token.head.i for token in doc)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "Garland Motor Co <GMC> sales fell, Brimley <BRM.L>'s rose.",
            "Garland Motor Co sales fell, Brimley's rose.",
        ),
        ("Harrow (NYSE: HRW) and Orsk (ORS.MI) fell 3%.", "Harrow and Orsk fell 3%."),
    ],
    ids=["brackets", "exchanges"],
)
def test_tickers_are_not_parsed(text: str, plain: str) -> None:
    ((with_tickers,), (without,)) = (parse_texts([(each, 7)]) for each in (text, plain))
    assert (with_tickers.words, with_tickers.heads) == (without.words, without.heads)
    for word, start, end in zip(with_tickers.words, with_tickers.starts, with_tickers.ends, strict=True):
        assert text[start - 7 : end - 7] == word


@pytest.mark.parametrize(
    "text", ["Profit (up 3%) fell to <5 tonnes.", "It grew (see A.B.) in (HK) and (U.S.)."]
)
def test_other_brackets_are(text: str) -> None:
    (parse,) = parse_texts([(text, 0)])
    assert "".join(parse.words) == text.replace(" ", "")


@pytest.mark.parametrize("texts", BATCHES, ids=len)
def test_vectors_are_the_models(texts: tuple[str, ...]) -> None:
    parser = load_parser()
    model = parser.nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    assert parser.vectors != model.predict, "the small model is not recognised as one"
    docs = [parser.nlp.make_doc(text) for text in texts]
    for ours, theirs in zip(parser.vectors(docs), model.predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)
