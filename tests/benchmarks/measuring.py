"""What the benchmarks share: the articles to run over, CPU clocks, and a clock around each stage."""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from extractor.read import read_articles
from extractor.records import Article

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT.parent / "shared" / "articles", ROOT / "corpus" / "dev")


def read_folder(folder: Path | None = None) -> list[Article]:
    """The articles of a folder; without one, those beside the repository, else our own."""
    chosen = folder or next(path for path in FOLDERS if path.exists())
    return [read.article for read in read_articles([chosen]) if read.article is not None]


def options(documentation: str | None, **defaults: int) -> argparse.Namespace:
    """A folder of articles and whole numbers, read from the command line."""
    parser = argparse.ArgumentParser(
        description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder of articles (default: ../shared/articles)"
    )
    for name, number in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


def cpu(run: Callable[[], object]) -> float:
    """The CPU seconds of all threads that a call takes."""
    began = time.process_time()
    run()
    return time.process_time() - began


def drain(items: Iterable[object]) -> None:
    """Run through an iterator and keep nothing."""
    for _ in items:
        pass


class Clock:
    """The CPU seconds spent in a function, calls from within it included."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.seconds, self.calls = function, 0.0, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return self.function(*args, **kwargs)
        finally:
            self.seconds += time.process_time() - began
            self.calls += 1


@contextmanager
def clocks(places: Iterable[str]) -> Iterator[dict[str, Clock]]:
    """Clocks around functions, named as ``module:function`` where they are looked up; taken off again."""
    put: dict[str, Clock] = {}
    try:
        for place in places:
            module, _, name = place.partition(":")
            put[place] = Clock(getattr(import_module(module), name))
            setattr(import_module(module), name, put[place])
        yield put
    finally:
        for place, clock in put.items():
            module, _, name = place.partition(":")
            setattr(import_module(module), name, clock.function)
