"""What became of one slip: was it seen, was the right figure suspected, was the right text suggested?"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from extractor.pipeline import SEVERITY_ORDER
from extractor.records import Claim, Extraction, Fact, Finding
from extractor.score.findings import Place, overlaps
from extractor.score.slips_edits import Edit
from extractor.score.slips_figures import Ground
from extractor.score.slips_reach import is_in_reach

MANY: Final = 2
"""From so many relations on a figure, the others can say which of them is the slip."""


class SlipScore(msgspec.Struct, frozen=True, kw_only=True):
    """One slip. `ties` counts the relations of the changed figure, `vouched` says that only the gold knows them;
    `suspect` and `suggestion` are those of the alarm that is told first."""

    kind: str
    article: str
    before: str
    after: str
    context: str
    ties: int
    vouched: bool
    in_reach: bool
    alarms: tuple[Finding, ...]
    suspected: bool
    suggestion: str | None
    exact: bool

    @property
    def caught(self) -> bool:
        return bool(self.alarms)

    @property
    def has_many_ties(self) -> bool:
        return self.ties >= MANY


def judge_slip(ground: Ground, edit: Edit, extraction: Extraction) -> SlipScore:
    """Hold the run on the text with the slip against the clean one."""
    changed = [fact for fact in ground.facts if fact.id in {each.id for each in edit.facts}]
    ties = ground.ties_of(*(fact.id for fact in changed))
    named = frozenset().union(*ties) | {fact.id for fact in changed}
    around = [edit.moved(_place(fact)) for fact in ground.facts if fact.id in named]
    spoilt = [edit.moved(_place(fact)) for fact in changed]
    alarms = tuple(
        alarm for alarm in _new_alarms(ground, edit, extraction) if _touches(alarm, extraction, around)
    )
    first = next((alarm.suspects[0] for alarm in alarms if alarm.suspects), None)
    at = {claim.id: _place(claim) for claim in extraction.claims}
    at |= {fact.id: _place(fact) for fact in extraction.facts}
    suspected = first is not None and any(overlaps(at[first.fact], place) for place in spoilt)
    suggestion = first.suggestion if first and suspected else None
    return SlipScore(
        kind=edit.kind,
        article=ground.article.id,
        before=" / ".join(ground.article.text[change.start : change.end] for change in edit.changes),
        after=" / ".join(change.text for change in edit.changes),
        context=_context(extraction, spoilt),
        ties=len(ties),
        vouched=all(tie in ground.gold_ties for tie in ties),
        in_reach=is_in_reach(ground, edit, extraction),
        alarms=alarms,
        suspected=suspected,
        suggestion=suggestion,
        exact=suggestion is not None and suggestion in {fact.text for fact in changed},
    )


def _new_alarms(ground: Ground, edit: Edit, extraction: Extraction) -> Iterable[Finding]:
    """The alarms that the clean text does not raise on the same figures, the most severe first."""
    old = {
        (alarm.check, frozenset(edit.moved(place) for place in _places(alarm, ground.extraction)))
        for alarm in ground.extraction.findings
        if alarm.is_alarm
    }
    new = [
        alarm
        for alarm in extraction.findings
        if alarm.is_alarm and (alarm.check, frozenset(_places(alarm, extraction))) not in old
    ]
    return sorted(new, key=lambda alarm: SEVERITY_ORDER[alarm.severity])


def _touches(alarm: Finding, extraction: Extraction, places: Sequence[Place]) -> bool:
    return any(overlaps(one, other) for one in _places(alarm, extraction) for other in places)


def _places(finding: Finding, extraction: Extraction) -> list[Place]:
    named = set(finding.facts)
    figures = [_place(fact) for fact in extraction.facts if fact.id in named]
    return [*figures, *((span.start_char, span.end_char) for span in finding.spans)]


def _place(one: Fact | Claim) -> Place:
    return one.start_char, one.end_char


def _context(extraction: Extraction, places: Sequence[Place]) -> str:
    """The line of the text with the slip in it."""
    text, (start, end) = extraction.article.text, places[0]
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[max(begin, start - 160) : min(len(text) if stop < 0 else stop, end + 160)]
