"""Statements that take opposite sides of one matter: imports where exports are meant, a fall where all rose.

Claims count as votes. One odd voice against a chorus about the same topic is the likely slip; where both
sides are really there (exports rose, imports rose too) nothing is said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractor.checks.check import Check
from extractor.checks.evidence import Evidence, stretch
from extractor.checks.families.balance import flow_balance
from extractor.checks.finding import SURE_ENOUGH, make_finding, quotes
from extractor.checks.traits import measure_of
from extractor.lexicon.countries import countries
from extractor.lexicon.measures import measures
from extractor.lexicon.poles import PoleTable, poles
from extractor.lexicon.words import content_words
from extractor.records import Claim, Fact, Finding, Span, Suspect

CHORUS: Final = 3
"""So many statements of one side make the other, said once, the odd one."""

SAID: Final = 2
"""So many statements of the body, and none on its side, contradict a headline."""

TRENDS: Final = {"up": "trend:rise", "down": "trend:fall"}

DIGITS: Final = 3
"""A number of so many digits does not come twice by chance."""

SURE: Final = 0.7
"""Claims are read by words alone."""

GUARDS: Final = ("both_present", "own_topic", "with_figure", "same_sentence")


class _Vote(NamedTuple):
    """A claim's end of an axis, and what sets its topic apart: no poles, places, times or light words."""

    claim: Claim
    end: str
    marks: frozenset[str]


def flow_contradiction(evidence: Evidence) -> Iterator[Finding]:
    """One topic does not take both ends of an opposition: export and import, profit and loss, rise and fall.

    Questioned are one statement against at least three about the same topic, a headline's movement that the
    body only contradicts, and one number given to both ends.

    Flags: "Norland's IT exports surged … The IT export boom … The IT import surge shows Norland's skill."
    Passes: "Norland's IT exports surged. Its IT imports rose too, to $2bn."
    Source: checks.md §2, flow.contradiction.
    Guards: both ends really present (said twice, or with a figure of its own, or in one sentence); a topic of
    its own; different periods.
    """
    table = poles(evidence.model)
    for vote, chorus in _odd_voices(evidence, table):
        yield _odd(evidence, vote, chorus, table)
    for title, against in _headlines(evidence, table):
        yield _headline(title, against)
    yield from _same_numbers(evidence, table)


class _Moved(NamedTuple):
    """A measure that rose or fell: its key and marks, the end it takes, where, and the claim if any."""

    key: str
    marks: frozenset[str]
    end: str
    span: Span
    claim: Claim | None


def _headlines(evidence: Evidence, table: PoleTable) -> Iterator[tuple[Claim, list[Span]]]:
    """Movements in the headline, with what the body says of the same measure if that is only the opposite."""
    trends = set(TRENDS.values())
    if not any(claim.in_title and trends.intersection(claim.poles) for claim in evidence.claims):
        return
    moved = _movements(evidence)
    for title in moved:
        if title.claim is None or not title.claim.in_title:
            continue
        body = [one for one in moved if one.key == title.key and not (one.claim and one.claim.in_title)]
        opposite = table.opposites[title.end]
        against = [one.span for one in body if one.end == opposite and one.marks == title.marks]
        if len(against) >= SAID and all(one.end == opposite for one in body):
            yield title.claim, [title.span, *against]


def _movements(evidence: Evidence) -> list[_Moved]:
    """What rose or fell, by the claims and, in the body, by the figures."""
    table = measures(evidence.model)
    ignored = evidence.once(_names)
    found: list[_Moved] = []
    for claim in evidence.claims:
        row = table.match(claim.topic) if claim.topic else None
        ends = [end for end in claim.poles if end in TRENDS.values()]
        if row is not None and row.kind == "flow" and claim.topic and ends:
            marks = table.modifiers(claim.topic) - ignored
            found.append(_Moved(row.key, marks, ends[0], _span(claim), claim))
    for fact in evidence.facts.values():
        row = measure_of(evidence, fact)
        if (
            row is None
            or fact.role not in ("growth", "change")
            or fact.direction not in TRENDS
            or fact.in_title
        ):
            continue
        span = Span(label="figure", start_char=fact.start_char, end_char=fact.end_char, text=fact.text)
        marks = table.modifiers(fact.measure or "") - ignored
        found.append(_Moved(row.key, marks, TRENDS[fact.direction], span, None))
    return found


