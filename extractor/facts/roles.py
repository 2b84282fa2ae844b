"""What a figure does in its sentence: a level, a change, a growth or a share, and which way it goes.

Rules are tried in the order of `RULES`; the first that answers decides. Each looks at the words beside the
figure first, which are surer than the parse, then at what governs it.
"""

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from extractor.facts.clauses import change_verb_above, governing_verb, is_verb, subject_of
from extractor.facts.draft import NOUN_TAGS, Draft, Words, verb_at
from extractor.records import Amount, Direction

# "$5.13bn, or about US$3.22bn", "£546m ($1.04bn)", "$8.6bn; £4.5bn", "the equivalent of".
CONVERSION_GAP = re.compile(
    r"\s*(?:[(\[]|[;/]|,?\s*or|,?\s*i\.e\.,?|=|,?\s*equivalent\s+to|,?\s*(?:the\s+)?equivalent\s+of|,?\s*equal\s+to|,?\s*which\s+is)"
    r"\s*(?:or|about|around|approximately|roughly|some|nearly|over|equivalent\s+to|US)?\s*",
    re.IGNORECASE,
)
# "closed 178 points, or 0.8%, higher": the word of direction stands behind the second figure.
GIVEN_TWICE = re.compile(
    r"\s*,?\s*or\s+[\d.,]+\s*(?:%|per\s?cent|pct|points?|pc\b)\s*,?\s*(?P<way>higher|lower)\b", re.IGNORECASE
)
ALTERNATIVE_GAP = re.compile(r"\s*,?\s*(?:or|\(|/|,\s*or)\s*(?:by|or)?\s*", re.IGNORECASE)
# "$268 million between July and November, equivalent to roughly Tk 22.8 billion"
EQUIVALENT = re.compile(
    r"[^.;()]{0,60}\b(?:equivalent\s+(?:to|of)|equal\s+to)\s*(?:or|about|around|approximately|roughly|some|nearly|over)?\s*",
    re.IGNORECASE,
)
# "compared with", "as against": what follows is held against what stands before.
AGAINST = re.compile(
    r"(?:\b(?:as\s+)?(?:compared|comparing)\s+(?:with|to)|\bas\s+against|\bagainst|\bversus|\bvs\.?|\bin\s+comparison\s+(?:with|to)"
    r"|\bthan|\bas\s+opposed\s+to|\bup\s+on|\bdown\s+on)"
    r"(?:\s+(?:a|an|the|its|just|only|some|net|profit|profits|loss|revised|about|around|forecasts?|estimates?|of|rs|with|revenue)\b){0,4}\s*(?:[(]\s*)?$",
    re.IGNORECASE,
)
# "compared to revenues of $30m", "against a year-earlier loss of $3m"
AGAINST_NOUN = re.compile(
    r"\b(?:(?:compared|comparing)\s+(?:with|to)|against|versus)\s+(?:[\w'’-]+\s+){1,4}of\s+$", re.IGNORECASE
)
# "up 83% over the 80,256 sold a year before"
OVER_THE = re.compile(r"\bover\s+(?:the|its|their)\s+$", re.IGNORECASE)
SKIPPED_TAGS = frozenset({"DT", "JJ", "RB", "PRP$", "JJR", "JJS", "VBN", "RBS", "RBR"})
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
RELATIVE = frozenset({"percent", "multiple"})
# The dollars a bare "$" in brackets is set beside.
DOLLARS = frozenset({"AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})
REACH = 4
# How far before "to" a noun of change may stand: "a rise in its net profit to".
NOUN_REACH = 12


def preposition(draft: Draft) -> tuple[str, int | None]:
    """The preposition just before a figure, determiners and adjectives passed over; ("", None) if none."""
    parse, start = draft.parse, draft.first - 1
    if start > 0 and parse.tags[start] == "POS":
        # "from October's £3.6bn"
        start -= 2
    for at in range(start, max(-1, start - REACH), -1):
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


def _grade(draft: Draft, direction: Direction | None, cue: int | None, rule: str, construction: str) -> None:
    # "A growth rate of over 20" leaves its unit out; it is a growth all the same.
    bare = draft.amount.kind == "count" and not draft.amount.units and rule == "role.change_noun_of"
    draft.role = "growth" if bare or draft.amount.kind in RELATIVE else "change"
    draft.direction, draft.cue, draft.construction = direction, cue, construction
    draft.rules.append(rule)
    if cue is not None:
        draft.mark_tokens("direction", cue, cue)


def _level(draft: Draft, rule: str, construction: str, cue: int | None = None) -> None:
    draft.role, draft.construction, draft.cue = "level", construction, cue
    draft.rules.append(rule)


def conversion(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """An amount of money given again in another currency: "£546m ($1.04bn)"."""
    if not before or draft.amount.kind != "money" or before[-1].amount.kind != "money":
        return False
    last = before[-1]
    start = draft.sentence.start_char
    gap = draft.sentence.text[last.amount.end_char - start : draft.amount.start_char - start]
    if not (CONVERSION_GAP.fullmatch(gap) or EQUIVALENT.fullmatch(gap)):
        return False
    if draft.amount.unit_text == "$" and _is_other_dollar(last.amount):
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
    draft.rules.append("role.alternative")
    return True


def against(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """The figure another is compared with: "against Rs 17.45 crore", "compared with 3.2% in October"."""
    left = draft.sentence.text[: draft.amount.start_char - draft.sentence.start_char]
    over = OVER_THE.search(left[-20:]) and before and before[-1].role == "growth"
    if not (AGAINST.search(left[-60:]) or AGAINST_NOUN.search(left[-80:]) or over):
        return False
    partner = next((d for d in reversed(before) if d.amount.kind == draft.amount.kind), None)
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
    if at >= 0 and parse.lower[at] in ("up", "down", "higher", "lower", "off") and not is_verb(parse, at):
        verb = parse.heads[at] if parse.deps[at] in ("prt", "advmod", "prep") else None
        if parse.lower[at] == "off" and parse.tags[at] != "RB":
            return False
        _grade(draft, words.changes.adverbs[parse.lower[at]], at, "role.adverb", "adverb")
        if verb is not None and is_verb(parse, verb) and verb == at - 1 and verb_at(parse, verb, words):
            draft.construction = "verb"
            draft.cue = verb
        return True
    right = draft.sentence.text[draft.amount.end_char - draft.sentence.start_char :]
    twice = GIVEN_TWICE.match(right)
    if twice:
        way = twice["way"].lower()
        at = parse.lower.index(way, draft.last)
        _grade(draft, words.changes.adverbs[way], at, "role.comparative", "comparative")
        return True
    if draft.follow() == "," and draft.follow(2) in ("higher", "lower"):
        _grade(draft, words.changes.adverbs[draft.follow(2)], draft.last + 2, "role.comparative", "comparative")
        return True
    if draft.follow() in COMPARATIVES and not (
        draft.follow() in ("up", "down") and draft.follow(2) in ("to", "from")
    ):
        follower = draft.last + 1
        if draft.follow() in ("above", "below", "ahead", "up", "down") and draft.amount.kind == "count":
            return False
        _grade(draft, words.changes.adverbs.get(draft.follow()), follower, "role.comparative", "comparative")
        return True
    return False


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
    _grade(draft, direction, noun, rule, "change_noun")
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
    _grade(draft, "up" if draft.amount.value > 1 else "down", draft.anchor, "role.multiple_verb", "verb")
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
    row = verb_at(parse, verb, words)
    direction: Direction = "up" if row and row.direction == "up" else "down"
    if word in ("to", "at", "from", "towards", "toward", "near", "into"):
        _level(draft, f"role.verb_{word}", "from" if word == "from" else "to", verb)
        return True
    if word == "by" or (not word and _is_direct(draft, verb)):
        _grade(draft, direction, verb, "role.change_verb", "verb")
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
        _level(draft, "role.up_from", "from", movers[-1])
        return True
    partner = next(
        (d for d in reversed(before) if d.role in ("growth", "change") or d.construction in ("to", "adverb")),
        None,
    )
    if partner is None:
        return False
    _level(draft, "role.prior_level", "from", partner.cue)
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
            _level(draft, f"role.noun_{word}", "from" if word == "from" else "noun_to", noun)
            return True
    return False


def share(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "30% of exports", "accounted for 12%", "a 15 per cent stake", "one in five"."""
    amount, parse = draft.amount, draft.parse
    if amount.kind not in RELATIVE or (
        amount.kind == "multiple" and (amount.value is None or amount.value >= 1)
    ):
        return False
    shares = words.changes.shares
    noun_after = draft.follow().rstrip("s") in shares or draft.follow() in shares
    word, at = preposition(draft)
    noun_before = word == "of" and at and parse.lower[at - 1].rstrip("s") in shares
    verb = governing_verb(parse, draft.anchor)
    row = verb_at(parse, verb, words) if verb is not None else None
    by_verb = bool(
        row
        and "share" in row.classes
        and verb is not None
        and verb < draft.first
        and draft.first - verb <= 3 + REACH
    )
    by_verb = (
        by_verb
        and row is not None
        and (word == "for" or row.base not in ("account", "own", "hold", "control") or draft.follow() == "of")
    )
    of_whole = draft.follow() == "of" and draft.follow(2) not in ("which",)
    in_kind = amount.kind == "multiple"
    if not (noun_after or noun_before or by_verb or of_whole or in_kind):
        return False
    draft.role, draft.construction = "share", "share"
    draft.rules.append("role.share")
    return True


def growth_subject(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "Growth slowed to 0.5%", "the increase was 3%": the level of a growth is a growth."""
    if draft.amount.kind != "percent":
        return False
    verb = governing_verb(draft.parse, draft.anchor)
    subject = subject_of(draft.parse, verb) if verb is not None else None
    if subject is None or subject >= draft.first:
        return False
    name = words.changes.noun(draft.parse.lower[subject])
    if name is None and draft.parse.lower[subject] in ("rate", "pace") and subject:
        subject -= 1
        name = words.changes.noun(draft.parse.lower[subject])
    if name is None:
        return False
    word, _ = preposition(draft)
    if word == "by" or draft.construction == "verb":
        return False
    _grade(draft, words.changes.nouns[name], subject, "role.growth_subject", "growth_subject")
    return True


def list_member(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """A later member of a list does what the first does: "rose 5% and 3%"."""
    if not before or draft.parse.deps[draft.anchor] not in ("conj", "appos"):
        return False
    head = draft.parse.heads[draft.anchor]
    partner = next((d for d in before if d.first <= head <= d.last), None)
    if (
        partner is None
        or partner.amount.kind != draft.amount.kind
        or partner.construction in ("level", "against")
    ):
        return False
    draft.partner, draft.role, draft.direction = partner, partner.role, partner.direction
    draft.cue, draft.construction = partner.cue, partner.construction
    draft.rules.append("role.list_member")
    return True


Rule = Callable[[Draft, Sequence[Draft], Words], bool]
RULES: tuple[Rule, ...] = (
    alternative,
    conversion,
    adverb,
    change_noun,
    against,
    growth_subject,
    multiple_verb,
    change_verb,
    prior_level,
    changing_noun_to,
    share,
    list_member,
)


def assign_role(draft: Draft, before: Sequence[Draft], words: Words) -> None:
    """Decide what a figure does; `before` are the sentence's earlier figures, decided already."""
    if not any(rule(draft, before, words) for rule in RULES):
        _level(draft, "role.level", "level")
