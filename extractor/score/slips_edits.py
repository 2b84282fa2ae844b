"""A slip as an edit of the raw text, and the figures as they would then have to be read."""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

import msgspec

from extractor.records import Article, Fact, make_article
from extractor.score.slips_figures import Ground
from extractor.score.slips_numbers import Number
from extractor.score.slips_words import Change

GAP: Final = 2  # a title and a body are parted by a blank line
_CONTEXT: Final = Context(prec=50)


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One slip: other words in the article's text, and the facts it changes as they should now be read."""

    kind: str
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]

    @property
    def start(self) -> int:
        return self.changes[0].start

    def apply(self, article: Article, id: str) -> Article:
        """The article with the slip in it."""
        text, end = article.text, article.title_end
        title, body = text[:end], text[end + GAP :] if end else text
        for change in sorted(self.changes, reverse=True):
            if change.start < end:
                title = title[: change.start] + change.text + title[change.end :]
            else:
                at = end + GAP if end else 0
                body = body[: change.start - at] + change.text + body[change.end - at :]
        return make_article(
            body,
            id=id,
            title=title or None,
            published=article.published,
            country=article.country,
            source=article.source,
            url=article.url,
            language=article.language,
        )

    def moved(self, place: tuple[int, int]) -> tuple[int, int]:
        """Where a place of the clean text stands in the text with the slip."""
        start, end = place
        left = sum(_growth(change) for change in self.changes if change.end <= start)
        inside = sum(_growth(change) for change in self.changes if start < change.end <= end)
        return start + left, end + left + inside


def _growth(change: Change) -> int:
    return len(change.text) - (change.end - change.start)


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A figure to spoil, in its article."""

    ground: Ground
    fact: Fact

    @property
    def text(self) -> str:
        return self.ground.article.text

    def number_edit(self, kind: str, number: Number, text: str) -> Edit:
        """Another number in the place of the figure's own."""
        start = self.fact.start_char
        finer = Fraction(10) ** (_decimals(number.text) - _decimals(text))
        fact = restated(self.fact, number.value(text), finer)
        return Edit(
            kind=kind, changes=(Change(start + number.start, start + number.end, text),), facts=(fact,)
        )

    def neighbours(self) -> Iterator[Fact]:
        """The other figures of the article of the same kind and unit, plainly written, in text order."""
        mine = self.fact
        for fact in self.ground.facts:
            alike = (fact.kind, fact.unit, fact.per) == (mine.kind, mine.unit, mine.per)
            if alike and fact.id != mine.id and is_plain(fact) and fact.value != mine.value:
                yield fact


def is_plain(fact: Fact) -> bool:
    """Is the figure one number without a hedge, so that its text can stand elsewhere?"""
    return fact.comparator == "exact" and fact.value is not None and fact.value_to is None


def restated(fact: Fact, value: Fraction, finer: Fraction = Fraction(1)) -> Fact:
    """The fact with another value, its interval as far around it as before: in last places, of which the new
    one is `finer` as large; in proportion where a hedge made it."""
    old = Fraction(fact.value or 0)
    reach = finer if fact.comparator == "exact" else abs(value / old)

    def around(end: Decimal | None) -> Decimal | None:
        return None if end is None else _decimal(value + (Fraction(end) - old) * reach)

    return msgspec.structs.replace(
        fact,
        value=_decimal(value),
        low=around(fact.low),
        high=around(fact.high),
        core_low=around(fact.core_low),
        core_high=around(fact.core_high),
    )


def as_printed_at(fact: Fact, other: Fact) -> Fact:
    """The fact if it printed another one's figure."""
    names = ("value", "value_to", "low", "high", "core_low", "core_high", "ulp", "comparator")
    return msgspec.structs.replace(fact, **{name: getattr(other, name) for name in names})


def is_slip(before: Sequence[Fact], edit: Edit) -> bool:
    """Does the edit take a figure out of its own interval, or change what kind of statement it is?"""
    was = {fact.id: fact for fact in before}
    return any(_leaves(was[fact.id], fact) for fact in edit.facts)


def _leaves(old: Fact, new: Fact) -> bool:
    if (old.kind, old.direction, old.period) != (new.kind, new.direction, new.period):
        return True
    value = new.value
    if value is None:
        return False
    return (old.low is not None and value < old.low) or (old.high is not None and value > old.high)


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
