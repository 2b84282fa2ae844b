"""The periods of an article in text order: which one "the same period", "the quarter", "that day" points to,
and what the text as a whole tells of its year and of its company's fiscal year.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from extractor.facts.periods.calendar import add_months
from extractor.facts.periods.context import Tense
from extractor.facts.periods.resolve import PeriodResolver, comparison_type
from extractor.facts.periods.tense import surface_tense
from extractor.model import LanguageModel
from extractor.records import Article, Period, PeriodMention

BOUNDS = frozenset({"since", "until", "before", "after", "by", "than"})
"""Words before a date that make it the bound of something else, not the period spoken of."""

POINTS_BACK = frozenset({"same", "previous", "following"})


class Carry:
    """The periods spoken of so far, the latest of each size."""

    def __init__(self) -> None:
        self._latest: Period | None = None
        self._by_size: dict[str, Period] = {}
        self._last: Period | None = None
        self._in_sentence: Period | None = None

    def sentence(self) -> None:
        """A new sentence begins: it may speak of an earlier period than the one before did."""
        self._in_sentence = None

    def add(self, mention: PeriodMention, period: Period, *, aside: bool = False) -> None:
        """Note a period, unless it is a baseline, a bound, a rate or itself derived; of what is told `aside`, only
        "that year" right after it speaks."""
        if period.start is None or period.granularity in ("duration", "set"):
            return
        self._last = period
        if aside or comparison_type(mention) is not None or mention.fields.get("lead") in BOUNDS:
            return
        if mention.fields.get("direction") in POINTS_BACK or mention.fields.get("means") in ("ago", "edge"):
            return
        if self._is_older(period) or (mention.fields.get("means") == "to_date" and self._latest is not None):
            return
        self._by_size[period.granularity] = period
        if period.granularity not in ("day", "week", "decade"):
            self._latest = self._in_sentence = period

    def _is_older(self, period: Period) -> bool:
        """ "Rose to 9m in the third quarter of 2024 from 8m in that of 2023": the older one is the base."""
        held = self._in_sentence
        return (
            held is not None
            and held.granularity == period.granularity
            and (period.end or "") < (held.start or "")
        )

    def before(self, mention: PeriodMention) -> Period | None:
        """The period a mention may point back to: of its own unit first, else the latest that is no mere day."""
        fields = mention.fields
        # "A year ago" moves whatever is spoken of; "a month ago" moves a month.
        unit = "" if fields.get("means") == "back" and fields.get("unit") == "year" else _unit(mention)
        if "same" in (fields.get("direction"), fields.get("of.direction")) and unit != "period":
            return self._last  # "that day", "later that year": what was named just before
        if unit in self._by_size:
            return self._by_size[unit]
        if unit == "day":
            return None
        return self._latest


def _unit(mention: PeriodMention) -> str:
    fields = mention.fields
    return fields.get("unit") or fields.get("of.unit") or fields.get("b.unit") or ""


def resolve_periods(
    mentions: Iterable[Sequence[PeriodMention]],
    resolver: PeriodResolver,
    tense: Callable[[PeriodMention], Tense] = lambda mention: "past",
    aside: Callable[[PeriodMention], bool] = lambda mention: False,
    *,
    company: bool = False,
) -> tuple[Period, ...]:
    """The period of every expression of an article, sentence by sentence, in text order; `company` if it is about
    a company, whose fiscal year may differ from its government's. What is told `aside` is not spoken of."""
    carry = Carry()
    found: list[Period] = []
    for sentence in mentions:
        carry.sentence()
        first = len(found)
        for mention in sentence:
            told = tense(mention)
            period = resolver.resolve(mention, tense=told, carried=carry.before(mention), company=company)
            if not resolver.is_ahead(period, told):
                carry.add(mention, period, aside=aside(mention))
            found.append(period)
        for index in range(len(sentence) - 1):
            found[first + index] = _apposed(
                sentence[index : index + 2], found[first + index : first + index + 2]
            )
    return tuple(found)


