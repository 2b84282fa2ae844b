"""What a change is measured against, and the period of the level it is measured from."""

import re
from collections.abc import Sequence

from extractor.facts.draft import Draft, Words
from extractor.facts.periods.resolve import PeriodResolver
from extractor.facts.timing.dating import (
    Timed,
    day_before,
    distance,
    heads_bracket,
    is_compared,
    period_of,
    same_part,
    span_of,
    type_between,
    usual_type,
)
from extractor.records import Baseline, BaselineType

PRIOR_CONSTRUCTIONS = frozenset({"from", "against"})
BRACKET = re.compile(r"\s?\([^()]{1,40}\)")
# "Annual growth of 2.9%", "a monthly rise of 0.4%"
PACES: dict[str, BaselineType] = {
    "annual": "yoy",
    "yearly": "yoy",
    "year-on-year": "yoy",
    "year-over-year": "yoy",
    "monthly": "previous",
    "month-on-month": "previous",
    "quarterly": "previous",
    "quarter-on-quarter": "previous",
}
PACE_REACH = 3


def _pace(draft: Draft) -> BaselineType | None:
    """The pace that an adjective gives to a growth: "annual growth", "the annual rate of increase"."""
    if draft.cue is None or draft.role != "growth":
        return None
    behind = draft.parse.lower[max(0, draft.cue - PACE_REACH) : draft.cue]
    return next((PACES[word] for word in reversed(behind) if word in PACES), None)


class Bases:
    """Baselines of the figures of one article; `by_sentence` are its time expressions."""

    resolver: PeriodResolver
    by_sentence: list[list[Timed]]
    words: Words

    def settle(self, by_sentence: Sequence[Sequence[Draft]]) -> None:
        """Give changes their baseline, and prior levels its period. Roles and modality are known by now.

        A comparison once stated holds for the changes of that period after it that state none, and within its
        paragraph for those of the same measure, whatever their period.
        """
        stated: dict[tuple[str | None, str | None] | tuple[int, str], BaselineType] = {}
        for index, drafts in enumerate(by_sentence):
            for draft in drafts:
                if draft.baseline is not None:
                    stated[span_of(draft.period)] = draft.baseline.type
                elif draft.role in ("growth", "change") and draft.construction not in PRIOR_CONSTRUCTIONS:
                    found = self._baseline(index, draft, drafts)
                    span = span_of(draft.period)
                    row = self.words.measures.match(draft.measure) if draft.measure else None
                    here = draft.sentence.paragraph, row.key if row is not None else draft.measure or ""
                    if found is None:
                        found = self._usual_baseline(draft, stated.get(span) or stated.get(here))
                    elif found.type in ("yoy", "previous"):
                        stated[span] = stated[here] = found.type
                    draft.baseline = found
            for position, draft in enumerate(drafts):
                if draft.construction in PRIOR_CONSTRUCTIONS:
                    self._date_prior(index, draft, drafts[:position], drafts)
                    self._grade_prior(draft, drafts[:position])
            for draft in drafts:
                if draft.construction == "conversion" and draft.partner is not None:
                    draft.period, draft.baseline = draft.partner.period, draft.partner.baseline

    def _baseline(self, index: int, draft: Draft, drafts: Sequence[Draft]) -> Baseline | None:
        """What the sentence says a change is measured against; None if it does not say."""
        compared = [t for t in self.by_sentence[index] if t.baseline is not None]
        chosen = min(compared, key=lambda t: distance(draft, t, drafts), default=None)
        named = self._compared_with(index, draft, drafts)
        if chosen and named and distance(draft, named, drafts) < distance(draft, chosen, drafts):
            # "Down 11.2% year on year, though that was 1.9% above February's €6.29bn"
            chosen = None
        if chosen is not None:
            draft.mark("baseline", chosen.mention.start_char, chosen.mention.end_char)
            return self.resolver.baseline(chosen.mention, draft.period)
        if named is not None and named.period.start:
            return Baseline(
                type=type_between(draft.period, named.period), period=named.period, text=named.mention.text
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
            base = same_part(draft.period, beside.period)
            return Baseline(type=type_between(draft.period, base), period=base, text=beside.mention.text)
        return None

    def _usual_baseline(self, draft: Draft, stated: BaselineType | None) -> Baseline | None:
        """What a change is measured against when its sentence does not say."""
        if (told := _pace(draft)) is not None:
            return self.resolver.baseline(told, draft.period)
        row = self.words.measures.match(draft.measure) if draft.measure else None
        if draft.role == "change" and row is not None and row.kind == "stock":
            # "Net debt fell by $375m in the quarter": since the quarter began.
            return self.resolver.baseline("previous", draft.period)
        if draft.period is not None and draft.period.granularity == "day":
            return day_before(draft.period)
        return self.resolver.baseline(stated or usual_type(draft.period), draft.period)

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
            draft.period = same_part(own, beside.period)
        elif beside is not None:
            draft.period = period_of(self.resolver.baseline(beside.mention, own))
        else:
            graded = next(
                (d for d in reversed(before) if d.baseline is not None and d.cue == draft.cue), None
            )
            # "Annual growth slowed to 0.6% from 0.9%": that of the month before.
            usual = "previous" if draft.role == "growth" else usual_type(own)
            is_level = draft.role != "growth" and graded is not None
            baseline = graded.baseline if graded and is_level else self.resolver.baseline(usual, own)
            draft.period = period_of(baseline)
        if beside is not None:
            draft.mark("period", beside.mention.start_char, beside.mention.end_char)
        draft.rules.append("period.prior")

    def _grade_prior(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "Growth slowed to 0.6% from 0.9%": the growth before is measured as the one after it is."""
        graded = draft.partner or next((d for d in reversed(before) if d.role == "growth"), None)
        if draft.role != "growth" or draft.baseline is not None or draft.period is None or graded is None:
            return
        if graded.baseline is not None and graded.baseline.type in ("yoy", "previous"):
            draft.baseline = self.resolver.baseline(graded.baseline.type, draft.period)

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
        text, start = draft.sentence.text, draft.sentence.start_char
        # "$147 million (46.8% of revenues) in 2023": what stands in brackets parts nothing.
        bracket = BRACKET.match(text, draft.amount.end_char - start)
        end = start + bracket.end() if bracket is not None else draft.amount.end_char
        later = [d.amount.start_char for d in drafts if d.amount.start_char >= end]
        limit = min(later, default=draft.sentence.end_char)
        heading = [
            t
            for t in self.by_sentence[index]
            if heads_bracket(text, t.mention, start)
            and 0 <= draft.amount.start_char - t.mention.end_char <= 2
        ]
        if heading:
            return heading[0]
        after = [t for t in self.by_sentence[index] if end <= t.mention.start_char < limit]
        if after and after[0].mention.start_char - end <= 60:
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

    def _compared_with(self, index: int, draft: Draft, drafts: Sequence[Draft]) -> Timed | None:
        return next(
            (t for t in self.by_sentence[index] if t.baseline is None and is_compared(draft, t, drafts)),
            None,
        )
