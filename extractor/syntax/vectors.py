"""Token vectors of spaCy's small models: what thinc computes, without what only training needs.

The vectors are the model's own, number for number. Two things make them cheaper: what depends on the word alone is
computed once for each different word, and the layers that read a word's neighbours work in place on stretches that
fit into the processor's cache.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, Ragged

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats: TypeAlias = NDArray[np.float32]

ROW_WISE = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
WINDOW_LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"
# Rows of a stretch: its windows and what is made of them take about half a megabyte.
STRETCH = 256
# An odd number without pattern (2 to the 64, by the golden ratio), to mix columns into one number.
MIXER = np.uint64(0x9E3779B97F4A7C15)
# So many words keep their vectors, some 20 MB; then all are forgotten, and the commonest soon come back.
KEPT_VECTORS = 50_000


def vector_maker(model: Model[Any, Any]) -> Callable[[Sequence["Doc"]], Sequence[Any]]:
    """What turns docs into vectors: `TokenVectors` if the model is built as spaCy's small ones, else the model."""
    if len(model.layers) != 2:
        return model.predict
    embed, encode = model.layers
    row_wise = tuple(layer.name.partition("(")[0] for layer in embed.layers) == ROW_WISE
    windows = len(encode.layers) == 1 and all(each.name == WINDOW_LAYER for each in encode.layers[0].layers)
    return TokenVectors(embed, encode) if row_wise and windows else model.predict


class WindowLayer(NamedTuple):
    """The numbers of one layer: a token and its neighbours in, the largest of some pieces out, scaled.

    `weights` has the pieces side by side, so that the largest are found by comparing whole rows.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


class TokenVectors:
    """The embedding, and the window layers over all sentences at once."""

    def __init__(self, embed: Model[Any, Any], encode: Model[Any, Any]) -> None:
        self.features, _, *row_wise, _ = embed.layers
        self.embedded = WordVectors(row_wise)
        # That far apart, sentences do not see each other.
        self.gap: int = encode.attrs["pad"]
        self.layers = [window_layer(layer) for layer in encode.layers[0].layers]

    def __call__(self, docs: Sequence["Doc"]) -> list[Floats]:
        words = self.features.predict(docs)
        ends = np.cumsum([0, *map(len, words)])
        sentence = np.repeat(np.arange(1, len(docs) + 1), np.diff(ends))
        places = np.arange(ends[-1]) + self.gap * sentence
        vectors = self.embedded(np.concatenate(words))
        rows = np.zeros((ends[-1] + self.gap * (len(docs) + 1), vectors.shape[1]), dtype=np.float32)
        rows[places] = vectors
        for layer in self.layers:
            rows = through(layer, rows)
        found = rows[places]
        return [found[begin:end] for begin, end in pairwise(ends.tolist())]


class WordVectors:
    """What the embedding makes of a word by itself, remembered from batch to batch."""

    def __init__(self, layers: Sequence[Model[Any, Any]]) -> None:
        self.layers = layers
        self.rows: dict[int, int] = {}
        self.table: Floats = np.empty((0, layers[-1].get_dim("nO")), dtype=np.float32)

    def __call__(self, words: NDArray[np.uint64]) -> Floats:
        """The vectors of words, each given as a row of its attributes."""
        mixed = np.zeros(len(words), dtype=np.uint64)
        for column in words.T:
            mixed = mixed * MIXER + column
        keys: list[int] = mixed.tolist()
        if len(self.rows) > KEPT_VECTORS:
            self.rows.clear()
        new = {key: at for at, key in enumerate(keys) if key not in self.rows}
        if new:
            self._keep(new, self._made(words[list(new.values())]))
        return self.table[[self.rows[key] for key in keys]]

    def _made(self, words: NDArray[np.uint64]) -> Floats:
        made: Any = Ragged(words, np.asarray([len(words)], dtype="i"))  # type: ignore[arg-type]
        for layer in self.layers:
            made = layer.predict(made)
        vectors: Floats = made.data
        return vectors

    def _keep(self, new: Iterable[int], vectors: Floats) -> None:
        begin, end = len(self.rows), len(self.rows) + len(vectors)
        if end > len(self.table):
            grown = np.empty((2 * end, self.table.shape[1]), dtype=np.float32)
            grown[:begin] = self.table[:begin]
            self.table = grown
        self.table[begin:end] = vectors
        self.rows.update(zip(new, range(begin, end), strict=True))


def window_layer(residual: Model[Any, Any]) -> WindowLayer:
    """The numbers of a thinc layer, the pieces of its maxout taken apart."""
    maxout, norm = residual.layers[0].layers[1].layers[0].layers
    weights, bias, scale, shift = map(
        np.asarray, (maxout.get_param("W"), maxout.get_param("b"), norm.get_param("G"), norm.get_param("b"))
    )
    width, pieces, window = weights.shape
    return WindowLayer(
        weights=np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, window).T),
        bias=np.ascontiguousarray(bias.T).reshape(-1),
        scale=scale,
        shift=shift,
    )


def through(layer: WindowLayer, rows: Floats) -> Floats:
    """Rows plus what the layer makes of each with its two neighbours; beyond the ends there are zeros."""
    edge = np.zeros((1, rows.shape[1]), dtype=np.float32)
    framed = np.concatenate([edge, rows, edge])
    made = np.empty_like(rows)
    for begin in range(0, len(rows), STRETCH):
        stretch = framed[begin : begin + STRETCH + 2]
        windows = np.concatenate([stretch[:-2], stretch[1:-1], stretch[2:]], axis=1)
        pieces = windows @ layer.weights
        pieces += layer.bias
        normal = normalised(largest(pieces, rows.shape[1]))
        normal *= layer.scale
        normal += layer.shift
        np.add(stretch[1:-1], normal, out=made[begin : begin + STRETCH])
    return made


def largest(pieces: Floats, width: int) -> Floats:
    """The largest of the pieces that stand side by side."""
    found = pieces[:, :width]
    for begin in range(width, pieces.shape[1], width):
        found = np.maximum(found, pieces[:, begin : begin + width])
    return found


def normalised(rows: Floats) -> Floats:
    """Each row with mean nought and variance one."""
    width = rows.shape[1]
    rows = rows - rows.sum(axis=1, keepdims=True) / width
    variance = np.square(rows).sum(axis=1, keepdims=True) / width + np.float32(1e-8)
    rows *= variance ** np.float32(-0.5)
    return rows
