"""The phrases around a figure that can name its topic: what it modifies, what follows it, whose clause it is in."""

from extractor.facts.clauses import SUBJECTS, governing_nouns, is_verb, subject_of
from extractor.facts.draft import NOUN_TAGS, Draft, Words, verb_at
from extractor.facts.names.names import Names
from extractor.facts.phrases.phrase import Phrase
from extractor.facts.phrases.reader import PhraseReader
from extractor.lexicon.words import singular

# After an amount: "$75.8 million in revenue", "$2bn of bonds", "$5m worth of textiles", "$300m for schools".
COMPLEMENTS = frozenset({"in", "of", "worth", "from", "on", "for"})
# Rows of grammar/amounts.toml whose span ends in what is counted.
COUNTED_OF = frozenset({"count_of", "count_of_owner", "count_vague"})
# Tokens a conversion in brackets may take.
BRACKETS = 12
# Subjects that say how many of what follows "of".
QUANTIFIERS = frozenset(
    {"each", "all", "both", "most", "many", "some", "several", "few", "none", "any", "either", "neither"}
)
# A verb of one of these classes ties its subject to the figure.
CARRYING = frozenset({"rise", "fall", "hold", "stand", "reach", "report", "produce", "share"})

# Words between a subject and its verb: "more than doubled", "nearly halved".
DEGREES = frozenset({"more", "than", "nearly", "almost", "about", "over", "roughly", "also", "again"})


