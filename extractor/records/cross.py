"""What figures of two articles say of each other: findings across an archive, and how far they reach."""

from decimal import Decimal
from typing import Final, Literal

import msgspec

from extractor.records.extraction import ALARM_SEVERITIES, Bounds, Severity, Suspect, Verdict

CROSS_SCHEMA: Final = "tieout/cross/1"

Standing = Literal[
    "conflict", "difference", "revision", "refuted", "doubted", "jump", "scale", "swap", "holds"
]


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """One figure (or claim) of one article, with all it takes to look it up.

    `id` is the document's number in the archive and the record's id (``17:f3``); `quote` the sentence it stands
    in, exactly; `articles` how many independent articles print the figure, copies of one text counted once.
    """

    id: str
    article: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    text: str
    start_char: int
    end_char: int
    quote: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    start: str | None
    end: str | None
    articles: int = 1


class CrossFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What a cross-check says. The fields are those of a `Finding`; the figures are `witnesses`.

    ========== =====================================================================================
    standing
    conflict   two articles differ, and one slip of the keyboard would make them agree
    difference they differ, and nothing shows that both mean the same thing
    revision   they differ as a figure and its revision do
    refuted    an earlier level stands above (below) a claimed record
    doubted    so it does, but it was published after the claim, or is derived
    jump       a level is more than five times, or less than a fifth of, the one before
    scale      a jump of about a power of ten, and the level after it is back
    swap       two segments jump inversely in one article
    holds      figures that agree
    ========== =====================================================================================

    An *alarm* is a finding that is inconsistent with severity gross, error or warning.
    """

    id: str
    check: str
    standing: Standing
    verdict: Verdict
    severity: Severity
    confidence: float
    guards: tuple[str, ...] = ()
    measure: str | None
    entity: str | None
    segment: str | None
    witnesses: tuple[Witness, ...] = ()
    message: str
    expected: Bounds | None = None
    observed: Bounds | None = None
    suspects: tuple[Suspect, ...] = ()
    proof: tuple[str, ...] = ()

    @property
    def is_alarm(self) -> bool:
        return self.verdict == "inconsistent" and self.severity in ALARM_SEVERITIES


class CrossCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an archive took part.

    `complete` are the facts whose key is complete, `compared` those of them that meet an independent article's
    figure under the same key, `keys` the different keys and `shared` those found in two independent articles or
    more. `unchecked` counts the other facts by the reason, `silenced` the pairs that a guard kept quiet.
    """

    articles: int = 0
    copies: int = 0
    facts: int = 0
    complete: int = 0
    compared: int = 0
    keys: int = 0
    shared: int = 0
    unchecked: dict[str, int] = {}
    silenced: dict[str, int] = {}


class CrossReport(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a crosscheck: findings, alarms first, and the coverage."""

    schema: Literal["tieout/cross/1"] = CROSS_SCHEMA
    alarms: int
    findings: tuple[CrossFinding, ...]
    coverage: CrossCoverage
