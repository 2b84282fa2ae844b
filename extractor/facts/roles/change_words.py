"""Figures that a noun or a verb of change governs: "a 5% rise", "rose 5%", "fell to $3bn from $4bn"."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from extractor.facts.clauses import change_verb_above, is_verb
from extractor.facts.draft import NOUN_TAGS, Draft, Words, verb_at
from extractor.facts.roles.grading import REACH, grade, is_part_of, preposition, set_level
from extractor.records import Direction

# How far before "to" a noun of change may stand: "a rise in its net profit to".
NOUN_REACH = 12
# "negative growth of 2%", "a positive change of 0.4%"
SIGNS: Final[Mapping[str, Direction]] = MappingProxyType({"negative": "down", "positive": "up"})


def change_noun(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "a 4.81% increase", "8 per cent GMV growth", "growth of 3.31 per cent", "a growth rate of over 20"."""
    noun = _noun_after(draft, words)
    rule = "role.change_noun_after"
    if noun is None:
        noun, rule = _noun_before(draft, words), "role.change_noun_of"
    if noun is None:
        return False
    name = words.changes.noun(draft.parse.lower[noun])
    direction = words.changes.nouns[name] if name else None
    sign = draft.parse.lower[noun - 1] if noun else ""
    grade(draft, SIGNS.get(sign, direction), noun, rule, "change_noun")
    return True


def _noun_after(draft: Draft, words: Words) -> int | None:
    parse = draft.parse
    for at in range(draft.last + 1, min(len(parse), draft.last + 1 + REACH)):
        lower, tag = parse.lower[at], parse.tags[at]
        if words.changes.noun(lower) and (
            tag in NOUN_TAGS or (tag in ("VB", "VBP", "VBZ") and at == draft.last + 1)
        ):
            return at
        if (
            tag not in NOUN_TAGS
            and tag not in ("JJ", "JJR", "HYPH", "VBN", "VBG", "RB")
            and lower not in ("-", "y", "o")
        ):
            return None
    return None


def _noun_before(draft: Draft, words: Words) -> int | None:
    word, at = preposition(draft)
    if word not in ("of", "by") or not at:
        return None
    noun = at - 1
    parse = draft.parse
    if (
        parse.lower[noun] in ("rate", "rates", "pace", "figure")
        and noun > 0
        and words.changes.noun(parse.lower[noun - 1])
    ):
        return noun - 1
    # Before "of" it is a noun, whatever the tagger makes of it (", rise of 1%").
    if words.changes.noun(parse.lower[noun]) and (word == "of" or parse.tags[noun] in NOUN_TAGS):
        return noun
    # "an increase in exports of 5%": the noun stands further up.
    for head in parse.ancestors(draft.anchor):
        if is_verb(parse, head):
            break
        if head < draft.first and parse.tags[head] in NOUN_TAGS and words.changes.noun(parse.lower[head]):
            return head if draft.amount.kind in ("percent", "points", "multiple") else None
    return None


