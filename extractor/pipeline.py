"""Where the stages meet: articles in, extractions out, many at a time.

::

    read → split_sentences → find_mentions → parse (figures and headline only) → build_facts → run_checks

Sentences of a whole batch of articles are parsed together, since spaCy is several times faster on many texts
than on one.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

import extractor
from extractor.checks import Checked, run_checks
from extractor.checks.rates import RateSource, reference_rates
from extractor.errors import ExtractorError, InputError
from extractor.facts import FactSheet, build_facts
from extractor.mentions import find_mentions
from extractor.model import LanguageModel
from extractor.overlay import FiscalYears, model_with
from extractor.read.given import read_given
from extractor.records import (
    Article,
    Coverage,
    Diagnostic,
    Extraction,
    Finding,
    Mentions,
    Producer,
    Sentence,
    Severity,
    make_article,
)
from extractor.sentences import dateline_end, split_sentences
from extractor.syntax import SPACY_MODEL, Parse, as_prose, parse_texts

BATCH_SIZE = 256
# A longer sentence is no sentence: a table, a data dump. It is not parsed, and a diagnostic says so.
MAX_SENTENCE = 3_000
SEVERITY_ORDER = {"gross": 0, "error": 1, "warning": 2, "minor": 3, "note": 4}


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is told. `checks` names families or members (None: all, empty: none); `severities` are those of
    checks or families instead of their own, a member's before its family's; `rates_file` is a CSV of exchange rates
    that goes before the built-in tables; `words_file` holds rows for the language's tables and `fiscal_years` first
    days (``MM-DD``) by company or country (`extractor.overlay`); `strict` raises what else becomes a diagnostic."""

    language: str = "en"
    checks: tuple[str, ...] | None = None
    severities: tuple[tuple[str, Severity], ...] = ()
    rates_file: Path | None = None
    words_file: Path | None = None
    fiscal_years: FiscalYears = ()
    strict: bool = False


class _Work(msgspec.Struct, kw_only=True):
    """One article on its way; `texts` (with their offsets) and `parses` are by sentence index."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    texts: dict[int, tuple[str, int]] = {}
    parses: dict[int, Parse] = {}
    diagnostics: list[Diagnostic] = []


def extract(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    country: str | None = None,
    checks: bool = True,
) -> Extraction:
    """Read one article and check it.

    Args:
        text: the body.
        title: the headline, if any.
        published: ISO date, month or year; without it nothing is invented.
        country: ISO 3166 code of the article's country, for "$", "Rs" and fiscal years.
        checks: whether to run the checks.

    >>> from extractor import extract
    >>> result = extract("Exports rose 12% to $3.4bn from $3.1bn.", published="2024-02-01")
    >>> [fact.text for fact in result.facts]
    ['12%', '$3.4bn', '$3.1bn']

    """
    article = make_article(text, title=title, published=published, country=country)
    options = Options(checks=None if checks else (), strict=True)
    return next(pipe([article], options=options))


def check(source: Extraction | Article | str) -> tuple[Finding, ...]:
    """The alarms of an article, the most severe first; a text is read first."""
    if isinstance(source, str):
        source = extract(source)
    elif isinstance(source, Article):
        source = next(pipe([source]))
    alarms = [finding for finding in source.findings if finding.is_alarm]
    return tuple(sorted(alarms, key=lambda finding: SEVERITY_ORDER[finding.severity]))


def pipe(
    articles: Iterable[str | Article],
    *,
    batch_size: int = BATCH_SIZE,
    checks: bool = True,
    options: Options | None = None,
) -> Iterator[Extraction]:
    """Read many texts or articles, in order, lazily, a batch at a time.

    A defect of ours in one article is an error diagnostic of that article, unless `options` are strict.

    Raises:
        InputError: `batch_size` is not positive.

    """
    if batch_size < 1:
        raise InputError(f"batch_size is {batch_size}; it takes 1 or more")
    options = options or Options()
    if not checks:
        options = replace(options, checks=())
    model = model_with(options.language, options.words_file, options.fiscal_years)
    return _run(iter(articles), batch_size, model, reference_rates(options.rates_file), options)


def producer_of(options: Options) -> Producer:
    """The versions of everything that shapes what a run with these options puts out."""
    model = model_with(options.language, options.words_file, options.fiscal_years)
    return _producer(model, reference_rates(options.rates_file))


def _run(
    source: Iterator[str | Article], size: int, model: LanguageModel, rates: RateSource, options: Options
) -> Iterator[Extraction]:
    while works := [_prepare(item, model, options) for item in islice(source, size)]:
        _parse(works, options)
        for work in works:
            yield _finish(work, model, rates, options)


def _prepare(item: str | Article, model: LanguageModel, options: Options) -> _Work:
    article, diagnostics = read_given(item)
    work = _Work(article=article, diagnostics=diagnostics)
    with _caught(work, "sentences", options):
        work.sentences = split_sentences(article, model)
    with _caught(work, "mentions", options):
        work.mentions = tuple(find_mentions(sentence, model) for sentence in work.sentences)
    if not work.mentions:  # lost, or nothing to find them in
        work.sentences = ()
    with _caught(work, "syntax", options):
        work.texts = _texts_to_parse(work)
    return work


@contextmanager
def _caught(work: _Work, stage: str, options: Options) -> Iterator[None]:
    """Turn a defect of ours into an error diagnostic of its article; a caller's mistake stays an exception."""
    try:
        yield
    except Exception as error:
        # Want of memory is no defect in what was being done, and what comes next may want it too.
        if options.strict or isinstance(error, ExtractorError | MemoryError):
            raise
        message = f"the facts of this article were lost to a defect of ours: {type(error).__name__}: {error}"
        code = f"{stage}.failed"
        work.diagnostics.append(Diagnostic(stage=stage, code=code, level="error", message=message))


