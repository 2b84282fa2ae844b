"""One article as the templates are told of it: every decision is made here, none in a template."""

import msgspec

from extractor.records import Article, Diagnostic, Extraction
from extractor.report.findings import tally
from extractor.report.html.anchors import Anchors, anchors_of
from extractor.report.html.facts import Row, rows
from extractor.report.html.findings import Implied, Note, Tie, implied, naming, notes, ties
from extractor.report.html.lights import WORD, lights
from extractor.report.html.links import Linker, web_address
from extractor.report.html.text import Block, Cutter, blocks
from extractor.report.marks import marks
from extractor.report.words import counted, covered


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """Which article it is, where it is from and how it fared."""

    name: str
    id: str
    title: str
    language: str
    origin: tuple[str, ...]
    url: str
    address: str | None
    coverage: str
    made_by: str
    alarms: int
    verdict: str


class Remark(msgspec.Struct, frozen=True):
    """A diagnostic, and the words of the article it is about (empty: none)."""

    level: str
    code: str
    message: str
    quote: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an article's part of the page shows; `blocks`, `rows`, `ties` and `implied` are empty where
    findings alone are asked for."""

    heading: Heading
    alarms: tuple[Note, ...]
    remarks: tuple[Note, ...]
    held: tuple[Note, ...]
    held_tally: str
    diagnostics: tuple[Remark, ...]
    blocks: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()
    ties: tuple[Tie, ...] = ()
    implied: tuple[Implied, ...] = ()


def view_extraction(extraction: Extraction, number: int) -> View:
    """The page's n-th article with everything that is known of it."""
    anchors = anchors_of(extraction, number)
    linker, cutter = Linker(extraction, anchors), _cutter(extraction, anchors)
    view = _view(extraction, anchors, linker, cutter)
    alarming = frozenset(id for finding in extraction.findings if finding.is_alarm for id in finding.facts)
    return msgspec.structs.replace(
        view,
        blocks=blocks(extraction, cutter),
        rows=rows(extraction, anchors, alarming, naming(extraction, anchors)),
        ties=ties(extraction, anchors, linker, cutter),
        implied=implied(extraction, anchors, linker, cutter),
    )


def view_findings(extraction: Extraction, number: int) -> View:
    """The page's n-th article with what the checks say of it."""
    anchors = anchors_of(extraction, number, linked=False)
    return _view(extraction, anchors, Linker(extraction, anchors), _cutter(extraction, anchors))


def _view(extraction: Extraction, anchors: Anchors, linker: Linker, cutter: Cutter) -> View:
    found = notes(extraction, anchors, linker, cutter)
    held = [finding for finding in extraction.findings if finding.verdict == "consistent"]
    return View(
        heading=_heading(extraction, anchors),
        alarms=tuple(note for note in found if note.is_alarm),
        remarks=tuple(note for note in found if not note.is_alarm and not note.holds),
        held=tuple(note for note in found if note.holds),
        held_tally=tally(held),
        diagnostics=tuple(_remark(each, extraction.article) for each in extraction.diagnostics),
    )


def _heading(extraction: Extraction, anchors: Anchors) -> Heading:
    article, made = extraction.article, extraction.producer
    alarms = sum(finding.is_alarm for finding in extraction.findings)
    origin = (article.published or "undated", article.country or "", article.source or "")
    return Heading(
        name=anchors.root,
        id=article.id,
        title=article.title or "",
        language=article.language,
        origin=tuple(part for part in origin if part),
        url=article.url or "",
        address=web_address(article.url),
        coverage=covered(extraction.coverage),
        made_by=f"tieout {made.tieout}, {made.model}, {made.spacy_model}, {made.rates}",
        alarms=alarms,
        verdict=counted(alarms, "alarm") if alarms else "no alarm",
    )


def _cutter(extraction: Extraction, anchors: Anchors) -> Cutter:
    return Cutter(
        extraction, anchors, marks(extraction), lights(extraction, anchors), _checked(extraction, anchors)
    )


def _checked(extraction: Extraction, anchors: Anchors) -> frozenset[int]:
    """Numbers of the facts that took part in a finding or in a derived value."""
    ids = {id for finding in extraction.findings for id in finding.facts}
    ids.update(word for derived in extraction.derived for word in WORD.findall(derived.formula))
    return frozenset(number for id, number in anchors.facts.items() if id in ids)


def _remark(diagnostic: Diagnostic, article: Article) -> Remark:
    start, end = diagnostic.start_char, diagnostic.end_char
    quote = "" if start is None or end is None else article.text[start:end]
    return Remark(diagnostic.level, diagnostic.code, diagnostic.message, quote)
