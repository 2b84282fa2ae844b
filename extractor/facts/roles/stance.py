"""Modality, footing, negation and attribution of a figure, from its clause."""

from collections.abc import Sequence

from extractor.facts.clauses import clause_of, governing_verb, is_verb, object_of, subject_of
from extractor.facts.draft import Draft, Words, verb_at
from extractor.lexicon.stance import Stance
from extractor.lexicon.words import singular
from extractor.records import Modality
from extractor.syntax import Parse

# How many words may stand between "forecasts" and the figure it announces.
NOUN_REACH = 5
# Verbs of other clauses that hand their modality down: "expects sales to grow", "plans to spend".
EXPECTANT = frozenset({"likely", "set", "poised", "due", "track", "course", "expected", "sure", "bound"})
IS_TO = frozenset({"is", "are"})
HANDS_DOWN = frozenset({"xcomp", "ccomp", "conj", "advcl", "dobj", "acl", "pcomp"})
# "Estimates put the damage at $3bn"
PUT = frozenset({"put", "puts", "putting", "peg", "pegs", "pegged", "place", "places", "placed"})


def assign_stance(
    draft: Draft,
    before: Sequence[Draft],
    following: int | None,
    bases: Sequence[tuple[int, str]],
    words: Words,
    table: Stance,
) -> None:
    """Fill modality, basis, negated and attribution. `following` is where the sentence's next figure starts,
    `bases` the footings its text names and where."""
    told = (
        _by_noun(draft, words, table) or _by_participle(draft, following, table) or _by_clause(draft, words)
    )
    if told is None and draft.construction not in ("from", "against"):
        # A level before the change has happened, whatever is expected of the one after it.
        told = _by_verbs(draft, words, table)
    draft.modality = told or "actual"
    if draft.construction == "conversion" and draft.partner is not None:
        draft.modality = draft.partner.modality
    draft.basis = _own_bases(draft, before, following, bases)
    draft.negated = _is_negated(draft)
    draft.attribution = _attribution(draft, words)


def _by_noun(draft: Draft, words: Words, table: Stance) -> Modality | None:
    """ "forecasts of £532m", "the $0.80 consensus", "the consensus is for revenue of $39bn"."""
    parse = draft.parse
    for at in range(draft.last + 1, min(draft.last + 3, len(parse))):
        found = table.nouns.get(singular(parse.lower[at])) if parse.tags[at].startswith("NN") else None
        behind = parse.tags[at + 1] if at + 1 < len(parse) else ""
        if found and not behind.startswith("NN"):
            # Not "a $129 billion budget deficit": that has come about.
            return found
        if not parse.tags[at].startswith("J"):
            break
    for at in range(draft.first - 1, max(-1, draft.first - 1 - NOUN_REACH), -1):
        if parse.words[at] in ",;:()" or (is_verb(parse, at) and parse.tags[at] not in ("VBN", "VBG")):
            break
        if parse.lower[at] == "with" and at + 1 < draft.first:
            break
        found = table.nouns.get(singular(parse.lower[at])) if parse.tags[at].startswith("NN") else None
        if found:
            return found
    verb = governing_verb(parse, draft.anchor)
    row = verb_at(parse, verb, words) if verb is not None else None
    if (
        row is not None
        and verb is not None
        and row.direction
        and draft.construction in ("to", "from", "verb")
    ):
        # "trimmed its forecast for growth to 5.7% from 6%"
        revised = object_of(parse, verb, frozenset(range(draft.first, draft.last + 1)))
        if revised is not None and revised < draft.first:
            return table.nouns.get(singular(parse.lower[revised]))
    tells = (row is not None and "stand" in row.classes) or (verb is not None and parse.lower[verb] in PUT)
    subject = subject_of(parse, verb) if verb is not None and tells else None
    if subject is None or verb is None or subject >= draft.first:
        return None
    noun = singular(parse.lower[subject])
    if parse.lower[verb] in PUT and noun == "estimate":
        return "estimate"
    if noun in table.spent and parse.tags[verb] == "VBD":
        # "January outlays were $642 billion"
        return None
    return table.nouns.get(noun)


def _by_participle(draft: Draft, following: int | None, table: Stance) -> Modality | None:
    """ "A$2.24 expected by analysts", "a proposed $5m", "an estimated 3,000"."""
    if draft.lead in table.participles:
        return table.participles[draft.lead]
    if "estimated" in draft.amount.text.lower():
        return "estimate"
    for step in (1, 2):
        word = draft.follow(step)
        at = draft.last + step
        if following is not None and at < len(draft.parse) and draft.parse.starts[at] >= following:
            return None
        if (
            word in table.participles
            and draft.parse.tags[at] in ("VBN", "VBD", "JJ")
            and word not in ("set", "likely")
        ):
            return table.participles[word]
    return None


def _by_clause(draft: Draft, words: Words) -> Modality | None:
    """ "The 45 billion yen that analysts had expected"."""
    parse = draft.parse
    for child in parse.children[draft.anchor]:
        row = verb_at(parse, child, words) if parse.deps[child] in ("relcl", "acl") else None
        if row is not None and child > draft.last and "forecast" in row.classes:
            return "forecast"
    return None


