"""Which period a figure belongs to, and what a change is measured against.

Every time expression is resolved first, in text order. Then a figure takes the nearest period of its own
clause, else of its sentence, else the one carried from paragraph, lead or headline; never one that belongs to
a baseline. A level introduced by "from" or "against" belongs to the baseline.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.facts.clauses import clause_of, governing_verb, is_verb
from extractor.facts.draft import Draft, Words, verb_at
from extractor.facts.period_carry import BOUNDS, resolve_periods, resolver_for
from extractor.facts.period_context import Tense
from extractor.facts.periods import comparison_type
from extractor.facts.tense import surface_tense
from extractor.model import LanguageModel
from extractor.records import Article, Baseline, BaselineType, Mentions, Period, PeriodMention, Sentence
from extractor.syntax import Parse

# A day of the week beside one of these measures dates the figure; beside others it dates the report.
DAILY_KINDS = frozenset({"price", "index", "stock"})
# A year or part of it in company results is compared with the year before, unless said otherwise.
RESULT_GRANULARITIES = frozenset({"quarter", "half", "year"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "could", "may", "might", "would"})
CARRIED = 0.9
LEAD_SENTENCES = 4
PRIOR_CONSTRUCTIONS = frozenset({"from", "against"})


class Timed(NamedTuple):
    """A time expression with its meaning; `baseline` its type if it says what is compared with."""

    mention: PeriodMention
    period: Period
    baseline: BaselineType | None
    tense: Tense = "past"

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
    ) -> None:
        self.words = words
        self.measures = words.measures
        found = [one.periods for one in mentions]
        self.resolver = resolver_for(article, country, found, model)

        def tense(mention: PeriodMention) -> Tense:
            parse = next((parses.get(s.index) for s in sentences if mention.start_char < s.end_char), None)
            return parsed_tense(parse, mention) if parse else surface_tense(article.text, mention, model)

        periods = iter(resolve_periods(found, self.resolver, tense))
        self.by_sentence = [
            [Timed(mention, next(periods), comparison_type(mention), tense(mention)) for mention in sentence]
            for sentence in found
        ]

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(timed.period for sentence in self.by_sentence for timed in sentence)

    # -- own periods --------------------------------------------------------------------------------------

    def assign(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give every figure its own period; those of baselines wait for `settle`."""
        lead = self._lead_period()
        paragraph, held = -1, None
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
                if chosen is not None:
                    draft.period = self._dated(chosen, held or lead)
                    draft.mark("period", chosen.mention.start_char, chosen.mention.end_char)
                    draft.rules.append(f"period.{chosen.mention.rule}")
                    if _carries(draft.period) and not chosen.is_bound and chosen.tense == "past":
                        held = draft.period
                elif (held or lead) is not None and draft.amount.kind not in ("duration", "age"):
                    draft.period = held or lead
                    draft.confidence *= CARRIED
                    draft.rules.append("period.carried")

    def _lead_period(self) -> Period | None:
        """The first period of headline or lead that can hold for the article."""
        for timed in self.by_sentence[:LEAD_SENTENCES]:
            for one in timed:
                if one.baseline is None and not one.is_bound and one.tense == "past":
                    found = one.period if _carries(one.period) else self._known_by(one)
                    if found is not None:
                        return found
        return None

    def _dated(self, timed: Timed, carried: Period | None) -> Period:
        """The period of an expression, by way of another that says the same or the one it points back to."""
        if _is_dated(timed.period):
            return timed.period
        points_back = timed.mention.fields.get("means") in ("anaphor", "same", "full")
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
        before = [t for t in self.by_sentence[index] if floor <= t.mention.start_char and t.mention.end_char <= draft.amount.start_char]
        near = [t for t in before if draft.amount.start_char - t.mention.end_char <= 4]
        return near[-1] if near else None

    def _nearest(self, draft: Draft, drafts: Sequence[Draft], own: Sequence[Timed]) -> Timed | None:
        fitting = [t for t in own if self._may_date(draft, t)]
        if not fitting:
            return None
        parse = draft.parse
        clause = clause_of(parse, draft.anchor)
        in_clause = [t for t in fitting if clause in _clauses(parse, t.mention)]
        return min(in_clause or fitting, key=lambda t: _distance(draft, t, drafts))

    def _may_date(self, draft: Draft, timed: Timed) -> bool:
        """A day beside a verb of reporting dates the report, not the quarter's revenue."""
        if timed.period.granularity in ("duration", "set") or timed.mention.family in ("repeating", "duration"):
            return False
        expected = draft.modality in ("forecast", "target", "conditional")
        if timed.is_bound and not (expected and timed.mention.fields.get("lead") in ("by", "until", "before")):
            return False
        if timed.tense == "future" and not expected:
            return False
        if timed.period.granularity != "day":
            return True
        row = self.measures.match(draft.measure) if draft.measure else None
        if row is not None:
            return row.kind in DAILY_KINDS
        verb = governing_verb(draft.parse, draft.anchor)
        verb_row = verb_at(draft.parse, verb, self.words) if verb is not None else None
        return verb_row is None or not {"report", "say", "forecast"} & set(verb_row.classes)

    # -- baselines ----------------------------------------------------------------------------------------

    def settle(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give changes their baseline, and prior levels its period. Roles and modality are known by now.

        A comparison once stated holds for the changes after it that state none.
        """
        stated: BaselineType | None = None
        for index, drafts in enumerate(by_sentence):
            for draft in drafts:
                if draft.role in ("growth", "change") and draft.construction not in PRIOR_CONSTRUCTIONS:
                    found = self._baseline(index, draft, drafts)
                    if found is not None:
                        stated = found.type
                    else:
                        found = self.resolver.baseline(stated or _usual(draft.period), draft.period)
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
        prior = next((d for d in drafts if d.construction in PRIOR_CONSTRUCTIONS and d.amount.start_char > draft.amount.start_char), None)
        beside = self._beside(index, prior, drafts) if prior is not None else None
        if beside is not None and beside.period.start:
            return Baseline(type=_type_between(draft.period, beside.period), period=beside.period, text=beside.mention.text)
        return None

    def _date_prior(self, index: int, draft: Draft, before: Sequence[Draft], drafts: Sequence[Draft]) -> None:
        partner = draft.partner or next((d for d in reversed(before) if d.construction not in PRIOR_CONSTRUCTIONS), None)
        own = partner.period if partner is not None else None
        if draft.modality in ("forecast", "target") or (partner is not None and partner.modality != draft.modality):
            draft.period = own
            return
        beside = self._beside(index, draft, drafts)
        if beside is not None and beside.baseline is None:
            draft.period = beside.period
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
    return "yoy" if period is not None and (period.granularity in RESULT_GRANULARITIES or period.fiscal) else "previous"


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


def parsed_tense(parse: Parse, mention: PeriodMention) -> Tense:
    """The tense of the clause a time expression stands in."""
    tokens = parse.tokens(mention.start_char, mention.end_char)
    if not tokens:
        return "past"
    verb = clause_of(parse, tokens[0])
    for _ in range(4):
        children = parse.children[verb]
        if any(parse.lower[child] in FUTURE for child in children if parse.deps[child] == "aux"):
            return "future"
        if parse.deps[verb] == "xcomp" and is_verb(parse, parse.heads[verb]):
            verb = parse.heads[verb]
            continue
        break
    return "present" if parse.tags[verb] in ("VBZ", "VBP") and parse.lower[verb] in ("expects", "expect", "plans", "plan", "forecasts") else "past"
