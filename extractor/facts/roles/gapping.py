"""Clauses that leave out the verb they share with the clause before: "exports grew 5% and imports 3%".

Grammars call it gapping (Ross 1970, "Gapping and the order of constituents"). What is left of such a clause is a
noun phrase, the *remnant*, right before a figure: it stands where the first clause has its subject.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from extractor.facts.clauses import governing_verb
from extractor.facts.draft import NOUN_TAGS, Draft, Words
from extractor.facts.roles.grading import preposition
from extractor.records import Amount

SEPARATORS: Final = frozenset({",", ";", "and", "but", "while", "whereas"})
# Penn tags of the words a remnant may consist of; it has a noun, or a participle that stands for one ("farming").
PARTS: Final = NOUN_TAGS | {
    "DT",
    "JJ",
    "JJR",
    "JJS",
    "PRP$",
    "POS",
    "CC",
    "VBG",
    "VBN",
    "HYPH",
    "IN",
    "TO",
    ".",
}
CORES: Final = NOUN_TAGS | {"VBG"}
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
# Prepositions that may stand between a remnant and its figure, where the first clause has the same.
BEFORE_FIGURE: Final = frozenset({"to", "by", "for", "at", "from", "between"})
# A figure that says where another came from, or holds or gives it again, opens no clause.
DEPENDENT: Final = frozenset({"from", "against", "conversion", "alternative", "part_in_money"})
LONGEST: Final = 9
# A bare number from here on is no percentage.
LARGE: Final = 100


def gapped(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "exports grew 5% and imports 3%": the figure does what its counterpart in the clause before does."""
    if not before:
        return False
    remnant = _remnant(draft, before[-1].last + 1, frozenset(_tokens(before)))
    if not remnant:
        return False
    partner = next((other for other in reversed(before) if _is_counterpart(draft, other)), None)
    if partner is None or not (partner.remnant or governing_verb(draft.parse, partner.anchor) is not None):
        return False
    draft.amount = _with_unit(draft.amount, partner.amount)
    draft.partner, draft.remnant, draft.construction = partner, remnant, "gapped"
    draft.role, draft.direction, draft.cue = partner.role, partner.direction, partner.cue
    draft.rules.append("role.gapped")
    return True


def _tokens(drafts: Sequence[Draft]) -> Iterator[int]:
    for draft in drafts:
        yield from range(draft.first, draft.last + 1)


def _remnant(draft: Draft, start: int, figures: frozenset[int]) -> tuple[int, ...]:
    """The noun phrase between a separator and the figure; empty where something else stands there."""
    parse, end = draft.parse, draft.first
    while end > start and parse.lower[end - 1] in BEFORE_FIGURE:
        end -= 1
    if end - 1 > start and parse.words[end - 1] == "," and ";" in parse.words[start:end]:
        # "Germany took €718m; France, €801m"
        end -= 1
    if not start < end <= start + 2 * LONGEST or any(parse.tags[at] in FINITE for at in range(start, end)):
        return ()
    for at in range(start, end - 1):
        if parse.lower[at] not in SEPARATORS or parse.lower[at + 1] in SEPARATORS:
            continue
        run = tuple(range(at + 1, end))
        if len(run) <= LONGEST and figures.isdisjoint(run) and _is_phrase(draft, run):
            return run
    return ()


def _is_phrase(draft: Draft, run: Sequence[int]) -> bool:
    parse = draft.parse
    tags = [parse.tags[at] for at in run]
    if any(parse.tags[at] == "VBG" and parse.deps[at] == "prep" for at in run):
        # "…, including 50,000 tonnes of wheat"
        return False
    opens = tags[0] not in ("IN", "TO", "CC", "VBN", "POS", "HYPH") and not parse.lower[run[0]].startswith(
        "wh"
    )
    plain = all(tag in PARTS for tag in tags) and not any(parse.words[at] in ",;:()" for at in run)
    return opens and plain and tags[-1] in CORES and not CORES.isdisjoint(tags)


def _is_counterpart(draft: Draft, other: Draft) -> bool:
    """Could two figures be the same part of two clauses: of one kind, behind the same preposition?"""
    bare = draft.amount.kind == "count" and not draft.amount.units
    if other.construction in DEPENDENT or not (bare or draft.amount.kind == other.amount.kind):
        return False
    value = draft.amount.value
    if bare and other.amount.kind in ("percent", "points") and (value is None or value >= LARGE):
        # "Chrysler rose 50 pct, Honda 16,635"
        return False
    own, others = preposition(draft)[0], preposition(other)[0]
    return own == others or (not own and others == "by")


def _with_unit(amount: Amount, other: Amount) -> Amount:
    """A bare number in the unit of its counterpart: "Toyota sold 5,000 cars, Honda 4,000"."""
    if amount.kind != "count" or amount.units:
        return amount
    return replace(amount, kind=other.kind, units=other.units, unit_text=other.unit_text, per=other.per)