def _parse(works: Sequence[_Work], options: Options) -> None:
    """Parse what carries a figure, and the headlines, of a whole batch at once.

    Should the parser fail on the batch, each article is parsed for itself, so that one pays alone.
    """
    try:
        parses = iter(parse_texts([item for work in works for item in work.texts.values()]))
        for work in works:
            work.parses = dict(zip(work.texts, islice(parses, len(work.texts)), strict=True))
    except Exception:
        for work in works:
            with _caught(work, "syntax", options):
                work.parses = dict(zip(work.texts, parse_texts(list(work.texts.values())), strict=True))


def _texts_to_parse(work: _Work) -> dict[int, tuple[str, int]]:
    """What carries a figure, and the headline; a sentence too long is left out with a diagnostic."""
    found: dict[int, tuple[str, int]] = {}
    for sentence, mentions in zip(work.sentences, work.mentions, strict=True):
        if not mentions.amounts and not sentence.in_title:
            continue
        if len(sentence.text) > MAX_SENTENCE:
            work.diagnostics.append(_too_long(sentence))
            continue
        behind = dateline_end(sentence)
        text = sentence.text[behind:]
        if sentence.in_title:
            text = as_prose(text, work.article.text[work.article.title_end :])
        found[sentence.index] = (text, sentence.start_char + behind)
    return found


def _too_long(sentence: Sentence) -> Diagnostic:
    length = len(sentence.text)
    return Diagnostic(
        stage="syntax",
        code="syntax.too_long",
        level="warning",
        message=f"a sentence of {length} characters was not parsed (limit {MAX_SENTENCE}); its figures are left out",
        start_char=sentence.start_char,
        end_char=sentence.end_char,
    )


def _finish(work: _Work, model: LanguageModel, rates: RateSource, options: Options) -> Extraction:
    sheet = FactSheet()
    with _caught(work, "facts", options):
        sheet = build_facts(work.article, work.sentences, work.mentions, work.parses, model)
    checked = Checked()
    if options.checks is None or options.checks:
        checked = run_checks(
            article=work.article,
            facts=sheet.facts,
            relations=sheet.relations,
            claims=sheet.claims,
            periods=sheet.periods,
            rates=rates,
            only=options.checks,
            model=model,
            strict=options.strict,
        )
    return Extraction(
        producer=_producer(model, rates),
        article=work.article,
        facts=sheet.facts,
        periods=sheet.periods,
        claims=sheet.claims,
        relations=sheet.relations,
        findings=with_severities(checked.findings, options.severities),
        derived=checked.derived,
        coverage=Coverage(
            figures=sum(len(mentions.amounts) for mentions in work.mentions),
            in_facts=len(sheet.facts),
            in_checks=checked.in_checks,
            unchecked=dict(checked.unchecked),
        ),
        diagnostics=(*work.diagnostics, *sheet.diagnostics, *checked.diagnostics),
    )


def with_severities(
    findings: tuple[Finding, ...], severities: tuple[tuple[str, Severity], ...]
) -> tuple[Finding, ...]:
    """Inconsistent findings as grave as the caller takes them to be."""
    if not severities:
        return findings
    by_name = dict(severities)
    return tuple(
        replace(finding, severity=by_name.get(finding.check, by_name.get(family, finding.severity)))
        if finding.verdict == "inconsistent"
        else finding
        for finding in findings
        for family in (finding.check.partition(".")[0],)
    )


@cache
def _producer(model: LanguageModel, rates: RateSource) -> Producer:
    return Producer(
        tieout=extractor.__version__, model=model.version, spacy_model=SPACY_MODEL, rates=rates.version
    )
