"""The time expressions of an article, sentence by sentence, each with its meaning."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from extractor.facts.dating import Timed, attribute_of, happened, heads_bracket, is_base, parsed_tense
from extractor.facts.draft import Words
from extractor.facts.period_carry import resolve_periods
from extractor.facts.period_context import Tense
from extractor.facts.periods import PeriodResolver, comparison_type
from extractor.facts.tense import is_foreseen, surface_tense
from extractor.model import LanguageModel
from extractor.records import Article, Mentions, Period, PeriodMention, Sentence
from extractor.syntax import Parse


def time_sentences(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mentions],
    parses: Mapping[int, Parse],
    words: Words,
    model: LanguageModel,
    resolver: PeriodResolver,
    *,
    company: bool,
) -> list[list[Timed]]:
    """Resolve every time expression, in text order; `company` if the article is about one."""
    starts = [sentence.start_char for sentence in sentences]

    def parse_of(mention: PeriodMention) -> Parse | None:
        return parses.get(sentences[bisect_right(starts, mention.start_char) - 1].index)

    def tense(mention: PeriodMention) -> Tense:
        if is_foreseen(article.text, mention, model):
            return "future"
        parse = parse_of(mention)
        return parsed_tense(parse, mention, words) if parse else surface_tense(article.text, mention, model)

    def aside(mention: PeriodMention) -> bool:
        parse = parse_of(mention)
        if is_base(article.text, mention) or heads_bracket(article.text, mention):
            return True
        return parse is not None and attribute_of(parse, mention) is not None

    found = [one.periods for one in mentions]
    periods = iter(resolve_periods(found, resolver, tense, aside, company=company))
    return [
        [
            _timed(
                mention, next(periods), parses.get(sentence.index), resolver, tense, told_aside=aside(mention)
            )
            for mention in one.periods
        ]
        for sentence, one in zip(sentences, mentions, strict=True)
    ]


def _timed(
    mention: PeriodMention,
    period: Period,
    parse: Parse | None,
    resolver: PeriodResolver,
    tense: Callable[[PeriodMention], Tense],
    *,
    told_aside: bool,
) -> Timed:
    today = resolver.published[0].isoformat() if resolver.published is not None else None
    # "Employers were seeking to fill 562,000 posts in May": what is over has happened, however it is told.
    over = today is not None and period.end is not None and period.end < today
    has_happened = over or happened(parse, mention, tense)
    return Timed(mention, period, comparison_type(mention), has_happened, told_aside)
