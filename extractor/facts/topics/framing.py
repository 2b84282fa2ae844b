"""What frames a whole clause: a phrase before the subject, the clause above, a list told "respectively".

"In the wine sector, volumes rose 0.7%"; "the mining arm, which saw output fall 4%"; "prices in Kent and Essex fell
by 2% and 1% respectively". These fill what the figure's own words leave open.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from extractor.facts.clauses import governing_verb, is_verb, subject_of
from extractor.facts.draft import NOUN_TAGS, Draft, verb_at
from extractor.facts.phrases.phrase import Phrase
from extractor.facts.topics.merging import Merging
from extractor.lexicon.words import singular

# Prepositions that open a frame. "Of the adults asked, 27% …" says what a share is of.
FRAMING: Final = frozenset({"in", "at", "for", "among", "within", "across", "excluding", "of"})
LONGEST_FRAME: Final = 16
REST: Final = frozenset({"remaining", "other"})
ORIGINS: Final = frozenset({"in", "from", "to", "outside", "at"})
CONTRASTS: Final = frozenset({"while", "whereas", ";"})
RESPECTIVELY: Final = "respectively"


class Frame(NamedTuple):
    """A phrase before the subject; `end` is the token of its comma."""

    word: str
    phrase: Phrase
    end: int


def is_attendant(draft: Draft) -> bool:
    """Does a figure only accompany the clause: "exports fell 4%, with full-time posts down 900"?"""
    parse = draft.parse
    return any(
        parse.lower[at] == "with" and parse.deps[at] == "prep" and is_verb(parse, parse.heads[at])
        for at in parse.ancestors(draft.anchor)
    )


class Framing(Merging):
    """Applies the frames of one sentence to its drafts."""

    def frame(self, draft: Draft) -> None:
        """Fill what the figure's words left open from the clause above it and the phrase before its subject."""
        outer = self._outer(draft)
        if outer is not None:
            self._fill(draft, outer)
        found = self.fronted
        if found is None or draft.first < found.end:
            return
        if not CONTRASTS.isdisjoint(self.parse.lower[found.end : draft.first]):
            # "Excluding gold, the account showed a surplus, while the goods deficit was …"
            return
        if found.word == "of":
            if draft.role == "share" and draft.measure is None and draft.construction == "share":
                draft.measure, draft.entity = found.phrase.measure, draft.entity or found.phrase.entity
                draft.rules.append("topic.fronted")
            elif (
                draft.role == "level" and found.phrase.known and (draft.measure is None or draft.lead in REST)
            ):
                self._part_of_frame(draft, found.phrase)
            return
        row = self.words.measures.match(draft.measure) if draft.measure else None
        if row is None or row.key not in self.words.daily:
            self._fill(draft, found.phrase)

    def _part_of_frame(self, draft: Draft, whole: Phrase) -> None:
        """ "Of the imports, $6 million came from Peru and the remaining $2 million by sea": parts of what opens."""
        part = draft.lead if draft.lead in REST else self._told_behind(draft)
        if part is not None:
            draft.measure, draft.entity, draft.segment = whole.measure, draft.entity or whole.entity, part
            draft.rules.append("topic.fronted")

    def _told_behind(self, draft: Draft) -> str | None:
        """Where the verb behind a figure says it came from or went to."""
        verb = governing_verb(self.parse, draft.anchor)
        if verb is None or verb < draft.last:
            return None
        for child in self.parse.children[verb]:
            noun = self.pobj(child) if self.parse.lower[child] in ORIGINS else None
            if noun is not None and noun not in self.blocked:
                phrase = self.reader.read(noun)
                return phrase.entity or phrase.segment or phrase.measure
        return None

    def pair(self, drafts: Sequence[Draft]) -> None:
        """ "Prices in Kent and Essex fell by 2% and 1% respectively": the first of the first, and so on."""
        lower = self.parse.lower
        if RESPECTIVELY not in lower:
            return
        run = self._told_together(drafts, lower.index(RESPECTIVELY))
        group = self._listed(len(run), run[0].first) if len(run) > 1 else ()
        for draft, token in zip(run, group, strict=False):
            phrase = self.reader.read_alone(token)
            if draft.measure is not None and self.words.measures.match(draft.measure) is None:
                # "Smaller markets Peru and Chile recorded falls of 2% and 1% respectively"
                draft.measure = None
            if phrase.known:
                draft.measure = phrase.measure
            elif phrase.entity is not None and not self.reader.is_region(phrase.entity):
                draft.entity, draft.anaphor = phrase.entity, None
            else:
                if draft.entity is not None and draft.entity in self._names_of(group):
                    draft.entity = None
                draft.segment = phrase.entity or phrase.segment or phrase.measure
            draft.mark_tokens("segment", token, token)
            draft.rules.append("topic.respectively")

    # -- pieces -------------------------------------------------------------------------------------------

    @cached_property
    def fronted(self) -> Frame | None:
        """The phrase before the subject: "In the wine sector, …", "Excluding gold, …"."""
        parse = self.parse
        if len(parse) == 0 or parse.lower[0] not in FRAMING:
            return None
        end = next((at for at in range(1, min(len(parse), LONGEST_FRAME)) if parse.words[at] == ","), None)
        noun = self.object_of_preposition(0)
        if end is None or noun is None or noun >= end or noun in self.blocked:
            return None
        word = parse.lower[0]
        if word == "excluding":
            tokens = [at for at in range(end) if at not in self.blocked]
            return Frame(word, Phrase(segment=self.reader._words(tokens), segment_tokens=tuple(tokens)), end)
        bare = self.bare(noun)
        if (
            bare in self.words.changes.frames
            or bare in self.words.changes.time
            or self.words.changes.noun(bare)
        ):
            return None
        if bare in self.words.names.sources | self.words.names.titles | self.words.changes.footings:
            return None
        phrase = self.reader.read(noun)
        said = {singular(part) for part in (phrase.measure or "").lower().split()}
        if (phrase.known and word != "of") or not said.isdisjoint(self.words.changes.frames):
            return None
        return Frame(word, phrase, end)

    def _outer(self, draft: Draft) -> Phrase | None:
        """Who saw it: the subject of the verb above ("X saw sales fall 4%", "X did well, with sales up 4%")."""
        if draft.entity is not None and draft.segment is not None:
            return None
        parse, verb = self.parse, governing_verb(self.parse, draft.anchor)
        if (place := self._where(verb)) is not None:
            return place
        if verb is not None and parse.deps[verb] == "ccomp" and is_verb(parse, parse.heads[verb]):
            row = verb_at(parse, parse.heads[verb], self.words)
            if row is not None and "report" in row.classes:
                return self._subject_alone(parse.heads[verb])
        for at in parse.ancestors(draft.anchor):
            if parse.lower[at] == "with" and parse.deps[at] == "prep" and is_verb(parse, parse.heads[at]):
                return self._subject_alone(parse.heads[at], several=True)
        return None

    def _where(self, verb: int | None) -> Phrase | None:
        """ "Wales, where prices fell by 6%": the noun that "where" stands for."""
        parse = self.parse
        if verb is None or parse.deps[verb] != "relcl":
            return None
        if not any(parse.lower[child] == "where" for child in parse.children[verb]):
            return None
        return self.reader.read(parse.heads[verb])

    def _subject_alone(self, verb: int, *, several: bool = False) -> Phrase | None:
        """The subject of a verb, where it is a name, a part of something or, if so asked, things in the plural."""
        subject = subject_of(self.parse, verb)
        if subject is None or subject in self.blocked or self.parse.tags[subject] not in NOUN_TAGS:
            return None
        phrase = self.reader.read(subject)
        things = several and self.parse.tags[subject] == "NNS"
        if phrase.measure and not things and self.bare(subject) not in self.words.names.part_nouns:
            # "Disasters have seen claims reach $42bn": they are no part.
            phrase.measure = None
        return phrase

    def _fill(self, draft: Draft, phrase: Phrase) -> None:
        name = phrase.entity
        known = self.names.lookup(name) if name is not None else None
        if known is not None and (known.person or known.source or known.authority):
            return
        if name is not None and not phrase.measure:
            if self.reader.is_region(name) or (draft.entity is not None and draft.entity != name):
                draft.segment = draft.segment or name
            else:
                draft.entity = name
        part = phrase.segment if name is None or phrase.segment else None
        if part is None and phrase.measure and not phrase.known:
            part = self.part_name(phrase.measure)
        if part is not None and draft.segment is None and part.lower() != (draft.measure or "").lower():
            draft.segment = part
            self._evidence(draft, "segment", phrase.segment_tokens or phrase.measure_tokens)

    def part_name(self, words: str) -> str | None:
        """ "wine sector" is a part called wine; who acts and who tells are no parts."""
        head = words.split()[-1].lower()
        bare = self.words.names
        if head in bare.agents | bare.sources | bare.organisation | bare.country | self.words.forecasts:
            return None
        kept = words.split()[:-1] if head in bare.part_nouns else words.split()
        return " ".join(kept) or None

    @staticmethod
    def _told_together(drafts: Sequence[Draft], at: int) -> list[Draft]:
        """The figures of one kind right before (or after) the word, with nothing but commas and "and" between."""
        run: list[Draft] = []
        for draft in reversed([each for each in drafts if each.last < at]):
            joined = not run or all(
                draft.parse.lower[token] in (",", "and", "or")
                for token in range(draft.last + 1, run[0].first)
            )
            if not joined or (run and draft.amount.kind != run[0].amount.kind):
                break
            run.insert(0, draft)
        return run

    def _listed(self, size: int, before: int) -> tuple[int, ...]:
        """The last list of so many nouns before a token."""
        lists = [group for group in self._lists() if len(group) == size and group[-1] < before]
        return max(lists, default=())

    def _lists(self) -> Iterator[tuple[int, ...]]:
        parse = self.parse
        for token in range(len(parse)):
            if parse.tags[token] not in NOUN_TAGS or token in self.blocked or parse.deps[token] == "conj":
                continue
            group = [token]
            while follower := next((c for c in parse.children[group[-1]] if parse.deps[c] == "conj"), None):
                group.append(follower)
            if len(group) > 1 and not set(group) & self.blocked:
                yield tuple(group)

    def _names_of(self, group: Sequence[int]) -> set[str | None]:
        return {self.reader.read_alone(token).entity for token in group}
