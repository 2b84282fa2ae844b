"""Documents nobody would want in an archive, each with what must be said of it.

The kinds in `WRITTEN` are written as files. Those in `PLANTED` cannot be written, since what would hang, crash or eat
the memory is mended when we learn of it: a marker in the text does it, in workers that were prepared by `plant`.
"""

import gzip
import json
import os
import random
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from archive_samples import companion

Write = Callable[[Path], object]
BOMB = 64 << 20


def _text(name: str, text: str) -> Write:
    return lambda folder: (folder / name).write_text(text)


def _bytes(name: str, data: bytes) -> Write:
    return lambda folder: (folder / name).write_bytes(data)


def _lines(name: str, *lines: str) -> Write:
    return _text(name, "".join(line + "\n" for line in lines))


def _record(**fields: object) -> str:
    return json.dumps(fields)


GOOD = json.dumps(companion(900))
FEED = gzip.compress(
    "".join(json.dumps(companion(number)) + "\n" for number in range(900, 940)).encode(), mtime=0
)
WARC_HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Length: 5000\r\n"
WARC_REST = b"WARC-Target-URI: http://a.example/\r\nContent-Type: application/http; msgtype=response\r\n\r\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Sales"
NOISE = random.Random(1).randbytes(50_000)

# By name: how it is written, and the codes of which one must be told; "" where the article is processed all the same.
WRITTEN: Mapping[str, tuple[Write, tuple[str, ...]]] = {
    "endless token": (_text("token.txt", "x" * 1_500_000), ("archive.too_long",)),
    "long token": (_text("long-token.txt", "Sales " + "9x" * 20_000 + " rose."), ("",)),
    "megabytes of digits": (_text("digits.txt", "7" * (64 << 20)), ("read.too_large",)),
    "gigabyte of NULs": (lambda folder: _hollow(folder / "hollow.txt", 1 << 30), ("read.too_large",)),
    "many figures": (_text("figures.txt", "Sales were $5m. " * 3_000), ("", "archive.quarantined")),
    "brackets": (_text("brackets.txt", "Sales rose " + "(" * 30_000), ("",)),
    "broken gzip": (_bytes("cut.jsonl.gz", FEED[: len(FEED) // 2]), ("read.broken",)),
    "gzip of noise": (_bytes("noise.jsonl.gz", NOISE), ("read.broken",)),
    "bomb": (_bytes("bomb.txt.gz", gzip.compress(bytes(BOMB), mtime=0)), ("read.bomb", "read.too_large")),
    "zstandard of noise": (_bytes("noise.jsonl.zst", NOISE), ("read.broken",)),
    "truncated web archive": (_bytes("cut.warc", WARC_HEAD + WARC_REST + PAGE), ("read.truncated",)),
    "web archive of noise": (_bytes("noise.warc", NOISE), ("read.failed",)),
    "wrong encoding": (_bytes("latin.txt", "Café sales rose £5m to £9m.".encode("latin-1")), ("read.encoding",)),
    "NULs": (_bytes("nuls.txt", b"Sales\x00 rose 5%\x00 to $3m."), ("read.characters",)),
    "lone surrogate": (_lines("surrogate.jsonl", '{"text": "Sales \\ud800 rose 5%."}'), ("read.characters",)),
    "deep page": (_text("deep.html", "<div>" * 50_000 + "Sales rose 5%."), ("read.html",)),
    "page without text": (_text("page.html", "<html><script>1</script></html>"), ("read.html",)),
    "empty": (_text("empty.txt", ""), ("read.empty",)),
    "blank": (_text("blank.txt", " \n\n \t"), ("read.empty",)),
    "binary": (_bytes("binary.txt", NOISE), ("read.encoding",)),
    "huge line": (_lines("huge.jsonl", GOOD, _record(text="9" * (17 << 20))), ("read.too_large",)),
    "no JSON": (_lines("nojson.jsonl", GOOD, '{"text": "Sales rose'), ("read.json",)),
    "deep JSON": (_lines("deepjson.jsonl", GOOD, "[" * 100_000), ("read.json",)),
    "no text": (_lines("notext.jsonl", GOOD, '{"headline": 5}'), ("read.no_text",)),
    "list of numbers": (_text("numbers.json", "[1, 2, 3]"), ("read.json",)),
    "no object": (_text("string.json", '"Sales rose 5%."'), ("read.json",)),
    "table without text": (_text("table.csv", "a,b\n1,2\n"), ("read.columns",)),
    "open quote": (_text("quote.csv", 'title,text\nA,"Sales rose 5%.\nB,Sales\n'), ("read.csv",)),
    "no Parquet": (_bytes("noise.parquet", b"PAR1" + NOISE + b"PAR1"), ("read.parquet",)),
    "other language": (_lines("french.jsonl", GOOD, _record(text="Les ventes.", language="fr")), ("read.language",)),
    "named pipe": (lambda folder: os.mkfifo(folder / "pipe.jsonl"), ("read.left_out",)),
    "no file behind": (lambda folder: (folder / "gone.txt").symlink_to("nowhere"), ("read.failed",)),
}  # fmt: skip


def _hollow(path: Path, size: int) -> None:
    """A file that takes no room on the disk."""
    path.touch()
    os.truncate(path, size)


def _hang() -> None:
    while True:
        time.sleep(1)


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytes(100 << 20))


PLANTED: Mapping[str, tuple[Callable[[], object], str]] = {
    "HANGS": (_hang, "time: more than 3 seconds"),
    "EATS": (_eat, "memory: more than 2.5 GB"),
    "CRASHES": (lambda: os.kill(os.getpid(), signal.SIGSEGV), "crash: SIGSEGV"),
    "LEAVES": (lambda: os._exit(7), "crash: the process ended with 7"),
    "ABORTS": (os.abort, "crash: SIGABRT"),
}


def plant() -> None:
    """Have this process react to the markers, where sentences are split."""
    from extractor import pipeline

    split = pipeline.split_sentences

    def split_or_die(read, model):  # type: ignore[no-untyped-def]
        for marker, (react, _) in PLANTED.items():
            if marker in read.text:
                react()
        return split(read, model)

    pipeline.split_sentences = split_or_die
