"""What a clause without its verb is about: the phrase that is left, in place of the first clause's subject."""

from collections.abc import Sequence

from extractor.facts.draft import NOUN_TAGS, Draft
from extractor.facts.topics.framing import Framing


class Remnants(Framing):
    """Topics of the figures that `gapping` found."""

    def _of_gapped(self, draft: Draft, before: Sequence[Draft]) -> None:
        """ "Exports grew 5% and imports 3%": about the phrase that is left, in place of the first clause's subject."""
        first, parse = draft.partner, self.parse
        if first is None:
            return
        nouns = [at for at in draft.remnant if parse.tags[at] in NOUN_TAGS] or list(draft.remnant)
        outward = [at for at in nouns if parse.heads[at] not in draft.remnant]
        own = self.reader.read(self.phrase_head(outward[0] if outward else nouns[-1]))
        draft.measure, draft.entity, draft.segment = first.measure, first.entity, first.segment
        draft.anaphor, draft.actor = first.anaphor, first.actor
        if own.known:
            draft.measure, draft.entity = own.measure, own.entity or first.entity
            draft.segment = own.segment or first.segment
        elif own.entity and not own.measure:
            self._in_place_of_name(draft, own.entity)
        elif own.measure and all(parse.tags[at] in ("NNP", "NNPS") for at in own.measure_tokens):
            self._in_place_of_name(draft, own.measure)
        elif own.segment and not own.measure:
            draft.segment = own.segment
        elif own.measure:
            self._in_place_of_part(draft, own.measure)
        draft.mark_tokens("measure" if own.known else "segment", draft.remnant[0], draft.remnant[-1])

    @staticmethod
    def _in_place_of_name(draft: Draft, name: str) -> None:
        if draft.segment is not None:
            draft.segment = name
        else:
            draft.entity, draft.anaphor = name, None

    def _in_place_of_part(self, draft: Draft, part: str) -> None:
        """ "Wheat prices rose 5%, corn 3%": a part beside the first one, of the same measure."""
        found = self.words.measures.find(draft.measure) if draft.measure else None
        if draft.measure is None or (found is None and draft.segment is None):
            draft.measure = part
            return
        if draft.entity is not None and draft.entity in draft.measure.split():
            draft.entity = None
        draft.segment = part
        if found is not None and (found.start or draft.measure.startswith(" of ", found.end)):
            draft.measure = draft.measure[found.start : found.end]
