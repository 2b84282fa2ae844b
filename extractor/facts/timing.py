"""Which period a figure belongs to, and what a change is measured against.

Every time expression is resolved first, in text order. Then a figure takes the nearest period of its own
clause, else of its sentence, else the one carried from paragraph, lead or headline; never one that belongs to
a baseline. A level introduced by "from" or "against" belongs to the baseline.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extractor.facts.clauses import clause_of, governing_verb, is_verb
from extractor.facts.draft import Draft, Words, verb_at
from extractor.facts.period_carry import BOUNDS, resolve_periods, resolver_for
from extractor.facts.period_context import Tense
from extractor.facts.periods import comparison_type, shift_years
from extractor.facts.tense import surface_tense
from extractor.model import LanguageModel
from extractor.records import Article, Baseline, BaselineType, Mentions, Period, PeriodMention, Sentence
from extractor.syntax import Parse

# A day of the week beside one of these measures dates the figure; beside others it dates the report.
DAILY_KINDS = frozenset({"price", "index", "stock"})
# A year or part of it in company results is compared with the year before, unless said otherwise.
RESULT_GRANULARITIES = frozenset({"quarter", "half", "year"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
# Not future, but not what happened either: a period in such a clause does not carry.
HYPOTHETICAL = frozenset({"could", "may", "might", "would", "should", "can"})
CARRIED = 0.9
LEAD_SENTENCES = 4
SATURDAY = 5
# "a third more than in May 2023": the date belongs to what is compared with.
COMPARED = re.compile(r"\b(?:than|compared|versus|vs|against)\b", re.IGNORECASE)
# "the best result of the past ten quarters": the stretch is the record's, not the figure's.
RANKED = re.compile(
    r"\b(?:highest|lowest|best|worst|biggest|largest|smallest|fastest|slowest|strongest|weakest|sharpest|steepest|most|least|first)\b"
    r"[^,;.]{0,40}$",
    re.IGNORECASE,
)
PRIOR_CONSTRUCTIONS = frozenset({"from", "against"})


class Timed(NamedTuple):
    """A time expression with its meaning; `baseline` its type if it says what is compared with."""

    mention: PeriodMention
    period: Period
    baseline: BaselineType | None
    # Whether its clause tells what happened, not what is expected or possible.
    happened: bool = True

    @property
    def is_bound(self) -> bool:
        """ "since 1995", "by 2006": the date bounds something, it is not what is spoken of."""
        return self.mention.fields.get("lead") in BOUNDS


class Timeline:
    """The periods of one article, and their assignment to its figures."""

    def __init__(
        self,
        article: Article,
        country: str | None,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mentions],
        parses: Mapping[int, Parse],
        words: Words,
        model: LanguageModel,
        *,
        company: bool,
    ) -> None:
        self.words = words
        self.measures = words.measures
        found = [one.periods for one in mentions]
        self.resolver = resolver_for(article, country, found, model)

        def tense(mention: PeriodMention) -> Tense:
            parse = next((parses.get(s.index) for s in sentences if mention.start_char < s.end_char), None)
            return (
                parsed_tense(parse, mention, words) if parse else surface_tense(article.text, mention, model)
            )

        periods = iter(resolve_periods(found, self.resolver, tense, company=company))
        self.by_sentence = [
            [
                Timed(
                    mention,
                    next(periods),
                    comparison_type(mention),
                    _happened(parses.get(sentence.index), mention, tense),
                )
                for mention in one.periods
            ]
            for sentence, one in zip(sentences, mentions, strict=True)
        ]

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(timed.period for sentence in self.by_sentence for timed in sentence)

    # -- own periods --------------------------------------------------------------------------------------

    def assign(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give every figure its own period; those of baselines wait for `settle`."""
        lead = self._lead_period()
        paragraph, held = -1, None
        day: Period | None = None
        for index, drafts in enumerate(by_sentence):
            if not drafts:
                continue
            if drafts[0].sentence.paragraph != paragraph:
                paragraph, held = drafts[0].sentence.paragraph, None
            claimed = self._claimed(index, drafts)
            own = [t for t in self.by_sentence[index] if t.baseline is None and id(t.mention) not in claimed]
            for draft in drafts:
                if draft.construction in PRIOR_CONSTRUCTIONS:
                    continue
                chosen = self._nearest(draft, drafts, own)
                year_ago = self._year_ago(index, draft, held or lead)
                if year_ago is not None:
                    draft.period = year_ago
                    draft.rules.append("period.compared")
                elif chosen is not None:
                    draft.period = self._dated(chosen, held or lead)
                    draft.mark("period", chosen.mention.start_char, chosen.mention.end_char)
                    draft.rules.append(f"period.{chosen.mention.rule}")
                    if _carries(draft.period) and not chosen.is_bound and chosen.happened:
                        held = draft.period
                elif self._is_daily(draft):
                    draft.period = day or self._publication_day()
                    draft.rules.append("period.trading_day")
                elif (held or lead) is not None and _takes_carried(draft):
                    draft.period = held or lead
                    draft.confidence *= CARRIED
                    draft.rules.append("period.carried")
                if draft.period is not None and draft.period.granularity == "day":
                    day = draft.period

    def _year_ago(self, index: int, draft: Draft, carried: Period | None) -> Period | None:
        """ "Its profit was Rs 8,000 crore a year earlier": a level right before a comparison is of the base."""
        if draft.role != "level" or carried is None or draft.sentence.in_title:
            return None
        for timed in self.by_sentence[index]:
            gap = timed.mention.start_char - draft.amount.end_char
            if timed.baseline in ("yoy", "previous") and 0 <= gap <= 1:
                return _period_of(self.resolver.baseline(timed.mention, carried))
        return None

    def _lead_period(self) -> Period | None:
        """The first period of headline or lead that can hold for the article."""
        for timed in self.by_sentence[:LEAD_SENTENCES]:
            for one in timed:
                if one.baseline is None and not one.is_bound and one.happened:
                    found = one.period if _carries(one.period) else self._known_by(one)
                    if found is not None:
                        return found
        return None

    def _dated(self, timed: Timed, carried: Period | None) -> Period:
        """The period of an expression, by way of another that says the same or the one it points back to."""
        points_back = timed.mention.fields.get("means") in ("anaphor", "same", "full")
        generic = points_back and timed.mention.fields.get("unit") == "period"
        if generic and carried is not None and _is_dated(carried):
            return carried
        if _is_dated(timed.period):
            return timed.period
        return self._known_by(timed) or (carried if points_back else None) or timed.period

    def _known_by(self, timed: Timed) -> Period | None:
        """For "the last four months" that cannot be dated: an expression of the same stretch elsewhere in the
        article that can ("the first four months of the fiscal year")."""
        if _is_dated(timed.period) or timed.period.granularity in ("day", "duration", "set"):
            return None
        size = _size(timed.mention)
        if size is None:
            return None
        for sentence in self.by_sentence:
            for other in sentence:
                if other.baseline is None and _is_dated(other.period) and _size(other.mention) == size:
                    return other.period
        return None

    def _is_daily(self, draft: Draft) -> bool:
        """Market prices are a day's, whatever quarter the article is about."""
        row = self.measures.match(draft.measure) if draft.measure else None
        market = (row is not None and row.key in self.words.daily) or "topic.market" in draft.rules
        return market and draft.modality == "actual"

    def _publication_day(self) -> Period | None:
        published = self.resolver.published
        if published is None or published[0] != published[1]:
            return None
        iso = published[0].isoformat()
        return Period(text="", start=iso, end=iso, granularity="day", resolution="inferred")

    def _claimed(self, index: int, drafts: Sequence[Draft]) -> set[int]:
        """The expressions that date a prior level: the one after it, before the next figure."""
        found = set()
        for draft in drafts:
            if draft.construction in PRIOR_CONSTRUCTIONS:
                timed = self._beside(index, draft, drafts)
                if timed is not None:
                    found.add(id(timed.mention))
        return found

    def _beside(self, index: int, draft: Draft, drafts: Sequence[Draft]) -> Timed | None:
        """The expression right after a figure, or between its "from" and it ("from October's £5bn")."""
        later = [d.amount.start_char for d in drafts if d.amount.start_char > draft.amount.end_char]
        limit = min(later, default=draft.sentence.end_char)
        after = [t for t in self.by_sentence[index] if draft.amount.end_char <= t.mention.start_char < limit]
        if after and after[0].mention.start_char - draft.amount.end_char <= 60:
            return after[0]
        earlier = [d.amount.end_char for d in drafts if d.amount.end_char <= draft.amount.start_char]
        floor = max(earlier, default=draft.sentence.start_char)
        before = [
            t
            for t in self.by_sentence[index]
            if floor <= t.mention.start_char and t.mention.end_char <= draft.amount.start_char
        ]
        near = [t for t in before if draft.amount.start_char - t.mention.end_char <= 4]
        return near[-1] if near else None

    def _nearest(self, draft: Draft, drafts: Sequence[Draft], own: Sequence[Timed]) -> Timed | None:
        fitting = [t for t in own if self._may_date(draft, t) and not _is_compared(draft, t, drafts)]
        if not fitting:
            return None
        parse = draft.parse
        clause = clause_of(parse, draft.anchor)
        in_clause = [t for t in fitting if clause in _clauses(parse, t.mention)]
        return min(in_clause or fitting, key=lambda t: _distance(draft, t, drafts))

    def _compared_with(self, index: int, draft: Draft, drafts: Sequence[Draft]) -> Timed | None:
        return next(
            (t for t in self.by_sentence[index] if t.baseline is None and _is_compared(draft, t, drafts)),
            None,
        )

    def _may_date(self, draft: Draft, timed: Timed) -> bool:
        """A day beside a verb of reporting dates the report, not the quarter's revenue."""
        if timed.period.granularity in ("duration", "set") or timed.mention.family in (
            "repeating",
            "duration",
        ):
            return False
        if RANKED.search(draft.sentence.text[: timed.mention.start_char - draft.sentence.start_char]):
            return False
        expected = draft.modality in ("forecast", "target", "conditional")
        if timed.is_bound and not (
            expected and timed.mention.fields.get("lead") in ("by", "until", "before")
        ):
            return False
        if not timed.happened and not expected:
            return False
        if timed.period.granularity != "day":
            return not self._is_daily(draft)
        row = self.measures.match(draft.measure) if draft.measure else None
        if row is not None:
            return row.kind in DAILY_KINDS
        verb = governing_verb(draft.parse, draft.anchor)
        verb_row = verb_at(draft.parse, verb, self.words) if verb is not None else None
        return verb_row is None or not {"report", "say", "forecast"} & set(verb_row.classes)

    # -- baselines ----------------------------------------------------------------------------------------

    def settle(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give changes their baseline, and prior levels its period. Roles and modality are known by now.

        A comparison once stated holds for the changes of that period after it that state none.
        """
        stated: dict[tuple[str | None, str | None], BaselineType] = {}
        for index, drafts in enumerate(by_sentence):
            for draft in drafts:
                if draft.role in ("growth", "change") and draft.construction not in PRIOR_CONSTRUCTIONS:
                    found = self._baseline(index, draft, drafts)
                    span = _span(draft.period)
                    if found is None:
                        found = self._usual_baseline(draft, stated.get(span))
                    elif found.type in ("yoy", "previous"):
                        stated[span] = found.type
                    draft.baseline = found
            for position, draft in enumerate(drafts):
                if draft.construction in PRIOR_CONSTRUCTIONS:
                    self._date_prior(index, draft, drafts[:position], drafts)
            for draft in drafts:
                if draft.construction == "conversion" and draft.partner is not None:
                    draft.period, draft.baseline = draft.partner.period, draft.partner.baseline

    def _baseline(self, index: int, draft: Draft, drafts: Sequence[Draft]) -> Baseline | None:
        """What the sentence says a change is measured against; None if it does not say."""
        compared = [t for t in self.by_sentence[index] if t.baseline is not None]
        if compared:
            chosen = min(compared, key=lambda t: _distance(draft, t, drafts))
            draft.mark("baseline", chosen.mention.start_char, chosen.mention.end_char)
            return self.resolver.baseline(chosen.mention, draft.period)
        named = self._compared_with(index, draft, drafts)
        if named is not None and named.period.start:
            return Baseline(
                type=_type_between(draft.period, named.period), period=named.period, text=named.mention.text
            )
        prior = next(
            (
                d
                for d in drafts
                if d.construction in PRIOR_CONSTRUCTIONS and d.amount.start_char > draft.amount.start_char
            ),
            None,
        )
        beside = self._beside(index, prior, drafts) if prior is not None else None
        if beside is not None and beside.period.start:
            base = _same_part(draft.period, beside.period)
            return Baseline(type=_type_between(draft.period, base), period=base, text=beside.mention.text)
        return None

    def _usual_baseline(self, draft: Draft, stated: BaselineType | None) -> Baseline | None:
        """What a change is measured against when its sentence does not say."""
        if draft.period is not None and draft.period.granularity == "day":
            return _day_before(draft.period)
        return self.resolver.baseline(stated or _usual(draft.period), draft.period)

    def _date_prior(self, index: int, draft: Draft, before: Sequence[Draft], drafts: Sequence[Draft]) -> None:
        partner = draft.partner or next(
            (d for d in reversed(before) if d.construction not in PRIOR_CONSTRUCTIONS), None
        )
        own = partner.period if partner is not None else None
        if draft.modality in ("forecast", "target"):
            draft.period = own
            return
        beside = self._beside(index, draft, drafts)
        if beside is not None and beside.baseline is None:
            draft.period = _same_part(own, beside.period)
        elif beside is not None:
            draft.period = _period_of(self.resolver.baseline(beside.mention, own))
        else:
            graded = next((d for d in reversed(before) if d.baseline is not None), None)
            baseline = graded.baseline if graded is not None else self.resolver.baseline(_usual(own), own)
            draft.period = _period_of(baseline)
        if beside is not None:
            draft.mark("period", beside.mention.start_char, beside.mention.end_char)
        draft.rules.append("period.prior")


def _period_of(baseline: Baseline | None) -> Period | None:
    return baseline.period if baseline is not None else None


def _usual(period: Period | None) -> BaselineType:
    """What a change is measured against when nothing is said: the year before for results, else the period before."""
    return (
        "yoy"
        if period is not None and (period.granularity in RESULT_GRANULARITIES or period.fiscal)
        else "previous"
    )


def _span(period: Period | None) -> tuple[str | None, str | None]:
    return (
        (period.start or period.partial_start, period.end or period.partial_end) if period else (None, None)
    )


def _day_before(period: Period) -> Baseline | None:
    """The trading day before: markets are shut at weekends."""
    if period.start is None:
        return Baseline(type="previous")
    day = date.fromisoformat(period.start) - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    before = Period(
        text="", start=day.isoformat(), end=day.isoformat(), granularity="day", resolution="inferred"
    )
    return Baseline(type="previous", period=before)


def _same_part(own: Period | None, base: Period) -> Period:
    """A quarter compared with "last year" is compared with its quarter of that year."""
    if (
        own is None
        or own.start is None
        or base.start is None
        or base.granularity != "year"
        or own.granularity == "year"
    ):
        return base
    return shift_years(own, int(base.start[:4]) - int(own.start[:4]))


def _is_compared(draft: Draft, timed: Timed, drafts: Sequence[Draft]) -> bool:
    """Does a comparison word stand between a change and the date after it?"""
    if draft.role not in ("growth", "change") or timed.mention.start_char < draft.amount.end_char:
        return False
    crossed = any(draft.amount.end_char <= d.amount.start_char < timed.mention.start_char for d in drafts)
    start = draft.sentence.start_char
    between = draft.sentence.text[draft.amount.end_char - start : timed.mention.start_char - start]
    return not crossed and COMPARED.search(between) is not None


def _takes_carried(draft: Draft) -> bool:
    """A figure in the present tense ("accounts for half") or a target holds at no time in particular."""
    if draft.amount.kind in ("duration", "age") or draft.modality == "target":
        return False
    if draft.sentence.form != "sentence" or draft.role in ("growth", "change"):
        return True
    verb = governing_verb(draft.parse, draft.anchor)
    return verb is None or draft.parse.tags[verb] not in ("VBZ", "VBP")


def _type_between(own: Period | None, base: Period) -> BaselineType:
    if own is None or own.start is None or base.start is None:
        return "other"
    if own.start[5:] == base.start[5:] and int(own.start[:4]) - int(base.start[:4]) == 1:
        return "yoy"
    return "previous" if base.end is not None and base.end < own.start else "other"


def _is_dated(period: Period) -> bool:
    return period.start is not None or period.partial_start is not None


def _size(mention: PeriodMention) -> tuple[str, str] | None:
    """Number and unit of a stretch of time: four months, two quarters."""
    number, unit = mention.fields.get("n"), mention.fields.get("unit")
    return (number, unit) if number and unit and number != "1" else None


def _carries(period: Period) -> bool:
    """Can a period hold for the sentences after it? Days and durations do not."""
    return period.granularity not in ("day", "week", "duration", "set", "decade") and _is_dated(period)


def _clauses(parse: Parse, mention: PeriodMention) -> Iterable[int]:
    tokens = parse.tokens(mention.start_char, mention.end_char)
    return {clause_of(parse, token) for token in (tokens[0], tokens[-1])} if tokens else ()


def _distance(draft: Draft, timed: Timed, drafts: Sequence[Draft]) -> tuple[int, int]:
    """Other figures between, then characters between; what follows a figure is nearer than what precedes it."""
    start, end = draft.amount.start_char, draft.amount.end_char
    mention = timed.mention
    after = mention.start_char >= end
    gap = mention.start_char - end if after else start - mention.end_char
    low, high = (end, mention.start_char) if after else (mention.end_char, start)
    crossed = sum(low <= d.amount.start_char < high for d in drafts)
    return crossed, gap if after else gap + 10


def _happened(parse: Parse | None, mention: PeriodMention, tense: Callable[[PeriodMention], Tense]) -> bool:
    if tense(mention) == "future":
        return False
    tokens = parse.tokens(mention.start_char, mention.end_char) if parse is not None else ()
    if parse is None or not tokens:
        return True
    children = parse.children[clause_of(parse, tokens[0])]
    return not any(parse.lower[child] in HYPOTHETICAL for child in children if parse.deps[child] == "aux")


def parsed_tense(parse: Parse, mention: PeriodMention, words: Words) -> Tense:
    """The tense of the clause a time expression stands in: future where an auxiliary or a verb of expecting says so."""
    tokens = parse.tokens(mention.start_char, mention.end_char)
    if not tokens:
        return "past"
    verb = clause_of(parse, tokens[0])
    for _ in range(4):
        if any(parse.lower[child] in FUTURE for child in parse.children[verb] if parse.deps[child] == "aux"):
            return "future"
        row = verb_at(parse, verb, words) if is_verb(parse, verb) else None
        if row is not None and row.classes[0] in ("forecast", "plan"):
            return "future"
        if parse.deps[verb] not in ("xcomp", "ccomp", "conj") or not is_verb(parse, parse.heads[verb]):
            break
        verb = parse.heads[verb]
    return "past"
