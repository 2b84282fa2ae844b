"""What stands for a name: pronouns, "the company", "its retail arm"."""

from extractor.facts.draft import Words
from extractor.facts.names.names import Names
from extractor.syntax import Parse

# Penn tags of words that never belong to a measure's name.
DROPPED_TAGS = frozenset(
    (
        *("CD", "DT", "PRP$", "WP$", "CC", "POS", "RB", "PDT", "RBR", "RBS", "WDT", "SYM"),
        *(",", ":", "``", "''", "-LRB-", "-RRB-", "."),
    )
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Anaphora:
    """Nouns of one sentence that point elsewhere. `blocked` are the tokens of figures and periods."""

    def __init__(
        self, text: str, offset: int, parse: Parse, words: Words, names: Names, blocked: frozenset[int]
    ) -> None:
        self.text, self.offset, self.parse = text, offset, parse
        self.words, self.names, self.blocked = words, names, blocked

    def _antecedent(self, head: int) -> int | None:
        """ "Call centres saw their exports rise": whose, when a subject stands before in the same sentence."""
        parse = self.parse
        for verb in parse.ancestors(head):
            if not parse.tags[verb].startswith("V"):
                continue
            for child in parse.children[verb]:
                if parse.deps[child] in SUBJECTS and child < head and head not in parse.subtree(child):
                    pronoun = parse.tags[child].startswith(("PRP", "W", "DT", "EX"))
                    if pronoun or child in self.blocked:
                        return None
                    if self._agrees(head, child):
                        return child
                    return self._plural_before(head) if parse.lower[head] != "it" else None
        return self._subject_before(head)

    def _agrees(self, pronoun: int, noun: int) -> bool:
        """ "It" is not said of several, nor "they" of one thing, unless it is a name or a body of people."""
        word, tag = self.parse.lower[pronoun], self.parse.tags[noun]
        if word == "it" and tag == "NNS":
            return False
        return (
            word not in ("they", "their", "them")
            or tag != "NN"
            or self.parse.lower[noun] in self.words.names.organisation
        )

    def _plural_before(self, pronoun: int) -> int | None:
        """ "The deal sent the shares up and they …": the last plural before the pronoun."""
        plurals = (
            at
            for at in range(pronoun - 1, -1, -1)
            if self.parse.tags[at] in ("NNS", "NNPS") and at not in self.blocked
        )
        return next(plurals, None)

    def _subject_before(self, pronoun: int) -> int | None:
        """ "Orsk is catching up: it has 35 mills": the subject of the clause before a colon or semicolon."""
        parse = self.parse
        if parse.tags[pronoun] != "PRP":
            return None
        stops = [at for at in range(pronoun) if parse.words[at] in (":", ";", "-", "–", "—")]
        subjects = [at for at in range(stops[-1] if stops else 0) if parse.deps[at] in SUBJECTS]
        found = subjects[-1] if subjects else None
        return found if found is not None and parse.tags[found].startswith("NNP") else None

    def _is_anaphor(self, head: int, left: list[int]) -> bool:
        """ "the company", "this sector": definite, bare, and a noun that stands for a name."""
        words = self.words.names
        if self.parse.lower[head] not in words.organisation | words.country | words.part:
            return False
        definite = any(
            self.parse.lower[token] in ("the", "this", "that", "these", "those", "its") for token in left
        )
        if not definite:
            # Telegraphic: "…, and company paid Rs 24 crore".
            return not left and self.parse.lower[head] in words.organisation and self.parse.tags[head] == "NN"
        if self.parse.lower[head] in words.part:
            if self.parse.lower[head + 1 : head + 2] == ("of",) and head + 2 not in self.blocked:
                # "The number of people out of work"
                return False
            # "this rate", "the latest figure"; but "the jobless rate" is a measure.
            return all(self._drops(token) for token in left)
        # "the US giant", "the South Korean defence company": no name but a country's among the modifiers.
        capitals = [
            token
            for token in left
            if self.parse.words[token][:1].isupper() and self.parse.tags[token] != "DT"
        ]
        name = self.names.lookup(self._words(capitals)) if capitals else None
        return not capitals or bool(name and name.country) or self._are_countries(capitals)

    def _are_countries(self, tokens: list[int]) -> bool:
        """ "The Danish-Swiss boat builder": each word a country's."""
        names = [self.names.lookup(self.parse.words[token]) for token in tokens]
        return all(name is not None and name.country for name in names)

    def _part_of_company(self, head: int, left: list[int]) -> list[int]:
        """ "The digital services business", "its retail arm": the words that name the part of whom it is."""
        parse = self.parse
        if parse.lower[head] not in self.words.names.company_parts or parse.tags[head] not in ("NN", "NNS"):
            return []
        if not left or (
            parse.lower[left[0]] != "the" and parse.tags[left[0]] != "PRP$" and not self._owned(head)
        ):
            return []
        kept = [token for token in left if not self._drops(token)]
        names = all(
            parse.tags[token] in ("NN", "NNS", "HYPH", "JJ")
            and parse.lower[token] not in self.words.names.unnamed_parts
            for token in kept
        )
        return kept if names else []

    def _owned(self, head: int) -> bool:
        return any(self.parse.deps[child] == "poss" for child in self.parse.children[head])

    def _anaphor(self, head: int) -> str:
        words, lower = self.words.names, self.parse.lower[head]
        if lower in words.organisation:
            return "organisation"
        if lower in words.country:
            return "country"
        return "part" if lower in words.part else "any"

    def _drops(self, token: int) -> bool:
        return (
            token in self.blocked
            or self.parse.tags[token] in DROPPED_TAGS
            or self.parse.lower[token] in self.words.changes.evaluative
        )

    def _words(self, tokens: list[int]) -> str:
        """The article's own words for tokens, those left out in between skipped, hyphens closed up."""
        parse, out = self.parse, ""
        for before, token in zip([None, *tokens], tokens, strict=False):
            glued = before is not None and parse.ends[before] == parse.starts[token]
            piece = self.text[parse.starts[token] - self.offset : parse.ends[token] - self.offset]
            out += piece if glued or not out else f" {piece}"
        return out
