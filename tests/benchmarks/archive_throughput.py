"""An archive run: articles a second of CPU for one worker and for two, memory over time, size of what is written.

    python tests/benchmarks/archive_throughput.py [--articles 2000] [--spacy 200] [--corpus FOLDER]

The articles are the corpus's own over and over, each time with other years and, for the names they speak of, other
names, so that no two are alike and memory would show what piles up; the figures stay, as most articles' agree.
Counted is the CPU time of the workers, their start included; spaCy's full small pipeline reads the first of the same
texts in this process (`nlp.pipe`, its defaults). Memory is what the largest worker holds (resident set), sampled while
it works: `drift` compares its mean over the last quarter of the samples with that over the second. The goals (issue 7)
are four times spaCy's articles a second of CPU, a drift below 5 percent, and two workers 1.8 times as fast as one.
"""

import argparse
import json
import re
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import mean
from zlib import crc32

import spacy
from measuring import cpu, drain

from extractor.archive import run_archive
from extractor.lexicon.countries import countries
from extractor.model import load_model
from extractor.read import read_articles
from extractor.records import Article
from extractor.syntax import SPACY_MODEL

CORPUS = Path(__file__).parents[2] / "corpus" / "dev"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A name of the article's own: a capital inside a sentence, of no month, country or currency.
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
KNOWN = re.compile(r"January|February|March|April|June|July|August|September|October|November|December|.*day")
SYLLABLES = (
    "ba",
    "den",
    "fo",
    "gar",
    "hul",
    "ka",
    "lor",
    "mi",
    "nor",
    "pel",
    "ro",
    "sin",
    "tar",
    "ver",
    "wen",
    "zo",
)
PAGE = resource.getpagesize()
EVERY = 0.2  # seconds between two looks at the workers' memory


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--spacy", type=int, default=200, help="how many of them spaCy reads")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.jsonl"
        characters = write_news(news, chosen.corpus, chosen.articles)
        print(f"{chosen.articles:,} articles of {characters / chosen.articles:,.0f} characters on average")
        seconds = [
            measured(news, Path(folder) / f"out-{number}", number, chosen.articles) for number in (1, 2)
        ]
        print(f"two workers are {seconds[0] / seconds[1]:.2f} times as fast as one")
        texts = [json.loads(line)["text"] for line in islice(news.open(), chosen.spacy)]
    nlp = spacy.load(SPACY_MODEL)
    drain(nlp.pipe(texts[:20]))
    theirs = len(texts) / cpu(lambda: drain(nlp.pipe(texts)))
    print(f"spaCy, {SPACY_MODEL}, all pipes: {theirs:.1f} articles a second of CPU")


def write_news(path: Path, corpus: Path, number: int) -> int:
    """Write so many articles; the characters of all come back."""
    found = [read.article for read in read_articles([corpus]) if read.article is not None]
    characters = 0
    with path.open("w") as file:
        for record in islice(varied(found), number):
            file.write(json.dumps(record) + "\n")
            characters += len(record["text"])
    return characters


def varied(articles: list[Article]) -> Iterator[dict[str, str]]:
    """The articles over and over, years and names changed by the round."""
    table = countries(load_model())
    for turn, article in enumerate(cycle(articles)):
        step = turn // len(articles)
        names = {
            name for name in NAME.findall(article.text) if not KNOWN.match(name) and not table.lookup(name)
        }
        change = changer(names, step)
        yield {
            "id": f"{article.id}-{step}",
            "title": change(article.title or ""),
            "text": change(article.text[article.title_end :].lstrip("\n")),
            "published": change(article.published or "2024-05-20"),
            "country": article.country or "",
        }


def changer(names: set[str], step: int) -> Callable[[str], str]:
    """What turns a text of the corpus into another one of its kind."""
    others = {name: invented(f"{name}{step}") for name in sorted(names)} if step else {}
    pattern = re.compile("|".join(rf"\b{name}\b" for name in others)) if others else None

    def change(text: str) -> str:
        text = YEAR.sub(lambda match: str(1999 + (int(match[0]) + step) % 26), text)
        return pattern.sub(lambda match: others[match[0]], text) if pattern else text

    return change


def invented(seed: str) -> str:
    """A name nobody has, always the same for a seed."""
    number = crc32(seed.encode())
    return "".join(SYLLABLES[number >> shift & 15] for shift in (0, 4, 8)).capitalize()


def measured(news: Path, out: Path, workers: int, articles: int) -> float:
    """Run, and print what it took; the seconds come back."""
    memory: list[int] = []
    over = threading.Event()
    watcher = threading.Thread(target=watch, args=(over, memory), daemon=True)
    watcher.start()
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run_archive([news], out, workers=workers)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    over.set()
    watcher.join()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    quarter = len(memory) // 4
    early, late = (mean(part) if part else 0.0 for part in (memory[quarter : 2 * quarter], memory[-quarter:]))
    print(
        f"{workers} worker(s): {articles / seconds:6.1f} articles a second, {articles / used:5.1f} a second of CPU; "
        f"at most {max(memory) / 1e6:,.0f} MB, drift {100 * (late / early - 1):+.1f} %; "
        f"{size / articles:,.0f} bytes of Parquet an article"
    )
    return seconds


def watch(over: threading.Event, memory: list[int]) -> None:
    """Sample the resident set of the largest process below this one."""
    while not over.wait(EVERY):
        if held := [resident(pid) for pid in children()]:
            memory.append(max(held))


def children() -> list[int]:
    try:
        tasks = Path("/proc/self/task").iterdir()
        return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    except FileNotFoundError:  # a thread has just ended
        return []


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (FileNotFoundError, IndexError, ProcessLookupError):
        return 0


if __name__ == "__main__":
    main()
