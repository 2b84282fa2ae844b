"""Where the stages meet: articles in, extractions out, many at a time.

::

    read → split_sentences → find_mentions → parse (figures and headline only) → build_facts → run_checks

Sentences of a whole batch of articles are parsed together, since spaCy is several times faster on many texts
than on one.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

import extractor
from extractor.checks import Checked, run_checks
from extractor.checks.rates import RateSource, reference_rates
from extractor.errors import InputError
from extractor.facts import FactSheet, build_facts
from extractor.mentions import find_mentions
from extractor.model import LanguageModel, load_model
from extractor.records import (
    Article,
    Coverage,
    Diagnostic,
    Extraction,
    Finding,
    Mentions,
    Producer,
    Sentence,
    make_article,
)
from extractor.sentences import split_sentences
from extractor.syntax import SPACY_MODEL, Parse, as_prose, parse_texts

BATCH_SIZE = 256
# A longer sentence is no sentence: a table, a data dump. It is not parsed, and a diagnostic says so.
MAX_SENTENCE = 3_000
SEVERITY_ORDER = {"gross": 0, "error": 1, "warning": 2, "minor": 3, "note": 4}


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is told. `checks` names families or members (None: all, empty: none); `rates_file` is a CSV
    of exchange rates that goes before the built-in tables; `strict` raises what else becomes a diagnostic."""

    language: str = "en"
    checks: tuple[str, ...] | None = None
    rates_file: Path | None = None
    strict: bool = False


class _Work(msgspec.Struct, kw_only=True):
    """One article on its way."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mentions, ...]
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

    Raises:
        InputError: `batch_size` is not positive.

    """
    if batch_size < 1:
        raise InputError(f"batch_size is {batch_size}; it takes 1 or more")
    options = options or Options(checks=None if checks else ())
    model = load_model(options.language)
    rates = reference_rates(options.rates_file)
    source = iter(articles)
    while batch := list(islice(source, batch_size)):
        works = [_prepare(item if isinstance(item, Article) else make_article(item), model) for item in batch]
        _parse(works)
        for work in works:
            yield _finish(work, model, rates, options)


def _prepare(article: Article, model: LanguageModel) -> _Work:
    sentences = split_sentences(article, model)
    mentions = tuple(find_mentions(sentence, model) for sentence in sentences)
    return _Work(article=article, sentences=sentences, mentions=mentions)


def _parse(works: Sequence[_Work]) -> None:
    """Parse what carries a figure, and the headlines, of a whole batch at once."""
    places: list[tuple[_Work, int]] = []
    texts: list[tuple[str, int]] = []
    for work in works:
        for sentence, mentions in zip(work.sentences, work.mentions, strict=True):
            if not mentions.amounts and not sentence.in_title:
                continue
            if len(sentence.text) > MAX_SENTENCE:
                work.diagnostics.append(_too_long(sentence))
                continue
            text = sentence.text
            if sentence.in_title:
                text = as_prose(text, work.article.text[work.article.title_end :])
            places.append((work, sentence.index))
            texts.append((text, sentence.start_char))
    for (work, index), parse in zip(places, parse_texts(texts), strict=True):
        work.parses[index] = parse


def _too_long(sentence: Sentence) -> Diagnostic:
    return Diagnostic(
        stage="syntax",
        code="syntax.too_long",
        level="warning",
        message=f"a sentence of {len(sentence.text)} characters was not parsed (limit {MAX_SENTENCE}); its figures are left out",
        start_char=sentence.start_char,
        end_char=sentence.end_char,
    )


def _finish(work: _Work, model: LanguageModel, rates: RateSource, options: Options) -> Extraction:
    diagnostics = list(work.diagnostics)
    try:
        sheet = build_facts(work.article, work.sentences, work.mentions, work.parses, model)
    except Exception as error:
        if options.strict:
            raise
        sheet = FactSheet()
        message = f"the facts of this article were lost to a defect of ours: {type(error).__name__}: {error}"
        diagnostics.append(Diagnostic(stage="facts", code="facts.failed", level="error", message=message))
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
            strict=options.strict,
        )
    return Extraction(
        producer=_producer(model, rates),
        article=work.article,
        facts=sheet.facts,
        periods=sheet.periods,
        claims=sheet.claims,
        relations=sheet.relations,
        findings=checked.findings,
        derived=checked.derived,
        coverage=Coverage(
            figures=sum(len(mentions.amounts) for mentions in work.mentions),
            in_facts=len(sheet.facts),
            in_checks=checked.in_checks,
        ),
        diagnostics=(*diagnostics, *sheet.diagnostics, *checked.diagnostics),
    )


@cache
def _producer(model: LanguageModel, rates: RateSource) -> Producer:
    return Producer(
        tieout=extractor.__version__, model=model.version, spacy_model=SPACY_MODEL, rates=rates.version
    )
