"""Statements that take sides: exports or imports, profit or loss, rose or fell, and claims of rank.

No parser runs on sentences without a figure, so claims are found by words alone. Around a word of
`lexicon/poles.toml` stands a noun phrase (the topic: "Pakistan's IT exports"), beside it perhaps a movement
("swell in …", "… rose"); superlatives come from `grammar/claims.toml`. What words leave open is left out.
"""

import re
from typing import Final, NamedTuple

from extractor.lexicon.measures import MeasureMatch, measures
from extractor.lexicon.poles import PoleMatch, PoleTable, poles
from extractor.lexicon.words import Token, is_stop, tokens
from extractor.mentions.superlatives import find_superlatives
from extractor.model import LanguageModel
from extractor.records import Claim, Sentence, Span, SuperlativeMention

__all__ = ["find_claims", "find_superlatives"]

BEFORE: Final = 6
"""Words a topic may have before its head."""
AFTER: Final = 4
"""Words a topic may have behind its "of"."""
REACH: Final = 6
"""Words that may stand between a topic and its movement."""
LOOK_BACK: Final = 2
"""Words before a movement among which "not" or "would" makes it none."""
FAR: Final = 12
"""Words between a claim of rank and what it is about, at most."""
BREAK: Final = re.compile(r"[,;:()\[\]“”\"!?…]|\s[-–—]\s|—")


class _Words(NamedTuple):
    """A sentence's tokens, each with the number of its clause (cut at punctuation); those outside topics."""

    parts: list[Token]
    clauses: list[int]
    blocked: frozenset[int]


class _Topic(NamedTuple):
    """A noun phrase, its tokens from `first` to before `behind`, and the pole it takes, if any."""

    first: int
    behind: int
    pole: PoleMatch | None


class _Stated(NamedTuple):
    """What is said of a topic; null without one."""

    topic: _Topic | None
    trend: PoleMatch | None
    rank: SuperlativeMention | None

    @property
    def pole(self) -> PoleMatch | None:
        return self.topic.pole if self.topic else None


def find_claims(
    sentence: Sentence,
    model: LanguageModel,
    *,
    has_figure: bool,
    ranks: tuple[SuperlativeMention, ...] | None = None,
) -> tuple[Claim, ...]:
    """The claims of a sentence, in text order, their ids still empty; `ranks` are its superlatives, if known.

    With a figure in the sentence the superlative belongs to a fact (`find_superlatives`), not to a claim.
    """
    text, offset, table = sentence.text, sentence.start_char, poles(model)
    parts = tokens(text, offset)
    found = table.scan(parts)
    if ranks is None:
        ranks = find_superlatives(text, offset, model)
    if not found and not ranks:
        return ()
    cut = _Words(parts, _clauses(parts, text, offset), _blocked(parts, found, ranks))
    topics = _topics(cut, found, measures(model).scan(parts), model)
    stated = [_Stated(topic, _trend(cut, topic, found, table), None) for topic in topics]
    stated += [_Stated(topic, None, None) for match in found if (topic := _object(cut, match, model))]
    if not has_figure:
        stated = _with_ranks(cut, stated, ranks)
    claims = [_claim(sentence, cut, each) for each in stated if each.pole or each.trend or each.rank]
    return tuple(sorted(claims, key=lambda claim: (claim.start_char, claim.end_char)))


def _clauses(parts: list[Token], text: str, offset: int) -> list[int]:
    """The number of the clause each token is in."""
    numbers, number, last = [], 0, 0
    for part in parts:
        number += bool(BREAK.search(text, last, part.start - offset))
        numbers.append(number)
        last = part.end - offset
    return numbers


def _blocked(
    parts: list[Token], found: tuple[PoleMatch, ...], ranks: tuple[SuperlativeMention, ...]
) -> frozenset[int]:
    """Tokens that say what a topic did, not what it is: movements and claims of rank."""
    moving = {
        at for match in found if match.axis.kind != "subject" for at in range(match.first, match.behind)
    }
    ranked = {
        at
        for at, part in enumerate(parts)
        if any(rank.start_char <= part.start < rank.end_char for rank in ranks)
    }
    return frozenset(moving | ranked)


def _topics(
    cut: _Words, found: tuple[PoleMatch, ...], named: tuple[MeasureMatch, ...], model: LanguageModel
) -> list[_Topic]:
    """What a sentence makes statements about: phrases headed by a pole's noun or by a measure."""
    heads: list[tuple[int, int, PoleMatch | None]] = [
        (match.first, match.behind, match)
        for match in found
        if match.axis.kind == "subject" and _is_head(cut, match, named, model)
    ]
    taken = cut.blocked.union(*(range(first, behind) for first, behind, _ in heads))
    for match in named if cut.blocked else ():
        span = [at for at, part in enumerate(cut.parts) if match.start <= part.start < match.end]
        if span and not taken.intersection(span):
            heads.append((span[0], span[-1] + 1, None))
    heads.sort(key=lambda head: head[:2])
    return [
        _Topic(_reach_back(cut, first, model), _reach_on(cut, behind, model), pole)
        for first, behind, pole in heads
    ]


def _is_head(cut: _Words, match: PoleMatch, named: tuple[MeasureMatch, ...], model: LanguageModel) -> bool:
    """Whether a pole's word heads its phrase: not in "import cover", "export markets"."""
    if any(one.start <= match.start and match.end < one.end for one in named):
        return False
    if match.behind >= len(cut.parts) or cut.clauses[match.behind] != cut.clauses[match.first]:
        return True
    word, after = cut.parts[match.behind - 1], cut.parts[match.behind]
    return word.form.endswith("s") or match.behind in cut.blocked or _links(after, model)


