"""A noun phrase read as measure, entity and segment: "Pakistan's exports of textiles to Germany"."""

from extractor.facts.draft import NOUN_TAGS, Words
from extractor.facts.names.names import Names
from extractor.facts.phrases.anaphora import DROPPED_TAGS
from extractor.facts.phrases.complements import Complements
from extractor.facts.phrases.phrase import Phrase
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


class PhraseReader(Complements):
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
            return self._pronoun(head)
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

    def read_alone(self, head: int) -> Phrase:
        """One of several nouns that are told together, without the others."""
        left = [token for token in self._left(head) if not self._drops(token)]
        phrase = Phrase()
        name = self._whole_name(head, left)
        if name:
            phrase.entity, phrase.entity_tokens = name, (*left, head)
            return phrase
        left = self._take_names(phrase, left)
        tokens = [*left, head]
        phrase.measure, phrase.measure_tokens = self._words(tokens), tuple(tokens)
        phrase.known = self.words.measures.match(phrase.measure) is not None
        if self.parse.tags[head] in ("NNP", "NNPS") and not phrase.known:
            phrase.entity, phrase.measure = phrase.measure, None
        return phrase

    def _pronoun(self, pronoun: int) -> Phrase:
        """What a pronoun stands for, as far as its own sentence tells: "the club said it had 17 players"."""
        if again := self._measure_again(pronoun):
            return again
        phrase = Phrase(anaphor="any", entity_tokens=(pronoun,))
        owner = self._antecedent(pronoun) if self.parse.tags[pronoun] == "PRP" else None
        if owner is None or self.parse.tags[owner] not in NOUN_TAGS:
            return phrase
        owned = self.read(owner)
        if owned.known:
            return owned
        phrase.actor = owned.entity or owned.actor or owned.measure
        name = self.names.lookup(owned.entity) if owned.entity else None
        if name is not None and not (name.person or name.source):
            phrase.entity = name.text
        return phrase

    def _measure_again(self, pronoun: int) -> Phrase | None:
        """ "Exports to China rose 5% and those to Japan fell 3%": the measure just named, of another part."""
        parse = self.parse
        behind = parse.lower[pronoun + 1 : pronoun + 2]
        if parse.lower[pronoun] not in ("those", "that") or behind not in (
            ("of",),
            ("to",),
            ("from",),
            ("in",),
        ):
            return None
        before = next((m for m in reversed(self.named) if m.end <= parse.starts[pronoun]), None)
        if before is None:
            return None
        tokens = tuple(parse.tokens(before.start, before.end))
        phrase = Phrase(measure=self._words(list(tokens)), measure_tokens=tokens, known=True)
        self._right(phrase, pronoun, named=False)
        return phrase

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
            if owner is not None and not self._both_measures(owner, head):
                self._possessed(phrase, owner)
            elif parse.tags[child] in ("PRP$", "WP$") or self._is_anaphor(child, tokens):
                phrase.anaphor, phrase.entity_tokens = self._anaphor(child), (child,)
                phrase.is_part = parse.lower[child] in self.words.names.company_parts
            else:
                self._possessed(phrase, child)
            return [token for token in left if token not in tokens]
        return left

    def _both_measures(self, owner: int, owned: int) -> bool:
        """ "Income rose 5%, its costs 3%": no measure has another."""
        match = self.words.measures.match
        return match(self.parse.lower[owner]) is not None and match(self.parse.lower[owned]) is not None

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
        behind = self._name_behind(head)
        for start in range(len(tokens) + 1):
            run = [*tokens[start:], head]
            if run[-1] - run[0] != len(run) - 1:
                continue
            found = (behind and self.names.lookup(self._words([*run, *behind]))) or self.names.lookup(
                self._words(run)
            )
            if found:
                return found.text
        return self._proper_name([*tokens, head])

    def _name_behind(self, head: int) -> list[int]:
        """The end of a name that goes on behind its head: "of India" of the Reserve Bank of India."""
        parse, end = self.parse, head + 2
        if parse.lower[head + 1 : head + 2] != ("of",):
            return []
        while end < len(parse) and parse.words[end][:1].isupper() and end not in self.blocked:
            end += 1
        return list(range(head + 1, end)) if end > head + 2 else []

    def _proper_name(self, run: list[int]) -> str | None:
        """Two proper nouns or more are a name, though the article tells no more of it ("Ruth Ashby ran 138 yards")."""
        parse = self.parse
        if run[0] == 0 and parse.lower[0] in self.words.names.openers:
            run = run[1:]
        capital = all(parse.tags[at].startswith("NNP") and parse.words[at][:1].isupper() for at in run)
        if len(run) < 2 or run[-1] - run[0] != len(run) - 1 or not capital:
            return None
        words = self._words(run)
        return None if words.isupper() or self.words.measures.find(words) else words

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
        tokens = self._joined(head, self.completed(head, tokens))
        if self._bare(head) in self.words.changes.time and not self._is_named(tokens):
            return
        phrase.measure, phrase.measure_tokens = self._words(tokens), tuple(tokens)
        row = self.words.measures.match(phrase.measure)
        phrase.known = row is not None
        if row is not None and row.key == "exchange_rate" and "rate" not in phrase.measure.lower():
            # "The yen weakened": what moves is its rate.
            phrase.entity = phrase.entity or phrase.measure
            phrase.measure = "exchange rate"

    def _is_named(self, tokens: list[int]) -> bool:
        """ "Hours worked" are no time: the lexicon knows a measure of this name."""
        return self.words.measures.match(self._words(tokens)) is not None

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
                inside = list(self.parse.tokens(match.start, match.end))
                # "Garland Motor Company's sales": no company sales.
                owners = [at for at in inside if self.parse.tags[at] == "POS"]
                inside = inside[inside.index(owners[-1]) + 1 :] if owners else inside
                return sorted({*tokens, *(at for at in inside if self.parse.words[at] not in "()")})
        return tokens


def is_noun(parse: Parse, token: int) -> bool:
    return parse.tags[token] in NOUN_TAGS
