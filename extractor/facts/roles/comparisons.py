"""Figures set beside another: given again in other money or measure, compared with it, up or down on it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.facts.clauses import is_verb
from extractor.facts.draft import Draft, Words, verb_at
from extractor.facts.roles.grading import RELATIVE, grade, is_part_of
from extractor.records import Amount

# "$5.13bn, or about US$3.22bn", "£546m ($1.04bn)", "$8.6bn; £4.5bn", "the equivalent of".
CONVERSION_GAP = re.compile(
    r"\s*(?:[(\[]|[;/]|,?\s*or|,?\s*i\.e\.,?|=|,?\s*equivalent\s+to|,?\s*(?:the\s+)?equivalent\s+of|,?\s*equal\s+to|,?\s*which\s+is)"
    r"\s*(?:or|about|around|approximately|roughly|some|nearly|over|equivalent\s+to|US)?\s*",
    re.IGNORECASE,
)
# "closed 178 points, or 0.8%, higher", "0.8%, lower": the word of direction stands apart from its figure.
WAY_AFTER = re.compile(
    r"(?:\s*,?\s*or\s+[\d.,]+\s*(?:%|per\s?cent|pct|points?|pc\b)\s*,?|\s*,)\s*(?P<way>higher|lower)\b",
    re.IGNORECASE,
)
ALTERNATIVE_GAP = re.compile(r"\s*,?\s*(?:or|\(|/|,\s*or)\s*(?:by|or)?\s*", re.IGNORECASE)
# "$268 million between July and November, equivalent to roughly Tk 22.8 billion"
EQUIVALENT = re.compile(
    r"[^.;()]{0,60}\b(?:equivalent\s+(?:to|of)|equal\s+to)\s*(?:or|about|around|approximately|roughly|some|nearly|over)?\s*",
    re.IGNORECASE,
)
# "compared with", "as against": what follows is held against what stands before.
AGAINST = re.compile(
    r"\b(?:(?:compared|comparing)\s+(?:with|to)|against|versus|vs\.?|in\s+comparison\s+(?:with|to)"
    r"|than|as\s+opposed\s+to|up\s+on|down\s+on)"
    r"(?:\s+(?:a|an|the|its|just|only|some|net|profit|profits|loss|revised|about|around|forecasts?|estimates?|of|rs|with|revenue)\b){0,4}\s*(?:[(]\s*)?$"
)
# "compared to revenues of $30m", "against a year-earlier loss of $3m"
AGAINST_NOUN = re.compile(
    r"\b(?:(?:compared|comparing)\s+(?:with|to)|against|versus)\s+(?:[\w'’-]+\s+){1,4}of\s+$"
)
# "£460m (2023: £452m)", "$5m (consensus: $4m)"
BRACKETED = re.compile(r"\s?[(\[][^()\[\]]{2,24}:\s*")
# "up 83% over the 80,256 sold a year before"
OVER_THE = re.compile(r"\bover\s+(?:the|its|their)\s+$")
COMPARATIVES = frozenset(
    {
        "higher",
        "lower",
        "more",
        "less",
        "fewer",
        "above",
        "below",
        "up",
        "down",
        "larger",
        "smaller",
        "bigger",
        "cheaper",
        "better",
        "worse",
        "stronger",
        "weaker",
        "ahead",
        "longer",
    }
)
MOVING = frozenset({"up", "down", "higher", "lower", "off", "upward", "upwards", "downward", "downwards"})
# The dollars a bare "$" in brackets is set beside.
DOLLARS = frozenset({"AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})


def conversion(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """An amount of money given again in another currency: "£546m ($1.04bn)"."""
    if not before or draft.amount.kind != "money" or before[-1].amount.kind != "money":
        return False
    last = before[-1]
    start = draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    if not (CONVERSION_GAP.fullmatch(gap) or EQUIVALENT.fullmatch(gap)):
        return False
    explained = "(" in gap or "equivalent" in gap
    if explained and draft.amount.unit_text == "$" and _is_other_dollar(last.amount):
        # "A$60 million ($37.5 million)": given again, it is no more the dollar before.
        draft.amount = replace(draft.amount, units=("USD",))
    if set(last.amount.units[:1]) == set(draft.amount.units[:1]):
        return False
    draft.partner = last
    draft.role, draft.direction, draft.cue = last.role, last.direction, last.cue
    draft.construction = "conversion"
    draft.rules.append("role.conversion")
    return True


def _is_other_dollar(amount: Amount) -> bool:
    return bool(amount.units) and amount.units[0] in DOLLARS and amount.unit_text != "$"


def part_in_money(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """A share given again as an amount: "40% of timber sales, equal to $120m"."""
    if not before or before[-1].role != "share" or draft.amount.kind == before[-1].amount.kind:
        return False
    last, start = before[-1], draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    if not EQUIVALENT.fullmatch(gap):
        return False
    draft.partner, draft.role, draft.construction = last, "level", "part_in_money"
    draft.rules.append("role.part_in_money")
    return True


def alternative(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """A change given again in another measure: "up 8% or $36 billion", "rose 3% (£2m)"."""
    if (
        not before
        or before[-1].role not in ("growth", "change")
        or before[-1].amount.kind == draft.amount.kind
    ):
        return False
    last, start = before[-1], draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    if not ALTERNATIVE_GAP.fullmatch(gap):
        return False
    draft.role = "growth" if draft.amount.kind in RELATIVE else "change"
    draft.direction, draft.cue, draft.construction = last.direction, last.cue, last.construction
    draft.partner = last.partner
    draft.spans += [span for span in last.spans if span.label == "direction"]
    draft.rules.append("role.alternative")
    return True


def base_again(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "62 cents per share, compared with $129 million, or 54 cents per share": the level before, given again."""
    last = before[-1] if before else None
    if last is None or last.construction not in ("from", "against") or last.role != "level":
        return False
    start = draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    same = draft.amount.kind == last.amount.kind == "money" and draft.amount.per != last.amount.per
    if not same or not ALTERNATIVE_GAP.fullmatch(gap):
        return False
    draft.partner = next((d for d in reversed(before) if d.amount.per == draft.amount.per), last.partner)
    draft.construction = last.construction
    draft.rules.append("role.base_again")
    return True


