"""Phrases merged into a draft: the figure's own names the measure, the subject fills what that leaves open."""

from collections.abc import Sequence

from extractor.facts.draft import Draft
from extractor.facts.phrases.phrase import Phrase
from extractor.facts.roles.grading import preposition
from extractor.facts.topics.arguments import Arguments
from extractor.lexicon.words import singular


class Merging(Arguments):
    """Merges the phrases of one sentence into its drafts."""

    def _counted(self, draft: Draft) -> None:
        draft.measure = draft.amount.unit_text
        draft.mark("measure", draft.amount.start_char, draft.amount.end_char)

    def _merge(self, draft: Draft, own: Phrase | None, subject: Phrase | None) -> None:
        """Take a phrase; what it leaves open the subject fills: a name is the entity, a thing the segment."""
        if own is None and subject is not None:
            own, subject = subject, None
        if own is None:
            return
        draft.measure = own.measure or draft.measure
        draft.entity = own.entity or draft.entity
        draft.segment = draft.segment or own.segment
        draft.anaphor, draft.actor = draft.anaphor or own.anaphor, draft.actor or own.actor
        draft.is_part = draft.is_part or own.is_part or (subject is not None and subject.is_part)
        self._evidence(draft, "measure", own.measure_tokens)
        self._evidence(draft, "entity", own.entity_tokens)
        self._evidence(draft, "segment", own.segment_tokens)
        if subject is not None:
            self._merge_subject(draft, subject)

    def _merge_subject(self, draft: Draft, subject: Phrase) -> None:
        if draft.measure is None and subject.measure:
            draft.measure = subject.measure
            self._evidence(draft, "measure", subject.measure_tokens)
        elif (
            subject.measure
            and draft.segment is None
            and not subject.known
            and subject.measure.lower() not in self.words.changes.generic
            and singular(subject.measure.lower()).split()[-1]
            not in self.words.names.agents | self.words.names.sources | self.words.forecasts
        ):
            draft.segment = subject.measure
            self._evidence(draft, "segment", subject.measure_tokens)
        else:
            draft.actor = draft.actor or subject.measure
        place = self._place_of(draft, subject)
        if place is not None:
            draft.segment, draft.entity = draft.segment or place, None
        if draft.entity is None and subject.entity:
            draft.entity = subject.entity
            self._evidence(draft, "entity", subject.entity_tokens)
        if draft.segment is None and subject.segment:
            draft.segment = subject.segment
        draft.anaphor, draft.actor = draft.anaphor or subject.anaphor, draft.actor or subject.actor

    def _place_of(self, draft: Draft, subject: Phrase) -> str | None:
        """The country that "in" names where the subject is an organisation: "Ford has 13,000 workers in Spain"."""
        where = self.names.lookup(draft.entity) if draft.entity else None
        who = self.names.lookup(subject.entity) if subject.entity else None
        if where is None or who is None or not where.country or who.country:
            return None
        return where.text

    def _evidence(self, draft: Draft, label: str, tokens: Sequence[int]) -> None:
        if tokens:
            draft.mark_tokens(label, min(tokens), max(tokens))

    def _add_complement(self, draft: Draft) -> None:
        if draft.segment is None and draft.follow() in ("from", "in"):
            extra = self.complement_after(draft)
            if extra is not None and not extra.known:
                draft.segment = extra.measure
                self._evidence(draft, "segment", extra.measure_tokens)

    def _own_words(self, draft: Draft) -> None:
        """ "against an operating loss of $4m", "against a $4m (£3m) profit": the figure names a measure of its own."""
        word, at = preposition(draft)
        noun = self.noun_left_of(at) if word == "of" and at is not None else self.modified_noun(draft)
        own = self.reader.read(noun) if noun is not None else None
        if own is not None and own.measure and own.known:
            draft.measure = own.measure
