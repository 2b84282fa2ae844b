"""CPU per article: our whole pipeline beside spaCy's full small pipeline, in the same process.

    python tests/benchmarks/cpu_per_article.py [FOLDER] [--rounds 5]

FOLDER holds articles in any format we read (default: ../shared/articles, else corpus/dev). Both read all of
them in every round, ours first, then spaCy; the figures are medians over the rounds. Counted is the CPU time
of all threads, with models and tables loaded and one round run before. Ours reads, extracts and checks with
BLAS held to one thread, as it always does; spaCy runs `nlp.pipe` with every pipe, its own matrix product
and BLAS as it comes. Run it on a machine that does nothing else, and compare ratios, not milliseconds.

The goal (design.md §6) is a quarter of spaCy's full small pipeline, or less.
"""

from collections.abc import Sequence
from statistics import mean, median

import spacy
from measuring import clocks, cpu, drain, options, read_folder
from spacy.language import Language

from extractor.pipeline import pipe
from extractor.records import Article
from extractor.syntax import SPACY_MODEL

# Where each stage's function is looked up; what stands under another is part of it.
STAGES = {
    "sentences": ("extractor.pipeline:split_sentences",),
    "mentions: amounts": ("extractor.mentions:find_amounts",),
    "mentions: periods": ("extractor.mentions:find_periods",),
    "mentions: claims": ("extractor.mentions:find_claims", "extractor.mentions:find_superlatives"),
    "syntax": ("extractor.pipeline:as_prose", "extractor.pipeline:parse_texts"),
    "facts": ("extractor.pipeline:build_facts",),
    "checks": ("extractor.pipeline:run_checks",),
}


def main() -> None:
    chosen = options(__doc__, rounds=5)
    articles = read_folder(chosen.folder)
    texts = [article.text for article in articles]
    print(f"{len(articles)} articles of {mean(map(len, texts)):,.0f} characters on average")
    nlp = spacy.load(SPACY_MODEL)
    ours, theirs = rounds(articles, texts, nlp, chosen.rounds)
    show("tieout, everything", ours)
    show(f"spaCy, {SPACY_MODEL}, all pipes", theirs)
    ratios = [left / right for left, right in zip(ours, theirs, strict=True)]
    print(f"{'ratio':42} {median(ratios):8.3f}          {min(ratios):.3f} to {max(ratios):.3f}")
    print(f"\nwhere ours goes\n{breakdown(articles)}")


def rounds(
    articles: Sequence[Article], texts: Sequence[str], nlp: Language, number: int
) -> tuple[list[float], list[float]]:
    """Milliseconds an article of ours and of spaCy, a pair a round; the first round only warms up."""
    ours, theirs = [], []
    for _ in range(number + 1):
        ours.append(1000 * cpu(lambda: drain(pipe(articles))) / len(articles))
        theirs.append(1000 * cpu(lambda: drain(nlp.pipe(texts))) / len(articles))
    return ours[1:], theirs[1:]


def show(name: str, milliseconds: Sequence[float]) -> None:
    low, high = min(milliseconds), max(milliseconds)
    print(f"{name:42} {median(milliseconds):8.2f} ms an article, {low:.2f} to {high:.2f}")


def breakdown(articles: Sequence[Article]) -> str:
    """Milliseconds an article by stage, in one more round."""
    with clocks(place for places in STAGES.values() for place in places) as running:
        total = cpu(lambda: drain(pipe(articles)))
    spent = {stage: sum(running[place].seconds for place in places) for stage, places in STAGES.items()}
    spent["the rest"] = total - sum(spent.values())
    return "\n".join(
        f"  {stage:40} {1000 * seconds / len(articles):8.2f} ms {100 * seconds / total:6.1f} %"
        for stage, seconds in spent.items()
    )


if __name__ == "__main__":
    main()
