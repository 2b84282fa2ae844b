"""Which period a figure belongs to, and what a change is measured against.

Every time expression is resolved first, in text order. Then a figure takes the nearest period of its own
clause, else of its sentence, else the one carried from paragraph, lead or headline; never one that belongs to
a baseline. A level introduced by "from" or "against" belongs to the baseline.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from extractor.facts.clauses import clause_of, governing_verb
from extractor.facts.draft import Draft, Words, verb_at
from extractor.facts.periods.carry import resolver_for
from extractor.facts.timing.bases import PRIOR_CONSTRUCTIONS, Bases
from extractor.facts.timing.dating import (
    Timed,
    carries,
    clauses,
    day_before,
    distance,
    is_anothers,
    is_aside,
    is_base,
    is_compared,
    is_dated,
    is_ranked,
    period_of,
    size_of,
    takes_carried,
)
from extractor.facts.timing.timed import join_parts, time_sentences
from extractor.model import LanguageModel
from extractor.records import Article, Mentions, Period, Sentence
from extractor.syntax import Parse

# A day of the week beside one of these measures dates the figure; beside others it dates the report.
DAILY_KINDS = frozenset({"price", "index", "stock"})
CARRIED = 0.9
# "At the end of June": a day that dates what is counted, never the report.
STATISTICAL_DAY = "edge_of"
LEAD_SENTENCES = 4
BUDGETED = re.compile(r"\s(?:[A-Z][a-z]+\s)?[Bb]udget\b")
# "Met in the 2026 Budget" only speaks of it.
PASSING = re.compile(r"\b(?:in|of|under|from|for|by|to|with|on|after|before)\s(?:the\s|an?\s|its\s)?$")
PASSING_REACH = 12
OPENS_STRETCH = frozenset({"for the", "in the", "over the", "during the", "for", "in"})
SET_AGAINST = frozenset({"above", "below", "over", "under", "from", "than", "against", "on"})
YEAR_AGO = frozenset({"a year ago", "a year earlier", "a year before", "one year ago", "one year earlier"})
SO_FAR = frozenset(
    {"this year", "this month", "this week", "this quarter", "so far this year", "year to date"}
)
OVER_YEAR = frozenset({"the year", "the 12 months", "the twelve months", "a year", "12 months"})


class Timeline(Bases):
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
        self.words, self.text = words, article.text
        self.measures = words.measures
        found = [one.periods for one in mentions]
        self.resolver = resolver_for(article, country, found, model)

        timed = time_sentences(
            article, sentences, mentions, parses, words, model, self.resolver, company=company
        )
        self.periods = tuple(one.period for sentence in timed for one in sentence)
        self.by_sentence = [
            join_parts(found, sentence.text, sentence.start_char)
            for found, sentence in zip(timed, sentences, strict=True)
        ]

    # -- own periods --------------------------------------------------------------------------------------

    def assign(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give every figure its own period; those of baselines wait for `settle`."""
        lead, today = self._lead_period(), self._publication_day()
        paragraph, held = -1, None
        day: Period | None = None
        called: Period | None = None
        for index, drafts in enumerate(by_sentence):
            if not drafts:
                continue
            if drafts[0].sentence.paragraph != paragraph:
                paragraph, held = drafts[0].sentence.paragraph, None
            if (stretch := self._opening_stretch(index, drafts[0].sentence)) is not None:
                held = lead = stretch
            claimed = self._claimed(index, drafts)
            text, start = drafts[0].sentence.text, drafts[0].sentence.start_char
            own = [
                t
                for t in self.by_sentence[index]
                if t.baseline is None and id(t.mention) not in claimed and not is_base(text, t.mention, start)
            ]
            for draft in drafts:
                if draft.construction in PRIOR_CONSTRUCTIONS:
                    continue
                chosen = self._nearest(draft, drafts, own)
                year_ago = self._year_ago(index, draft, held or lead)
                if year_ago is not None:
                    draft.period = year_ago
                    draft.rules.append("period.compared")
                elif chosen is not None and self._is_over_year(chosen, draft, held or lead):
                    draft.period = held or lead
                    draft.baseline = self.resolver.baseline("yoy", draft.period)
                    draft.mark("baseline", chosen.mention.start_char, chosen.mention.end_char)
                    draft.rules.append("period.over_year")
                elif chosen is not None:
                    draft.period = self._dated(chosen, held or called or lead)
                    called = draft.period if self._is_called_period(chosen, draft) else called
                    draft.mark("period", chosen.mention.start_char, chosen.mention.end_char)
                    draft.rules.append(f"period.{chosen.mention.rule}")
                    if carries(draft.period) and self._is_spoken_of(chosen, draft):
                        held = draft.period
                elif (so_far := self._to_date(index, draft)) is not None and today is not None:
                    draft.period = replace(so_far.period, end=today.end, granularity="range")
                    draft.baseline = day_before(so_far.period)
                    draft.mark("period", so_far.mention.start_char, so_far.mention.end_char)
                    draft.rules.append("period.to_date")
                elif self._is_daily(draft) and not self._is_set_against_month(index, draft):
                    draft.period = day or today
                    draft.rules.append("period.trading_day")
                elif (held or lead) is not None and takes_carried(draft, ahead=self._is_ahead(held or lead)):
                    draft.period = held or lead
                    draft.confidence *= CARRIED
                    draft.rules.append("period.carried")
                    if draft.modality == "actual" and self._is_ahead(draft.period):
                        # In a text on a budget, what the year to come brings is planned.
                        draft.modality = "target"
                if draft.period is not None and draft.period.granularity == "day" and self._is_daily(draft):
                    day = draft.period

    def _year_ago(self, index: int, draft: Draft, carried: Period | None) -> Period | None:
        """ "Its profit was Rs 8,000 crore a year earlier": a level right before a comparison is of the base."""
        if draft.role != "level" or carried is None or draft.sentence.in_title:
            return None
        for timed in self.by_sentence[index]:
            mention = timed.mention
            gap = mention.start_char - draft.amount.end_char
            if timed.baseline in ("yoy", "previous") and 0 <= gap <= 1:
                return period_of(self.resolver.baseline(mention, carried))
            opens = mention.start_char == draft.sentence.start_char
            if opens and mention.text.lower() in YEAR_AGO and carried.granularity != "year":
                # "A year ago the surplus was $477 million": the month's, as all through the paragraph.
                return period_of(self.resolver.baseline("yoy", carried))
        return None

    def _to_date(self, index: int, draft: Draft) -> Timed | None:
        """ "The shilling has lost 1.8 percent this year": what a market did since the year, month or week began."""
        if draft.role not in ("growth", "change") or not self._is_daily(draft):
            return None
        after = (t for t in self.by_sentence[index] if 0 <= t.mention.start_char - draft.amount.end_char <= 1)
        return next(
            (t for t in after if t.mention.text.lower() in SO_FAR and t.period.start is not None), None
        )

    @staticmethod
    def _is_spoken_of(timed: Timed, draft: Draft) -> bool:
        """Does the text go on about the period? Not if it only dates a base ("1.9% above February's €6bn")."""
        if timed.is_bound or not timed.happened:
            return False
        start = draft.sentence.start_char
        before = draft.sentence.text[: timed.mention.start_char - start].split()
        between = draft.sentence.text[timed.mention.end_char - start : draft.amount.start_char - start]
        return not (before and before[-1].lower() in SET_AGAINST and len(between.split()) <= 1)

    @staticmethod
    def _is_called_period(timed: Timed, draft: Draft) -> bool:
        """ "In the March 16-31 period": what "the period" is from here on."""
        behind = timed.mention.end_char - draft.sentence.start_char
        text = draft.sentence.text[behind - len(" period") : behind + len(" period")].lower()
        return " period" in text and is_dated(timed.period)

    def _opening_stretch(self, index: int, sentence: Sentence) -> Period | None:
        """ "For the nine weeks, sales rose 4%": another stretch than the one spoken of, though without its dates."""
        for timed in self.by_sentence[index]:
            before = sentence.text[: timed.mention.start_char - sentence.start_char].strip().lower()
            if timed.period.granularity == "duration" and before in OPENS_STRETCH:
                return timed.period
        return None

    def _is_set_against_month(self, index: int, draft: Draft) -> bool:
        """ "The index fell 0.2% from April": a statistic, whatever it is called."""
        text, start = draft.sentence.text, draft.sentence.start_char
        return any(
            is_base(text, t.mention, start) and t.period.granularity in ("month", "quarter", "half", "year")
            for t in self.by_sentence[index]
        )

    @staticmethod
    def _is_over_year(timed: Timed, draft: Draft, carried: Period | None) -> bool:
        """ "Over the year, employment grew 2 per cent": a month's growth on the same month of the year before."""
        if draft.role not in ("growth", "change") or carried is None or carried.granularity == "year":
            return False
        at = timed.mention.start_char - draft.sentence.start_char
        before = draft.sentence.text[max(0, at - len("over ")) : at].lower()
        return before == "over " and timed.mention.text.lower() in OVER_YEAR

    def _lead_period(self) -> Period | None:
        """The first period of headline or lead that can hold for the article."""
        for timed in self.by_sentence[:LEAD_SENTENCES]:
            for one in timed:
                told = one.happened or self._is_budgets(one)
                if one.baseline is None and not one.is_bound and told and not one.is_aside:
                    found = one.period if carries(one.period) else self._known_by(one)
                    if found is not None:
                        return found
        return None

    def _is_budgets(self, timed: Timed) -> bool:
        """ "The 2026 Budget commits $5bn": the year that the plan is for, where the text is about the plan."""
        before = self.text[max(0, timed.mention.start_char - PASSING_REACH) : timed.mention.start_char]
        return BUDGETED.match(self.text, timed.mention.end_char) is not None and not PASSING.search(before)

    def _is_ahead(self, period: Period | None) -> bool:
        published = self.resolver.published
        if period is None or period.start is None or published is None:
            return False
        return period.start > published[1].isoformat()

    def _dated(self, timed: Timed, carried: Period | None) -> Period:
        """The period of an expression, by way of another that says the same or the one it points back to."""
        points_back = timed.mention.fields.get("means") in ("anaphor", "same", "full")
        generic = points_back and timed.mention.fields.get("unit") == "period"
        if generic and carried is not None and is_dated(carried):
            return carried
        if is_dated(timed.period):
            return timed.period
        return self._known_by(timed) or (carried if points_back else None) or timed.period

    def _known_by(self, timed: Timed) -> Period | None:
        """For "the last four months" that cannot be dated: an expression of the same stretch elsewhere in the
        article that can ("the first four months of the fiscal year")."""
        if is_dated(timed.period) or timed.period.granularity in ("day", "duration", "set"):
            return None
        size = size_of(timed.mention)
        if size is None:
            return None
        for sentence in self.by_sentence:
            for other in sentence:
                if other.baseline is None and is_dated(other.period) and size_of(other.mention) == size:
                    return other.period
        return None

    def _is_daily(self, draft: Draft) -> bool:
        """Market prices are a day's, whatever quarter the article is about."""
        row = self.measures.match(draft.measure) if draft.measure else None
        market = (row is not None and row.key in self.words.daily) or "topic.market" in draft.rules
        things = draft.amount.kind in ("quantity", "count") and draft.amount.units not in ((), ("point",))
        if things:
            # "Pumped 176,000 barrels of crude oil" is no price.
            return False
        if draft.measure and draft.measure.lower().endswith("price index"):
            # The wage price index is a statistic, not a market.
            return False
        return market and draft.modality == "actual"

    def _publication_day(self) -> Period | None:
        published = self.resolver.published
        if published is None or published[0] != published[1]:
            return None
        iso = published[0].isoformat()
        return Period(text="", start=iso, end=iso, granularity="day", resolution="inferred")

    def _nearest(self, draft: Draft, drafts: Sequence[Draft], own: Sequence[Timed]) -> Timed | None:
        fitting = [
            t
            for t in own
            if self._may_date(draft, t)
            and not is_compared(draft, t, drafts)
            and not is_anothers(draft, t, drafts)
            and not is_aside(draft, t)
        ]
        if not fitting:
            return None
        parse = draft.parse
        clause = clause_of(parse, draft.anchor)
        in_clause = [t for t in fitting if clause in clauses(parse, t.mention)]
        return min(in_clause or fitting, key=lambda t: distance(draft, t, drafts))

    def _may_date(self, draft: Draft, timed: Timed) -> bool:
        """A day beside a verb of reporting dates the report, not the quarter's revenue."""
        if timed.period.granularity in ("duration", "set") or timed.mention.family in (
            "repeating",
            "duration",
        ):
            return False
        expected = draft.modality in ("forecast", "target", "conditional")
        if timed.is_bound and not (
            expected and timed.mention.fields.get("lead") in ("by", "until", "before")
        ):
            return False
        if (not timed.happened and not expected) or is_ranked(draft, timed):
            return False
        if timed.period.granularity != "day" or (
            timed.mention.rule == STATISTICAL_DAY and not self._is_daily(draft)
        ):
            return not self._is_daily(draft)
        row = self.measures.match(draft.measure) if draft.measure else None
        if row is not None:
            return row.kind in DAILY_KINDS
        verb = governing_verb(draft.parse, draft.anchor)
        verb_row = verb_at(draft.parse, verb, self.words) if verb is not None else None
        return verb_row is None or not {"report", "say", "forecast"} & set(verb_row.classes)
