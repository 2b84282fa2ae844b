"""What a number counts, read from the parse: it corrects the first guess of `mentions`.

"Twelve sales staff" counts staff, "45 in new orders" counts nothing. The parse knows; the shapes of words only
guess. A number that stands alone may count what the verb's subject names: "New loans fell to 77,000".
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec

from extractor.facts.draft import Draft
from extractor.lexicon.numbers import scales
from extractor.lexicon.units import units
from extractor.lexicon.words import singular
from extractor.model import LanguageModel, load_model
from extractor.records import Amount
from extractor.syntax import Parse

# "640 billion ($0.9tn)": the bare number is money of a currency that goes without saying.
MONEY_BEHIND: Final = re.compile(r"\s?\((?:[A-Z]{1,3}\s?)?[$£€¥₹]")
# Dependencies that lead from a numeral to the larger numeral or the noun it is part of (ClearNLP labels).
INNER: Final = frozenset({"compound", "quantmod", "nummod", "nmod", "advmod", "amod"})
NUMERAL: Final = "CD"
NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
PROPER: Final = ("NNP", "NNPS")
# Rules of mentions that guess a noun, or found none.
GUESSED: Final = frozenset({"count", "count_one", "count_vague", "count_not_year", "bare"})
PLURALS: Final = ("NNS", "NNPS")
# Tags of the words that a thing's name may hold before its head.
IN_NAMES: Final = (*NOUNS, "JJ", "JJR", "VBN", "VBG")
# Labels of what hangs below a verb: the number's preposition ("to 77,000"), the number itself, the subject.
BELOW_VERB: Final = frozenset({"pobj", "prep", "dobj", "attr", "npadvmod", "conj", "acomp"}) | INNER
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
COMPARED_RULE: Final = "count.compared"
# Constructions of a figure that another is set against.
COMPARED: Final = frozenset({"from", "against"})
# "7% below the 203,500 of June", "the all-time high of 183,900", "2.2% more than last year's 2.37 million"
THE_BASE: Final = re.compile(
    r"\b(?:than|over|above|below|under)\s"
    r"(?:(?:the|its|their|a)\s(?:[a-z-]+\s(?:of\s)?){0,3}|(?:last\s)?\w+['’]s\s(?:[a-z-]+\s)?)$"
)
PART_OF: Final = re.compile(r"\bof\s(?:which|them|these|those)\s?,?$|,\sincluding\s$")
# Two values of one statistic are seldom further apart than this factor.
APART: Final = 10
# A price that rises more than this is another thing's.
SAME_PRICE: Final = 100
# How many tokens may stand between a number and its noun.
REACH: Final = 7


def settle_count(
    amount: Amount, parse: Parse, text: str, offset: int = 0, *, model: LanguageModel | None = None
) -> Amount:
    """A count with the noun that the parse gives it: unit, the words it was read from, and span.

    Amounts of other kinds, and counts whose words decide ("one of", "12-member"), come back unchanged.

    Args:
        amount: a mention.
        parse: of its sentence, offsets in the article.
        text: the sentence, or the article with `offset` 0.
        offset: where `text` starts in the article.
        model: the language's tables, English by default.

    """
    if amount.kind != "count" or GUESSED.isdisjoint(amount.rules):
        return amount
    table = counted_nouns(model or load_model())
    noun = _counted(amount, parse, table)
    if noun is None and MONEY_BEHIND.match(text, amount.end_char - offset):
        return amount
    if noun is None:
        return _with_subject(amount, parse, table) if not amount.units else amount
    noun = _first_if_singular(amount, parse, noun, table)
    end = parse.ends[noun]
    if end < amount.number_end or _is_rate(amount, end) or _is_one(amount, parse, noun, table):
        return amount
    first = _first_word(amount, parse, noun, table)
    words = text[parse.starts[first] - offset : end - offset]
    if amount.unit_text is not None and (
        amount.unit_text.endswith(words) or (amount.hedge and words.endswith(amount.unit_text))
    ):
        # The second: "500 plus jobs".
        words = amount.unit_text
    last = max(end, _without_noun(amount))
    return msgspec.structs.replace(
        amount,
        end_char=last,
        text=text[amount.start_char - offset : last - offset],
        units=(_unit(parse, noun, words),),
        unit_text=words,
        rules=(*amount.rules, "count.parse"),
    )


def is_anyone(amount: Amount, parse: Parse) -> bool:
    """Whether "one" is the pronoun ("how would one know it"): the word taken for its noun is its verb."""
    if "count_one" not in amount.rules:
        return False
    one = parse.tokens(amount.number_start, amount.number_end)
    verb = parse.heads[one[0]] if one else 0
    return (
        bool(one)
        and parse.deps[one[0]] in SUBJECTS
        and parse.verbs[verb]
        and verb in parse.tokens(amount.number_end, amount.end_char)
    )


class CountedNouns(NamedTuple):
    """Words the parse cannot tell: scales that it takes for nouns, things that are counted."""

    scales: frozenset[str]
    counted: frozenset[str]
    unscaled: frozenset[str]
    collective: frozenset[str]
    units: dict[str, str]
    degrees: frozenset[str]

    def unit(self, noun: str, *, scaled: bool) -> str | None:
        """What a plural counts, in the singular; nothing if it may as well be told in money ("orders", by the
        billion) or counts nothing we know."""
        one = singular(noun)
        allowed = one in self.counted or (not scaled and one in self.unscaled)
        return one if allowed and one != noun.lower() else None

    def kind(self, unit: str) -> str:
        """Whether a unit is one of measurement or a thing counted."""
        return "quantity" if unit in self.units.values() else "count"


@cache
def counted_nouns(model: LanguageModel) -> CountedNouns:
    rows = model.lexicon("noun_phrases")["measured"]
    scale = scales(model)
    quantities = {
        phrase: unit.name for phrase, unit in units(model).phrases.items() if unit.kind == "quantity"
    }
    return CountedNouns(
        scales=frozenset((*scale.words, *scale.glued)),
        counted=frozenset(rows["counted"]),
        unscaled=frozenset(rows["unscaled"]),
        collective=frozenset(model.lexicon("noun_phrases")["boundaries"]["collective"]),
        units=quantities,
        degrees=frozenset(model.lexicon("noun_phrases")["degree"]["words"]),
    )


def _counted(amount: Amount, parse: Parse, table: CountedNouns) -> int | None:
    """The noun that the number modifies; nothing if it stands for itself."""
    tokens = parse.tokens(amount.number_start, amount.number_end)
    numerals = [token for token in tokens if parse.tags[token] == NUMERAL] or list(tokens)
    if not numerals:
        return None
    token = numerals[-1]
    for _ in range(REACH):
        head = parse.heads[token]
        if head == token or parse.deps[token] not in INNER:
            return None
        is_noun = parse.tags[head] in NOUNS and parse.lower[head].rstrip(".") not in table.scales
        if is_noun and parse.deps[token] in ("nummod", "compound", "nmod", "amod"):
            bracketed = "(" in parse.words[token:head]  # "480,000 (20 per cent)": what is in there is no noun
            return head if token < head <= token + REACH and not bracketed else None
        token = head
    return None


def _first_if_singular(amount: Amount, parse: Parse, noun: int, table: CountedNouns) -> int:
    """The thing counted in an attribute: cylinders in "a 3 cylinder engine", where many engines would be a plural."""
    if amount.value == 1 or parse.tags[noun] != "NN" or parse.lower[noun] in table.collective:
        return noun
    behind = next((at for at in range(noun) if parse.starts[at] >= _without_noun(amount)), noun)
    return behind if parse.tags[behind] == "NN" else noun


def _is_rate(amount: Amount, end: int) -> bool:
    """Whether the mention already reaches beyond the noun, by a rate behind it: "30 visits a day"."""
    return amount.per is not None and end < amount.end_char and bool(amount.units)


def _without_noun(amount: Amount) -> int:
    """Where the number ends, its scale in words and its hedge behind it included as far as known."""
    return amount.number_end if amount.units else amount.end_char


def _is_one(amount: Amount, parse: Parse, noun: int, table: CountedNouns) -> bool:
    """Whether the parse's noun is singular where the number is not one: then its guess is the worse one."""
    plural = parse.tags[noun] in PLURALS or parse.lower[noun] in table.collective
    return bool(amount.units) and amount.value != 1 and not plural


