"""One time expression beside one figure: may it date it, how near is it, is it what is compared with.

What `timeline` asks of each pair; nothing here knows the rest of the article.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extractor.facts.clauses import SUBJECTS, clause_of, governing_verb, is_verb
from extractor.facts.draft import NOUN_TAGS, Draft, Words, verb_at
from extractor.facts.periods.carry import BOUNDS
from extractor.facts.periods.context import Tense
from extractor.facts.periods.resolve import shift_years
from extractor.facts.units.exchange import is_written_out
from extractor.records import Baseline, BaselineType, Period, PeriodMention
from extractor.syntax import Parse

# A year or part of it in company results is compared with the year before, unless said otherwise.
RESULT_GRANULARITIES = frozenset({"quarter", "half", "year", "range"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "can"})
# Not future, but not what happened either: a period in such a clause does not carry.
HYPOTHETICAL = frozenset({"could", "may", "might", "would", "should"})
SATURDAY = 5
# "a third more than in May 2023": the date belongs to what is compared with.
COMPARED = re.compile(r"\b(?:than|compared|versus|vs|against|above|below)\b", re.IGNORECASE)
# The same right before a date; "from" only behind a figure: "rose 3% from February".
BASE = re.compile(
    r"(?:\b(?:than|compared\s(?:with|to)|against|versus|vs\.?)|(?:\d\S*|\bper\scent|\bpercent|\bpct|\bpoints?|illion|\bhalf|\bthird|\bquarter|\bfifth|\btenth|\bup|\bdown),?\sfrom)"
    r"\s(?:(?:in|at|that\sof|those\sof|the|during|for)\s){0,3}$"
    # "more than the 266 euros of last year's survey"
    r"|\b(?:than|above|below|over|from|against)\s(?:the|a|its)\s[\d$£€¥]\S*(?:\s\w+){0,2}\sof\s(?:the\s)?$"
    # "down from 4.4 percent in the second quarter"
    r"|\b(?:from|against|compared\s(?:with|to))\s[\d$£€¥]\S*(?:\s\w+){0,2}\s(?:in|for|during)\s(?:the\s)?$"
)
WEEK_ENDED = re.compile(r"\bweek\s(?:ended|ending|to|through)\b", re.IGNORECASE)
# "February's €6.29bn", "April's revised 4.1m", "Tuesday's closing price of 45.50 kronor"
OWNED = re.compile(
    r"['’]s\s(?:(?:revised|provisional|first|final|record|total|about|around)\s|(?:[a-z-]+\s){1,3}of\s)?"
)
STRETCH = re.compile(r"\s(?:to|through|until|till)\s")
BASE_WINDOW = 60
# "(2023: £452.8m)": a date that heads a bracket dates what stands in it.
HEADING = re.compile(r"[(\[]$")
# "the best result of the past ten quarters": the stretch is the record's, not the figure's.
RANKED = re.compile(
    r"\b(?:highest|lowest|best|worst|biggest|largest|smallest|fastest|slowest|strongest|weakest|sharpest|steepest|most|least|first)\b"
    r"[^,;.]{0,40}$"
)
# Characters before a date in which such a claim may begin, and some to spare.
RANK_REACH = 60


class Timed(NamedTuple):
    """A time expression with its meaning; `baseline` its type if it says what is compared with."""

    mention: PeriodMention
    period: Period
    baseline: BaselineType | None
    # Whether its clause tells what happened, not what is expected or possible.
    happened: bool = True
    # Whether it only dates what something is compared with, or what another noun did.
    is_aside: bool = False

    @property
    def is_bound(self) -> bool:
        """ "since 1995", "by 2006": the date bounds something, it is not what is spoken of."""
        return self.mention.fields.get("lead") in BOUNDS


def period_of(baseline: Baseline | None) -> Period | None:
    return baseline.period if baseline is not None else None


def usual_type(period: Period | None) -> BaselineType:
    """What a change is measured against when nothing is said: the year before for results, else the period before."""
    return (
        "yoy"
        if period is not None and (period.granularity in RESULT_GRANULARITIES or period.fiscal)
        else "previous"
    )


def span_of(period: Period | None) -> tuple[str | None, str | None]:
    return (
        (period.start or period.partial_start, period.end or period.partial_end) if period else (None, None)
    )


def day_before(period: Period) -> Baseline | None:
    """The trading day before: markets are shut at weekends."""
    if period.start is None:
        return Baseline(type="previous")
    day = date.fromisoformat(period.start) - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    before = Period(
        text="", start=day.isoformat(), end=day.isoformat(), granularity="day", resolution="inferred"
    )
    return Baseline(type="previous", period=before)


def same_part(own: Period | None, base: Period) -> Period:
    """A quarter compared with "last year" is compared with its quarter of that year."""
    if (
        own is None
        or own.start is None
        or own.end is None
        or base.start is None
        or base.granularity != "year"
    ):
        return base
    if own.granularity != "year":
        return shift_years(own, int(base.start[:4]) - int(own.start[:4]))
    if own.start[5:] == base.start[5:] or not base.start.endswith("-01-01"):
        return base
    # A fiscal year that ends in March 2024 is compared with "2023", the one that ended a year before.
    return shift_years(own, int(base.start[:4]) - int(own.end[:4]))


def is_anothers(draft: Draft, timed: Timed, drafts: Sequence[Draft]) -> bool:
    """ "7% below the 203,500 of June 2022": a date after "of" is that figure's alone."""
    text, start = draft.sentence.text, draft.sentence.start_char
    behind = text[timed.mention.end_char - start :]
    owned = OWNED.match(behind if timed.mention.text[-2:] not in ("'s", "’s") else f"'s{behind}")
    if owned is not None:
        # "1.9% above February's €6.29bn"
        at = timed.mention.end_char + owned.end() - (2 if owned[0] not in behind else 0)
        if any(other is not draft and 0 <= other.amount.start_char - at <= 1 for other in drafts):
            return True
    left = text[: timed.mention.start_char - start].rstrip()
    if not left.endswith(" of"):
        return False
    end = start + len(left) - len(" of")
    return any(other is not draft and other.amount.end_char == end for other in drafts)