NAMES = frozenset({"month", "range", "date", "days", "ending", "within"})
POINTERS = frozenset({"relative", "relative_n", "quarter", "half", "anaphor", "fiscal_year"})


def _apposed(mentions: Sequence[PeriodMention], periods: Sequence[Period]) -> Period:
    """The first of two periods, with the dates of the second where that explains it in brackets: "the first quarter
    (July-September)", "last month (September)"."""
    (first, second), (period, named) = mentions, periods
    bracketed = second.start_char - first.end_char == len(" (")
    explains = first.fields.get("means") in POINTERS and second.fields.get("means") in NAMES
    if not (bracketed and explains and named.start and period.granularity == named.granularity):
        return period
    return replace(
        period, start=named.start, end=named.end, resolution="inferred", partial_start=None, partial_end=None
    )


def resolver_for(
    article: Article, country: str | None, mentions: Sequence[Sequence[PeriodMention]], model: LanguageModel
) -> PeriodResolver:
    """A resolver that knows what the whole article tells: its year if undated, its company's fiscal year."""
    every = [mention for sentence in mentions for mention in sentence]

    def tense(mention: PeriodMention) -> Tense:
        return surface_tense(article.text, mention, model)

    return PeriodResolver(
        published=article.published,
        country=country,
        model=model,
        year=infer_year(every, model, tense) if article.published is None else None,
        fiscal_start=stated_fiscal_start(every, model) or told_fiscal_start(article, model),
    )


def told_fiscal_start(article: Article, model: LanguageModel) -> str | None:
    """The first day of the fiscal year of the company named first, of those a user has told."""
    found = (
        (match.start(), -len(name), day)
        for name, day in model.company_years
        if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", article.text))
    )
    return min(found, default=(0, 0, None))[2]


def infer_year(
    mentions: Iterable[PeriodMention],
    model: LanguageModel,
    tense: Callable[[PeriodMention], Tense] = lambda mention: "past",
) -> int | None:
    """The year an undated article speaks of, from the periods whose words alone date them.

    Comparisons, bounds ("since 1995"), forecasts and decades do not count. A year is told if it is the only one,
    or is named twice as often as any other.
    """
    resolver = PeriodResolver(published=None, country=None, model=model)
    years: Counter[int] = Counter()
    for mention in mentions:
        if comparison_type(mention) is not None or mention.fields.get("lead") in BOUNDS:
            continue
        if tense(mention) == "future":
            continue
        period = resolver.resolve(mention)
        if (
            period.resolution == "exact"
            and period.start
            and period.end
            and period.start[:4] == period.end[:4]
        ):
            years[int(period.start[:4])] += 1
    ranked = years.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def stated_fiscal_start(mentions: Iterable[PeriodMention], model: LanguageModel) -> str | None:
    """The first day (``MM-DD``) of the fiscal year an article states: "the fiscal year ending in March", "whose
    fiscal year starts on October 1", "the second quarter ended September 30". Years of 52 weeks end near a
    month's end and count as ending with it."""
    resolver = PeriodResolver(published="2001-07-15", country=None, model=model)
    for mention in mentions:
        fields = mention.fields
        if fields.get("means") not in ("ending", "starting"):
            continue
        months = _months_before(fields)
        if months is None:
            continue
        period = resolver.resolve(mention)
        if period.start is not None:
            start = add_months(_month_start(date.fromisoformat(period.start)), -months)
            return start.strftime("%m-%d")
    return None


def _months_before(fields: Mapping[str, str]) -> int | None:
    """Months of a fiscal year before the period that is stated; null if it tells nothing of one."""
    ordinal = fields.get("ordinal", "")
    if ordinal.isdigit() and fields.get("unit") in ("quarter", "half"):
        return (int(ordinal) - 1) * (3 if fields["unit"] == "quarter" else 6)
    return 0 if fields.get("unit") == "year" and fields.get("fiscal") else None


def _month_start(day: date) -> date:
    """The first of a month that is at most a week away, else the day itself."""
    near = [other for step in range(-7, 8) if (other := day + timedelta(days=step)).day == 1]
    return near[0] if near else day
