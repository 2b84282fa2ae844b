"""What the rules of roles share: the preposition before a figure, and the marking of a decision."""

from extractor.facts.draft import NOUN_TAGS, Draft
from extractor.records import Direction

SKIPPED_TAGS = frozenset({"DT", "JJ", "RB", "PRP$", "JJR", "JJS", "VBN", "RBS", "RBR"})
RELATIVE = frozenset({"percent", "multiple"})
REACH = 4


def preposition(draft: Draft) -> tuple[str, int | None]:
    """The preposition just before a figure, determiners and adjectives passed over; ("", None) if none."""
    parse, start = draft.parse, draft.first - 1
    if start > 0 and parse.tags[start] == "POS":
        # "from October's £3.6bn"
        start -= 2
    for at in range(start, max(-1, start - REACH), -1):
        if parse.lower[at] == "between" and draft.amount.comparator == "range":
            # "to rise by between 5% and 6%"
            continue
        if parse.tags[at] in ("IN", "TO") or parse.lower[at] in ("to", "by", "from", "vs", "versus", "per"):
            outer = _before_noun(draft, at) if parse.lower[at] == "of" else None
            return (parse.lower[outer], outer) if outer is not None else (parse.lower[at], at)
        if parse.tags[at] not in SKIPPED_TAGS:
            return "", None
    return "", None


def _before_noun(draft: Draft, of: int) -> int | None:
    """ "from a deficit of $2.73bn": the preposition before the noun that "of" follows."""
    parse = draft.parse
    if parse.tags[of - 1] not in NOUN_TAGS:
        return None
    for at in range(of - 2, max(-1, of - 2 - REACH), -1):
        if parse.lower[at] == "from":
            return at
        if parse.tags[at] not in SKIPPED_TAGS and parse.tags[at] not in NOUN_TAGS:
            return None
    return None


def is_part_of(draft: Draft) -> bool:
    """Is a percentage one of something ("made up 30% of sales")? Then the word before it is no movement."""
    return draft.amount.kind == "percent" and draft.follow() == "of"


def grade(draft: Draft, direction: Direction | None, cue: int | None, rule: str, construction: str) -> None:
    # "A growth rate of over 20" leaves its unit out; it is a growth all the same.
    bare = draft.amount.kind == "count" and not draft.amount.units and rule == "role.change_noun_of"
    draft.role = "growth" if bare or draft.amount.kind in RELATIVE else "change"
    draft.direction, draft.cue, draft.construction = direction, cue, construction
    draft.rules.append(rule)
    if cue is not None:
        draft.mark_tokens("direction", cue, cue)


def set_level(draft: Draft, rule: str, construction: str, cue: int | None = None) -> None:
    draft.role, draft.construction, draft.cue = "level", construction, cue
    draft.rules.append(rule)
