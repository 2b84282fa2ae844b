"""What stands around a figure and belongs to it: hedges before and after, and what a rate is per."""

import re
from typing import Any, Final

from extractor.lexicon.hedges import hedges
from extractor.lexicon.units import units
from extractor.lexicon.verbs import verbs
from extractor.lexicon.words import singular
from extractor.mentions.cursor import Line, Token
from extractor.mentions.drafts import Draft
from extractor.model import LanguageModel

# "per share", "/tonne", "a year", "-a-year", "p.a.", "to the dollar".
PER: Final = re.compile(
    r"-?[R/]-?(?:[UTCI]|[wWF]?[FsX]|[wWKV3F]) | /L | -?a-?[UTF] | @ | tQ[CI] | \(?R[UT]\)?",
    re.VERBOSE,
)
# "2 million barrels of crude a day": what it is of stands between; the span stays without.
PER_BEHIND: Final = re.compile(r"x(?:-?[wWsX]){1,3}(?=R[UTF]|aT)")
# Hedges stand directly before, a comma between at most ("more or less, $1.3 billion"); two at most ("up to about").
BEFORE: Final = re.compile(r"(?:[iJ][-,]?|a(?=[iJ])){1,2}$")
AFTER: Final = re.compile(r",?-?j(?![$1-7])|J(?![n$1-7])")
WINDOW: Final = 4
# How many tokens a verb may stand before its "up": "pushed the deficit in goods trade up to".
PUSHED: Final = 8
# What makes a point in time of "a year".
POINTS: Final = frozenset({"ago", "earlier", "before", "later", "after", "hence", "previously", "back"})
# Kinds a rate makes sense of.
RATED: Final = frozenset({"money", "percent", "points", "quantity", "count", "multiple"})


def widen(draft: Draft, line: Line, model: LanguageModel, *, floor: int, ceiling: int) -> None:
    """Take the neighbours in: the draft's tokens, offsets, hedge, comparator and `per` change.

    `floor` and `ceiling` are the tokens where the figures before and behind end and begin.
    """
    if draft.kind in RATED or draft.kind == "duration":
        _per(draft, line, model, ceiling)
    _hedge_after(draft, line, ceiling)
    _hedge_before(draft, line, floor, model)


def _per(draft: Draft, line: Line, model: LanguageModel, ceiling: int) -> None:
    match = PER.match(line.shape, draft.last, ceiling)
    if match is None:
        between = PER_BEHIND.match(line.shape, draft.last, ceiling)
        if between is not None and draft.kind in ("money", "quantity"):
            draft.per = _per_name(line.tokens[between.end() + 1 : between.end() + 2], line, model)
        return
    tokens = line.tokens[match.start() : match.end()]
    named = _per_name(tokens, line, model)
    if named is None or (draft.kind == "duration" and tokens[0].kind != "a"):
        return
    if tokens[-1].kind == "T" and _dates(line, match.end()):
        return
    draft.per = named
    draft.last, draft.end = match.end(), tokens[-1].end
    draft.rules.append("per")


def _dates(line: Line, at: int) -> bool:
    """Whether "a year" goes on with "ago" or "earlier": a time, not a rate."""
    return at < len(line.tokens) and line.tokens[at].form in POINTS


def _per_name(tokens: Any, line: Line, model: LanguageModel) -> str | None:
    """What stands behind "per", in the singular."""
    last: Token = tokens[-1]
    if last.kind in "UT":
        return str(last.data.name)
    if last.kind == "@":
        return str(last.data)
    if last.kind == "C":
        return str(last.data.codes[0])
    if last.kind == "I":
        return str(last.data[0])
    written, table = line.text[last.start : last.end], units(model)
    if written in table.symbols:
        return table.symbols[written].name
    if tokens[0].kind == "/" and written in table.per_symbols:
        return table.per_symbols[written]
    words = [token for token in tokens if token.kind in "wWFsXKV3"]
    if not words:
        return None
    return singular(line.text[words[0].start : last.end].lower(), model)


def _hedge_after(draft: Draft, line: Line, ceiling: int) -> None:
    match = AFTER.match(line.shape, draft.last)
    if match is None or match.end() > ceiling:
        return
    token = line.tokens[match.end() - 1]
    hedge = token.data.after
    # "The 737 Max" is no maximum.
    if hedge is None or line.text[token.start].isupper() or _adds(draft, line, match.end()):
        return
    draft.last, draft.end = match.end(), token.end
    draft.set_hedge(hedge)


def _adds(draft: Draft, line: Line, at: int) -> bool:
    """Whether "plus" adds what follows it: "$5 plus tax", where "500 plus jobs" are 500 or more."""
    if line.tokens[at - 1].form != "plus" or line.tokens[at - 2].kind == "-" or draft.kind == "count":
        return False
    return at < len(line.tokens) and line.tokens[at].form[:1].isalpha()


def _is_particle(line: Line, at: int, model: LanguageModel) -> bool:
    """Whether the "up" of "up to" belongs to the verb before it."""
    if at == 0 or line.tokens[at].form != "up to":
        return False
    if line.tokens[at - 1].form in ("to", "by", "of", "from"):
        return False
    table = verbs(model)
    before = [token.form for token in line.tokens[max(0, at - PUSHED) : at]]
    rows = [table.get(before[-1]), *(table.get(f"{form} up") for form in before)]
    return any(row is not None and row.direction == "up" for row in rows)


def _is_span(draft: Draft, line: Line, first: int, model: LanguageModel) -> bool:
    """Whether the "over" before a duration says in which time, not that it is more."""
    spans = hedges(model).spans
    if draft.kind != "duration" or line.tokens[first].form != spans.hedge:
        return False
    before = line.tokens[first - 1].form if first else ""
    after = line.tokens[draft.last].form if draft.last < len(line.tokens) else ""
    return before not in spans.before and after not in spans.after


def _hedge_before(draft: Draft, line: Line, floor: int, model: LanguageModel) -> None:
    start = max(floor, draft.first - WINDOW)
    match = BEFORE.search(line.shape, start, draft.first)
    if match is None:
        return
    first = match.start()
    if _is_particle(line, first, model) or _is_span(draft, line, first, model):
        # "edged up to 8.5 per cent", "rose 30% over two years"
        return
    hedges = [token.data.before for token in line.tokens[first : draft.first] if token.kind in "iJ"]
    chosen = next((hedge for hedge in hedges if hedge is not None and hedge.effect), hedges[0])
    if chosen is None:
        return
    draft.first, draft.start = first, line.tokens[first].start
    if draft.hedge is None or not draft.hedge.effect:
        draft.set_hedge(chosen)