def _names(evidence: Evidence) -> frozenset[str]:
    """The words of places and of whom the figures are about."""
    model = evidence.model
    owners = {fact.entity for fact in evidence.facts.values() if fact.entity}
    words = {word for owner in owners for word in content_words(owner, model)}
    return evidence.once(_places) | words


def _headline(title: Claim, spans: Sequence[Span]) -> Finding:
    said = " and ".join(f'"{_line(span.text)}"' for span in spans[1 : SAID + 1])
    return make_finding(
        "flow.contradiction",
        verdict="inconsistent",
        severity="warning",
        message=f'The headline says "{_line(title.text)}", the body only the opposite: {said}.',
        guards=GUARDS,
        suspects=(Suspect(fact=title.id, edit="opposite", why="the body says the opposite throughout"),),
        spans=spans,
        confidence=SURE,
    )


def _odd_voices(evidence: Evidence, table: PoleTable) -> Iterator[tuple[_Vote, list[_Vote]]]:
    """Claims alone on their side of an axis, with those on the other side about the same topic."""
    counts = Counter(pole for claim in evidence.claims if claim.topic for pole in claim.poles)
    subjects = {axis.name for axis in table.axes if axis.kind == "subject"}
    for end, count in counts.items():
        other = table.opposites.get(end, "")
        if count != 1 or counts[other] < CHORUS or end.partition(":")[0] not in subjects:
            continue
        vote = next(_votes(evidence, end))
        chorus = [each for each in _votes(evidence, other) if each.marks & vote.marks]
        if len(chorus) >= CHORUS and _is_slip(evidence, vote, chorus):
            yield vote, chorus


def _votes(evidence: Evidence, end: str) -> Iterator[_Vote]:
    """The claims that take an end."""
    model, ignored = evidence.model, evidence.once(_places)
    for claim in evidence.claims:
        if end in claim.poles and claim.topic:
            taken = {
                word
                for span in claim.spans
                if ":" in span.label or span.label == "superlative"
                for word in content_words(span.text, model)
            }
            marks = measures(model).modifiers(claim.topic) - taken - ignored
            yield _Vote(claim, end, marks)


def _places(evidence: Evidence) -> frozenset[str]:
    """The words of the places an article names: whose exports they are does not tell exports apart."""
    model = evidence.model
    text = evidence.article.text
    return frozenset(
        word
        for mention in countries(model).find(text)
        for word in content_words(text[mention.start_char : mention.end_char], model)
    )


def _is_slip(evidence: Evidence, vote: _Vote, chorus: Sequence[_Vote]) -> bool:
    """Whether the odd claim says of its topic what the chorus says of the same topic, and nothing of its own.

    Its marks are all the chorus's; it moves the way some of the chorus does; its sentence has neither a
    figure nor a word of the chorus's end.
    """
    claim = vote.claim
    known = frozenset(word for other in chorus for word in other.marks)
    moves = {pole for pole in claim.poles if pole != vote.end}
    shared = {pole for other in chorus for pole in other.claim.poles if pole != other.end}
    if not vote.marks <= known or not moves or not moves <= shared:
        return False
    if any(other.claim.sentence == claim.sentence for other in chorus):
        return False
    return claim.sentence not in evidence.by_sentence


