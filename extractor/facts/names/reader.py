"""Names found in an article's text.

They are found by capitals: a sequence counts if it stands inside a sentence, in the possessive, or at the head of
one where a verb follows and the tagger sees no common noun. What each sign of importance adds is below.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.facts.names.names import OUTSTANDING, POSSESSIVE, Name, Names
from extractor.lexicon.changes import changes
from extractor.lexicon.countries import countries
from extractor.lexicon.measures import measures
from extractor.lexicon.names import NameWords, name_words
from extractor.lexicon.stance import stance
from extractor.lexicon.verbs import verbs
from extractor.lexicon.words import is_stop, singular
from extractor.model import LanguageModel
from extractor.records import Article, Mentions, Sentence
from extractor.sentences import dateline_end
from extractor.syntax import TICKER, Parse

CAPITALISED = r"(?:[A-Z][\w&]*(?:[.’'-](?!s\b)[A-Za-z][\w&]*)*)"
# "F. W. Harrow Co": initials open a name.
INITIALS = r"(?:(?:[A-Z]\.\s?){1,3}(?=[A-Z][a-z]))?"
NAME = re.compile(
    rf"{INITIALS}{CAPITALISED}(?:\s(?:(?:of|&|de|du|al|van|der|bin|and)\s)?{CAPITALISED}){{0,6}}"
)
# "India's Maruti": what is owned is the name that counts.
OWNED_NAME = re.compile(r"['’]s\s+[A-Z]\w+")
# Who says so is a source; a source is seldom what the article is about.
AUXILIARIES = frozenset({"has", "had", "will", "would", "could", "may", "plans", "which"})
PERFECT = frozenset({"has", "have", "had", "also"})
SAYING = frozenset({"said", "says", "say", "according", "told", "reported"})
NEXT_WORD = re.compile(r"\s+([\w’'-]+)")
LAST_WORD = re.compile(r"[\w.]+$")
# "passenger vehicles (PVs)": short for a common noun, no name.
SHORTENED = re.compile(r"\b[a-z]+\s\($")
# "an MSRP", "last year's MSRP", "its MSRP"
COMMON_BEFORE = re.compile(r"(?:\b(?:an?|its|their|his|her|our)|\w['’]s)\s$", re.IGNORECASE)
# What may stand before a sentence's first word.
OPENING = "\"'“‘(•*-–— "
# Words of an index's name that other names have as well.
COMMON_INDICES = frozenset(
    {"index", "average", "industrial", "industrials", "composite", "set", "straits", "hang"}
)
LEAD_PARAGRAPHS = 2
# What each sign of importance adds to a name's score.
TITLE_WEIGHT, TITLE_FIRST_WEIGHT, LEAD_WEIGHT, SUBJECT_WEIGHT, COUNT_CAP = OUTSTANDING, 3, 2, 2, 6


def find_names(
    article: Article,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mentions],
    parses: Mapping[int, Parse],
    model: LanguageModel,
) -> Names:
    """Collect the names of an article; linear in its length. Figures and periods are no names."""
    reader = _Reader(article, parses, model)
    for sentence, found in zip(sentences, mentions, strict=True):
        reader.read(sentence, _masked(sentence, found))
    return Names(reader.names(), countries(model), name_words(model).blocs)


def _masked(sentence: Sentence, mentions: Mentions) -> str:
    """The sentence with its figures, periods and tickers blanked out, offsets kept."""
    text = sentence.text
    if "<" in text or "(" in text:
        text = TICKER.sub(lambda match: " " * len(match[0]), text)
    spans = [(amount.start_char, amount.end_char) for amount in mentions.amounts]
    spans += [(period.start_char, period.end_char) for period in mentions.periods]
    for left, right in spans:
        start, end = left - sentence.start_char, right - sentence.start_char
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _word_before(text: str, start: int) -> str:
    """The word before an offset in lower case; empty at the start of the text or after punctuation."""
    pieces = text[:start].rsplit(None, 1)
    found = LAST_WORD.search(pieces[-1]) if pieces else None
    return found[0].lower() if found else ""


class _Reader:
    def __init__(self, article: Article, parses: Mapping[int, Parse], model: LanguageModel) -> None:
        self.article, self.parses = article, parses
        self.words: NameWords = name_words(model)
        self.verbs = verbs(model)
        self.table = countries(model)
        self.title_written = article.title or ""
        self.title = self.title_written.lower()
        body = article.text[article.title_end :]
        self.lower_words = Counter(re.findall(r"\b[a-z][\w'-]+", body))
        self.capital_words = Counter(re.findall(r"\b[A-Z][\w'-]+", body))
        self.count: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.lead: set[str] = set()
        self.subject: set[str] = set()
        self.persons: set[str] = set()
        self.owner: set[str] = set()
        # Seen inside a sentence; at the head of one, where the tagger sees a name; where it sees a common noun.
        self.inside: set[str] = set()
        self.tagged: set[str] = set()
        self.common: set[str] = set()
        self.unparsed: set[str] = set()
        self.shortened: set[str] = set()
        self.measures = measures(model)
        self.changes = changes(model)
        self.stance = stance(model)
        self.first: dict[str, int] = {}

    def read(self, sentence: Sentence, text: str) -> None:
        if sentence.form == "heading":
            # Capitals tell nothing where every word has one.
            return
        behind = dateline_end(sentence)
        text = " " * behind + text[behind:]
        for match in NAME.finditer(text):
            for start, form in self._trimmed(sentence, text, match):
                self._note(sentence, text, start, form)

    def _trimmed(self, sentence: Sentence, text: str, match: re.Match[str]) -> list[tuple[int, str]]:
        """The name in a run of capitals: without a sentence's first common word, parted at "and"."""
        start, form = match.start(), match[0]
        found = []
        for piece in re.split(r"\sand\s", form):
            at = start
            start += len(piece) + len(" and ")
            words = piece.split()
            while words and (
                words[0] == "The" or self._is_common(words[0], first=not text[:at].strip(OPENING))
            ):
                at += len(words[0]) + 1
                words = words[1:]
            opens = not text[:at].strip(OPENING)
            common = words and (words[0].lower() in self.words.openers or self._is_common_noun(sentence, at))
            if len(words) > 1 and opens and words[1] != "of" and common:
                # "Overall UK exports"
                at += len(words[0]) + 1
                words = words[1:]
            if (
                len(words) > 2
                and words[1] == "of"
                and not text[:at].strip(OPENING)
                and words[0].endswith("s")
            ):
                # "Holders of Klarsyn"
                at += len(words[0]) + len(" of ")
                words = words[2:]
            while words and words[0].lower().rstrip(".") in self.words.titles:
                at += len(words[0]) + 1
                words = words[1:]
                self.persons.add(" ".join(words))
            if words and not (len(words) == 1 and words[0] in self.words.not_names):
                found.append((at, " ".join(words)))
        return found

    def _is_common(self, word: str, *, first: bool) -> bool:
        lower = word.lower()
        if word in self.words.not_names and len(word) <= 3:
            return False
        if lower == "the":
            return True
        common = is_stop(lower) or self.lower_words[lower] > 0
        return common if first else is_stop(lower) and word != word.upper()

    def _note(self, sentence: Sentence, text: str, start: int, form: str) -> None:
        end = start + len(form)
        self.count[form] += 1
        if text[:start].strip(OPENING):
            self.inside.add(form)
        elif sentence.index not in self.parses:
            self.unparsed.add(form)
        elif not self._is_common_noun(sentence, start) and not self._opens_measure(form, text, end):
            self.tagged.add(form)
        else:
            self.common.add(form)
        self.first.setdefault(form, sentence.start_char + start)
        before = _word_before(text, start)
        if self._is_abbreviated_noun(form, sentence.text, start, end):
            self.shortened.add(form)
        if SHORTENED.search(text, max(0, start - 20), start):
            self.shortened.add(form.rstrip("s"))
        if before and before.rstrip(".") in self.words.titles:
            self.persons.add(form)
        after = NEXT_WORD.match(text, end)
        follower = after[1].lower() if after else ""
        possessive = bool(POSSESSIVE.match(text, end)) and not OWNED_NAME.match(text, end)
        second = NEXT_WORD.match(text, after.end()) if after else None
        says = self._says(follower) or (
            follower in PERFECT and second is not None and self._says(second[1].lower())
        )
        if before in SAYING or says:
            self.said[form] += 1
        verb = follower in self.verbs or follower in AUXILIARIES
        if possessive or (verb and not says):
            self.owner.add(form)
        if (
            possessive
            or verb
            or text[end : end + 1] in ",.;:"
            or text[end : end + 2] == " ("
            or is_stop(follower)
            or self._ends_a_company(form)
        ):
            self.sure[form] += 1
        if sentence.paragraph <= LEAD_PARAGRAPHS:
            self.lead.add(form)
            if possessive or (verb and not text[:start].strip(OPENING)):
                self.subject.add(form)

    def _ends_a_company(self, form: str) -> bool:
        """ "Garland Motor Co sales": a name whatever follows it."""
        *before, last = form.split()
        return bool(before) and last in self.words.legal_forms

    def _is_common_noun(self, sentence: Sentence, start: int) -> bool:
        """Does the tagger see a common noun in the word that opens a sentence ("Dealers sold …")?"""
        parse = self.parses.get(sentence.index)
        if parse is None:
            return False
        at = sentence.start_char + start
        tokens = parse.tokens(at, at + 1)
        return bool(tokens) and not parse.tags[tokens[0]].startswith("NNP")

    def _opens_measure(self, form: str, text: str, end: int) -> bool:
        """ "House prices were down": the first word of a measure, whose capital is the sentence's."""
        after = NEXT_WORD.match(text, end)
        found = self.measures.find_all(f"{form} {after[1]}") if after and " " not in form else ()
        return bool(found) and found[0].start == 0 and found[0].end > len(form)

    def _is_abbreviated_noun(self, form: str, text: str, start: int, end: int) -> bool:
        """ "An MSRP of", "its EBITDA was": an article or owner before capitals that end their phrase."""
        if not (form.isupper() and form.isalpha()) or not COMMON_BEFORE.search(
            text, max(0, start - 12), start
        ):
            return False
        after = NEXT_WORD.match(text, end)
        return after is None or is_stop(after[1].lower())

    def _says(self, word: str) -> bool:
        row = self.verbs.get(word)
        return word in SAYING or (row is not None and row.classes[0] in ("say", "forecast"))

    def names(self) -> list[Name]:
        found: dict[str, Name] = {}
        for form, count in self.count.items():
            hit = self.table.lookup(form) or self.table.lookup(f"{form}.")
            if hit and hit[1] in ("name", "alias", "demonym"):
                self._country(found, form, hit[0], count)
                continue
            if hit and hit[1] == "part":
                # Wales is a name of its own, and Britain is spoken of.
                self._country(found, form, hit[0], count)
            if self._is_name(form) and not (hit and hit[1] in ("capital", "city")):
                person = self._is_person(form)
                source = self.said[form] > 0 and form not in self.owner
                found[form] = Name(
                    text=form,
                    score=self._score(form, count),
                    person=person,
                    source=source,
                    authority=self._is_authority(form),
                    index=not (self.words.indices - COMMON_INDICES).isdisjoint(form.lower().split()),
                )
        self._title_countries(found)
        return list(found.values())

    def _is_name(self, form: str) -> bool:
        """Seen standing alone, and not a common noun that happened to open a sentence ("Revenues were …")."""
        if not self.sure[form] or form in self.words.not_names or form.rstrip("s") in self.shortened:
            return False
        if form.split()[-1] in self.words.documents:
            return False
        if " " in form:
            index = not (self.words.indices - COMMON_INDICES).isdisjoint(form.lower().split())
            return index or self.measures.match(form) is None
        if form.lower() in self.words.organisation | self.words.country:
            # "The Company", "the Bank": it stands for a name.
            return False
        if form in self.inside:
            return True
        if form in self.common or self._is_trade_noun(form):
            return False
        return form in self.tagged or (form in self.unparsed and self.count[form] > 1)

    def _is_authority(self, form: str) -> bool:
        padded = f" {form.lower()} "
        return any(f" {phrase} " in padded for phrase in self.words.authorities)

    def _is_trade_noun(self, word: str) -> bool:
        lower = singular(word)
        agents = self.words.titles | self.words.organisation | self.words.country | self.words.part
        return (
            self.measures.match(word) is not None
            or self.changes.noun(lower) is not None
            or lower in self.stance.nouns
            or lower in agents
        )

    def _country(self, found: dict[str, Name], form: str, code: str, count: int) -> None:
        text = self.table[code].name
        old = found.get(text)
        score = self._score(form, count) + (old.score if old else 0)
        found[text] = Name(text=text, country=code, score=score)

    def _title_countries(self, found: dict[str, Name]) -> None:
        for hit in self.table.find(self.article.title or ""):
            text = self.table[hit.code].name
            if hit.how in ("name", "alias", "demonym") and text not in found:
                found[text] = Name(
                    text=text,
                    country=hit.code,
                    score=TITLE_WEIGHT + TITLE_FIRST_WEIGHT * (hit.start_char == 0),
                )

    def _is_person(self, form: str) -> bool:
        last = form.split()[-1]
        return form in self.persons or any(person.split()[-1:] == [last] for person in self.persons if person)

    def _score(self, form: str, count: int) -> int:
        low = form.lower()
        score = min(count, COUNT_CAP)
        at = self.title.find(low)
        if at >= 0:
            first = at == 0 or self.table.lookup(self.title_written[: max(at - 3, 0)]) is not None
            owns = bool(OWNED_NAME.match(self.title_written, at + len(low)))
            score += TITLE_WEIGHT + (TITLE_FIRST_WEIGHT if first and not owns else 0)
        return score + LEAD_WEIGHT * (form in self.lead) + SUBJECT_WEIGHT * (form in self.subject)
