"""Sentences parsed: tags, dependencies and heads as plain tuples."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.syntax.prose import Shortened, without_tickers
from extractor.syntax.trained import SPACY_MODEL, load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc

# So many sentences go through the parser side by side: enough to share its overhead, few enough to keep what it
# holds of each token (some four kilobytes) to a few megabytes.
BATCH_SIZE = 256


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
        return tuple([word.lower() for word in self.words])

    @cached_property
    def verbs(self) -> tuple[bool, ...]:
        """Whether each token is a verb, auxiliaries included."""
        return tuple([tag[:1] == "V" or tag == "MD" for tag in self.tags])

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


def parse_texts(texts: Sequence[tuple[str, int]], *, model: str = SPACY_MODEL) -> list[Parse]:
    """Parse sentences, each given with its offset in its article; one `Parse` a sentence, in order.

    The parser does not see the tickers behind companies' names: no token covers them.
    """
    if not texts:
        return []
    parser = load_parser(model)
    found: list[Parse] = []
    for begin in range(0, len(texts), BATCH_SIZE):
        batch = [(without_tickers(text), offset) for text, offset in texts[begin : begin + BATCH_SIZE]]
        with parser.annotated([given.text for given, _ in batch]) as docs:
            found.extend(_parse(doc, given, offset) for doc, (given, offset) in zip(docs, batch, strict=True))
    return found


def _parse(doc: "Doc", given: Shortened, offset: int) -> Parse:
    """The columns of a doc. One array of them all is several times faster than asking each token."""
    begins, lengths, tags, deps = doc.to_array(["IDX", "LENGTH", "TAG", "DEP"]).T.tolist()
    heads = doc.to_array("HEAD").astype("int64").tolist()
    spans = [(begin, begin + length) for begin, length in zip(begins, lengths, strict=True)]
    words = tuple([given.text[begin:end] for begin, end in spans])
    if given.cuts:
        spans = [given.span(*span) for span in spans]
    names = {label: doc.vocab.strings[label] for label in {*tags, *deps}}
    return Parse(
        words=words,
        starts=tuple([begin + offset for begin, _ in spans]),
        ends=tuple([end + offset for _, end in spans]),
        tags=tuple([names[tag] for tag in tags]),
        deps=tuple([names[dep] for dep in deps]),
        heads=tuple([token + head for token, head in enumerate(heads)]),
    )