def against(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """The figure another is compared with: "against Rs 17.45 crore", "compared with 3.2% in October"."""
    left = draft.sentence.text[: draft.amount.start_char - draft.sentence.start_char]
    tail = left[-80:].lower()
    over = OVER_THE.search(tail[-20:]) and before and before[-1].role == "growth"
    named = AGAINST_NOUN.search(tail)
    last = before[-1] if before and before[-1].amount.kind == draft.amount.kind else None
    gap = left[last.amount.end_char - draft.sentence.start_char :] if last is not None else ""
    if not (AGAINST.search(tail[-60:]) or named or over or BRACKETED.fullmatch(gap)):
        return False
    same = [d for d in before if d.amount.kind == draft.amount.kind]
    # "a fall of $4m, compared to revenues of $30m": what is named is a level.
    same = [d for d in same if d.role == "level"] or same if named else same
    partner = same[-1] if same else None
    if partner is not None:
        draft.partner, draft.role, draft.direction = partner, partner.role, partner.direction
    draft.construction = "against"
    draft.rules.append("role.against")
    return True


def adverb(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "up 17 per cent", "down by 5%", "5% higher", "20 more"."""
    parse, lead = draft.parse, draft.lead
    at = draft.first - 1
    if lead == "by" and at > 0:
        at -= 1
    moves = at >= 0 and parse.lower[at] in MOVING and not is_verb(parse, at)
    if moves and not is_part_of(draft) and not _is_particle(draft, at, words):
        verb = parse.heads[at] if parse.deps[at] in ("prt", "advmod", "prep") else None
        if parse.lower[at] == "off" and parse.tags[at] != "RB":
            return False
        grade(draft, words.changes.adverbs[parse.lower[at]], at, "role.adverb", "adverb")
        if verb is not None and is_verb(parse, verb) and verb == at - 1 and verb_at(parse, verb, words):
            draft.construction = "verb"
            draft.cue = verb
        return True
    return _comparative(draft, words)


def _is_particle(draft: Draft, at: int, words: Words) -> bool:
    """Does "up" or "down" belong to a verb that says no movement ("gave up 40 seats")?"""
    parse = draft.parse
    verbs = [verb for verb in (at - 1, draft.first - 1) if 0 <= verb < at]
    rows = [words.verbs.get(f"{parse.lower[verb]} {parse.lower[at]}") for verb in verbs]
    return any(row is not None and "phrasal" in row.classes for row in rows)


def _comparative(draft: Draft, words: Words) -> bool:
    """ "5% higher", "20 more", "178 points, or 0.8%, higher"."""
    at = _way_after(draft)
    if at is not None:
        grade(draft, words.changes.adverbs[draft.parse.lower[at]], at, "role.comparative", "comparative")
        return True
    if draft.follow() not in COMPARATIVES or (
        draft.follow() in ("up", "down") and draft.follow(2) in ("to", "from")
    ):
        return False
    if draft.follow() in ("above", "below", "ahead", "up", "down") and draft.amount.kind == "count":
        return False
    if _is_particle(draft, draft.last + 1, words):
        return False
    grade(draft, words.changes.adverbs.get(draft.follow()), draft.last + 1, "role.comparative", "comparative")
    return True


def _way_after(draft: Draft) -> int | None:
    """The token of "higher" or "lower" behind a figure that is given twice, or behind a comma."""
    parse, start = draft.parse, draft.sentence.start_char
    found = WAY_AFTER.match(draft.sentence.text, draft.amount.end_char - start)
    if found is None:
        return None
    return next(
        (at for at in range(draft.last, len(parse)) if parse.starts[at] == found.start("way") + start), None
    )
