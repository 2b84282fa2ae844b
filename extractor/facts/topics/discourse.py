"""What a sentence leaves out and an earlier one supplies: entity, measure and segment carried on.

Headline and lead set the article's topic. Inside a paragraph the last named subject holds until another is
named; a pronoun or a definite noun phrase ("the company", "the sector") points back to it.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.facts.draft import Draft, Words
from extractor.facts.names.names import Names
from extractor.facts.relations.find import BEATEN
from extractor.facts.topics.entity_carry import CARRIED, Topic, before, fill_entity
from extractor.facts.topics.finder import is_member
from extractor.facts.topics.framing import is_attendant
from extractor.facts.units.exchange import is_written_out
from extractor.lexicon.measures import Measure
from extractor.lexicon.words import singular
from extractor.records import Sentence, Span

# A subject longer than this is a clause.
MAX_SUBJECT = 5
# Rules that give a figure the measure of another.
CARRYING = frozenset({"topic.lead", "topic.paragraph", "topic.sentence"})
# What one country sells, another buys.
SOLD_ABROAD = frozenset({"exports", "shipments"})
AUXILIARIES = frozenset(
    (
        "did",
        "do",
        "does",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "may",
    )
)
# What a trade brings in, without saying which.
PROCEEDS = frozenset(
    {"revenue", "revenues", "earnings", "income", "proceeds", "sales", "receipts", "inflows", "value"}
)
# Modifiers that say how a measure is taken, not of what part.
NEUTRAL = frozenset(
    {
        "total",
        "consolidated",
        "net",
        "gross",
        "average",
        "adjusted",
        "annual",
        "group",
        "overall",
        "year-to-date",
        "cumulative",
        "standalone",
        "combined",
        "nominal",
        "real",
        "headline",
        "core",
        "reported",
        "underlying",
        "statutory",
    }
)

# "The Omaha, Nebraska-based company"
BASED = re.compile(
    r"\b[Tt]he\s(?P<place>[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?,?-based\s"
)


def fill(
    sentences: Sequence[Sequence[Draft]],
    texts: Sequence[Sentence],
    names: Names,
    words: Words,
    country: str | None,
) -> None:
    """Complete the topics of all drafts, sentence by sentence in text order. `country` is the name of the
    article's country, which national measures are of where the text names no other."""
    main = names.main
    lead = Topic(entity=main.text if main else None)
    parts: set[str] = set()
    paragraph, held, counted = -1, Topic(), Topic()
    for drafts in sentences:
        for draft in drafts:
            if is_member(draft) or is_written_out(draft):
                continue
            if draft.sentence.paragraph != paragraph:
                paragraph, held, counted = draft.sentence.paragraph, Topic(), Topic()
            is_count = draft.amount.kind == "count"
            _clean(draft, names, words)
            _beaten(draft, drafts)
            _point_back(draft, texts, words)
            _as_topic(draft, lead, words)
            _as_segment(draft, lead, parts, words)
            if draft.is_part and draft.segment is None and held.segment is not None:
                draft.segment = held.segment
                draft.rules.append("topic.part_held")
            _fill_measure(draft, drafts, counted if is_count else held, lead)
            fill_entity(draft, drafts, held, lead, names, words, country)
            _as_part_of_country(draft, held, lead, names, words)
            if draft.segment is not None and draft.segment == draft.entity:
                draft.segment = None
            if (
                draft.measure
                and lead.measure is None
                and not is_count
                and words.measures.match(draft.measure)
            ):
                lead.measure = draft.measure
            if not is_attendant(draft):
                held = Topic(
                    draft.entity, held.measure if is_count else draft.measure or held.measure, draft.segment
                )
            if is_count:
                counted = Topic(draft.entity, draft.measure or counted.measure, draft.segment)


def _as_part_of_country(draft: Draft, held: Topic, lead: Topic, names: Names, words: Words) -> None:
    """In a story on a country's exports or output: who made a part of it, or bought a part of it.

    "Iraq bought 22 million kilos" of Sri Lanka's exports; "Corvo alone produced 82,000 barrels" of its output.
    """
    country = names.main_country
    if draft.entity is None or country is None or not names.yields_to_country or draft.segment is not None:
        return
    name = names.lookup(draft.entity)
    if draft.entity == country.text or name is None:
        return
    bought = draft.measure == "purchase" and name.country is not None
    told = (held.measure if bought else None) or lead.measure
    row = words.measures.match(told) if told else None
    if bought and row is not None and row.key in SOLD_ABROAD:
        draft.segment, draft.measure = f"to {draft.entity}", told
    elif name.country or name.source or name.authority or name.index or not _is_same(draft, row, words):
        return
    else:
        draft.segment = draft.entity
    draft.entity = country.text
    draft.rules.append("topic.part_of_country")


def _is_same(draft: Draft, topic: Measure | None, words: Words) -> bool:
    """Is a figure's measure, in its own words, the national one that the article is about?"""
    row = words.measures.match(draft.measure) if draft.measure else None
    own = CARRYING.isdisjoint(draft.rules)
    return (
        own and row is not None and topic is not None and row.key == topic.key and row.key in words.national
    )


def _clean(draft: Draft, names: Names, words: Words) -> None:
    """A person is no entity; "the figure", "the total" and "growth" are no measures of their own; a year is no part."""
    head = draft.segment.split()[-1] if draft.segment else ""
    if draft.segment and (
        (not head.isalpha() and not any(map(str.isalpha, head)))
        or singular(head).lower() in words.names.agents | words.names.sources
        or draft.segment in words.changes.frames
    ):
        draft.segment = None
    if draft.entity and any(found["place"] == draft.entity for found in BASED.finditer(draft.sentence.text)):
        draft.entity, draft.anaphor = None, "organisation"
    if draft.entity and names.is_person(draft.entity):
        draft.actor, draft.entity = draft.entity, None
    if draft.measure:
        bare = singular(draft.measure.lower())
        empty = (
            bare in words.names.part
            or draft.measure.lower() in words.names.organisation
            or bare in words.forecasts
        )
        if empty or words.changes.noun(bare):
            draft.measure, draft.anaphor = None, draft.anaphor or "part"