def _links(part: Token, model: LanguageModel) -> bool:
    return part.form in poles(model).links or _ends_phrase(part, model)


def _ends_phrase(part: Token, model: LanguageModel) -> bool:
    """Whether a noun phrase ends before this word. IT and US are names, it and us are not."""
    is_name = len(part.raw) > 1 and part.raw.isupper()
    return not is_name and (part.form in poles(model).stops or is_stop(part.form, model))


def _reach_back(cut: _Words, first: int, model: LanguageModel) -> int:
    at = first
    while at > 0 and first - at < BEFORE and _continues(cut, at - 1, first, model):
        at -= 1
    return at


def _reach_on(cut: _Words, behind: int, model: LanguageModel) -> int:
    """Past an "of": exports of IT services."""
    if behind >= len(cut.parts) or cut.parts[behind].form != "of" or behind in cut.blocked:
        return behind
    at = behind + 1
    while at < len(cut.parts) and at - behind <= AFTER and _continues(cut, at, behind - 1, model):
        at += 1
    return at if at > behind + 1 else behind


def _continues(cut: _Words, at: int, head: int, model: LanguageModel) -> bool:
    same = cut.clauses[at] == cut.clauses[head]
    part = cut.parts[at]
    return same and at not in cut.blocked and not part.form[0].isdigit() and not _ends_phrase(part, model)


def _trend(cut: _Words, topic: _Topic, found: tuple[PoleMatch, ...], table: PoleTable) -> PoleMatch | None:
    """The movement stated of a topic; None for none, for two that differ, and for what is not said to be."""
    near = [match for match in found if match.axis.kind == "motion" and _joined(cut, topic, match, table)]
    if len({match.label for match in near}) != 1:
        return None
    before = cut.parts[max(0, near[0].first - LOOK_BACK) : near[0].first]
    return None if any(part.form in table.unreal for part in before) else near[0]


def _joined(cut: _Words, topic: _Topic, match: PoleMatch, table: PoleTable) -> bool:
    """Whether only linking words stand between a topic and a movement of the same clause."""
    if cut.clauses[match.first] != cut.clauses[topic.first]:
        return False
    if match.first >= topic.behind:
        gap = range(topic.behind, match.first)
        return len(gap) <= REACH and all(at in cut.blocked or cut.parts[at].form in table.links for at in gap)
    between = cut.parts[match.behind : topic.first]
    if not between:  # "rising exports", but not "to increase exports"
        return cut.parts[match.behind - 1].form.endswith("ing")
    inside = between[0].form in table.into and len(between) <= LOOK_BACK
    return inside and all(part.form in table.links for part in between)


def _object(cut: _Words, match: PoleMatch, model: LanguageModel) -> _Topic | None:
    """What is bought or sold, lent or borrowed: the noun phrase behind the verb."""
    if match.axis.kind != "act":
        return None
    first = match.behind
    while first < len(cut.parts) and cut.parts[first].form in poles(model).determiners:
        first += 1
    at = first
    while at < len(cut.parts) and at - first < BEFORE and _continues(cut, at, match.first, model):
        at += 1
    return _Topic(first, at, match) if at > first else None


def _with_ranks(cut: _Words, stated: list[_Stated], ranks: tuple[SuperlativeMention, ...]) -> list[_Stated]:
    """Give each claim of rank to the statement whose topic stands nearest, in its own clause first."""
    given = list(stated)
    for rank in ranks:
        inside = next((at for at, part in enumerate(cut.parts) if part.end > rank.start_char), None)
        if inside is None:
            continue
        free = [
            (cut.clauses[each.topic.first] != cut.clauses[inside], _distance(inside, each.topic), at)
            for at, each in enumerate(given)
            if each.topic and each.rank is None
        ]
        if not free or min(free)[1] > FAR:
            given.append(_Stated(None, None, rank))
        else:
            at = min(free)[2]
            given[at] = given[at]._replace(rank=rank)
    return given


def _distance(at: int, topic: _Topic) -> int:
    return max(topic.first - at, at - topic.behind + 1, 0)


def _claim(sentence: Sentence, cut: _Words, stated: _Stated) -> Claim:
    """The words that say it, from the first to the last of topic, movement and rank."""
    topic = stated.topic
    labelled = [(match.label, match.start, match.end) for match in (stated.pole, stated.trend) if match]
    if topic:
        labelled.append(("topic", cut.parts[topic.first].start, cut.parts[topic.behind - 1].end))
    if stated.rank:
        labelled.append(("superlative", stated.rank.start_char, stated.rank.end_char))
    labelled.sort(key=lambda each: (each[1], each[2]))
    start, end = labelled[0][1], max(each[2] for each in labelled)
    spans = tuple(_span(sentence, *each) for each in labelled)
    return Claim(
        id="",
        start_char=start,
        end_char=end,
        text=_slice(sentence, start, end),
        sentence=sentence.index,
        in_title=sentence.in_title,
        topic=next((span.text for span in spans if span.label == "topic"), None),
        poles=tuple(label for label, _, _ in labelled if ":" in label),
        superlative=stated.rank.superlative if stated.rank else None,
        spans=spans,
    )


def _slice(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start_char : end - sentence.start_char]


def _span(sentence: Sentence, label: str, start: int, end: int) -> Span:
    return Span(label=label, start_char=start, end_char=end, text=_slice(sentence, start, end))
