"""CPU of our periods beside `dateparser.search.search_dates`, on the same articles in the same process.

    python tests/benchmarks/periods_vs_dateparser.py [FOLDER] [--sample 100] [--rounds 3]

Ours cuts an article into sentences, finds every time expression and resolves it to dates; search_dates gets
the text, English and the publication date as its base. At most SAMPLE articles are run, spread evenly over
the folder. Both have their tables loaded and have read one article before.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from statistics import median

from dateparser.search import search_dates
from measuring import cpu, options, read_folder

from extractor.facts.periods.carry import resolve_periods, resolver_for
from extractor.facts.periods.tense import surface_tense
from extractor.mentions import find_periods
from extractor.model import load_model
from extractor.records import Article
from extractor.sentences import split_sentences


def ours(article: Article) -> int:
    """How many expressions of an article we date."""
    model = load_model()
    found = [
        find_periods(sentence.text, sentence.start_char, model)
        for sentence in split_sentences(article, model)
    ]
    resolver = resolver_for(article, article.country, found, model)
    periods = resolve_periods(found, resolver, lambda mention: surface_tense(article.text, mention, model))
    return sum(period.start is not None for period in periods)


def theirs(article: Article) -> int:
    """How many expressions of an article search_dates dates."""
    settings: dict[str, object] = {"PREFER_DATES_FROM": "past"}
    if article.published and len(article.published) == len("2024-01-01"):
        settings["RELATIVE_BASE"] = datetime.fromisoformat(article.published)
    return len(search_dates(article.text, languages=["en"], settings=settings) or ())


def main() -> None:
    chosen = options(__doc__, sample=100, rounds=3)
    articles = read_folder(chosen.folder)
    step = max(1, len(articles) // chosen.sample)
    sample = articles[::step][: chosen.sample]
    print(f"{len(sample)} articles of {sum(len(each.text) for each in sample) / len(sample):,.0f} characters")
    ours(sample[0]), theirs(sample[0])
    times: dict[Callable[[Article], int], list[float]] = {ours: [], theirs: []}
    dated = {}
    for _ in range(chosen.rounds):
        for reader, spent in times.items():
            counts: list[int] = []
            spent.append(cpu(lambda read=reader, into=counts: into.extend(map(read, sample))))  # type: ignore[misc]
            dated[reader] = sum(counts)
    show("tieout, found and resolved", times[ours], dated[ours], len(sample))
    show("dateparser.search.search_dates", times[theirs], dated[theirs], len(sample))
    print(f"{'ratio':32} {median(times[ours]) / median(times[theirs]):10.4f}")


def show(name: str, seconds: Sequence[float], dated: int, articles: int) -> None:
    print(f"{name:32} {1000 * median(seconds) / articles:10.2f} ms an article, {dated} expressions dated")


if __name__ == "__main__":
    main()
