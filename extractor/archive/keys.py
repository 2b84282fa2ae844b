"""The key of a figure in an archive: equal for two figures that should have one value.

Only complete keys take part in the cross-check: a figure whose measure, entity, unit or dates are unknown has
none, and counts as uncovered.
"""

import hashlib
from typing import Final

import msgspec

from extractor.records import Fact

# A signed 64-bit number, as Parquet and DuckDB sort and join it fastest. Among ten million keys the chance
# that two meet is about one in 370,000 (birthday bound).
KEY_BYTES: Final = 8


def fact_key(fact: Fact) -> int | None:
    """A stable number for what a figure states: measure, entity, segment, period, unit, role and footing.

    Null if measure, entity, unit or one of the period's dates is missing.
    """
    period = fact.period
    if period is None or None in (fact.measure_key, fact.entity_key, fact.unit, period.start, period.end):
        return None
    base = fact.baseline
    parts = (
        fact.measure_key, fact.entity_key, fact.segment_key, period.start, period.end, period.kind,
        fact.kind, fact.unit, fact.per, fact.role, fact.direction, fact.modality, fact.basis, fact.negated,
        base.type if base else None, base.period.start if base and base.period else None,
    )  # fmt: skip
    digest = hashlib.blake2b(msgspec.json.encode(parts), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)
