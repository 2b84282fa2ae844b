"""A noun phrase read as measure, entity and segment: "Pakistan's exports of textiles to Germany"."""

import msgspec

from extractor.facts.anaphora import DROPPED_TAGS, Anaphora
from extractor.facts.draft import NOUN_TAGS, Words
from extractor.facts.names import Names
from extractor.lexicon.words import singular
from extractor.syntax import Parse

# ClearNLP relations of what stands before a noun and belongs to it.
LEFT_DEPS = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "poss",
        "nummod",
        "npadvmod",
        "advmod",
        "quantmod",
        "punct",
        "det",
        "appos",
        "dep",
    )
)
HYPHENS = frozenset({"-", "\u2010", "\u2011"})


class Phrase(msgspec.Struct, kw_only=True):
    """What a noun phrase says; token indices are the evidence."""

    measure: str | None = None
    entity: str | None = None
    segment: str | None = None
    # What kind of thing the pronoun or definite noun phrase stands for: organisation, country, part, any.
    anaphor: str | None = None
    # The anaphor may stand for a part of a company ("the business").
    is_part: bool = False
    # Who or what acts, in a common noun: the entity where nothing names one ("the club").
    actor: str | None = None
    measure_tokens: tuple[int, ...] = ()
    entity_tokens: tuple[int, ...] = ()
    segment_tokens: tuple[int, ...] = ()
    # The measure is one of the lexicon's.
    known: bool = False


