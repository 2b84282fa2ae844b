"""The sentences a finding speaks of, exactly as they stand in the article."""

from functools import lru_cache
from typing import Final

from extractor.errors import UnknownNameError
from extractor.model import LanguageModel, load_model
from extractor.records import Article, Extraction, Finding, Sentence
from extractor.sentences import split_sentences

# A longer sentence is cut between words, so that the figures spoken of stay in sight.
LONGEST: Final = 420
MARGIN: Final = 140


@lru_cache(maxsize=4)
def sentences(article: Article) -> tuple[Sentence, ...]:
    """The article's sentences, as every stage counts them."""
    return split_sentences(article, _model(article.language))


def paragraphs(article: Article) -> tuple[tuple[int, int], ...]:
    """The article's paragraphs as spans, the title being the first if there is one."""
    found: dict[int, tuple[int, int]] = {}
    for sentence in sentences(article):
        start, _ = found.get(sentence.paragraph, (sentence.start_char, 0))
        found[sentence.paragraph] = (start, sentence.end_char)
    return tuple(found.values())


def quoted(extraction: Extraction, finding: Finding) -> tuple[tuple[int, int], ...]:
    """Spans to quote for a finding, in text order: the sentences that its facts and spans stand in."""
    places = _places(extraction, finding)
    found = []
    for sentence in sentences(extraction.article):
        inside = [place for place in places if sentence.start_char <= place[0] < sentence.end_char]
        if inside:
            found.append(_cut(extraction.article.text, sentence, inside))
    return tuple(found)


def _places(extraction: Extraction, finding: Finding) -> list[tuple[int, int]]:
    facts = [(fact.start_char, fact.end_char) for fact in extraction.facts if fact.id in finding.facts]
    return facts + [(span.start_char, span.end_char) for span in finding.spans]


def _cut(text: str, sentence: Sentence, places: list[tuple[int, int]]) -> tuple[int, int]:
    start, end = sentence.start_char, sentence.end_char
    if end - start <= LONGEST:
        return start, end
    left = max(start, min(place[0] for place in places) - MARGIN)
    right = min(end, max(place[1] for place in places) + MARGIN)
    if left > start:
        left = text.find(" ", left, right) + 1 or left
    if right < end:
        right = max(text.rfind(" ", left, right), max(place[1] for place in places))
    return left, right


def _model(language: str) -> LanguageModel:
    """The language's tables, English ones where there are none: a report shows any text."""
    try:
        return load_model(language)
    except UnknownNameError:
        return load_model("en")
