"""How an archive run shows itself: a bar on a terminal, else a line every ten seconds, and a summary that adds up."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

from extractor.archive.job import Counts, Done
from extractor.archive.plan import Totals
from extractor.archive.run import Watcher
from extractor.report.words import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds between two lines where there is no terminal.
EVERY: Final = 10.0


class BatchProgress(Watcher):
    """Counts shards as they come. What an earlier run had finished is counted, but not taken for this one's speed."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.totals = Totals(shards=0, sources=0, documents=0)
        self._before = 0
        self._began = self._told = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "BatchProgress":
        if sys.stderr.isatty():
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("planning", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self.totals.shards and (self.counts.read or error is None):
            _print(self.summary(complete=error is None))

    def planned(self, totals: Totals) -> None:
        self.totals = totals
        self._began = self._told = time.monotonic()
        if self._bar is None:
            files, shards = counted(totals.sources, "file"), counted(totals.shards, "shard")
            _print(f"{files}, {counted(totals.documents, 'document')}, {shards}")

    def done(self, shard: Done, *, before: bool) -> None:
        self.counts += shard.counts
        if before:
            self._before += shard.counts.read
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task, total=self.totals.documents, completed=self.counts.read, description=self.line()
            )
        elif not before and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            _print(self.line())

    def line(self) -> str:
        """Where the run stands, as in ``1,000 of 5,000 documents (20%), 8,120 facts, 3 alarms, 81/s, 0:50 left``."""
        counts, total = self.counts, self.totals.documents
        parts = [f"{counts.read:,} of {total:,} documents ({counts.read / max(1, total):.0%})"]
        parts += [counted(counts.facts, "fact"), counted(counts.alarms, "alarm")]
        parts += [f"{counts.quarantined:,} quarantined"] if counts.quarantined else []
        rate = (counts.read - self._before) / max(1e-3, time.monotonic() - self._began)
        if rate > 0:
            parts += [f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"]
            parts += [f"{_clock((total - counts.read) / rate)} left"]
        return ", ".join(parts)

    def summary(self, *, complete: bool) -> str:
        """The closing counts: what was read is what was processed, skipped and quarantined."""
        counts = self.counts
        read = counted(counts.read, "document")
        parts = f"{counts.processed:,} processed + {counts.skipped:,} skipped + {counts.quarantined:,} quarantined"
        found = [
            counted(counts.facts, "fact"),
            counted(counts.findings, "finding"),
            counted(counts.alarms, "alarm"),
        ]
        text = f"{read} = {parts}; {', '.join(found)}; {_clock(time.monotonic() - self._began)}"
        return text if complete else f"stopped: {text}; the same command goes on from here"


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> _clock(59.7), _clock(3725)
    ('1:00', '1:02:05')

    """
    minutes, second = divmod(round(max(0.0, seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _print(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        BarColumn(bar_width=20),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
