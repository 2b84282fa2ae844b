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


@pytest.mark.parametrize("texts", BATCHES, ids=len)
def test_vectors_are_the_models(texts: tuple[str, ...]) -> None:
    parser = load_parser()
    model = parser.nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    assert parser.vectors != model.predict, "the small model is not recognised as one"
    docs = [parser.nlp.make_doc(text) for text in texts]
    for ours, theirs in zip(parser.vectors(docs), model.predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)