def _first_word(amount: Amount, parse: Parse, noun: int, table: CountedNouns) -> int:
    """The first word of the noun phrase behind the number."""
    behind = _without_noun(amount)
    first = noun
    while first > 0 and parse.starts[first - 1] >= behind:
        if (
            parse.tags[first - 1] == NUMERAL
            or parse.words[first - 1][:1].isdigit()
            or parse.lower[first - 1] in table.scales
        ):
            break
        first -= 1
    while first < noun and parse.lower[first] in table.degrees:
        first += 1
    return first


def _with_subject(amount: Amount, parse: Parse, table: CountedNouns) -> Amount:
    """A number that stands alone, with the counted thing that the subject of its verb names."""
    tokens = parse.tokens(amount.number_start, amount.number_end)
    if not tokens:
        return amount
    verb = _verb_above(tokens[0], parse)
    subject = next((child for child in parse.children[verb] if parse.deps[child] in SUBJECTS), None)
    if subject is None or subject > tokens[0]:
        return amount
    unit = _thing(subject, parse, table, scaled=amount.ulp > 1)
    if unit is None:
        return amount
    return msgspec.structs.replace(
        amount, kind=table.kind(unit), units=(unit,), rules=(*amount.rules, "count.subject")
    )


def inherit_unit(draft: Draft, before: Sequence[Draft]) -> None:
    """Give a number that stands alone the unit of what it is compared with or a part of.

    "32,200 vans, more than the 20,400 of a year earlier", "74 aircraft, of which 12 are leased".
    """
    amount = draft.amount
    if amount.kind != "count" or amount.units or amount.value is None:
        return
    start = draft.sentence.start_char
    left = draft.sentence.text[: amount.start_char - start]
    is_part = PART_OF.search(left) is not None
    if not is_part and draft.construction not in COMPARED and THE_BASE.search(left) is None:
        return
    for other in reversed(before):
        whole = other.amount
        if whole.kind not in ("count", "quantity") or not whole.units or whole.value is None:
            continue
        near = is_part or (whole.value <= APART * amount.value and amount.value <= APART * whole.value)
        if near and (not is_part or amount.value <= whole.value):
            draft.amount = msgspec.structs.replace(
                amount,
                kind=whole.kind,
                units=whole.units,
                per=amount.per or whole.per,
                rules=(*amount.rules, COMPARED_RULE),
            )
            draft.partner = draft.partner or other
            if not is_part:
                draft.construction = "from" if draft.construction == "from" else "against"
        return