def _odd(evidence: Evidence, vote: _Vote, chorus: Sequence[_Vote], table: PoleTable) -> Finding:
    claim = vote.claim
    word = next(span for span in claim.spans if span.label == vote.end)
    usual = next(span for span in chorus[0].claim.spans if span.label == table.opposite(vote.end))
    spans = (word, *(_span(other.claim) for other in chorus[:CHORUS]))
    return make_finding(
        "flow.contradiction",
        verdict="inconsistent",
        severity="warning",
        message=(
            f'"{_line(claim.text)}" speaks of "{word.text}"; on the same topic the article has "{usual.text}"'
            f' {len(chorus)} times, as in "{_line(chorus[0].claim.text)}".'
        ),
        guards=GUARDS,
        suspects=(
            Suspect(
                fact=claim.id,
                edit="opposite",
                suggestion=_as_usual(claim, word, usual),
                why=f"{len(chorus)} statements about the same topic take the other side",
            ),
        ),
        spans=spans,
        confidence=SURE,
    )


def _as_usual(claim: Claim, word: Span, usual: Span) -> str:
    """The claim with the usual word, in the number of the odd one."""
    stem = usual.text.removesuffix("s").lower()
    text = stem + "s" if word.text.lower().endswith("s") else stem
    at = word.start_char - claim.start_char
    return claim.text[:at] + text + claim.text[at + len(word.text) :]


def _span(claim: Claim) -> Span:
    return Span(label="claim", start_char=claim.start_char, end_char=claim.end_char, text=claim.text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _same_numbers(evidence: Evidence, table: PoleTable) -> Iterator[Finding]:
    """One number, in two sentences, once for each end of an axis."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in evidence.facts.values():
        if fact.kind == "money" and fact.role == "level" and _digits(fact) >= DIGITS and not fact.negated:
            groups.setdefault((fact.value, fact.unit, fact.entity_key, fact.segment_key), []).append(fact)
    for group in groups.values():
        for other in group[1:]:
            if _opposed(evidence, group[0], other, table):
                yield _one_number(evidence, group[0], other)
                break


def _digits(fact: Fact) -> int:
    """Significant digits as written, trailing zeros of round numbers aside."""
    return len(f"{fact.value:f}".replace(".", "").strip("0")) if fact.value else 0


def _opposed(evidence: Evidence, one: Fact, other: Fact, table: PoleTable) -> bool:
    """Whether two facts are the same but for the end of an axis their measures take."""
    if one.sentence == other.sentence or min(one.confidence, other.confidence) < SURE_ENOUGH:
        return False
    if len({stretch(one), stretch(other)} - {(None, None)}) > 1 or one.modality != other.modality:
        return False
    ends = [_end(evidence, fact, table) for fact in (one, other)]
    return None not in ends and ends[0] != ends[1] and table.opposites.get(ends[0] or "") == ends[1]


def _end(evidence: Evidence, fact: Fact, table: PoleTable) -> str | None:
    """The end a fact's measure takes, by the head of its measure."""
    row = measure_of(evidence, fact)
    if row is None or fact.measure is None:
        return None
    found = [match.label for match in table.find_all(fact.measure) if match.axis.kind == "subject"]
    return found[-1] if found else None


def _one_number(evidence: Evidence, one: Fact, other: Fact) -> Finding:
    body = other if one.in_title else one
    odd = one if body is other else other
    return make_finding(
        "flow.contradiction",
        verdict="inconsistent",
        severity="warning",
        facts=(one, other),
        message=(
            f'{quotes(evidence, (one, other))} are one number, once for "{one.measure}" and once for'
            f' "{other.measure}".'
        ),
        guards=GUARDS,
        suspects=(
            Suspect(fact=odd.id, edit="opposite", why=f'the same number is given for "{body.measure}"'),
            Suspect(fact=body.id, edit="opposite", why=f'the same number is given for "{odd.measure}"'),
        ),
        confidence=SURE,
    )


CHECKS: Final[tuple[Check, ...]] = (
    Check("flow.contradiction", flow_contradiction),
    Check("flow.balance", flow_balance),
)
