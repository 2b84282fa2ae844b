"""Levels that leap from one period to the next: out of a fifth to five times the one before, without a word."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from extractor.archive.cross.leaps import FACTOR, Case, Leap
from extractor.archive.cross.library import Library
from extractor.archive.cross.pairs import Bench, Silenced, bench, by_line, name, witness, words
from extractor.archive.cross.sources import other_source, revised
from extractor.checks.finding import bounds
from extractor.checks.proof import short, within
from extractor.checks.slips.undo import undo
from extractor.checks.wording import round_to
from extractor.records import CrossFinding, Fact, Severity, Standing, Suspect
from extractor.report.words import dates
from extractor.values.interval import Interval

if TYPE_CHECKING:
    pass

SMALLEST: Final = 100
"""Counts below three digits leap by themselves: 3 cases, then 19."""
ABOUT: Final = Fraction(4, 3)
"""How far from a power of ten a factor may be and still be about one: series move by themselves."""
POWERS: Final = (1, 2, 3, 6)
"""Decimal point, lakh for crore, and the scale words."""
NEAR: Final = Interval(1 / ABOUT, ABOUT)
NEIGHBOUR: Final = Fraction(3, 2)
"""Levels of two segments that changed places lie as near to each other's before."""
LARGE_RISE, LARGE_FALL = 100, 50
"""Percents at which nobody is surprised by a leap: doubled and more, halved and less."""
LARGE_MULTIPLE: Final = 2


def xdoc_trend_jump(case: Case, library: Library) -> Iterator[CrossFinding | Silenced]:
    """A level does not leap to more than five times, or less than a fifth of, the one before without a word.

    A warning only where a slip would explain it: a factor of about a power of ten that one scale word or decimal
    point undoes, the period after being back; or two segments of one article that leap inversely, as if they had
    changed places. Any other leap is a note.

    Flags: "Exports came to $2.14 million in July", where June had "$209 million" and August "$221 million".
    Passes: the same where the article says that exports collapsed by 99 percent, or "after the ban".
    Source: Hampel identifiers: a reading far from its neighbours that the next does not confirm is an outlier.
    Guards: measure, owner, segment, unit, per, basis and length of the period equal; periods more than a year
    apart; counts below three digits; percentages; a rate or multiple in either article that matches; launches,
    wars, strikes, takeovers; revised figures; hedged and unsure ones (note).
    """
    table = bench(library, case.leap.was, case.leap.now)
    link = table.link("record", {"fact": case.leap.now, "other": case.leap.was})
    guard = table.blocking(link) or _blocking(case.leap, table)
    if guard is not None:
        yield Silenced(guard)
        return
    partner = next((other for other in case.others if _is_swapped(case.leap, other, library)), None)
    if partner is None:
        yield _alone(case, table, table.guards(link))
    elif case.leap.now < partner.now:  # told once, with the first of the two
        yield _swapped(case.leap, partner, table, table.guards(link))


def _blocking(leap: Leap, table: Bench) -> str | None:
    facts = table.fact(leap.was), table.fact(leap.now)
    if any(fact.value is None or (fact.kind != "money" and abs(fact.value) < SMALLEST) for fact in facts):
        return "small"
    if other_source(*facts):
        return "source"
    if revised(*table.quotes):
        return "revised"
    if any(words().upheavals.search(quote) for quote in table.quotes):
        return "upheaval"
    return "told" if _is_told(leap, table) else None


def _is_told(leap: Leap, table: Bench) -> bool:
    """Does the later article give a rate or a multiple of such a size for the same thing, or beside the level?"""
    level = table.library.fact(leap.now)
    return any(
        _is_large(rate)
        for rate in table.library.rates.get(leap.now.doc, ())
        if (rate.measure_key, rate.entity_key) == (level.measure_key, level.entity_key)
        or rate.sentence == level.sentence
    )


def _is_large(rate: Fact) -> bool:
    """A rate at which nobody is surprised by a leap: doubled and more, or halved and less."""
    if rate.value is None:
        return False
    size = abs(rate.value)
    if rate.kind == "multiple":
        return size >= LARGE_MULTIPLE or 0 < size * LARGE_MULTIPLE <= 1
    if rate.kind != "percent":
        return False
    falls = rate.direction == "down" or rate.value < 0
    return size >= (LARGE_FALL if falls else LARGE_RISE)


def _is_swapped(leap: Leap, other: Leap, library: Library) -> bool:
    """Do two segments of one article leap to about each other's level before?"""
    mine, theirs = library.fact(leap.now), library.fact(other.now)
    same = ("measure_key", "entity_key", "kind", "unit", "per", "period")
    if any(_of(mine, name) != _of(theirs, name) for name in same) or mine.segment_key == theirs.segment_key:
        return False
    pairs = (leap.now, other.was), (other.now, leap.was)
    return all(_is_near(library.fact(one), library.fact(two)) for one, two in pairs)


def _of(fact: Fact, name: str) -> object:
    period = fact.period
    return (period.start, period.end) if name == "period" and period else getattr(fact, name)


def _is_near(one: Fact, other: Fact) -> bool:
    if not one.value or not other.value:
        return False
    ratio = Fraction(one.value) / Fraction(other.value)
    return 1 / NEIGHBOUR <= ratio <= NEIGHBOUR


def _ratio(leap: Leap, table: Bench) -> Interval:
    now, was = (table.evidence.support(name(one)) for one in (leap.now, leap.was))
    return now / was