def inherit_rate(draft: Draft, before: Sequence[Draft]) -> None:
    """Give a price the "per" of the price it moved from or to: "66 cents a share, up from 63 cents"."""
    if (
        not before
        or draft.amount.kind != "money"
        or (draft.cue is None and draft.construction not in COMPARED)
    ):
        return
    for other in reversed(before):
        if other.amount.kind != "money" or other.amount.units != draft.amount.units:
            continue
        moved = draft.construction in COMPARED or (draft.cue is not None and draft.cue == other.cue)
        if not moved:
            return
        if draft.amount.per is None and other.amount.per is not None and _alike(draft.amount, other.amount):
            draft.amount = msgspec.structs.replace(draft.amount, per=other.amount.per)
        elif other.amount.per is None and draft.amount.per is not None and other.role == "change":
            # "fell 2.10 dollars to 231.20 dollars per tonne"
            other.amount = msgspec.structs.replace(other.amount, per=draft.amount.per)
        return


def _alike(one: Amount, other: Amount) -> bool:
    """Not "62 cents per share, compared with $129 million": those are two things."""
    return one.value is not None and other.value is not None and one.value <= SAME_PRICE * other.value


def _verb_above(token: int, parse: Parse) -> int:
    while not parse.tags[token].startswith("VB") and parse.deps[token] in BELOW_VERB:
        token = parse.heads[token]
    return token


def _thing(subject: int, parse: Parse, table: CountedNouns, *, scaled: bool) -> str | None:
    """The unit or counted noun in a subject: its head or, where that is no plural ("jobs growth"), one before it."""
    first = subject
    while first > 0 and parse.tags[first - 1] in IN_NAMES and subject - first < REACH:
        first -= 1
    # "The contract is for five satellites" counts no contracts.
    is_plural = singular(parse.lower[subject]) != parse.lower[subject]
    for start in range(first, subject + 1) if is_plural else ():
        if (unit := table.units.get(" ".join(parse.lower[start : subject + 1]))) is not None:
            return unit
    plurals = (token for token in range(subject, first - 1, -1) if parse.tags[token] in PLURALS)
    units_ = (table.unit(parse.lower[token], scaled=scaled) for token in plurals)
    return next((unit for unit in units_ if unit is not None), None)


def _unit(parse: Parse, noun: int, words: str) -> str:
    """The singular of the head; a name keeps its capitals and its other words."""
    name = parse.words[noun]
    if parse.tags[noun] not in PROPER or not name[0].isupper():
        return singular(name)
    first = noun
    while first > 0 and parse.tags[first - 1] in PROPER and parse.words[first - 1] in words.split():
        first -= 1
    one = singular(name)
    kept = name[: len(one)] if name.lower().startswith(one) else one
    return " ".join((*parse.words[first:noun], kept))