def attribute_of(parse: Parse, mention: PeriodMention) -> int | None:
    """The noun that an expression's clause only describes: brands in "the brands sold in March"."""
    tokens = parse.tokens(mention.start_char, mention.end_char)
    verb = clause_of(parse, tokens[0]) if tokens else None
    if verb is None or parse.deps[verb] not in ("acl", "relcl") or not is_verb(parse, verb):
        return None
    noun = parse.heads[verb]
    if parse.deps[verb] == "acl" and parse.deps[noun] in SUBJECTS and parse.words[verb - 1] != ",":
        # "Remittances received in May totalled $2bn", but not "the bid, turned down in May, was worth $2bn"
        return None
    return noun if noun < verb and parse.tags[noun] in NOUN_TAGS else None


def is_aside(draft: Draft, timed: Timed) -> bool:
    """Does the date describe something else of the sentence ("brands sold in March rose 5%")?"""
    parse = draft.parse
    noun = attribute_of(parse, timed.mention)
    if noun is None or noun in range(draft.first, draft.last + 1):
        return False
    return draft.anchor not in parse.subtree(noun)


def is_base(text: str, mention: PeriodMention, offset: int = 0) -> bool:
    """Does a date tell what something is compared with, whatever figure stands nearest? `text` starts at `offset`."""
    start = mention.start_char - offset
    before = text[max(0, start - BASE_WINDOW - 1) : start].lower()
    found = BASE.search(before, max(0, len(before) - BASE_WINDOW))
    # "rose 3% from May to July" is a stretch.
    stretch = found is not None and found[0].split()[-1] == "from" and STRETCH.search(mention.text)
    return found is not None and not stretch


def heads_bracket(text: str, mention: PeriodMention, offset: int = 0) -> bool:
    """Does a date open a bracket for the figure behind its colon: "£460m (2023: £452m)"?"""
    start, end = mention.start_char - offset, mention.end_char - offset
    return HEADING.search(text, max(0, start - 2), start) is not None and text[end : end + 1] == ":"


def is_ranked(draft: Draft, timed: Timed) -> bool:
    """Does the expression limit a claim of rank rather than date the figure?"""
    left = draft.sentence.text[: timed.mention.start_char - draft.sentence.start_char]
    return RANKED.search(left[-RANK_REACH:].lower()) is not None


