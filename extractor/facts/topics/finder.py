"""What a figure is about: its measure, entity and segment, from the words that govern it.

One function per construction that `roles` found. Each reads noun phrases (`phrases`) and merges them: the
phrase nearest to the figure names the measure, the clause's subject fills what that leaves open.
"""

from collections.abc import Callable, Mapping, Sequence

from extractor.facts.clauses import governing_verb, is_verb, object_of
from extractor.facts.draft import NOUN_TAGS, Draft, verb_at
from extractor.facts.phrases.phrase import Phrase
from extractor.facts.roles.rules import preposition
from extractor.facts.topics.remnants import Remnants
from extractor.facts.units.counted import COMPARED_RULE
from extractor.facts.units.exchange import CONSTRUCTION, MEASURE, is_written_out
from extractor.lexicon.verbs import Verb

# A capital at the head of one sentence is no name yet.
KNOWN_NAME = 2
PASSED_OVER = frozenset({",", "(", "was", "were", "is", "are", "and", "or", "-", "--", "which"})
# Rows of grammar/amounts.toml.
MEMBERS = frozenset({"one_of", "one_of_owner"})
# How many words may stand between a level and the change said of it: "654,200 visitors in the six months to
# June, 8.4 per cent more".
ADVERB_REACH, COMPARED_REACH = 8, 14


def _original(draft: Draft) -> Draft:
    """The amount a conversion converts."""
    while draft.construction == "conversion" and draft.partner is not None:
        draft = draft.partner
    return draft


def is_member(draft: Draft) -> bool:
    """Does the figure only pick out one thing of several ("one of the oldest mills")?"""
    return draft.amount.value == 1 and not MEMBERS.isdisjoint(draft.amount.rules)


