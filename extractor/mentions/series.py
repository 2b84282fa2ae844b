"""Ranges, lists and pairs: figures side by side that share a sign, a scale or a unit (`grammar/series.toml`)."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from extractor.lexicon.changes import changes
from extractor.lexicon.verbs import verbs
from extractor.mentions.cursor import Line, Token
from extractor.mentions.drafts import Draft
from extractor.mentions.rules import Production, Rules
from extractor.mentions.series_money import cents, conversion, exchange, hundredths
from extractor.mentions.shared import fit, members, scaled, take_unit
from extractor.model import GrammarRow, LanguageModel

KEPT: Final = frozenset("tbrO&-~,();=")
CHANGE_WORDS: Final = frozenset({"up", "down", "go", "goes", "going", "went", "gone"})
SAME: Final = frozenset({"including", "compared", "against", "versus", "vs"})
# Ends of a range are seldom further apart than this factor.
FAR: Final = 2
# No percentage: "816,000, or 34 per cent".
LARGE: Final = 1000
# Counts below this are no series of one statistic ("two firms from 12").
SMALL: Final = 20
# Two values of one statistic are seldom further apart than this factor, unless the text compares them.
MOVE: Final = 5
COMPARED: Final = 10
# How many tokens before "from A to B" a verb of change may stand.
GOVERNED: Final = 40


def join_series(drafts: list[Draft], line: Line, model: LanguageModel) -> list[Draft]:
    """The drafts (in text order) with ranges made one, shared units filled in, and weak leftovers dropped."""
    if len(drafts) > 1:
        kinds = _kinds(line, _moving(model))
        for rules in _passes(model):
            reduced = _reduce(drafts, line, kinds)
            for found in rules.find(reduced):
                for draft in members(reduced, found.first, found.last):
                    draft.rules.append(found.row.name)
            drafts = [draft for draft in drafts if not draft.gone]
    return [draft for draft in drafts if not draft.weak]


def _reduce(drafts: Sequence[Draft], line: Line, kinds: str) -> Line:
    tokens: list[Token] = []
    shape: list[str] = []
    at = 0
    for draft in drafts:
        tokens.extend(line.tokens[at : draft.first])
        tokens.append(Token(draft.start, draft.end, draft.symbol, draft, ""))
        shape += (kinds[at : draft.first], draft.symbol)
        at = draft.last
    tokens.extend(line.tokens[at:])
    return Line(line.text, "".join((*shape, kinds[at:])), tokens)


def _kinds(line: Line, moving: frozenset[str]) -> str:
    """The tokens as series see them."""
    made = []
    for token in line.tokens:
        if token.form in moving:
            made.append("c")
        elif token.form in SAME:
            made.append("i")
        elif token.kind == "8":
            made.append("y")
        else:
            made.append("g" if token.kind == "v" else token.kind if token.kind in KEPT else ".")
    return "".join(made)


@cache
def _moving(model: LanguageModel) -> frozenset[str]:
    """Verbs and nouns of change, and the adverbs that stand for them."""
    verb_forms = {form for form, verb in verbs(model).items() if verb.direction in ("up", "down")}
    nouns = {form for noun in changes(model).nouns for form in (noun, f"{noun}s")}
    return frozenset(verb_forms | nouns | CHANGE_WORDS)


def _range(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """Two figures become one: the first takes the second in; the second is dropped."""
    left, right = members(line, first, last)
    between = row.name in ("range_between", "range_from")
    if left.to is not None or right.to is not None or not fit(left, right):
        return None
    if (left.bare and right.sign_first) or (right.bare and not left.bare and not left.sign_first):
        return None
    if left.bare and right.bare and not (between or left.comparator != "exact" or _decimals(right, row)):
        return None
    number = scaled(left, right)
    if not between and number.value * left.factor >= right.number.value * right.factor:
        return None
    left.number = number
    take_unit(left, right)
    take_unit(right, left)
    left.to, left.end, left.last = right, right.end, right.last
    left.per = right.per or left.per
    left.comparator, left.weak, right.gone = "range", False, True
    left.hedge = left.hedge or right.hedge
    left.rules.extend(rule for rule in right.rules if rule not in left.rules)
    return row.name


def _decimals(right: Draft, row: GrammarRow) -> bool:
    """Whether a dash stands before a decimal: no score is written "4 - 5.6"."""
    return row.name == "range_dash" and right.number.ulp < 1


def _share(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """Alternatives and lists: each figure stays, bare ones take the unit of the last, unscaled ones its scale."""
    figures = members(line, first, last)
    final = figures[-1]
    lead = figures[0]
    if final.bare and lead.kind == "money" and not lead.bare:
        take_unit(final, lead)
    if not any(fit(member, final) for member in figures[:-1]):
        return None
    for member in figures[:-1]:
        counts = member.number.scale != 1 or member.number.value >= LARGE
        if not fit(member, final) or (member.bare and counts and final.kind in ("percent", "points")):
            continue
        taken = member.bare or member.kind == "money"
        if taken and row.name in ("list", "either"):
            member.number = scaled(member, final)
        take_unit(member, final)
        member.weak = member.weak and member.bare
    final.weak = final.weak and final.bare
    return row.name


def _inherit(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "5 million headsets, up from 2.4 million": the same things."""
    figures = members(line, first, last)
    lead, other = figures[0], figures[-1]
    between = {token.form for token in line.tokens[first:last]}
    if not _same_form(lead, other, MOVE if between.isdisjoint(SAME) else COMPARED):
        return None
    take_unit(other, lead)
    return row.name