def _by_verbs(draft: Draft, words: Words, table: Stance) -> Modality | None:
    parse = draft.parse
    verb = (
        draft.cue
        if draft.cue is not None and is_verb(parse, draft.cue)
        else governing_verb(parse, draft.anchor)
    )
    steps = 0
    while verb is not None and steps < 4:
        for child in parse.children[verb]:
            if parse.deps[child] in ("aux", "auxpass") and parse.lower[child] in table.auxiliaries:
                told = table.auxiliaries[parse.lower[child]]
                # "the prediction that prices would fall": will, reported.
                reported = told == "conditional" and parse.deps[verb] in ("ccomp", "acl")
                return "forecast" if reported else told
            if parse.deps[child] in ("acomp", "advmod", "oprd") and parse.lower[child] == "likely":
                return "forecast"
        if parse.deps[verb] == "xcomp" and parse.lower[parse.heads[verb]] in IS_TO and _has_to(parse, verb):
            # "The board is to raise $4m"
            return "target"
        if not steps and parse.lower[verb] in IS_TO and _ordains(parse, verb, draft):
            return "target"
        modality = _of_verb(parse, verb, words)
        if modality is not None and (steps or _governs_directly(parse, verb, draft)):
            above = parse.heads[verb] if parse.deps[verb] in ("ccomp", "xcomp") else verb
            # "They had expected Harrow to agree a rise": what was expected, not what it planned.
            return (_of_verb(parse, above, words) or modality) if above != verb else modality
        if draft.sentence.in_title and _is_bare_infinitive(parse, verb):
            return "forecast"
        if parse.deps[verb] not in HANDS_DOWN or parse.heads[verb] == verb:
            return None
        head = parse.heads[verb]
        if parse.deps[verb] == "pcomp" and not is_verb(parse, head):
            head = parse.heads[head]  # "aimed at saving $4m"
        if parse.lower[head] in EXPECTANT:
            return "forecast"
        verb = head if is_verb(parse, head) else None
        steps += 1
    return None


def _ordains(parse: Parse, verb: int, draft: Draft) -> bool:
    """ "Nearly 1,900 posts are to vanish": the figure is the subject of what is to be."""
    return any(
        parse.deps[child] == "xcomp" and child > draft.last and _has_to(parse, child)
        for child in parse.children[verb]
    )


def _has_to(parse: Parse, verb: int) -> bool:
    return any(parse.lower[child] == "to" and parse.deps[child] == "aux" for child in parse.children[verb])


def _is_bare_infinitive(parse: Parse, verb: int) -> bool:
    """A headline's future: "Deficit to reach $368bn"."""
    to = _has_to(parse, verb)
    return (to and not is_verb(parse, parse.heads[verb])) or (to and parse.heads[verb] == verb)


def _of_verb(parse: Parse, verb: int, words: Words) -> Modality | None:
    row = verb_at(parse, verb, words)
    if row is None:
        return None
    if row.base == "estimate":
        return "estimate"
    if "forecast" in row.classes:
        return "forecast"
    if row.base == "see" and parse.tags[verb] in ("VBZ", "VBP"):
        # "The bank sees inflation at 5.2%": seen from now, it is to come; "saw" tells what was.
        return "forecast"
    return "target" if row.classes[0] == "plan" else None


def _governs_directly(parse: Parse, verb: int, draft: Draft) -> bool:
    """Is the figure an object of this verb, not a comparison beside it ("beat the 5% expected")?"""
    return any(parse.heads[at] == verb or at == verb for at in (draft.anchor, *parse.ancestors(draft.anchor)))


def _own_bases(
    draft: Draft, before: Sequence[Draft], following: int | None, bases: Sequence[tuple[int, str]]
) -> tuple[str, ...]:
    """The footings named nearest to a figure: from the figure before it to the one after it. One right behind the
    figure before is that one's alone: "3.3% in nominal terms or 0.8% in real terms".
    """
    start = draft.sentence.start_char
    left = before[-1].amount.end_char - start if before else 0
    right = following - start if following is not None else len(draft.sentence.text)
    own = draft.amount.start_char - start
    return tuple(
        dict.fromkeys(
            name
            for place, name in bases
            if left <= place < right
            and not (before and place < own and not draft.sentence.text[left:place].strip())
        )
    )


def _is_negated(draft: Draft) -> bool:
    """Is the figure in what is denied? "18% did not vote" says of as many that they stayed away."""
    clause = clause_of(draft.parse, draft.anchor)
    return any(
        draft.parse.deps[child] == "neg" and child < draft.first for child in draft.parse.children[clause]
    )


def _attribution(draft: Draft, words: Words) -> str | None:
    """Who says so: the subject of the verb of saying above the clause, or what follows "according to"."""
    parse = draft.parse
    for at in parse.ancestors(draft.anchor):
        if not is_verb(parse, at):
            continue
        row = verb_at(parse, at, words)
        if row is None or row.classes[0] not in ("say", "forecast"):
            continue
        for child in parse.children[at]:
            if parse.deps[child] == "nsubj" and child not in range(draft.first, draft.last + 1):
                return _text(draft, parse.subtree(child))
    lower = parse.lower
    for at in range(len(parse) - 2):
        if lower[at] == "according" and lower[at + 1] == "to":
            pobj = next((c for c in parse.children[at + 1] if parse.deps[c] == "pobj"), None)
            return _text(draft, parse.subtree(pobj)) if pobj is not None else None
    return None


def _text(draft: Draft, tokens: list[int]) -> str:
    start = draft.sentence.start_char
    first, last = tokens[0], tokens[-1]
    return draft.sentence.text[draft.parse.starts[first] - start : draft.parse.ends[last] - start][:120]
