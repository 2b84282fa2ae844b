"""A fact in the making: the figure, where it stands in its sentence, and what has been decided so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from extractor.lexicon.changes import Changes, changes
from extractor.lexicon.measures import MeasureTable, measures
from extractor.lexicon.names import NameWords, name_words
from extractor.lexicon.stance import stance
from extractor.lexicon.verbs import Verb, verbs
from extractor.model import LanguageModel
from extractor.records import (
    Amount,
    Baseline,
    Direction,
    Modality,
    Period,
    Role,
    Sentence,
    Span,
    Superlative,
)
from extractor.syntax import Parse

PARTICLES = frozenset(
    ("up", "down", "in", "out", "off", "back", "to", "at", "over", "lower", "higher", "steady", "hands")
)
# Subjects of `lexicon/measures.toml` whose measures belong to countries.
NATIONAL_SUBJECTS = ("trade", "macro", "tourism", "society", "agriculture", "property")
# Prices that hold longer than a day, though markets name them.
NOT_DAILY = frozenset({"share_price_extreme", "target_price", "offer_price", "support_price", "price"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The tables that the building of facts reads, compiled once."""

    verbs: Mapping[str, Verb]
    changes: Changes
    measures: MeasureTable
    names: NameWords
    # Nouns that announce a figure and are no measure: forecast, target.
    forecasts: frozenset[str]
    # Keys of the measures that countries have.
    national: frozenset[str]
    # Keys of the measures that companies have.
    corporate: frozenset[str]
    # Those of the national ones that bring something in.
    trade: frozenset[str]
    # Keys of the measures that markets set anew every day.
    daily: frozenset[str]


@cache
def fact_words(model: LanguageModel) -> Words:
    """The tables of a model, compiled on first use."""
    table = model.lexicon("measures")
    return Words(
        verbs=verbs(model),
        changes=changes(model),
        measures=measures(model),
        names=name_words(model),
        forecasts=frozenset(word for word, told in stance(model).nouns.items() if told == "forecast")
        | {"target", "goal", "aim"},
        trade=frozenset(row["key"] for subject in ("trade", "tourism") for row in table[subject]),
        daily=frozenset(row["key"] for row in table["markets"] if row["kind"] in ("price", "index"))
        - NOT_DAILY
        | {"market_cap", "bond_yield"},
        corporate=frozenset(row["key"] for row in table["accounts"]),
        national=frozenset(row["key"] for subject in NATIONAL_SUBJECTS for row in table[subject]),
    )


@dataclass(slots=True)
class Draft:
    """A figure with its place (`first`..`last` tokens, `anchor` the token the rest of the sentence governs)
    and the decisions made on it. Spans label the evidence; rules name what decided."""

    amount: Amount
    sentence: Sentence
    parse: Parse
    first: int
    last: int
    anchor: int
    construction: str = "level"
    role: Role = "level"
    direction: Direction | None = None
    # The token whose word decides the role: a verb, noun or adverb of change.
    cue: int | None = None
    # Where the words before a level say it was reached by a rise or a fall: the one or the other.
    moved: Direction | None = None
    # The figure this one speaks of or continues: "up 5%" after a level, "(£600m)" after its original.
    partner: "Draft | None" = None
    # Where the clause leaves out its verb: the tokens of the phrase before the figure (`gapping`).
    remnant: tuple[int, ...] = ()
    measure: str | None = None
    entity: str | None = None
    segment: str | None = None
    # The subject was a pronoun or definite noun phrase, standing for an organisation, country, part or any.
    anaphor: str | None = None
    # The anaphor may stand for a part of a company ("the business").
    is_part: bool = False
    # Who or what acts, where no name says so.
    actor: str | None = None
    period: Period | None = None
    baseline: Baseline | None = None
    modality: Modality = "actual"
    basis: tuple[str, ...] = ()
    negated: bool = False
    attribution: str | None = None
    superlative: Superlative | None = None
    confidence: float = 0.9
    rules: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def tokens(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def lead(self) -> str:
        """The word before the figure, lower case; "" at the sentence's start."""
        return self.parse.lower[self.first - 1] if self.first else ""

    def follow(self, count: int = 1) -> str:
        """The count-th word after the figure, lower case; "" past the end."""
        at = self.last + count
        return self.parse.lower[at] if at < len(self.parse) else ""

    def mark(self, label: str, start_char: int, end_char: int) -> None:
        """Note a stretch of the article as evidence."""
        left = start_char - self.sentence.start_char
        text = self.sentence.text[left : left + end_char - start_char]
        if text:
            self.spans.append(Span(label=label, start_char=start_char, end_char=end_char, text=text))

    def mark_tokens(self, label: str, first: int, last: int) -> None:
        self.mark(label, self.parse.starts[first], self.parse.ends[last])

    def copy_topic(self, other: "Draft") -> None:
        """Speak of what another figure speaks of."""
        self.measure, self.entity, self.segment = other.measure, other.entity, other.segment
        self.anaphor, self.actor, self.is_part = other.anaphor, other.actor, other.is_part
        self.spans += [span for span in other.spans if span.label in ("measure", "entity", "segment")]


def place(amount: Amount, sentence: Sentence, parse: Parse) -> Draft | None:
    """Set a figure into its parsed sentence; None where the parse has no token for it."""
    tokens = parse.tokens(amount.start_char, amount.end_char)
    if not tokens:
        return None
    inside = set(tokens)
    outward = [i for i in tokens if parse.heads[i] not in inside or parse.heads[i] == i]
    number = parse.tokens(amount.number_start, amount.number_end)
    anchor = (
        max(outward, key=lambda i: (len(parse.children[i]) > 0 or i in number, i)) if outward else tokens[-1]
    )
    return Draft(
        amount=amount, sentence=sentence, parse=parse, first=tokens[0], last=tokens[-1], anchor=anchor
    )


def verb_at(parse: Parse, token: int, words: Words) -> Verb | None:
    """The verb row a token is a form of, with its particle if it has one ("picked up")."""
    if not parse.tags[token].startswith(("V", "N", "J", "M")):
        return None
    word = parse.lower[token]
    for child in parse.children[token]:
        if child > token and child - token <= 3 and parse.lower[child] in PARTICLES:
            found = words.verbs.get(f"{word} {parse.lower[child]}")
            if found:
                return found
    return words.verbs.get(word)
