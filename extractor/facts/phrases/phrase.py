"""What a noun phrase says of a figure: the record that reading one fills."""

import msgspec


class Phrase(msgspec.Struct, kw_only=True):
    """What a noun phrase says; token indices are the evidence."""

    measure: str | None = None
    entity: str | None = None
    segment: str | None = None
    # What kind of thing the pronoun or definite noun phrase stands for: organisation, country, part, any.
    anaphor: str | None = None
    # The anaphor may stand for a part of a company ("the business").
    is_part: bool = False
    # Who or what acts, in a common noun: the entity where nothing names one ("the club").
    actor: str | None = None
    measure_tokens: tuple[int, ...] = ()
    entity_tokens: tuple[int, ...] = ()
    segment_tokens: tuple[int, ...] = ()
    # The measure is one of the lexicon's.
    known: bool = False
