"""Rises or falls in a row: "the third straight annual fall: 9.1m in 2021, 8.7m in 2022 and 8.9m in 2023"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from extractor.facts.relations.bounds import BY_SENTENCE, Bound, dates, is_amount, relation, topic
from extractor.lexicon.calendar import calendar_words
from extractor.lexicon.changes import changes
from extractor.lexicon.verbs import verbs
from extractor.model import LanguageModel
from extractor.records import Relation, Sentence, Span

ROW: Final = r"(?:straight|consecutive|successive)"
PER: Final = r"(?:daily|weekly|monthly|quarterly|annual|yearly)"
GRAINS: Final = {
    "day": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month", "monthly": "month",
    "quarter": "quarter", "quarterly": "quarter", "year": "year", "annual": "year", "yearly": "year",
}  # fmt: skip
# "the third straight annual fall", "a fourth consecutive monthly increase"
NOUN: Final = re.compile(
    rf"\b(?P<nth>[a-z]+|\d{{1,2}}(?:st|nd|rd|th))\s+{ROW}\s+(?:(?P<per>{PER})\s+)?(?P<word>[a-z]+)\b",
    re.IGNORECASE,
)
# "fell for the third straight year", "rose for a fifth month in a row"; the verb is one of the words before.
VERB: Final = re.compile(
    rf"\bfor\s+(?:the|an?)\s+(?P<nth>[a-z]+|\d{{1,2}}(?:st|nd|rd|th))\s+"
    rf"(?:{ROW}\s+(?P<per>day|week|month|quarter|year)|(?P<per2>day|week|month|quarter|year)\s+(?:in\s+a\s+row|running))\b",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"[a-z]+", re.IGNORECASE)
BACK: Final = 6
"""Words before "for" among which its verb stands."""

DIGITS: Final = re.compile(r"\d+")
STEPS: Final = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (89, 92), "year": (365, 366)}
"""Least and most days from one period of a kind to the next."""

FEWEST, MOST = 2, 40


class Claimed(NamedTuple):
    """So many moves in one direction, of one period each, and the words that say so."""

    number: int
    direction: str
    grain: str | None
    span: Span


def streaks(bounds: Sequence[Bound], model: LanguageModel) -> Iterator[Relation]:
    """Each such claim with the levels of its series, in order of time, up to the one it is made of."""
    series: dict[tuple[object, ...], list[Bound]] = defaultdict(list)
    for bound in bounds:
        if is_amount(bound) and bound.fact.measure_key and dates(bound.fact)[0]:
            series[(*topic(bound.fact), bound.fact.unit, bound.fact.per, bound.fact.basis)].append(bound)
    sentences = {bound.fact.sentence: bound.draft.sentence for bound in bounds if not bound.fact.in_title}
    for index, sentence in sentences.items():
        for claimed in _claims(sentence, model):
            for levels in series.values():
                if any(bound.fact.sentence == index for bound in levels):
                    found = _in_a_row(levels, claimed)
                    if len(found) > 1:
                        facts = tuple(bound.fact.id for bound in found)
                        yield relation(
                            "streak", {"facts": facts}, BY_SENTENCE, "relation.streak", spans=(claimed.span,)
                        )


def _claims(sentence: Sentence, model: LanguageModel) -> Iterator[Claimed]:
    for match in NOUN.finditer(sentence.text):
        table = changes(model)
        direction = table.nouns.get(table.noun(match["word"]) or "")
        yield from _claim(sentence, match, direction, match["per"], model)
    for match in VERB.finditer(sentence.text):
        before = WORD.findall(sentence.text[: match.start()].lower())[-BACK:]
        found = [verb.direction for word in before if (verb := verbs(model).get(word)) and verb.direction]
        yield from _claim(sentence, match, found[-1] if found else None, match["per"] or match["per2"], model)


def _claim(
    sentence: Sentence, match: re.Match[str], direction: str | None, grain: str | None, model: LanguageModel
) -> Iterator[Claimed]:
    digits = DIGITS.match(match["nth"])
    number = int(digits[0]) if digits else calendar_words(model).ordinals.get(match["nth"].lower())
    if number is None or direction not in ("up", "down") or not FEWEST <= number <= MOST:
        return
    start = sentence.start_char + match.start()
    span = Span(label=direction, start_char=start, end_char=start + len(match[0]), text=match[0])
    yield Claimed(number, direction, GRAINS[grain.lower()] if grain else None, span)


def _in_a_row(levels: Sequence[Bound], claimed: Claimed) -> list[Bound]:
    """The latest levels of consecutive periods, no more than the claim is about."""
    by_start: dict[date, Bound] = {}
    for bound in levels:
        start, period = dates(bound.fact)[0], bound.fact.period
        if start is None or start.startswith("--") or period is None:
            continue
        if claimed.grain in (None, period.granularity) and period.granularity in STEPS:
            by_start.setdefault(date.fromisoformat(start), bound)
    if not by_start:
        return []
    days = sorted(by_start)
    found = [days[-1]]
    for day in reversed(days[:-1]):
        period = by_start[day].fact.period
        least, most = STEPS[period.granularity if period else "day"]
        if len(found) > claimed.number or not least <= (found[-1] - day).days <= most:
            break
        found.append(day)
    return [by_start[day] for day in reversed(found)]
