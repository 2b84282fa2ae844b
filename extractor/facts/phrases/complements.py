"""What stands behind the head of a noun phrase: "exports | of textiles to Germany", "students | enrolled at …"."""

from abc import abstractmethod
from typing import Final

from extractor.facts.phrases.anaphora import Anaphora
from extractor.facts.phrases.phrase import Phrase
from extractor.lexicon.words import singular

# Behind a participle these name where: "studying at". "By" mostly names who says so.
PLACING: Final = frozenset({"at", "in"})


class Complements(Anaphora):
    """Reads the prepositions and participles behind a head into its phrase."""

    @abstractmethod
    def read(self, head: int) -> Phrase:
        """Read the noun phrase with this head token."""

    def _right(self, phrase: Phrase, head: int, *, named: bool) -> None:
        parse = self.parse
        for child in parse.children[head]:
            if parse.deps[child] == "acl" and child > head and parse.tags[child] in ("VBG", "VBN"):
                self._participle(phrase, child)
                continue
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

    def _participle(self, phrase: Phrase, verb: int) -> None:
        """ "Students enrolled at Marlow College": the name that a participle behind the noun ties to it."""
        parse = self.parse
        for child in parse.children[verb]:
            if phrase.entity is not None or parse.lower[child] not in PLACING:
                continue
            for pobj in parse.children[child]:
                if parse.deps[pobj] == "pobj" and pobj not in self.blocked:
                    inner = self.read(pobj)
                    phrase.entity, phrase.entity_tokens = inner.entity, inner.entity_tokens

    def _complement(self, phrase: Phrase, head: int, preposition: int, pobj: int, *, named: bool) -> None:
        word, noun = self.parse.lower[preposition], self.parse.lower[head]
        if self._is_cause(word, pobj):
            return
        inner = self.read(pobj)
        if inner.anaphor and not inner.measure:
            phrase.anaphor = phrase.anaphor or (None if phrase.entity else inner.anaphor)
            phrase.is_part = phrase.is_part or inner.is_part
            if inner.segment and phrase.segment is None:
                # "Revenue at the mining arm"
                phrase.segment, phrase.segment_tokens = inner.segment, inner.segment_tokens
            return
        if inner.entity and not inner.measure and singular(noun) in self.words.names.titles:
            # "Analysts at Corvin Research": who works there says it, of another.
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
            if phrase.segment is None and (word != "by" or phrase.known):
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

    def is_region(self, name: str) -> bool:
        """Is a name a place within the country the article is about ("prices in the South East")?"""
        found = self.names.lookup(name)
        of_company = self.names.main_company is not None and self.names.main_company.text == name
        national = self.names.yields_to_country and self.names.main_country is not None
        return national and not of_company and (found is None or not found.country)

    def _partner(self, phrase: Phrase, word: str, inner: Phrase) -> None:
        """A name after a preposition: the entity, or the partner of a trade ("to Germany")."""
        held = (
            phrase.measure is not None and phrase.measure.split()[-1].lower() in self.words.changes.holdings
        )
        if word == "in" and phrase.known and not held and inner.entity and self.is_region(inner.entity):
            phrase.segment = phrase.segment or inner.entity
            phrase.segment_tokens = phrase.segment_tokens or inner.entity_tokens
            return
        if word in ("of", "in", "at", "by", "for", "across") and phrase.entity is None:
            phrase.entity, phrase.entity_tokens = inner.entity, inner.entity_tokens
        elif word == "of" and phrase.entity is not None and " of " in phrase.entity:
            # "The Reserve Bank of India" is named whole already.
            return
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
