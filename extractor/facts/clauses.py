"""Who does what in a sentence: the verb over a figure, its subject and object, the clause it belongs to."""

from extractor.facts.draft import NOUN_TAGS, Words, verb_at
from extractor.syntax import Parse

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
# A clause without a subject of its own takes the one of the clause it hangs on.
BORROWING = frozenset(
    {"conj", "xcomp", "advcl", "ccomp", "dep", "prep", "pcomp", "parataxis", "acomp", "appos"}
)
RELATIVES = frozenset({"which", "that", "who"})
MAX_CLIMB = 40


def is_verb(parse: Parse, token: int) -> bool:
    return parse.verbs[token]


def governing_verb(parse: Parse, token: int) -> int | None:
    """The nearest verb above a token (the token itself excluded)."""
    for at in parse.ancestors(token):
        if is_verb(parse, at):
            return at
    return None


def governing_nouns(parse: Parse, token: int, skip: frozenset[int]) -> list[int]:
    """The nouns between a token and the verb above it, nearest first; tokens of figures are passed over."""
    found = []
    for at in parse.ancestors(token):
        if is_verb(parse, at):
            break
        if at not in skip and parse.tags[at] in NOUN_TAGS:
            found.append(at)
    return found


def subject_of(parse: Parse, verb: int) -> int | None:
    """The head of a verb's subject; for participles and relative clauses the noun or clause they hang on."""
    for _ in range(MAX_CLIMB):
        for child in parse.children[verb]:
            if parse.deps[child] in SUBJECTS and parse.deps[child] != "expl":
                if parse.lower[child] in RELATIVES and parse.deps[verb] == "relcl":
                    return parse.heads[verb]
                return child
        dep, head = parse.deps[verb], parse.heads[verb]
        if dep == "acl" and parse.tags[verb] == "VB" and (above := governing_verb(parse, verb)) is not None:
            # "announced plans to close 12 mills": who announced them closes them.
            verb = above
            continue
        if dep in ("acl", "relcl"):
            return head
        controlled = [c for c in parse.children[head] if parse.deps[c] == "dobj" and head < c < verb]
        if dep == "xcomp" and controlled:
            # "shipments led revenue to jump": what was led, jumps.
            return controlled[-1]
        if head == verb:
            return _noun_before(parse, verb)
        if not is_verb(parse, head):
            # A participle after a comma hangs on a noun of the main clause ("…, taking the total to 221").
            above = governing_verb(parse, verb)
            if above is None:
                return _noun_before(parse, verb)
            head = above
        verb = head
    return None


def _noun_before(parse: Parse, verb: int) -> int | None:
    """In a headline or fragment without a parsed subject: the head noun just before the verb."""
    for token in range(verb - 1, -1, -1):
        if parse.tags[token] in NOUN_TAGS and parse.deps[token] not in ("pobj", "compound"):
            return token
        if parse.words[token] in ",;:–—":
            return None
    return None


def object_of(parse: Parse, verb: int, skip: frozenset[int]) -> int | None:
    """The head noun of a verb's object that is no figure."""
    for child in parse.children[verb]:
        if (
            child > verb
            and parse.deps[child] in OBJECTS
            and child not in skip
            and parse.tags[child] in NOUN_TAGS
        ):
            return child
    return None


def change_verb_above(parse: Parse, token: int, words: Words) -> int | None:
    """The nearest verb above that says rise or fall."""
    for at in parse.ancestors(token):
        if is_verb(parse, at):
            verb = verb_at(parse, at, words)
            if verb and verb.direction in ("up", "down"):
                return at
            if parse.deps[at] not in ("xcomp", "aux", "auxpass"):
                return None
    return None


def clause_of(parse: Parse, token: int) -> int:
    """The verb that heads the clause a token stands in, or the sentence's root: equal for one clause's words."""
    if is_verb(parse, token) and parse.deps[token] not in ("aux", "auxpass", "amod"):
        return token
    return next((at for at in parse.ancestors(token) if is_verb(parse, at)), root_of(parse, token))


def root_of(parse: Parse, token: int) -> int:
    last = token
    for at in parse.ancestors(token):
        last = at
    return last