def is_compared(draft: Draft, timed: Timed, drafts: Sequence[Draft]) -> bool:
    """Does a comparison word stand between a change and the date after it?"""
    if draft.role not in ("growth", "change") or timed.mention.start_char < draft.amount.end_char:
        return False
    crossed = any(draft.amount.end_char <= d.amount.start_char < timed.mention.start_char for d in drafts)
    start = draft.sentence.start_char
    if not crossed and is_base(draft.sentence.text, timed.mention, start):
        return True
    between = draft.sentence.text[draft.amount.end_char - start : timed.mention.start_char - start]
    return not crossed and COMPARED.search(between) is not None


def takes_carried(draft: Draft, *, ahead: bool) -> bool:
    """A figure in the present tense ("accounts for half") or a target holds at no time in particular, unless the
    text speaks of a time to come (`ahead`): the figures of a budget are its year's."""
    if draft.amount.kind in ("duration", "age") or is_written_out(draft):
        return False
    if draft.modality == "target":
        return ahead
    if draft.sentence.form != "sentence" or draft.role in ("growth", "change"):
        return True
    verb = governing_verb(draft.parse, draft.anchor)
    return verb is None or draft.parse.tags[verb] not in ("VBZ", "VBP")


def type_between(own: Period | None, base: Period) -> BaselineType:
    if own is None or own.start is None or base.start is None:
        return "other"
    if own.start[5:] == base.start[5:] and int(own.start[:4]) - int(base.start[:4]) == 1:
        return "yoy"
    return "previous" if base.end is not None and base.end < own.start else "other"


def is_dated(period: Period) -> bool:
    return period.start is not None or period.partial_start is not None


def size_of(mention: PeriodMention) -> tuple[str, str] | None:
    """Number and unit of a stretch of time: four months, two quarters."""
    number, unit = mention.fields.get("n"), mention.fields.get("unit")
    return (number, unit) if number and unit and number != "1" else None


def carries(period: Period) -> bool:
    """Can a period hold for the sentences after it? Days and durations do not, weeks of statistics do."""
    if period.granularity == "week" and WEEK_ENDED.search(period.text):
        return is_dated(period)
    return period.granularity not in ("day", "week", "duration", "set", "decade") and is_dated(period)


def clauses(parse: Parse, mention: PeriodMention) -> Iterable[int]:
    tokens = parse.tokens(mention.start_char, mention.end_char)
    return {clause_of(parse, token) for token in (tokens[0], tokens[-1])} if tokens else ()


def distance(draft: Draft, timed: Timed, drafts: Sequence[Draft]) -> tuple[int, int]:
    """Other figures between, then characters between; what follows a figure is nearer than what precedes it."""
    start, end = draft.amount.start_char, draft.amount.end_char
    mention = timed.mention
    after = mention.start_char >= end
    gap = mention.start_char - end if after else start - mention.end_char
    low, high = (end, mention.start_char) if after else (mention.end_char, start)
    crossed = sum(low <= d.amount.start_char < high for d in drafts)
    return crossed, gap if after else gap + 10


def happened(parse: Parse | None, mention: PeriodMention, tense: Callable[[PeriodMention], Tense]) -> bool:
    if tense(mention) == "future":
        return False
    tokens = parse.tokens(mention.start_char, mention.end_char) if parse is not None else ()
    if parse is None or not tokens:
        return True
    children = parse.children[clause_of(parse, tokens[0])]
    return not any(parse.lower[child] in HYPOTHETICAL for child in children if parse.deps[child] == "aux")


def parsed_tense(parse: Parse, mention: PeriodMention, words: Words) -> Tense:
    """The tense of the clause a time expression stands in: future where an auxiliary or a verb of expecting says so."""
    tokens = parse.tokens(mention.start_char, mention.end_char)
    if not tokens:
        return "past"
    verb = clause_of(parse, tokens[0])
    for _ in range(4):
        helping = {parse.lower[child] for child in parse.children[verb] if parse.deps[child] == "aux"}
        if helping & FUTURE or ("would" in helping and "have" not in helping):
            return "future"
        row = verb_at(parse, verb, words) if is_verb(parse, verb) else None
        if row is not None and row.classes[0] in ("forecast", "plan"):
            return "future"
        if parse.deps[verb] not in ("xcomp", "ccomp", "conj") or not is_verb(parse, parse.heads[verb]):
            break
        verb = parse.heads[verb]
    return "past"
