"""Which slips are made in an article: of every figure that takes part in a relation one of each kind it can
suffer, of these as many as wanted, the kinds by turns.

What is taken depends on the seed, the article's id and the figure, never on the order of a run.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.score.slips_edits import Edit, Site, is_slip
from extractor.score.slips_figures import Ground
from extractor.score.slips_kinds import KINDS


class Plan(NamedTuple):
    """The slips of one article; `within` counts by kind the figures that no edit takes out of their interval."""

    ground: Ground
    edits: tuple[Edit, ...]
    within: Counter[str]


def make_plan(ground: Ground, *, per_article: int | None, seed: int) -> Plan:
    """Choose the slips of one article; all that can be made without a limit."""
    found: dict[object, Edit] = {}
    within: Counter[str] = Counter()
    for fact in ground.tied:
        for kind in KINDS:
            edits = list(kind.edits(Site(ground=ground, fact=fact)))
            slips = [edit for edit in edits if is_slip(ground.facts, edit)]
            if slips:
                edit = slips[lot(seed, ground.article.id, kind.name, fact.start_char) % len(slips)]
                found.setdefault((kind.name, edit.changes), edit)
            elif edits:
                within[kind.name] += 1
    drawn = _by_turns(found.values(), ground.article.id, seed)
    return Plan(ground, tuple(drawn[:per_article]), within)


def lot(*parts: object) -> int:
    """A number that looks drawn and depends on nothing but what it is drawn for."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:8], "big")


def _by_turns(edits: Iterable[Edit], id: str, seed: int) -> Sequence[Edit]:
    """One of each kind, then a second of each; within a kind, and among kinds of one turn, by lot."""
    drawn = sorted(edits, key=lambda edit: lot(seed, id, "order", edit.kind, edit.start))
    turns: Counter[str] = Counter()
    ranked = []
    for place, edit in enumerate(drawn):
        ranked.append((turns[edit.kind], place, edit))
        turns[edit.kind] += 1
    return [edit for _, _, edit in sorted(ranked, key=lambda each: each[:2])]