def _alone(case: Case, table: Bench, guards: tuple[str, ...]) -> CrossFinding:
    """One level that leaps."""
    ratio = _ratio(case.leap, table)
    slips = _slips(case, table)
    scale = bool(slips) and table.sure and not table.hedged and _is_back(case, table)
    standing: Standing = "scale" if scale else "jump"
    more = f" {slips[0].why[0].upper()}{slips[0].why[1:]}." if scale else ""
    return _finding(
        (case.leap,), table, guards, standing, ratio,
        message=_message(case.leap, table, ratio) + more,
        suspects=slips if scale else (),
    )  # fmt: skip


def _swapped(leap: Leap, partner: Leap, table: Bench, guards: tuple[str, ...]) -> CrossFinding:
    """Two segments that may have changed places."""
    library = table.library
    mine, theirs = library.fact(leap.now), library.fact(partner.now)
    message = (
        f'"{_plain(mine)}" for {mine.segment or mine.measure} and "{_plain(theirs)}" for'
        f" {theirs.segment or theirs.measure}, given by {by_line(library.article(leap.now))}, leap inversely from"
        f' "{_plain(library.fact(leap.was))}" and "{_plain(library.fact(partner.was))}" of the period before:'
        f" exchanged, they would follow on. The series do not agree."
    )
    suspects = tuple(
        Suspect(
            fact=name(one), edit="swap", suggestion=_plain(library.fact(other)), why="two figures exchanged"
        )
        for one, other in ((leap.now, partner.now), (partner.now, leap.now))
    )
    standing: Standing = "swap" if table.sure else "jump"
    return _finding(
        (leap, partner), table, guards, standing, _ratio(leap, table), message=message, suspects=suspects
    )


def _finding(
    leaps: tuple[Leap, ...],
    table: Bench,
    guards: tuple[str, ...],
    standing: Standing,
    ratio: Interval,
    *,
    message: str,
    suspects: tuple[Suspect, ...],
) -> CrossFinding:
    level, library = table.fact(leaps[0].now), table.library
    severity: Severity = "note" if standing == "jump" else "warning"
    return CrossFinding(
        id="",
        check="xdoc.trend_jump",
        standing=standing,
        verdict="inconsistent",
        severity=severity,
        confidence=min(library.fact(one).confidence for leap in leaps for one in leap),
        guards=(*guards, "small", "source", "revised", "upheaval", "told"),
        measure=level.measure_key,
        entity=level.entity_key,
        segment=level.segment_key,
        witnesses=tuple(witness(library, one) for leap in leaps for one in (leap.was, leap.now)),
        message=message,
        expected=bounds(_expected(table.evidence.support(name(leaps[0].was))), level.unit),
        observed=bounds(table.evidence.support(level.id), level.unit),
        suspects=suspects,
        proof=tuple(_proof(leap, library) for leap in leaps),
    )


def _expected(before: Interval) -> Interval:
    """From a fifth to five times the level before."""
    assert before.low is not None
    assert before.high is not None
    return Interval(before.low / FACTOR, before.high * FACTOR)


def _proof(leap: Leap, library: Library) -> str:
    now, was = (Interval.from_decimals(fact.low, fact.high) for fact in map(library.fact, leap))
    values = [library.fact(one).value for one in leap]
    assert None not in values
    return within(" / ".join(short(abs(Fraction(value))) for value in values if value is not None), now / was)


def _message(leap: Leap, table: Bench, ratio: Interval) -> str:
    now, was = table.fact(leap.now), table.fact(leap.was)
    articles = [table.library.article(sighting) for sighting in table.sightings]
    assert now.period is not None
    assert was.period is not None
    return (
        f'"{_plain(now)}" for {dates(now.period)}, given by {by_line(articles[1])}, is {_times(ratio)} the'
        f' "{_plain(was)}" for {dates(was.period)}, given by {by_line(articles[0])}.'
    )


def _times(ratio: Interval) -> str:
    """A factor in words: "about 1,020 times", "about a 98th of"."""
    assert ratio.low is not None
    assert ratio.high is not None
    middle = (ratio.low + ratio.high) / 2
    if middle >= 1:
        return f"about {round_to(middle, 0 if middle >= SMALLEST else 1):,f} times"
    return f"about 1/{round_to(1 / middle, 0):,f} of"


def _plain(fact: Fact) -> str:
    return " ".join(fact.text.split())


def _is_back(case: Case, table: Bench) -> bool:
    """Is the level of the period after again of the size of the one before?"""
    before = table.evidence.support(name(case.leap.was))
    return case.after is not None and Interval.of(*case.after).meets(_expected(before))


def _slips(case: Case, table: Bench) -> tuple[Suspect, ...]:
    """The one slip of scale that brings the level to where its neighbours are; none if several would."""
    now, was = table.fact(case.leap.now), table.fact(case.leap.was)
    ratio = _ratio(case.leap, table)
    if not any(_is_about(ratio, Fraction(10) ** power) for power in (*POWERS, *(-power for power in POWERS))):
        return ()
    before = table.evidence.support(was.id)
    language = table.evidence.article.language
    found = [
        slip
        for slip in undo(now, table.evidence.support(now.id), language, digits=False)
        if slip.kind in ("scale", "shift") and slip.text and (slip.support / before).meets(NEAR)
    ]
    texts = {slip.text for slip in found if slip.kind == "scale"} or {slip.text for slip in found}
    if len(texts) != 1:
        return ()
    kind = "scale" if any(slip.kind == "scale" for slip in found) else "shift"
    why = "another scale word would fit the periods before and after" if kind == "scale" else (
        "the decimal point elsewhere would fit the periods before and after"
    )  # fmt: skip
    return (Suspect(fact=now.id, edit=kind, suggestion=texts.pop(), why=why),)


def _is_about(ratio: Interval, power: Fraction) -> bool:
    return ratio.meets(Interval(power / ABOUT, power * ABOUT))
