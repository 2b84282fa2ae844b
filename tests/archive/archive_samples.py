"""What the tests of archives share: many small articles of our own, a run in a process of its own, its bytes."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("Marlow", "Tarn", "Hallin", "Orsova", "Quill Bay", "Wexmoor")
GOODS = ("tea", "cement", "timber", "copper", "barley")


def article(number: int) -> dict[str, str]:
    """An article with a handful of figures, another one for each number; every fourth has a planted slip."""
    place, goods = PLACES[number % len(PLACES)], GOODS[number % len(GOODS)]
    prior = 400 + 7 * number
    rate = 30 if number % 4 == 0 else 10
    return {
        "id": f"a{number}",
        "title": f"{place} exports more {goods}",
        "published": f"2024-{1 + number % 12:02}-{1 + number % 28:02}",
        "text": f"{place} exported {goods} worth ${prior * 1.1:.1f} million in the first quarter of 2023, up {rate}% "
        f"from ${prior}.0 million a year earlier. The port of {place} handled {1000 + number:,} tonnes in March.",
    }


def write_articles(path: Path, numbers: Sequence[int]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(article(number)) + "\n" for number in numbers))
    return path


def write_mixture(folder: Path) -> Path:
    """Articles in several formats, and some documents that cannot be articles: 33 documents."""
    folder.mkdir()
    write_articles(folder / "feed.jsonl", range(20))
    (folder / "list.json").write_text(json.dumps([article(number) for number in range(20, 24)]))
    for number in range(24, 28):
        made = article(number)
        (folder / f"single-{number}.txt").write_text(f"{made['title']}\n\n{made['text']}\n")
    (folder / "broken.jsonl").write_text(
        f'{json.dumps(article(28))}\n{{"text": \n{json.dumps(article(29))}\n'
    )
    (folder / "empty.txt").write_text("")
    (folder / "foreign.json").write_text(json.dumps({"text": "Les ventes montent de 5 %.", "language": "fr"}))
    return folder


def tieout(*arguments: str | Path) -> list[str]:
    """The command in a process of its own, as it is installed."""
    code = "import sys; from extractor.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", code, *map(str, arguments)]


def run(*arguments: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(tieout(*arguments), capture_output=True, text=True, cwd=cwd, timeout=300)


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of an archive; whatever a run leaves behind counts."""
    return {
        Path(folder, name).relative_to(out).as_posix(): Path(folder, name).read_bytes()
        for folder, _, names in os.walk(out)
        for name in names
    }