class Arguments:
    """The phrases of one sentence. `blocked` are the tokens of its figures and periods."""

    def __init__(
        self, text: str, offset: int, draft: Draft, blocked: frozenset[int], words: Words, names: Names
    ) -> None:
        self.parse, self.words, self.names, self.blocked = draft.parse, words, names, blocked
        self.reader = PhraseReader(text, offset, draft.parse, words, names, blocked)

    def is_carrier(self, noun: int) -> bool:
        """ "a record of", "a five-month low of": the noun holds the figure and names nothing."""
        if singular(self.parse.lower[noun]) not in self.words.changes.carriers or self.ends_measure(noun):
            return False
        return not any(
            self.parse.deps[child] == "compound"
            and child not in self.blocked
            and self.parse.lower[child] not in self.words.changes.carriers  # "a record low of"
            for child in self.parse.children[noun]
        )

    def subject_phrase(self, verb: int, exclude: int | None) -> Phrase | None:
        """The subject of a verb. Beside another phrase (`exclude`) only a verb that carries figures makes its
        subject part of the topic: in "the wage deal followed a 2% rise in prices" the deal has no part."""
        subject = subject_of(self.parse, verb)
        if subject is not None and self.parse.lower[subject] in QUANTIFIERS:
            subject = self.object_of_of(subject) or subject
        own = any(self.parse.deps[child] in SUBJECTS for child in self.parse.children[verb])
        missed = subject is None or not own or self.parse.deps[subject] in ("nmod", "poss")
        before = verb - 1
        while before > 0 and self.parse.lower[before] in DEGREES:
            before -= 1
        if missed and exclude is None and verb and self.ends_measure(before):
            # "For all of 2017, bank's net profit rose": the parse gives the noun to the preposition; in "operating
            # cash flow more than doubled" it may take "operating" for a verb.
            tokens = tuple(self.reader.completed(before, []))
            return Phrase(measure=self.reader._words(list(tokens)), measure_tokens=tokens, known=True)
        if (
            subject is None
            or subject == exclude
            or subject in self.blocked
            or self.parse.tags[subject] == "CD"
        ):
            return None
        if self.bare(subject) in self.words.changes.footings and (nearer := self.measure_left(subject)):
            return nearer
        inside = self.parse.subtree(subject)
        if exclude is not None and exclude in inside and verb not in inside:
            return None
        phrase = self.reader.read(subject)
        if exclude is None:
            nearer = self.measure_before(verb, subject) if not phrase.known and not phrase.anaphor else None
            return nearer or phrase
        row = verb_at(self.parse, verb, self.words)
        carries = row is not None and bool(CARRYING & set(row.classes))
        agent = (
            self.bare(subject) in self.words.names.titles
            or self.bare(subject) in self.words.names.organisation
        )
        if phrase.entity is None and phrase.anaphor is None and (agent or not carries):
            return Phrase(actor=phrase.actor or phrase.measure)
        return phrase

    def measure_left(self, token: int) -> Phrase | None:
        """The known measure nearest before a token: "net interest income on a consolidated basis rose"."""
        for match in reversed(self.reader.named):
            inside = self.parse.tokens(match.start, match.end)
            if inside and inside[-1] < token:
                return self.reader.read(inside[-1])
        return None

    def object_of_of(self, token: int) -> int | None:
        """What a quantifier is of: buildings in "each of the buildings"."""
        of = next((child for child in self.parse.children[token] if self.parse.lower[child] == "of"), None)
        return self.pobj(of) if of is not None else None

    def bare(self, token: int) -> str:
        return singular(self.parse.lower[token])

    def measure_before(self, verb: int, subject: int) -> Phrase | None:
        """A known measure between the parsed subject and the verb, where the parse missed the real one:
        "results met hopes and shares rose"."""
        for match in reversed(self.reader.named):
            inside = self.parse.tokens(match.start, match.end)
            if not inside or inside[-1] >= verb or inside[0] <= subject:
                continue
            if any(
                is_verb(self.parse, token) and self.parse.tags[token] != "VBN"
                for token in range(inside[-1] + 1, verb)
            ):
                return None
            head = inside[-1]
            between = [token for token in range(head + 1, verb) if self.parse.words[token] in ",;:"]
            return None if between or self.parse.deps[head] == "pobj" else self.reader.read(head)
        return None

    def complement_of(self, noun: int, *, after: int) -> Phrase | None:
        """The phrase after "in", "of", "for" behind a noun of change."""
        parse = self.parse
        for child in parse.children[noun]:
            if child > after and parse.lower[child] in self.words.changes.part_prepositions - {
                "with",
                "against",
            }:
                pobj = self.pobj(child)
                if pobj is not None and pobj not in self.blocked:
                    phrase = self.reader.read(pobj)
                    if phrase.measure or phrase.entity or phrase.anaphor:
                        return phrase
        if noun + 1 < len(parse) and parse.lower[noun + 1] in ("in", "of", "for"):
            pobj = self.object_of_preposition(noun + 1)
            if pobj is not None and pobj not in self.blocked:
                return self.reader.read(pobj)
        return None

    def left_of(self, noun: int, draft: Draft) -> Phrase | None:
        """The words before a noun of change: "net profit growth", "its 5% GMV growth"."""
        phrase = self.reader.read(noun)
        tokens = [token for token in phrase.measure_tokens if token != noun and token < noun]
        if not tokens:
            phrase.measure, phrase.measure_tokens = None, ()
            return phrase if phrase.entity or phrase.anaphor or phrase.segment else None
        whole = self.reader._words([*tokens, noun])
        if self.ends_measure(noun) and self.words.measures.match(self.reader._words(tokens)) is None:
            # "economic growth" is a measure, though growth alone says how it moves.
            phrase.measure, phrase.measure_tokens, phrase.known = whole, (*tokens, noun), True
            return phrase
        tokens = [token for token in self.reader.completed(tokens[-1], tokens) if token < noun]
        phrase.measure, phrase.measure_tokens = self.reader._words(tokens), tuple(tokens)
        return phrase

    def ends_measure(self, token: int) -> bool:
        """Whether a known measure ends here, whatever the tagger makes of its last word ("net worth")."""
        return any(match.end == self.parse.ends[token] for match in self.reader.named)

    def noun_left_of(self, preposition_at: int) -> int | None:
        noun = preposition_at - 1
        parse = self.parse
        while noun >= 0 and (
            noun in self.blocked
            or (
                parse.tags[noun] in ("RB", "IN")
                and parse.heads[noun] != noun
                and noun == preposition_at - 1
                and noun in self.blocked
            )
        ):
            noun -= 1
        if noun >= 0 and (parse.tags[noun] in NOUN_TAGS or self.ends_measure(noun)):
            return noun
        head = parse.heads[preposition_at]
        return (
            head
            if head < preposition_at and parse.tags[head] in NOUN_TAGS and head not in self.blocked
            else None
        )

    def modified_noun(self, draft: Draft) -> int | None:
        """ "12 new stores", "a $300m deal", "its 14.1% margin": the noun a figure stands before."""
        head = self.parse.heads[draft.anchor]
        if not COUNTED_OF.isdisjoint(draft.amount.rules) and self.parse.tags[draft.last] in NOUN_TAGS:
            return draft.last
        if (
            draft.amount.kind == "count"
            and draft.first <= draft.anchor <= draft.last
            and self.parse.tags[draft.anchor] in NOUN_TAGS
        ):
            return None if draft.anchor in self.blocked else draft.anchor
        if (
            head > draft.last
            and self.parse.tags[head] in NOUN_TAGS
            and head not in self.blocked
            and self.parse.deps[draft.anchor] in ("nummod", "amod", "compound", "nmod", "quantmod")
        ):
            return head
        if (named := self.named_in_brackets(draft)) is not None:
            return named
        nouns = governing_nouns(self.parse, draft.anchor, self.blocked)
        behind = self.behind_brackets(draft.last + 1) - 1
        return next(
            (
                noun
                for noun in nouns[:1]
                if draft.last < noun <= behind + 4 and self.parse.deps[draft.anchor] != "pobj"
            ),
            None,
        )

    def named_in_brackets(self, draft: Draft) -> int | None:
        """ "A tapered tip (1.5mm internal diameter)": what the brackets name behind the figure they open with."""
        words, tags = self.parse.words, self.parse.tags
        if not draft.first or words[draft.first - 1] != "(":
            return None
        for at in range(draft.last + 1, min(len(words), draft.last + BRACKETS)):
            if words[at] == ")":
                return at - 1 if at > draft.last + 1 and tags[at - 1] in NOUN_TAGS else None
            if tags[at] not in NOUN_TAGS and tags[at] != "JJ":
                return None
        return None

    def complement_after(self, draft: Draft) -> Phrase | None:
        """ "$75.8 million in revenue", "$5m worth of textiles", "6.5bn euros of bonds"."""
        at = self.behind_brackets(draft.last + 1)
        if at >= len(self.parse) or self.parse.lower[at] not in COMPLEMENTS:
            return None
        if self.parse.lower[at] == "worth" and draft.follow(at + 1 - draft.last) == "of":
            at += 1
        pobj = self.object_of_preposition(at)
        if pobj is None or pobj in self.blocked:
            return None
        phrase = self.reader.read(pobj)
        return phrase if phrase.measure else None

    def behind_brackets(self, at: int) -> int:
        """The token behind a figure's conversion in brackets: "450 Nm (332 lb-ft) of torque"."""
        words = self.parse.words
        if at + 1 >= len(words) or words[at] != "(" or not {at + 1, at + 2} & self.blocked:
            return at
        return next((end + 1 for end in range(at, min(len(words), at + BRACKETS)) if words[end] == ")"), at)

    def object_of_preposition(self, at: int) -> int | None:
        found = self.pobj(at)
        if found is not None:
            return found
        for token in range(at + 1, min(len(self.parse), at + 8)):
            if self.parse.tags[token] in NOUN_TAGS:
                return self.phrase_head(token)
            if self.parse.words[token] in ",.;:":
                return None
        return None

    def pobj(self, at: int) -> int | None:
        return next(
            (
                c
                for c in self.parse.children[at]
                if self.parse.deps[c] in ("pobj", "pcomp") and self.parse.tags[c] in NOUN_TAGS
            ),
            None,
        )

    def phrase_head(self, token: int) -> int:
        """From a noun to the head of the run of nouns it modifies."""
        while (
            self.parse.deps[token] in ("compound", "nmod", "amod", "poss")
            and self.parse.tags[self.parse.heads[token]] in NOUN_TAGS
            and self.parse.heads[token] not in self.blocked
        ):
            token = self.parse.heads[token]
        return token

    def skip_left(self, token: int) -> int:
        token -= 1
        while token > 0 and self.parse.tags[token] in ("DT", "JJ", "CC", "IN", "VBG", "RB"):
            token -= 1
        return max(token, 0)
