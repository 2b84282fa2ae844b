"""The spaCy component `news_facts`: `doc._.facts`, `doc._.findings`, `doc._.extraction`, `doc.spans`.

spaCy imports this module by entry point whenever it looks a component up, so the pipeline is imported only when
a document comes. The doc keeps its extraction as JSON in `doc.user_data`: so it can be pickled, written with
`to_bytes`, and sent between the processes of ``nlp.pipe(n_process=2)``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import tee
from typing import Final

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractor.records import Article, Extraction, Fact, Finding, make_article
from extractor.values.decimals import encode_hook

NAME: Final = "news_facts"
ENCODER: Final = msgspec.json.Encoder(enc_hook=encode_hook)


@Language.factory(
    NAME,
    default_config={"published": None, "country": None, "checks": True},
    assigns=["doc._.facts", "doc._.findings", "doc._.extraction", "doc.spans"],
)
class NewsFacts:
    """Runs the pipeline on a doc's text: ``nlp.add_pipe("news_facts", config={"published": "2024-02-01"})``.

    A doc's own `doc._.published` and `doc._.country`, set before the component runs, win over the
    configuration.
    """

    def __init__(
        self, nlp: Language, name: str, published: str | None, country: str | None, checks: bool
    ) -> None:
        self.published, self.country, self.checks = published, country, checks
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The docs in order, `batch_size` of them read together."""
        from extractor.pipeline import pipe

        docs, again = tee(stream)
        articles = (self._article(doc) for doc in again)
        for extraction in pipe(articles, batch_size=batch_size, checks=self.checks):
            yield annotate(next(docs), extraction)

    def _article(self, doc: Doc) -> Article:
        return make_article(
            doc.text,
            published=doc._.published or self.published,
            country=doc._.country or self.country,
        )


def annotate(doc: Doc, extraction: Extraction) -> Doc:
    """Put an extraction on the doc whose text it was read from."""
    doc.user_data[NAME] = ENCODER.encode(extraction)
    spans = (_span(doc, fact) for fact in extraction.facts)
    doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=[span for span in spans if span is not None])
    return doc


def register_extensions() -> None:
    """Declare the attributes under `doc._`; doing it again changes nothing."""
    for name in ("published", "country"):
        if not Doc.has_extension(name):  # another component may keep the same facts of an article there
            Doc.set_extension(name, default=None)
    for name, getter in (("extraction", _extraction), ("facts", _facts), ("findings", _findings)):
        Doc.set_extension(name, getter=getter, force=True)


def _span(doc: Doc, fact: Fact) -> Span | None:
    """The tokens a fact's figure touches, labelled with its kind; `span.id_` is the fact's id."""
    return doc.char_span(
        fact.start_char, fact.end_char, label=fact.kind, span_id=fact.id, alignment_mode="expand"
    )


def _extraction(doc: Doc) -> Extraction | None:
    data = doc.user_data.get(NAME)
    return None if data is None else _decoded(data)


def _facts(doc: Doc) -> tuple[Fact, ...]:
    extraction = _extraction(doc)
    return extraction.facts if extraction else ()


def _findings(doc: Doc) -> tuple[Finding, ...]:
    extraction = _extraction(doc)
    return extraction.findings if extraction else ()


@lru_cache(maxsize=256)
def _decoded(data: bytes) -> Extraction:
    return msgspec.json.decode(data, type=Extraction)