def _beaten(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ "exceeding the previous record of $241 million": a value of what stands before it."""
    start = draft.sentence.start_char
    earlier = [d for d in before(draft, drafts) if d.role == "level" and d.amount.kind == draft.amount.kind]
    if earlier and BEATEN.search(draft.sentence.text[: draft.amount.start_char - start]):
        draft.measure, draft.entity, draft.segment = (
            earlier[-1].measure,
            earlier[-1].entity,
            earlier[-1].segment,
        )
        draft.anaphor = earlier[-1].anaphor
        draft.rules.append("topic.record_beaten")


def _point_back(draft: Draft, texts: Sequence[Sentence], words: Words) -> None:
    """ "Business process outsourcing did better. The segment grew 9%": what the sentence before began with."""
    index = draft.sentence.index
    if draft.anaphor != "part" or draft.segment is not None or index == 0:
        return
    before = texts[index - 1]
    if before.paragraph != draft.sentence.paragraph:
        return
    subject: list[str] = []
    for word in before.text.split()[: MAX_SUBJECT + 1]:
        lower = word.lower()
        if lower in words.verbs or lower in AUXILIARIES:
            break
        if not word.isalpha():
            return
        subject.append(word)
    known = words.measures.match(" ".join(subject)) if subject else None
    if subject and singular(subject[-1]) in words.names.agents:
        return
    if 0 < len(subject) <= MAX_SUBJECT and known is None and subject[0].lower() not in words.names.pronouns:
        draft.segment = " ".join(subject)
        draft.confidence *= CARRIED
        draft.rules.append("topic.sentence_before")


def _as_topic(draft: Draft, lead: Topic, words: Words) -> None:
    """A bare "revenue" in a story on a country's IT exports is what they brought in; bare "exports" are those."""
    if draft.measure is None or lead.measure is None:
        return
    topic, bare = words.measures.match(lead.measure), draft.measure.lower()
    if topic is None or topic.key not in words.national or bare == lead.measure.lower():
        return
    if (bare in PROCEEDS and topic.key in words.trade) or bare == lead.measure.lower().split()[-1]:
        draft.measure = lead.measure
        draft.rules.append("topic.proceeds")


def _as_segment(draft: Draft, lead: Topic, parts: set[str], words: Words) -> None:
    """ "Computer services grew 4.81%" in an article on IT services exports: a part of its measure. `parts` are the
    phrases already read so."""
    if draft.measure is None or lead.measure is None or draft.segment is not None:
        return
    row, topic = words.measures.match(draft.measure), words.measures.match(lead.measure)
    if row is not None and topic is not None and row.key == topic.key:
        _split_modifier(draft, lead.measure, words)
    if draft.amount.kind not in ("percent", "money") or row is not None:
        return
    head = draft.measure.lower().split()[-1]
    if singular(head) in words.names.agents:
        draft.measure, draft.anaphor = None, draft.anaphor or "organisation"
        return
    known = draft.measure.lower() in parts
    if draft.construction == "level" and draft.amount.kind == "money" and not known:
        return
    grows = draft.role == "growth" and topic is not None and topic.key in words.trade
    if known or grows or head.endswith("s") or head in words.names.part_nouns:
        parts.add(draft.measure.lower())
        draft.segment, draft.measure = draft.measure, lead.measure
        draft.spans = [_relabelled(span) for span in draft.spans]
        draft.confidence *= CARRIED
        draft.rules.append("topic.segment_of_lead")


def _split_modifier(draft: Draft, topic: str, words: Words) -> None:
    """ "Mining output" in an article on industrial output: the modifier names the part."""
    found = words.measures.find(draft.measure or "")
    if found is None or draft.measure is None or draft.measure.lower() == topic.lower():
        return
    modifier = draft.measure[: found.start].strip()
    known = {word.lower() for word in topic.split()}
    fresh = [word for word in modifier.split() if word.lower() not in known]
    if fresh and not any(word.lower() in words.changes.evaluative | NEUTRAL for word in fresh):
        draft.segment, draft.measure = modifier, draft.measure[found.start :]
        draft.rules.append("topic.modifier_is_part")


def _relabelled(span: Span) -> Span:
    return replace(span, label="segment") if span.label == "measure" else span


def _fill_measure(draft: Draft, drafts: Sequence[Draft], held: Topic, lead: Topic) -> None:
    if draft.measure is not None:
        return
    is_count = draft.amount.kind == "count"
    if is_count and draft.amount.units:
        return
    here = next((other for other in reversed(before(draft, drafts)) if other.measure), None)
    if here is not None and (here.amount.kind == "count") == is_count:
        draft.measure, rule = here.measure, "topic.sentence"
        draft.segment = draft.segment or (here.segment if draft.entity in (None, here.entity) else None)
        draft.entity = draft.entity or here.entity
    elif held.measure is not None:
        draft.measure, rule = held.measure, "topic.paragraph"
        if draft.anaphor and draft.segment is None:
            draft.segment = held.segment
    elif lead.measure is not None and not is_count:
        draft.measure, rule = lead.measure, "topic.lead"
    elif draft.construction == "change_noun" and draft.cue is not None and not before(draft, drafts):
        draft.measure, rule = draft.parse.words[draft.cue], "topic.change_noun"
    else:
        return
    draft.confidence *= CARRIED
    draft.rules.append(rule)