def _inherit_back(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "Fell to 4,922 from 12,861 cars"."""
    lead, other = members(line, first, last)
    if not _same_form(other, lead):
        return None
    take_unit(lead, other)
    return row.name


def _same_form(lead: Draft, other: Draft, apart: int = MOVE) -> bool:
    """Whether two numbers look like one statistic at two times: money by its scales, percents by their decimals."""
    if lead.kind == "percent":
        return other.number.scale == 1 and other.number.ulp == lead.number.ulp < 1
    low, high = sorted((lead.number.value, other.number.value))
    if high > apart * low:
        return False
    if lead.kind == "money":
        return lead.number.scale != 1 != other.number.scale
    return (low >= SMALL or lead.kind == "quantity") and not lead.number.spelled


def _priced(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "2.4m yen ($22,480) for one and 2.1m ($19,800) for the other": converted alike, priced alike."""
    lead, converted, other, again = members(line, first, last)
    if converted.units != again.units or not other.bare or again.number.value <= 0:
        return None
    take_unit(other, lead)
    other.weak = False
    return row.name


def _beside(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "12 shops in the north and 17 in the south": the same preposition, the same things."""
    lead, other = members(line, first, last)
    at = next(number for number in range(first, last) if line.tokens[number].data is lead)
    if line.tokens[at + 1].form != line.tokens[last - 1].form or other.hedge is not None:
        return None
    take_unit(other, lead)
    other.weak = False
    return row.name


def _range_minus(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "5 -10 per cent": the hyphen of a range set like a minus."""
    left, right = members(line, first, last)
    if right.factor >= 0 or left.factor < 0 or right.start - left.end > 1:
        return None
    right.factor = -right.factor
    made = _range(line, first, last, row)
    if made is None:
        right.factor = -right.factor
    return made


def _apart(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """ "Rose $5m to $20m": by the one, to the other. "Climb 17% to 23%" is a range: its ends are near each other."""
    left, right = members(line, first, last)
    if right.value() <= FAR * left.value() or not fit(left, right):
        return None
    if left.number.scale != 1 and not right.sign_first:
        take_unit(left, right)
    return row.name if not left.bare or left.number.scale != 1 else None


def _move(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """A movement between two levels: both stay, a bare first one takes the unit of the second."""
    left, right = members(line, first, last)
    governed = "c" in line.shape[max(0, first - GOVERNED) : first]
    if not governed or not fit(left, right):
        return None
    _pass_on(left, right)
    return row.name


def _descent(line: Line, first: int, last: int, row: GrammarRow) -> str | None:
    """No range is written downwards."""
    left, right = members(line, first, last)
    if not fit(left, right) or scaled(left, right).value <= right.number.value:
        return None
    _pass_on(left, right)
    return row.name


def _pass_on(left: Draft, right: Draft) -> None:
    if left.bare or left.kind == "money":
        left.number = scaled(left, right)
    take_unit(left, right)
    if left.kind == right.kind == "money" and right.per is None:
        right.per = left.per
    left.weak, right.weak = left.weak and left.bare, right.weak and right.bare


PRODUCTIONS: Final[dict[str, Production[Any]]] = {
    "range": _range,
    "share": _share,
    "apart": _apart,
    "cents": cents,
    "hundredths": hundredths,
    "beside": _beside,
    "range_minus": _range_minus,
    "move": _move,
    "descent": _descent,
    "conversion": conversion,
    "exchange": exchange,
    "inherit": _inherit,
    "priced": _priced,
    "inherit_back": _inherit_back,
}


@cache
def _passes(model: LanguageModel) -> tuple[Rules, Rules]:
    """Ranges and pairs first, then the lists they may stand in."""
    rows, where = model.grammar("series"), f"{model.package}: grammar/series.toml"
    lists = [row for row in rows if row.yields.get("when") == "lists"]
    return (
        Rules([row for row in rows if row not in lists], PRODUCTIONS, where),
        Rules(lists, PRODUCTIONS, where),
    )
