"""What a run tells on standard error: a line that moves while it works, one summary at the end."""

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from extractor.records import Diagnostic, Extraction
from extractor.report.clean import clean
from extractor.report.words import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Tally:
    """Counts over a run: articles, figures, facts, alarms, and documents that were skipped or could not be read."""

    def __init__(self) -> None:
        self.articles = self.figures = self.facts = self.alarms = self.skipped = self.unread = 0

    def add(self, extraction: Extraction) -> None:
        self.articles += 1
        self.figures += extraction.coverage.figures
        self.facts += len(extraction.facts)
        self.alarms += sum(finding.is_alarm for finding in extraction.findings)

    def __str__(self) -> str:
        """As in ``15 articles, 312 figures, 298 facts, 3 alarms``.

        >>> tally = Tally()
        >>> tally.articles, tally.unread = 1, 2
        >>> print(tally)
        1 article, 0 figures, 0 facts, 0 alarms, 2 not read

        """
        counts = {"article": self.articles, "figure": self.figures, "fact": self.facts, "alarm": self.alarms}
        parts = [counted(count, noun) for noun, count in counts.items()]
        rest = {"skipped": self.skipped, "not read": self.unread}
        return ", ".join(parts + [f"{count:,} {what}" for what, count in rest.items() if count])


class Monitor:
    """Keeps the tally while extractions pass, and shows it.

    The moving line is drawn only where it disturbs nothing: standard error is a terminal and the data does
    not go to the same one.
    """

    def __init__(self, *, to_file: bool) -> None:
        self.tally = Tally()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        if sys.stderr.isatty() and (to_file or not sys.stdout.isatty()):
            self._progress = _moving_line()

    def __enter__(self) -> "Monitor":
        if self._progress is not None:
            self._progress.start()
            self._task = self._progress.add_task("reading", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()
        if error is None:
            print(self.tally, file=sys.stderr)

    def watch(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """Pass the extractions on, counted."""
        for extraction in extractions:
            self.tally.add(extraction)
            if self._progress is not None and self._task is not None:
                self._progress.update(self._task, advance=1, description=str(self.tally))
            yield extraction

    def skipped(self, diagnostics: Iterable[Diagnostic]) -> None:
        """A document that is not for us: why, and one more in the summary."""
        self.tally.skipped += 1
        for diagnostic in diagnostics:
            tell(diagnostic.message)

    def unread(self, diagnostics: Iterable[Diagnostic]) -> None:
        """A document that could not be read: its reasons now, and one more in the summary."""
        self.tally.unread += 1
        for diagnostic in diagnostics:
            tell(diagnostic.message)


def tell(message: str) -> None:
    """One line on standard error, after the command's name."""
    print(f"tieout: {clean(message)}", file=sys.stderr)


def _moving_line() -> "Progress":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
