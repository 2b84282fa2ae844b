"""The time expressions of an article, sentence by sentence, each with its meaning."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from msgspec.structs import replace

from extractor.facts.draft import Words
from extractor.facts.periods.carry import resolve_periods
from extractor.facts.periods.context import Tense
from extractor.facts.periods.resolve import PeriodResolver, comparison_type
from extractor.facts.periods.tense import is_background, is_foreseen, surface_tense
from extractor.facts.timing.dating import Timed, attribute_of, happened, heads_bracket, is_base, parsed_tense
from extractor.model import LanguageModel
from extractor.records import Article, Mentions, Period, PeriodMention, Sentence
from extractor.syntax import Parse

# "Sales in November and December": one stretch, where one figure is told of both.
BOTH = re.compile(r"\b(?:in|for|during|over|of|from)\s(?:the\s)?$", re.IGNORECASE)
JOINED = re.compile(r"\sand\s(?:the\s)?", re.IGNORECASE)
# "5% and 3% in November and December"
TWO_FIGURES = re.compile(r"\d\S*(?:\s\w+)?\sand\s\S*\d\S*(?:\s\w+){0,2}\s\w+\s$")
PARTS = frozenset({"month", "quarter"})
Answer = TypeVar("Answer")
# "Sold at a premium to Tuesday's close": the verb is about something else.
POSSESSIVE = re.compile("['’]s")


def _once(ask: Callable[[PeriodMention], Answer]) -> Callable[[PeriodMention], Answer]:
    """A question about the time expressions of one article, answered once for each."""
    answers: dict[tuple[int, int], Answer] = {}

    def answer(mention: PeriodMention) -> Answer:
        span = mention.start_char, mention.end_char
        if span not in answers:
            answers[span] = ask(mention)
        return answers[span]

    return answer


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

    @_once
    def tense(mention: PeriodMention) -> Tense:
        if is_foreseen(article.text, mention, model):
            return "future"
        parse = parse_of(mention)
        if parse is None or POSSESSIVE.match(article.text, mention.end_char):
            return surface_tense(article.text, mention, model)
        return parsed_tense(parse, mention, words)

    @_once
    def aside(mention: PeriodMention) -> bool:
        parse = parse_of(mention)
        if is_base(article.text, mention) or heads_bracket(article.text, mention):
            return True
        if is_background(article.text, mention, parsed=parse is not None):
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


def join_parts(found: list[Timed], text: str, offset: int) -> list[Timed]:
    """Two months or quarters that follow on each other as one period: "in November and December", "in the first and
    second quarters" ; `text` is the sentence, which starts at `offset`."""
    joined: list[Timed] = []
    for timed in found:
        last = joined[-1] if joined else None
        if last is not None and _is_joined(last, timed, text, offset):
            start, end = last.mention.start_char, timed.mention.end_char
            whole = replace(
                last.period,
                text=text[start - offset : end - offset],
                end_char=end,
                end=timed.period.end,
                granularity="range",
            )
            joined[-1] = last._replace(
                mention=replace(last.mention, end_char=end, text=whole.text), period=whole
            )
        else:
            joined.append(timed)
    return joined


def _is_joined(one: Timed, other: Timed, text: str, offset: int) -> bool:
    between = text[one.mention.end_char - offset : other.mention.start_char - offset]
    if not JOINED.fullmatch(between) or one.baseline or other.baseline:
        return False
    before = text[: one.mention.start_char - offset]
    follows = (
        one.period.granularity == other.period.granularity
        and one.period.granularity in PARTS
        and one.period.end is not None
        and other.period.start is not None
        and date.fromisoformat(one.period.end) + timedelta(days=1) == date.fromisoformat(other.period.start)
    )
    told_apart = TWO_FIGURES.search(before) or "respectively" in text.lower()
    return follows and BOTH.search(before) is not None and not told_apart