class TopicFinder(Remnants):
    """Finds topics in one sentence."""

    def assign(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Fill measure, entity and segment of a draft whose role is decided. One of several measures nothing."""
        if is_written_out(draft):
            draft.measure, draft.construction = MEASURE, CONSTRUCTION
        elif not is_member(draft):
            self._assign(draft, before)
            self.frame(draft)

    def _assign(self, draft: Draft, before: Sequence[Draft]) -> None:
        if draft.partner is not None and draft.construction in (
            "conversion",
            "part_in_money",
            "against",
            "from",
        ):
            draft.copy_topic(draft.partner)
            if draft.construction == "against":
                self._own_words(draft)
            return
        finder = FINDERS.get(draft.construction, TopicFinder._of_level)
        finder(self, draft, before)
        if draft.measure is None and draft.amount.kind == "count" and draft.amount.unit_text:
            self._counted(draft)
        if draft.measure is None and draft.partner is not None and COMPARED_RULE in draft.amount.rules:
            draft.copy_topic(draft.partner)

    # -- constructions ------------------------------------------------------------------------------------

    def _of_adverb(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "…, up 17 per cent": about the level just before, else the clause's subject."""
        cue = draft.cue if draft.cue is not None else draft.first
        left = min(cue, draft.first) - 1
        while left >= 0 and self.parse.lower[left] in PASSED_OVER:
            left -= 1
        partner = _original(before[-1]) if before else None
        reach = COMPARED_REACH if draft.construction == "comparative" else ADVERB_REACH
        if partner and partner.role == "level" and partner.first <= left <= partner.last + reach:
            draft.partner = partner
            draft.copy_topic(partner)
            return
        if left >= 0 and self.parse.tags[left] in NOUN_TAGS and left not in self.blocked:
            self._merge(draft, self.reader.read(self.phrase_head(left)), None)
            if draft.measure or draft.entity:
                return
        self._of_subject(draft, governing_verb(self.parse, draft.anchor))
        if not (draft.measure or draft.entity) and partner:
            draft.copy_topic(partner)

    def _of_change_noun(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "a 3% rise in exports", "8 per cent GMV growth", "net profit growth of 5%"."""
        noun = draft.cue
        if noun is None:
            return
        inner = self.complement_of(noun, after=noun)
        left = self.left_of(noun, draft)
        own = inner if inner and (inner.measure or inner.entity or inner.segment) else left
        if inner and left and inner is own and left.entity and not inner.entity:
            inner.entity, inner.entity_tokens = left.entity, left.entity_tokens
        verb = governing_verb(self.parse, noun)
        partner = before[-1] if before else None
        if (own is None or not own.measure) and partner and self._continues(draft, noun, partner, verb):
            draft.copy_topic(partner)
            if own is not None and own.segment:
                # "Revenue rose 4%, helped by a 9% surge in its retail business"
                draft.segment = own.segment
                self._evidence(draft, "segment", own.segment_tokens)
            return
        subject = self.subject_phrase(verb, noun) if verb is not None else None
        self._merge(draft, own, subject)

    def _continues(self, draft: Draft, noun: int, level: Draft, verb: int | None) -> bool:
        """Is a change told of the level just before: "$4 million, a rise of 5%"?"""
        if level.role != "level":
            return False
        beside = self.parse.deps[noun] in ("appos", "conj", "npadvmod") and verb is None
        return beside or (level.last < noun and self.parse.words[self.skip_left(draft.first)] == ",")

    def _of_verb(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "exports rose 5% to $3bn from $2bn", "the lender raised its dividend to A$2.25"."""
        verb = draft.cue
        if verb is None or not is_verb(self.parse, verb):
            partner = next((d for d in reversed(before) if d.cue == draft.cue and d.cue is not None), None)
            if partner is None:
                partner = before[-1] if before else None
            if partner is not None:
                draft.copy_topic(partner)
                return
            self._of_subject(draft, governing_verb(self.parse, draft.anchor))
            return
        same = next((d for d in reversed(before) if d.cue == verb and (d.measure or d.remnant)), None)
        if same is not None:
            draft.copy_topic(same)
            return
        if self.parse.lower[verb].startswith("add") and draft.follow() == "to":
            # "The storm added $4m to costs": what is added to, changes.
            total = self.object_of_preposition(draft.last + 1)
            if total is not None and total not in self.blocked:
                self._merge(draft, self.reader.read(total), None)
                return
        changed = object_of(self.parse, verb, self.blocked)
        if (changed is not None and changed < draft.first) or (
            changed is not None and draft.amount.kind == "count"
        ):
            if self.bare(changed) in self.words.forecasts:
                # "cut its forecast for revenue to $5m"
                foreseen = self.complement_of(changed, after=changed)
                if foreseen is not None and foreseen.measure:
                    self._merge(draft, foreseen, self.subject_phrase(verb, changed))
                    return
            self._merge(draft, self.reader.read(changed), self.subject_phrase(verb, changed))
            return
        by = preposition(draft)[0] == "by"
        if (
            draft.amount.kind == "count"
            and draft.amount.unit_text
            and draft.construction == "verb"
            and not by
        ):
            self._counted(draft)
            self._merge(draft, Phrase(measure=draft.measure), self.subject_phrase(verb, None))
            return
        self._of_subject(draft, verb)

    def _of_share(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "30% of exports", "textiles accounted for 60% of exports"."""
        verb = governing_verb(self.parse, draft.anchor)
        whole = None
        if draft.follow() == "of":
            whole = self.object_of_preposition(draft.last + 1)
        phrase = self.reader.read(whole) if whole is not None else None
        own = None
        head = self.parse.heads[draft.anchor]
        if phrase is None and self.parse.tags[head] in NOUN_TAGS and head not in self.blocked:
            own = self.reader.read(head)
        subject = self.subject_phrase(verb, whole) if verb is not None else None
        row = verb_at(self.parse, verb, self.words) if verb is not None else None
        if (
            subject is not None
            and subject.entity
            and not subject.measure
            and row is not None
            and "share" in row.classes
        ):
            # "Maruti accounts for half of car sales": who holds the share is the part.
            draft.segment = subject.entity
            self._evidence(draft, "segment", subject.entity_tokens)
            subject = None
        self._merge(draft, phrase or own, subject)

    def _of_level(self, draft: Draft, before: Sequence[Draft]) -> None:
        word, at = preposition(draft)
        verb = governing_verb(self.parse, draft.anchor)
        if (
            word in ("of", "at") or (word == "from" and draft.amount.comparator == "range")
        ) and at is not None:
            noun = self.noun_left_of(at)
            if noun is not None:
                own = self.reader.read(noun)
                if own.measure and not self.is_carrier(noun):
                    self._merge(draft, own, self.subject_phrase(verb, noun) if verb is not None else None)
                    self._add_complement(draft)
                    return
        modified = self.modified_noun(draft)
        if modified is not None and not self.is_carrier(modified):
            own = self.reader.read(modified)
            subject = self.subject_phrase(verb, modified) if verb is not None else None
            if self._is_level_of(verb, subject) and draft.amount.kind == "count":
                # "Inventories stood at 223,600 vehicles": what is counted is only the unit.
                self._merge(draft, subject, None)
                return
            if own.measure or own.entity:
                self._merge(draft, own, subject)
                return
        complement = self.complement_after(draft)
        if verb is None:
            self._of_fragment(draft, complement, before)
            return
        self._of_clause(draft, verb, complement)
        if draft.measure is None and before and self.parse.deps[draft.anchor] in ("conj", "appos"):
            draft.copy_topic(before[-1])

    def _of_clause(self, draft: Draft, verb: int, complement: Phrase | None) -> None:
        """ "Generated $75.8 million in revenue", "paid $4m for the mill", "reported sales worth $3m"."""
        row = verb_at(self.parse, verb, self.words)
        subject = self.subject_phrase(verb, None)
        produced = self._produced(draft, row)
        if (
            complement is not None
            and complement.measure
            and (self._measures(complement, draft) or (not produced and draft.follow() != "for"))
        ):
            self._merge(draft, complement, subject)
        elif produced:
            # "The city spent $4m on roads": the roads are the part, not the city.
            made = Phrase(measure=produced)
            if complement is not None and not (subject is not None and subject.segment):
                made.segment, made.segment_tokens = complement.measure, complement.measure_tokens
            self._merge(draft, made, subject)
            self._evidence(draft, "measure", (verb,))
        else:
            changed = object_of(self.parse, verb, self.blocked)
            own = self.reader.read(changed) if changed is not None and changed < draft.first else None
            reports = row is not None and ("report" in row.classes or row.transitive)
            # "The slump pushed the trade deficit to €2.2bn"
            moved = (
                own is not None
                and own.known
                and preposition(draft)[0] in ("to", "from", "at", "above", "below")
            )
            if own is not None and (reports or moved):
                foretold = row is not None and bool({"forecast", "say", "plan"} & set(row.classes))
                whose = subject is not None and not foretold and (subject.entity or subject.anaphor)
                self._merge(draft, own, subject if reports or whose else None)
            else:
                self._merge(draft, subject, None)

    def _measures(self, phrase: Phrase, draft: Draft) -> bool:
        """Is the phrase a measure of such a figure? "176,400 barrels of crude oil" are no oil price."""
        row = self.words.measures.match(phrase.measure) if phrase.measure and phrase.known else None
        return row is not None and (row.kind != "price" or draft.amount.kind == "money")

    @staticmethod
    def _produced(draft: Draft, row: Verb | None) -> str | None:
        """The measure that the verb names: what one charges in euros is a price, in minutes it is not."""
        if row is None or "produce" not in row.classes:
            return None
        things = draft.amount.kind != "money" and bool(draft.amount.units)
        return row.otherwise if row.money and things else row.measure

    def _is_level_of(self, verb: int | None, subject: Phrase | None) -> bool:
        """Does a verb of level tie the figure to a subject that is a known measure?"""
        row = verb_at(self.parse, verb, self.words) if verb is not None else None
        return (
            row is not None
            and bool({"stand", "reach"} & set(row.classes))
            and subject is not None
            and subject.known
        )

    def _of_fragment(self, draft: Draft, complement: Phrase | None, before: Sequence[Draft]) -> None:
        """Without a verb: a headline, a bullet, "Revenue: $5m"; the noun before the figure."""
        if complement is not None and complement.measure:
            self._merge(draft, complement, None)
            return
        for at in range(draft.first - 1, -1, -1):
            if at in self.blocked:
                break
            if self.parse.tags[at] in NOUN_TAGS:
                self._merge(draft, self.reader.read(self.phrase_head(at)), None)
                return
        if before:
            draft.copy_topic(before[-1])

    # -- pieces -------------------------------------------------------------------------------------------

    def _of_subject(self, draft: Draft, verb: int | None) -> None:
        if verb is None:
            return
        subject = self.subject_phrase(verb, None)
        self._merge(draft, subject, None)
        name = self.names.lookup(subject.entity) if subject is not None and subject.entity else None
        known = name is not None and not name.country and (name.score >= KNOWN_NAME or name.index)
        if draft.measure is None and name is not None and known and draft.amount.kind == "percent":
            # "Harrow Bank gains 6%", "the FTSE 100 was down 0.4%": what moves is the price.
            index = any(word in self.words.names.indices for word in name.text.lower().split())
            draft.measure = "index" if index else "share price"
            draft.rules.append("topic.market")


FINDERS: Mapping[str, Callable[[TopicFinder, Draft, Sequence[Draft]], None]] = {
    "adverb": TopicFinder._of_adverb,
    "comparative": TopicFinder._of_adverb,
    "change_noun": TopicFinder._of_change_noun,
    "growth_subject": TopicFinder._of_change_noun,
    "verb": TopicFinder._of_verb,
    "to": TopicFinder._of_verb,
    "from": TopicFinder._of_verb,
    "noun_to": TopicFinder._of_change_noun,
    "share": TopicFinder._of_share,
    "gapped": TopicFinder._of_gapped,
}