def multiple_verb(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "doubled", "more than halved": the figure is the verb itself."""
    if (
        draft.amount.kind != "multiple"
        or draft.amount.value is None
        or not is_verb(draft.parse, draft.anchor)
    ):
        return False
    grade(draft, "up" if draft.amount.value > 1 else "down", draft.anchor, "role.multiple_verb", "verb")
    return True


def change_verb(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "rose 5%", "fell by $2bn", "rose to 5.1%", "cut its dividend to", "from 3.2%"."""
    parse = draft.parse
    word, at = preposition(draft)
    verb = change_verb_above(parse, draft.anchor, words)
    if (
        verb is None
        and draft.first
        and (row := verb_at(parse, draft.first - 1, words))
        and row.direction in ("up", "down")
    ):
        verb = draft.first - 1
    if verb is None and at is not None:
        verb = _verb_left(draft, at, words)
    if verb is None or verb > draft.first:
        return False
    if draft.amount.kind == "multiple" and not word and "times" in draft.amount.text.lower():
        # "cut rates three times": how often, not how much.
        return False
    if is_part_of(draft):
        # "grows 40% of the country's rice"
        return False
    row = verb_at(parse, verb, words)
    if row is not None and "produce" in row.classes and draft.amount.kind == "money" and not word:
        # "Raise $4bn in a bond sale": the money is obtained, nothing rises.
        return False
    direction: Direction = "up" if row and row.direction == "up" else "down"
    if word in ("to", "at", "from", "towards", "toward", "near", "into"):
        set_level(draft, f"role.verb_{word}", "from" if word == "from" else "to", verb)
        draft.moved = direction if row and row.direction in ("up", "down") and not row.evaluative else None
        return True
    if word == "by" or (not word and _is_direct(draft, verb)):
        grade(draft, direction, verb, "role.change_verb", "verb")
        return True
    return False


def _verb_left(draft: Draft, preposition_at: int, words: Words) -> int | None:
    """For "to" and "from": the change verb earlier in the sentence, not across a clause boundary."""
    parse = draft.parse
    if parse.lower[preposition_at] not in ("to", "from", "by"):
        return None
    for at in range(preposition_at - 1, max(-1, preposition_at - 16), -1):
        if parse.words[at] in (";", ":", "–", "—"):
            return None
        row = verb_at(parse, at, words) if is_verb(parse, at) else None
        if row and row.direction in ("up", "down"):
            return at
        if is_verb(parse, at) and parse.tags[at] != "VBN":
            return None
    return None


def _is_direct(draft: Draft, verb: int) -> bool:
    """Does the figure stand right beside the verb, as its object or measure, with no noun between?"""
    parse = draft.parse
    between = range(verb + 1, draft.first)
    if any(parse.tags[at] in NOUN_TAGS or parse.words[at] in ",;" for at in between):
        return parse.heads[draft.anchor] == verb and parse.deps[draft.anchor] in (
            "npadvmod",
            "dobj",
            "advmod",
        )
    return len(between) <= REACH


def prior_level(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "from $3.1bn" after any change in the sentence."""
    word, at = preposition(draft)
    if word != "from" or at is None:
        return False
    levels = [d for d in before if d.role == "level"]
    movers = [i for i in range(max(at - 3, 0), at) if draft.parse.lower[i] in ("up", "down")]
    if levels and movers and levels[-1].last < movers[-1]:
        draft.partner = levels[-1]
        set_level(draft, "role.up_from", "from", movers[-1])
        return True
    if levels and levels[-1].last + 2 == at and draft.parse.words[at - 1] == "," and levels[-1] is before[-1]:
        # "Imports were $6m, from $5m in February"
        draft.partner = levels[-1]
        set_level(draft, "role.from_level", "from", None)
        return True
    partner = next(
        (d for d in reversed(before) if d.role in ("growth", "change") or d.construction in ("to", "adverb")),
        None,
    )
    if partner is None:
        return False
    set_level(draft, "role.prior_level", "from", partner.cue)
    return True


def growth_before(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "Output grew 5%, up from 3.8%": a growth and the one before it; but a rate that grew is a level."""
    word, at = preposition(draft)
    last = before[-1] if before else None
    if word != "from" or not at or last is None or draft.parse.lower[at - 1] not in ("up", "down"):
        return False
    row = words.measures.match(last.measure) if last.measure else None
    alike = draft.amount.kind == last.amount.kind == "percent" and last.role == "growth"
    if not alike or (row is not None and row.kind == "rate"):
        return False
    grade(draft, last.direction, last.cue, "role.growth_before", "from")
    draft.partner = last
    return True


def changing_noun_to(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "a rise to 5.1%", "a cut in the rate from 5% to 4.75%"."""
    word, at = preposition(draft)
    if word not in ("to", "from") or at is None:
        return False
    parse = draft.parse
    for noun in range(at - 1, max(-1, at - 1 - NOUN_REACH), -1):
        if is_verb(parse, noun) or parse.words[noun] in ",;:":
            return False
        if words.changes.noun(parse.lower[noun]) and parse.tags[noun] in NOUN_TAGS:
            set_level(draft, f"role.noun_{word}", "from" if word == "from" else "noun_to", noun)
            name = words.changes.noun(parse.lower[noun]) or ""
            draft.moved = None if name == "improvement" else words.changes.nouns[name]
            return True
    return False
