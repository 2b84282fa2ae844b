"""Growth period by period and over all of them: "up 4% in 2022 and 5% in 2023, a 9.2% rise over two years"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.facts.relations.bounds import BY_SENTENCE, Bound, gap, is_prior, relation, topic
from extractor.records import Relation

# Between the growth of all and the time it took: "12% over two years", "a 12% rise over the two years".
OVER: Final = re.compile(
    r"(?:\s+[\w-]+){0,4}\s+(?:over|across|in|within)\s+(?:the\s+|those\s+|these\s+)?", re.IGNORECASE
)
GRAINS: Final = {"year": "year", "quarter": "quarter", "month": "month"}
FEWEST, MOST = 2, 12


def chains(bounds: Sequence[Bound]) -> Iterator[Relation]:
    """The rates of so many periods in a row, as told before, with the rate over all of them."""
    for at, total in enumerate(bounds[:-1]):
        number = _periods(total, bounds[at + 1]) if _is_rate(total) else None
        if number is None:
            continue
        rates = [bound for bound in bounds[:at] if _is_step(bound, total, bounds[at + 1])][-number:]
        periods = [bound.fact.period.start for bound in rates if bound.fact.period is not None]
        if len(rates) == number == len(set(periods)) and periods == sorted(periods, key=str):
            members: dict[str, str | tuple[str, ...]] = {
                "rates": tuple(bound.fact.id for bound in rates),
                "total": total.fact.id,
            }
            yield relation("chain", members, BY_SENTENCE, "relation.chain")


def _is_rate(bound: Bound) -> bool:
    fact = bound.fact
    graded = fact.role == "growth" and fact.kind == "percent" and fact.direction in ("up", "down")
    return graded and not is_prior(bound) and not fact.in_title


def _periods(total: Bound, time: Bound) -> int | None:
    """How many periods the rate is over, if the figure behind it says so."""
    fact = time.fact
    spans = fact.kind == "duration" and fact.unit in GRAINS and fact.comparator == "exact"
    if not spans or fact.sentence != total.fact.sentence or not OVER.fullmatch(gap(total, time)):
        return None
    whole = fact.value is not None and fact.value == fact.value.to_integral_value()
    return int(fact.value) if fact.value is not None and whole and FEWEST <= fact.value <= MOST else None


def _is_step(bound: Bound, total: Bound, time: Bound) -> bool:
    """Is it the growth of one of the periods, of the same thing, in the same sentence or the one before?"""
    fact = bound.fact
    if not _is_rate(bound) or topic(fact) != topic(total.fact) or fact.period is None:
        return False
    near = total.fact.sentence - fact.sentence <= 1
    grain = fact.period.granularity == GRAINS[time.fact.unit or ""] and fact.period.start is not None
    yearly = fact.baseline is not None and fact.baseline.type == "yoy" and fact.baseline.text is not None
    return near and grain and (fact.period.granularity == "year" or not yearly)
