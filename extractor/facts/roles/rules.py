"""What a figure does in its sentence: a level, a change, a growth or a share, and which way it goes.

Rules are tried in the order of `RULES`; the first that answers decides. Each looks at the words beside the
figure first, which are surer than the parse, then at what governs it.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from extractor.facts.clauses import SUBJECTS, governing_verb, is_verb, object_of, subject_of
from extractor.facts.draft import NOUN_TAGS, Draft, Words, verb_at
from extractor.facts.roles.change_words import (
    change_noun,
    change_verb,
    changing_noun_to,
    growth_before,
    multiple_verb,
    prior_level,
)
from extractor.facts.roles.comparisons import (
    adverb,
    against,
    alternative,
    base_again,
    conversion,
    part_in_money,
)
from extractor.facts.roles.gapping import gapped
from extractor.facts.roles.grading import REACH, RELATIVE, grade, set_level
from extractor.facts.roles.grading import preposition as preposition
from extractor.facts.roles.places import is_place_list, is_time_list
from extractor.lexicon.words import singular
from extractor.records import Direction

MOVES: Final = frozenset({"up", "down", "by"})
COPULAS: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "seems", "looks", "remains"})
SIGNS: Final[Mapping[str, Direction]] = MappingProxyType({"+": "up", "-": "down", "−": "down"})


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
    foreseen = _foreseen_growth(draft, verb, words) if verb is not None else None
    subject = subject_of(draft.parse, verb) if verb is not None and foreseen is None else foreseen
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
    grade(draft, words.changes.nouns[name], subject, "role.growth_subject", "growth_subject")
    if word == "from":
        draft.construction = "from"
    return True


def _foreseen_growth(draft: Draft, verb: int, words: Words) -> int | None:
    """ "raised its growth forecast to 2.1%", "trimmed its forecast for economic growth to 5.7%": the noun of change."""
    parse = draft.parse
    forecast = object_of(parse, verb, frozenset(range(draft.first, draft.last + 1)))
    if forecast is not None and forecast < draft.first and preposition(draft)[0] == "at":
        # "puts growth at 6.2%"
        return forecast if words.changes.noun(parse.lower[forecast]) else None
    if forecast is None or forecast > draft.first or singular(parse.lower[forecast]) not in words.forecasts:
        return None
    behind = range(forecast + 2, min(forecast + 6, draft.first)) if parse.lower[forecast + 1] == "for" else ()
    return next((at for at in (forecast - 1, *behind) if words.changes.noun(parse.lower[at])), None)


def share_subject(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "27 per cent said so", "a third was exported": so many of them; not "5% was the lowest"."""
    parse = draft.parse
    if draft.amount.kind not in RELATIVE or parse.deps[draft.anchor] not in SUBJECTS:
        return False
    verb = parse.heads[draft.anchor]
    row = verb_at(parse, verb, words)
    stands = row is not None and bool({"stand", "reach"} & set(row.classes))
    if verb < draft.last or not is_verb(parse, verb) or stands or parse.lower[verb] in COPULAS:
        return False
    draft.role, draft.construction = "share", "share"
    draft.rules.append("role.share_subject")
    return True


def share_of_number(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "Of the 2.40 million, 816,000, or 34 per cent, were young": shares of the number that opens the sentence; and
    "1.38 million tonnes, of which 0.31 million tonnes, or 22 per cent, was exported"."""
    if (
        draft.amount.kind not in RELATIVE
        or not before
        or before[0].amount.kind not in ("count", "quantity", "money")
    ):
        return False
    opens = " ".join(draft.parse.lower[: before[0].first])
    fronted = opens in ("of the", "of its", "of their", "of those", "of these", "of all")
    part = before[-1]
    behind = draft.parse.lower[max(0, part.first - 2) : part.first]
    is_part = (
        draft.lead == "or" and behind[:1] == ("of",) and behind[-1] in ("which", "them", "these", "those")
    )
    if not (fronted or is_part) or draft.lead in MOVES:
        return False
    draft.role, draft.construction = "share", "share"
    draft.rules.append("role.share_of_number")
    return True


def bracketed_share(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "28.1 percent of the total, ahead of Peru with $741 million (17.6 percent)": a list of shares goes on."""
    shares = [other for other in before if other.role == "share" and other.amount.kind == draft.amount.kind]
    if not shares or draft.amount.kind not in RELATIVE or before[-1].amount.kind == draft.amount.kind:
        return False
    start = draft.sentence.start_char
    gap = draft.sentence.text[before[-1].amount.end_char - start : draft.amount.start_char - start]
    if gap.strip() != "(" or draft.follow() != ")":
        return False
    draft.partner, draft.role, draft.construction = before[-1], "share", "part_in_money"
    draft.rules.append("role.bracketed_share")
    return True


def list_member(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """A later member of a list does what the first does: "rose 5% and 3%", "rose 5% in Europe and 3% in Asia",
    "rose 5% in 2022 and 3% in 2023".
    """
    in_turn = is_place_list(draft, before) or is_time_list(draft, before)
    if not before or (draft.parse.deps[draft.anchor] not in ("conj", "appos") and not in_turn):
        return False
    head = draft.parse.heads[draft.anchor]
    partner = before[-1] if in_turn else next((d for d in before if d.first <= head <= d.last), None)
    if (
        partner is None
        or partner.amount.kind != draft.amount.kind
        or partner.construction in ("level", "against")
    ):
        return False
    draft.partner, draft.role, draft.direction = partner, partner.role, partner.direction
    draft.cue, draft.construction, draft.remnant = partner.cue, partner.construction, partner.remnant
    draft.rules.append("role.list_member")
    return True


def signed(draft: Draft, before: Sequence[Draft], words: Words) -> bool:
    """ "FTSE 100 -0.6%", "Dow +0.2%": a signed percentage right behind a name says how the name moved."""
    amount, parse = draft.amount, draft.parse
    sign = SIGNS.get(amount.text[:1])
    if amount.kind not in RELATIVE or sign is None or draft.first == 0 or amount.value is None:
        return False
    at = draft.first - 1
    if parse.words[at] in SIGNS:
        at -= 1
    if at < 0 or not (parse.tags[at] in NOUN_TAGS or parse.words[at][:1].isdigit()):
        return False
    measure = words.measures.match(parse.words[at])
    if measure is not None and measure.kind == "rate":
        return False
    draft.role, draft.direction, draft.construction = "growth", sign, "signed"
    draft.rules.append("role.signed")
    return True


Rule = Callable[[Draft, Sequence[Draft], Words], bool]
RULES: tuple[Rule, ...] = (
    alternative,
    base_again,
    conversion,
    part_in_money,
    bracketed_share,
    share_of_number,
    adverb,
    change_noun,
    against,
    gapped,
    growth_subject,
    multiple_verb,
    growth_before,
    change_verb,
    prior_level,
    changing_noun_to,
    share,
    share_subject,
    signed,
    list_member,
)


def assign_role(draft: Draft, before: Sequence[Draft], words: Words) -> None:
    """Decide what a figure does; `before` are the sentence's earlier figures, decided already."""
    if not any(rule(draft, before, words) for rule in RULES):
        set_level(draft, "role.level", "level")