class PhraseReader(Anaphora):
    """Reads noun phrases of one sentence. `blocked` are the tokens of figures and periods."""

    def __init__(
        self, text: str, offset: int, parse: Parse, words: Words, names: Names, blocked: frozenset[int]
    ) -> None:
        super().__init__(text, offset, parse, words, names, blocked)
        self.named = words.measures.find_all(text, offset)

    def read(self, head: int) -> Phrase:
        """Read the noun phrase with this head token."""
        parse, lower = self.parse, self.parse.lower[head]
        if parse.tags[head].startswith(("PRP", "W", "DT", "EX")) or lower in self.words.names.pronouns:
            return Phrase(anaphor="any", entity_tokens=(head,), actor=self._acting(head))
        left = self._left(head)
        phrase = Phrase()
        left = self._take_possessor(phrase, head, left)
        name = self._whole_name(head, left)
        if name:
            phrase.entity, phrase.entity_tokens = name, (*left, head)
            self._take_parent(phrase, head)
            self._right(phrase, head, named=True)
            return phrase
        if parts := self._part_of_company(head, left):
            phrase.segment, phrase.segment_tokens = self._words(parts), tuple(parts)
            phrase.anaphor = phrase.anaphor or "organisation"
            self._right(phrase, head, named=True)
            return phrase
        if self._is_anaphor(head, left):
            phrase.anaphor = self._anaphor(head)
            phrase.is_part = lower in self.words.names.company_parts
            phrase.actor = self._words([*(token for token in left if not self._drops(token)), head])
            self._right(phrase, head, named=True)
            return phrase
        left = self._take_names(phrase, left)
        self._take_measure(phrase, head, left)
        self._right(phrase, head, named=False)
        return phrase

    def _acting(self, pronoun: int) -> str | None:
        """ "The club said it had 17 players": whom a pronoun stands for in its own sentence, in words."""
        owner = self._antecedent(pronoun) if self.parse.tags[pronoun] == "PRP" else None
        if owner is None or self.parse.tags[owner] not in NOUN_TAGS:
            return None
        phrase = self.read(owner)
        return phrase.entity or phrase.actor or phrase.measure

    # -- left of the head ---------------------------------------------------------------------------------

    def _left(self, head: int) -> list[int]:
        """The modifiers before a head, with all they govern, without figures and periods."""
        parse, found = self.parse, []
        for child in parse.children[head]:
            if child < head and parse.deps[child] in LEFT_DEPS:
                found += [token for token in parse.subtree(child) if token < head]
        # A figure between the words parts them: what stands before it is another phrase.
        found = sorted(set(found))
        cut = (
            max((token for token in range(found[0], head) if token in self.blocked), default=-1)
            if found
            else -1
        )
        return [token for token in found if token > cut or parse.deps[token] == "poss"]

    def _take_possessor(self, phrase: Phrase, head: int, left: list[int]) -> list[int]:
        parse = self.parse
        for child in parse.children[head]:
            if parse.deps[child] != "poss" or child > head:
                continue
            tokens = [token for token in parse.subtree(child) if token < head]
            owner = self._antecedent(head) if parse.tags[child] in ("PRP$", "WP$") else None
            if owner is not None:
                self._possessed(phrase, owner)
            elif parse.tags[child] in ("PRP$", "WP$") or self._is_anaphor(child, tokens):
                phrase.anaphor, phrase.entity_tokens = self._anaphor(child), (child,)
                phrase.is_part = parse.lower[child] in self.words.names.company_parts
            else:
                self._possessed(phrase, child)
            return [token for token in left if token not in tokens]
        return left

    def _possessed(self, phrase: Phrase, owner: int) -> None:
        owned = self.read(owner)
        if owned.entity:
            phrase.entity, phrase.entity_tokens = owned.entity, owned.entity_tokens
            phrase.segment, phrase.segment_tokens = owned.segment, owned.segment_tokens
        elif owned.measure and owner not in self.blocked:
            if singular(self.parse.lower[owner]) in self.words.names.agents:
                # "the Raipur-based company's profit"
                phrase.anaphor, phrase.entity_tokens = "organisation", (owner,)
            elif self.parse.tags[owner].startswith("NNP"):
                phrase.entity, phrase.entity_tokens = owned.measure, owned.measure_tokens
            else:
                phrase.segment, phrase.segment_tokens = owned.measure, owned.measure_tokens

    def _take_parent(self, phrase: Phrase, head: int) -> None:
        """ "Superstore, Nykaa's distribution business": the name is a part of whose business it is."""
        parse = self.parse
        for noun in parse.children[head]:
            if parse.deps[noun] != "appos" or parse.lower[noun] not in self.words.names.company_parts:
                continue
            owner = next((child for child in parse.children[noun] if parse.deps[child] == "poss"), None)
            parent = self.read(owner).entity if owner is not None else None
            if parent is not None:
                phrase.segment, phrase.segment_tokens = phrase.entity, phrase.entity_tokens
                phrase.entity, phrase.entity_tokens = parent, (owner,) if owner is not None else ()

    def _whole_name(self, head: int, left: list[int]) -> str | None:
        if not self.parse.tags[head].startswith("NNP") and not self.parse.words[head][:1].isupper():
            return None
        tokens = [token for token in left if self.parse.tags[token] not in DROPPED_TAGS]
        for start in range(len(tokens) + 1):
            run = [*tokens[start:], head]
            if run[-1] - run[0] != len(run) - 1:
                continue
            found = self.names.lookup(self._words(run))
            if found:
                return found.text
        return None

    def _take_names(self, phrase: Phrase, left: list[int]) -> list[int]:
        """Find a name among the modifiers ("Pakistani exports", "Nykaa revenue"), and take it out."""
        tokens = [token for token in left if self.parse.words[token][:1].isupper()]
        for size in range(len(tokens), 0, -1):
            for start in range(len(tokens) - size + 1):
                run = tokens[start : start + size]
                if run[-1] - run[0] != size - 1:
                    continue
                found = self.names.lookup(self._words(run))
                if found and not found.person:
                    negated = run[0] >= 2 and self.parse.lower[run[0] - 2] == "non"
                    if found.text in self.words.names.blocs or negated:
                        phrase.segment = f"non-{found.text}" if negated else found.text
                        phrase.segment_tokens = tuple(run)
                        gone = {*run, run[0] - 1, run[0] - 2} if negated else set(run)
                        return [token for token in left if token not in gone]
                    if phrase.entity is None:
                        phrase.entity, phrase.entity_tokens = found.text, tuple(run)
                    elif phrase.segment is None:
                        phrase.segment, phrase.segment_tokens = found.text, tuple(run)
                    return [token for token in left if token not in run]
        return left

    def _take_measure(self, phrase: Phrase, head: int, left: list[int]) -> None:
        kept = self._hyphened([token for token in left if not self._drops(token)], left)
        tokens = [*kept, head] if head not in self.blocked else kept
        if not tokens:
            return
        if self._bare(head) in self.words.changes.time:
            return
        tokens = self._joined(head, self.completed(head, tokens))
        phrase.measure, phrase.measure_tokens = self._words(tokens), tuple(tokens)
        phrase.known = self.words.measures.match(phrase.measure) is not None

    def _hyphened(self, kept: list[int], left: list[int]) -> list[int]:
        """A word in hyphens stays whole ("first-team players") or goes whole ("12-cylinder")."""
        parse = self.parse
        while kept and parse.words[kept[0]] in HYPHENS:
            before = kept[0] - 1
            kept = [before, *kept] if before in left and before not in self.blocked else kept[2:]
        return kept

    def _bare(self, token: int) -> str:
        return singular(self.parse.lower[token])

    def _joined(self, head: int, tokens: list[int]) -> list[int]:
        """ "Software testing and development": two common nouns of one thing, where no measure is named."""
        parse = self.parse
        if (
            parse.tags[head] not in ("NN", "NNS")
            or self.words.measures.match(self._words(tokens)) is not None
        ):
            return tokens
        for child in parse.children[head]:
            if parse.deps[child] == "conj" and child - head <= 3 and parse.tags[child] in ("NN", "NNS"):
                between = range(head + 1, child)
                if all(parse.tags[t] in ("CC", "NN", "JJ") and parse.lower[t] != "or" for t in between):
                    return sorted({*tokens, *between, child})
        return tokens

    def completed(self, head: int, tokens: list[int]) -> list[int]:
        """A measure with all of its name: "earnings before interest and taxes", the "current" of a current account."""
        start, end = self.parse.starts[head], self.parse.ends[head]
        for match in self.named:
            if match.start <= start and match.end >= end:
                inside = self.parse.tokens(match.start, match.end)
                return sorted({*tokens, *inside})
        return tokens

    # -- right of the head --------------------------------------------------------------------------------

    def _right(self, phrase: Phrase, head: int, *, named: bool) -> None:
        parse = self.parse
        for child in parse.children[head]:
            if (
                child <= head
                or parse.deps[child] not in ("prep", "dep")
                or parse.lower[child] not in self.words.changes.part_prepositions
            ):
                continue
            for pobj in parse.children[child]:
                if (
                    parse.deps[pobj] == "pobj"
                    and pobj not in self.blocked
                    and pobj not in phrase.measure_tokens
                ):
                    self._complement(phrase, head, child, pobj, named=named)

    def _complement(self, phrase: Phrase, head: int, preposition: int, pobj: int, *, named: bool) -> None:
        word, noun = self.parse.lower[preposition], self.parse.lower[head]
        inner = self.read(pobj)
        if inner.anaphor and not inner.measure:
            phrase.anaphor = phrase.anaphor or (None if phrase.entity else inner.anaphor)
            phrase.is_part = phrase.is_part or inner.is_part
            return
        if inner.entity and not inner.measure:
            self._partner(phrase, word, inner)
            return
        generic = word == "of" and (noun in self.words.changes.generic or not phrase.known)
        if generic and not named and inner.measure and phrase.measure:
            phrase.measure = f"{phrase.measure} of {inner.measure}"
            phrase.measure_tokens += (preposition, *inner.measure_tokens)
            phrase.known = phrase.known or inner.known
            self._adopt(phrase, inner)
        elif (
            word in ("of", "in", "from", "at", "for", "to", "across", "within", "outside", "on", "by")
            and inner.measure
        ):
            if phrase.segment is None and (word != "by" or phrase.known) and not self._is_cause(word, pobj):
                prefix = f"{word} " if word in self.words.changes.kept_prepositions else ""
                phrase.segment = prefix + inner.measure
                phrase.segment_tokens = inner.measure_tokens
            self._adopt(phrase, inner)

    def _is_cause(self, word: str, noun: int) -> bool:
        """ "A profit of $4m on higher margins": why, not of what."""
        parse = self.parse
        return word == "on" and any(
            parse.tags[child] == "JJR" or parse.lower[child] in self.words.changes.evaluative
            for child in parse.children[noun]
        )

    def _partner(self, phrase: Phrase, word: str, inner: Phrase) -> None:
        """A name after a preposition: the entity, or the partner of a trade ("to Germany")."""
        if word in ("of", "in", "at", "by", "for", "across") and phrase.entity is None:
            phrase.entity, phrase.entity_tokens = inner.entity, inner.entity_tokens
        elif phrase.segment is None and inner.entity != phrase.entity:
            prefix = f"{word} " if word in self.words.changes.kept_prepositions else ""
            phrase.segment, phrase.segment_tokens = f"{prefix}{inner.entity}", inner.entity_tokens

    @staticmethod
    def _adopt(phrase: Phrase, inner: Phrase) -> None:
        if phrase.entity is None:
            phrase.entity, phrase.entity_tokens = inner.entity, inner.entity_tokens
        phrase.anaphor = phrase.anaphor or inner.anaphor
        if phrase.segment is None:
            phrase.segment, phrase.segment_tokens = inner.segment, inner.segment_tokens


def is_noun(parse: Parse, token: int) -> bool:
    return parse.tags[token] in NOUN_TAGS
