"""Single sentences a CPU second: our whole pipeline beside spaCy's named-entity recogniser alone.

    python tests/benchmarks/sentences_vs_ner.py [FOLDER] [--rounds 5]

FOLDER holds texts in any format we read; a JSON Lines file of sentences will do (default: ../shared/articles, else
corpus/dev, cut into sentences by us). Both read all of them in every round, ours first: one at a time, then
through `pipe` and `nlp.pipe`. spaCy runs `ner` with the token vectors it needs and nothing else. Counted is the
CPU time of all threads, with models and tables loaded and one round run before. Compare ratios.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from statistics import median

import spacy
from measuring import cpu, drain, options, read_folder

from extractor.model import load_model
from extractor.pipeline import extract, pipe
from extractor.records import Article
from extractor.sentences import split_sentences
from extractor.syntax import SPACY_MODEL

# What `ner` of the small pipeline does without.
OTHERS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
SENTENCES = 400


def main() -> None:
    chosen = options(__doc__, rounds=5)
    texts = sentences(read_folder(chosen.folder))
    nlp = spacy.load(SPACY_MODEL, exclude=OTHERS)
    print(f"{len(texts)} sentences; spaCy runs {', '.join(nlp.pipe_names)}")
    compare(
        "one at a time",
        len(texts),
        chosen.rounds,
        lambda: drain(map(extract, texts)),
        lambda: drain(map(nlp, texts)),
    )
    compare(
        "through pipe", len(texts), chosen.rounds, lambda: drain(pipe(texts)), lambda: drain(nlp.pipe(texts))
    )


def sentences(articles: Sequence[Article]) -> list[str]:
    """The first sentences of the texts; a text of one sentence is left as it is."""
    found = (s.text for article in articles for s in split_sentences(article, load_model()))
    return list(islice(found, SENTENCES))


def compare(
    name: str, number: int, rounds: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> None:
    """Print sentences a CPU second of both and the ratio; the first round only warms up."""
    pairs = [(number / cpu(ours), number / cpu(theirs)) for _ in range(rounds + 1)][1:]
    left, right = (median(side) for side in zip(*pairs, strict=True))
    ratios = [mine / other for mine, other in pairs]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{name:16} tieout {left:6.0f}   spaCy ner {right:6.0f}   ratio {median(ratios):.2f} ({spread})")


if __name__ == "__main__":
    main()
