"""One shard: its documents read, processed and written; the unit that workers share out and a crash repeats."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from extractor.archive.layout import done_path
from extractor.archive.rows import article_row, row_of, rows_of, skipped_row
from extractor.archive.run.files import write_file
from extractor.archive.run.job import DOCS_A_SHARD, Counts, Done, Job, Note, Quarantined, Shard, Spot, no_note
from extractor.archive.run.parts import Parts
from extractor.errors import RunError
from extractor.pipeline import BATCH_SIZE, pipe
from extractor.read.formats import find_documents
from extractor.read.source import Read, read_document
from extractor.records import Article, Diagnostic, Extraction

# spaCy's own limit for a text; a novel has half as many. Such a text is a dump of a database or a book, and what
# it would take in time and memory is not an article's.
MAX_CHARACTERS: Final = 1_000_000
# Articles that are parsed together have at most so many characters, or are one.
BATCH_CHARACTERS: Final = 4_000_000


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document of a shard as it was read; `slice` and `place` tell the watcher which it is."""

    slice: int
    place: int
    read: Read
    quarantined: bool = False

    @property
    def article(self) -> Article | None:
        """The article to process, if this document is one."""
        article = self.read.article
        return None if article is None or _is_too_long(article) else article


def run_shard(
    job: Job, shard: Shard, *, without: Mapping[Spot, str] | None = None, note: Note = no_note
) -> Done:
    """Process a shard and write its parts, then its manifest. `without` are documents in quarantine, and why.

    Raises:
        RunError: the system refuses to write.

    """
    without = without or {}
    writer = _Writer(shard.number)
    _process(job, shard, without, note, writer)
    done = Done(
        shard=shard.number,
        counts=writer.counts,
        tables=writer.parts.write(job.out, shard.number),
        quarantined=tuple(Quarantined(spot=spot, reason=reason) for spot, reason in sorted(without.items())),
    )
    write_file(done_path(job.out, shard.number), msgspec.json.encode(done) + b"\n")
    return done


def try_shard(job: Job, shard: Shard, *, note: Note = no_note) -> None:
    """Process a shard as `run_shard` does and write nothing, to see whether it comes to an end."""
    writer = _Writer(shard.number)
    _process(job, shard, {}, note, writer)


def _process(job: Job, shard: Shard, without: Mapping[Spot, str], note: Note, writer: "_Writer") -> None:
    for batch in _batches(_read(job, shard, without, note)):
        articles = _noted(((each, each.article) for each in batch), note)
        extractions = pipe(articles, batch_size=BATCH_SIZE, options=job.options)
        for each in batch:
            if each.article is None:
                writer.leave_out(each)
            else:
                note(each.slice, each.place)
                writer.add(each, next(extractions))
        writer.parts.pack()


def _read(job: Job, shard: Shard, without: Mapping[Spot, str], note: Note) -> Iterator[Document]:
    """The documents of a shard in order; those in quarantine are found, not read."""
    for number, piece in enumerate(shard.slices):
        source = piece.source(job)
        note(number, piece.first)
        for place, document in enumerate(islice(find_documents(source), source.count), start=piece.first):
            note(number, place)
            reason = without.get(Spot(path=piece.path, document=place))
            if reason is None:
                yield Document(slice=number, place=place, read=read_document(document, source))
            else:
                yield _quarantined(number, place, piece.path, reason)
            note(number, place + 1)


def _quarantined(number: int, place: int, path: str, reason: str) -> Document:
    message = f"{path}: document {place + 1} is left out: {reason}"
    diagnostic = Diagnostic(stage="archive", code="archive.quarantined", level="error", message=message)
    return Document(
        slice=number, place=place, read=Read(path=path, diagnostics=(diagnostic,)), quarantined=True
    )


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    """Documents to be parsed together: some hundred, fewer of long ones."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        length = len(document.article.text) if document.article else 0
        if batch and (len(batch) == BATCH_SIZE or characters + length > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += length
    if batch:
        yield batch


def _noted(articles: Iterable[tuple[Document, Article | None]], note: Note) -> Iterator[Article]:
    """The articles of a batch; the watcher is told which the pipeline takes."""
    for document, article in articles:
        if article is not None:
            note(document.slice, document.place)
            yield article


def _is_too_long(article: Article) -> bool:
    return len(article.text) > MAX_CHARACTERS


class _Writer:
    """Takes the documents of a shard in order, numbers and counts them, and makes their rows."""

    def __init__(self, shard: int) -> None:
        self.parts = Parts()
        self.counts = Counts()
        self._first = shard * DOCS_A_SHARD

    def add(self, document: Document, extraction: Extraction) -> None:
        """A processed article."""
        doc = self._number()
        diagnostics = (*document.read.diagnostics, *extraction.diagnostics)
        self._put_article(doc, "processed", document.read, article_row(extraction))
        for table, row in rows_of(extraction, doc):
            self.parts.add(table, row)
        self._put_diagnostics(doc, document.read, diagnostics)
        self._count(
            processed=1,
            figures=extraction.coverage.figures,
            facts=len(extraction.facts),
            findings=len(extraction.findings),
            alarms=sum(finding.is_alarm for finding in extraction.findings),
        )

    def leave_out(self, document: Document) -> None:
        """A document that is no article for us, or is in quarantine."""
        doc = self._number()
        status = "quarantined" if document.quarantined else "skipped"
        diagnostics = document.read.diagnostics
        if document.read.article is not None:
            diagnostics = (*diagnostics, _too_long(document.read.article))
        self._put_article(doc, status, document.read, skipped_row(document.read.article))
        self._put_diagnostics(doc, document.read, diagnostics)
        self._count(**{status: 1})

    def _number(self) -> int:
        if self.counts.read == DOCS_A_SHARD:
            raise RunError(f"shard {self._first // DOCS_A_SHARD} has more than {DOCS_A_SHARD:,} documents")
        return self._first + self.counts.read

    def _count(self, **counts: int) -> None:
        self.counts += Counts(read=1, **counts)

    def _put_article(self, doc: int, status: str, read: Read, row: dict[str, object]) -> None:
        self.parts.add(
            "articles", {"doc": doc, "status": status, "path": read.path, "line": read.line, **row}
        )

    def _put_diagnostics(self, doc: int, read: Read, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            row = {"doc": doc, "path": read.path, "line": read.line, **row_of(diagnostic)}
            self.parts.add("diagnostics", row)


def _too_long(article: Article) -> Diagnostic:
    return Diagnostic(
        stage="archive",
        code="archive.too_long",
        level="warning",
        message=f"the text has {len(article.text):,} characters, more than {MAX_CHARACTERS:,}; left out",
    )
