"""Guards: reasons to say nothing, as named rows. A check examines its guards before it compares, and lists
them in its finding; one that blocks silences the check for that binding.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from extractor.checks.equations.links import Link
from extractor.checks.evidence import Evidence
from extractor.checks.guards import doubts, periods
from extractor.checks.guards import topics as guard_topics
from extractor.checks.guards.periods import days as days
from extractor.checks.guards.periods import same_base as same_base
from extractor.checks.guards.topics import differ as differ

Blocks: TypeAlias = Callable[[Evidence, Link], bool]


class Guard(NamedTuple):
    """`blocks` says that this link must not be judged; `why` is for the reader of `tieout explain`."""

    name: str
    why: str
    blocks: Blocks


UNSURE: Final = Guard("unsure", "a figure's binding is too uncertain", guard_topics.unsure)
NEGATED: Final = Guard("negated", "the article denies the figure", guard_topics.negated)
VAGUE: Final = Guard("vague", "a figure is too vague to prove anything (dozens)", guard_topics.vague)
UNIT: Final = Guard(
    "unit", "the levels are in different units, currencies or per different things", guard_topics.other_unit
)
DIMENSION: Final = Guard(
    "unit", "the levels are in different currencies or dimensions", guard_topics.other_dimension
)
NET: Final = Guard("net", "what went out is taken off", guard_topics.net)
OFFSETTING: Final = Guard("offsetting", "parts of a loss or balance may be set off", guard_topics.offsetting)
HEAD: Final = Guard(
    "measure", "the whole is known to be of another measure than the part", guard_topics.other_head
)
MEASURE: Final = Guard("measure", "the figures measure different things", guard_topics.other_measure)
ENTITY: Final = Guard("entity", "the figures are of different owners or places", guard_topics.other_entity)
SEGMENT: Final = Guard("segment", "the figures are of different segments", guard_topics.other_segment)
BASIS: Final = Guard(
    "basis",
    "a figure is like-for-like, at constant currency, real, annualised, the others not",
    guard_topics.other_basis,
)
MODALITY: Final = Guard(
    "modality", "an actual figure beside a forecast or a target", guard_topics.other_modality
)
MIXED: Final = Guard(
    "modality", "an actual figure beside a forecast or a target", guard_topics.mixed_modality
)
LISTED: Final = Guard(
    "modality", "an actual figure beside a forecast or a target, not in one list", guard_topics.mixed_list
)
INVERSE: Final = Guard(
    "inverse_quote", "the number falls when the thing rises (rupees per dollar)", guard_topics.inverse_quote
)
POSITIVE: Final = Guard(
    "not_positive", "a level is zero or negative, so no rate follows from it", guard_topics.not_positive
)
POINTS: Final = Guard(
    "percent_of_percent",
    "a rate of a rate: percent or points, another check's",
    guard_topics.percent_of_percent,
)
ELLIPSIS: Final = Guard("scale_left_out", "one level borrows the other's scale word", doubts.scale_left_out)
ELSEWHERE: Final = Guard(
    "fits_elsewhere",
    "another figure of the sentence fits, so the wrong one may be bound",
    doubts.fits_elsewhere,
)
REVISED: Final = Guard("basis", "one mention is revised or on another footing", guard_topics.any_other_basis)
ADJUSTED: Final = Guard(
    "adjusted", "a figure is annualised or adjusted for the season", guard_topics.adjusted
)
CHANGE_UNIT: Final = Guard(
    "change_unit", "the change is in another unit than the levels", guard_topics.other_change_unit
)
BASE: Final = Guard("base", "the rate is against another period than the prior level's", periods.other_base)
ONE_BASE: Final = Guard("base", "the rates are against different periods", periods.mixed_base)
LENGTH: Final = Guard("length", "the periods are of different lengths", periods.other_length)
PERIOD: Final = Guard("period", "the figures are of different periods", periods.other_period)
ANY_PERIOD: Final = Guard("period", "the figures are of different periods", periods.any_other_period)
SIGN: Final = Guard("not_positive", "a figure carries a sign of its own", guard_topics.not_positive)
AHEAD: Final = Guard(
    "forecast", "what is held against the target is itself a forecast", guard_topics.forecast_beside
)
LESS: Final = Guard(
    "less_is_better", "to beat a target for losses is to stay below it", guard_topics.less_is_better
)
SIGNED: Final = Guard(
    "signed", "the measure can be negative (profits, balances), so a part may exceed", guard_topics.signed
)
OF_CHANGE: Final = Guard(
    "share_of_change", "a share of the increase, not of the whole", guard_topics.share_of_change
)

ALWAYS: Final = (UNSURE, NEGATED, VAGUE)
TOPIC: Final = (MEASURE, ENTITY, SEGMENT)
MOVEMENT: Final = (
    *ALWAYS, *TOPIC, UNIT, BASIS, MODALITY, INVERSE, POSITIVE, POINTS, CHANGE_UNIT, BASE, LENGTH,
    ELLIPSIS, ELSEWHERE,
)  # fmt: skip
SHARE: Final = (*ALWAYS, DIMENSION, BASIS, MIXED, PERIOD, OF_CHANGE, ELSEWHERE)
WEIGHTED: Final = (*ALWAYS, DIMENSION, BASIS, MIXED, OFFSETTING)
CHAIN: Final = (*ALWAYS, *TOPIC, BASIS, MIXED)
SHARES: Final = (*ALWAYS, BASIS, ANY_PERIOD)
MEAN: Final = (*ALWAYS, BASIS, MIXED, ANY_PERIOD, ONE_BASE)
RATIO: Final = (*ALWAYS, ENTITY, SEGMENT, BASIS, MIXED, ANY_PERIOD, ELSEWHERE)
TIMES: Final = (*ALWAYS, DIMENSION, BASIS, MIXED, ELSEWHERE)
PRODUCT: Final = (*ALWAYS, BASIS, MIXED, ANY_PERIOD, ELSEWHERE)
BALANCE: Final = (*ALWAYS, ENTITY, DIMENSION, BASIS, MIXED, ANY_PERIOD, SIGN, ELSEWHERE)
DISTANCE: Final = (*ALWAYS, DIMENSION, MIXED, SIGN, ELSEWHERE)
ATTAINED: Final = (*ALWAYS, DIMENSION, BASIS, PERIOD, OF_CHANGE, ELSEWHERE)
AIM: Final = (*ALWAYS, DIMENSION, BASIS, AHEAD, PERIOD, LESS)
SUM: Final = (*ALWAYS, DIMENSION, BASIS, LISTED, PERIOD, OFFSETTING)
RECORD: Final = (*ALWAYS, *TOPIC, UNIT, BASIS, MIXED, LENGTH)
ORDER: Final = (*ALWAYS, UNIT, INVERSE, ELSEWHERE)
MOVED: Final = (*ALWAYS, *TOPIC, UNIT, BASIS, MIXED, INVERSE, SIGN, LENGTH)
STEP: Final = (*ALWAYS, UNIT, BASIS, MIXED, INVERSE)
AVERAGE: Final = (*ALWAYS, MIXED, ADJUSTED, ELSEWHERE)
PERIODS: Final = (*ALWAYS, *TOPIC, UNIT, BASIS, MIXED)
NESTED: Final = (*PERIODS, OFFSETTING, NET)
MIDDLE: Final = (UNSURE, NEGATED, UNIT)
SAME: Final = (*ALWAYS, *TOPIC, UNIT, REVISED, MIXED, PERIOD)
NEAR: Final = (*ALWAYS, UNIT, REVISED, MIXED)
PART: Final = (*ALWAYS, HEAD, DIMENSION, BASIS, MIXED, PERIOD, SIGNED, OFFSETTING)

BY_KIND: Final[dict[str, tuple[Guard, ...]]] = {
    "growth": MOVEMENT,
    "change": MOVEMENT,
    "pace": MOVEMENT,
    "share": SHARE,
    "mean": MEAN,
    "attained": ATTAINED,
    "ratio": RATIO,
    "times": TIMES,
    "product": PRODUCT,
    "balance": BALANCE,
    "distance": DISTANCE,
    "reached": AIM,
    "missed": AIM,
    "sum": SUM,
    "chain": CHAIN,
    "weighted": WEIGHTED,
    "shares": SHARES,
    "all_shares": SHARES,
    "part": PART,
    "record": RECORD,
    "order": ORDER,
    "step": STEP,
    "moved": MOVED,
    "middle": MIDDLE,
    "periods": PERIODS,
    "nested": NESTED,
    "average": AVERAGE,
    "same": SAME,
    "near": NEAR,
}


def examine(evidence: Evidence, link: Link) -> tuple[str, ...] | None:
    """The names of the guards examined, or None if one of them blocks."""
    return None if blocking(evidence, link) else tuple(row.name for row in BY_KIND[link.kind])


def blocking(evidence: Evidence, link: Link) -> str | None:
    """The name of the first guard that silences a link."""
    known = evidence.once(_examined)
    if id(link) not in known:
        first = next((row.name for row in BY_KIND[link.kind] if row.blocks(evidence, link)), None)
        known[id(link)] = (link, first)
    return known[id(link)][1]


def _examined(evidence: Evidence) -> dict[int, tuple[Link, str | None]]:
    """What was found out already; the link is kept so that its id stays its own."""
    return {}
