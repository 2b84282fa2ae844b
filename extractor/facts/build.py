"""Mentions and parses in, facts and relations out: the order in which a figure is understood.

::

    place → unit → role → topic → (whole article) carry → stance → period → fact → relations
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from extractor.facts.clauses import is_verb
from extractor.facts.draft import Draft, Words, fact_words, place
from extractor.facts.finish import Finisher
from extractor.facts.names.names import Names
from extractor.facts.names.reader import find_names
from extractor.facts.relations.find import Bound, find_relations
from extractor.facts.roles.places import assign_places
from extractor.facts.roles.rules import assign_role
from extractor.facts.roles.stance import assign_stance
from extractor.facts.timing.timeline import Timeline
from extractor.facts.topics.discourse import fill
from extractor.facts.topics.finder import TopicFinder
from extractor.facts.units.counted import inherit_rate, inherit_unit, is_anyone, settle_count
from extractor.facts.units.country import infer_country
from extractor.facts.units.currency import resolve_currency
from extractor.facts.units.exchange import settle_rate
from extractor.facts.units.measured import inherit_money, settle_units
from extractor.lexicon.countries import countries
from extractor.lexicon.hedges import hedges, multiples
from extractor.lexicon.stance import stance
from extractor.model import LanguageModel
from extractor.records import (
    Amount,
    Article,
    Claim,
    Diagnostic,
    Fact,
    Mentions,
    Period,
    Relation,
    Sentence,
    SuperlativeMention,
)
from extractor.syntax import Parse

# Verbs of headlines that hedge ("exports top $410 million"); as adjectives ("the top 10") they do not, so only the
# parse can tell. Their other forms are rows of `lexicon/hedges.toml`.
TOPPING = frozenset({"top", "tops"})


# Letters of a scale: k, mn, mln, bln.
GLUED = 3


class FactSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What an article states: the input of the checks."""

    facts: tuple[Fact, ...] = ()
    periods: tuple[Period, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def build_facts(
    article: Article,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mentions],
    parses: Mapping[int, Parse],
    model: LanguageModel,
) -> FactSheet:
    """Build the facts of one article.

    Args:
        article: as read.
        sentences: all of it, in order.
        mentions: one per sentence.
        parses: by sentence index; a sentence without one gives no facts.
        model: the language's tables.

    """
    words = fact_words(model)
    names = find_names(article, sentences, mentions, parses, model)
    country = article.country or infer_country(article, names, mentions, model)
    diagnostics: list[Diagnostic] = []
    amounts = [amount for found in mentions for amount in found.amounts]
    by_sentence = [
        list(_drafts(sentence, found, parses.get(sentence.index), country, amounts, diagnostics))
        for sentence, found in zip(sentences, mentions, strict=True)
    ]
    for sentence, found, placed in zip(sentences, mentions, by_sentence, strict=True):
        _understand(sentence, found, placed, words, names, country, model)
    home = countries(model).get(country) if country else None
    fill(by_sentence, sentences, names, words, home.name if home else None)
    table = stance(model)
    for placed in by_sentence:
        bases = table.bases(placed[0].sentence.text) if placed else ()
        for index, draft in enumerate(placed):
            following = placed[index + 1].amount.start_char if index + 1 < len(placed) else None
            assign_stance(draft, placed[:index], following, bases, words, table)
    timeline = Timeline(
        article, country, sentences, mentions, parses, words, model, company=names.is_on_company
    )
    timeline.assign(by_sentence)
    timeline.settle(by_sentence)
    settle_units(by_sentence, words, model)
    claims = _numbered_claims(mentions)
    _superlatives(by_sentence, mentions)
    drafts = [draft for sentence in by_sentence for draft in sentence]
    facts = Finisher(article.text, words, hedges(model), multiples(model)).facts(drafts)
    bounds = [Bound(draft, fact) for draft, fact in zip(drafts, facts, strict=True)]
    return FactSheet(
        facts=tuple(facts),
        periods=timeline.periods,
        claims=claims,
        relations=find_relations(bounds, model),
        diagnostics=tuple(diagnostics),
    )


def _drafts(
    sentence: Sentence,
    mentions: Mentions,
    parse: Parse | None,
    country: str | None,
    others: Sequence[Amount],
    diagnostics: list[Diagnostic],
) -> Iterator[Draft]:
    if parse is None:
        return
    for amount in mentions.amounts:
        if is_anyone(amount, parse):
            continue
        settled, rule = _settled(amount, sentence, parse, country, others)
        draft = place(settled, sentence, parse)
        if draft is None:
            diagnostics.append(_unplaced(amount))
            continue
        if rule:
            draft.rules.append(rule)
        if draft.lead in TOPPING and draft.amount.comparator == "exact" and is_verb(parse, draft.first - 1):
            draft.amount = replace(draft.amount, comparator="over", hedge="over")
        yield draft


def _settled(
    amount: Amount, sentence: Sentence, parse: Parse, country: str | None, others: Sequence[Amount]
) -> tuple[Amount, str]:
    """The figure with its currency chosen, or its counted noun read from the parse."""
    if amount.kind == "money":
        code, rule = resolve_currency(amount, country=country, others=others)
        return replace(amount, units=(code,) if code else ()), rule
    if amount.kind == "count":
        return settle_count(amount, parse, sentence.text, sentence.start_char), ""
    return amount, ""


def _unplaced(amount: Amount) -> Diagnostic:
    return Diagnostic(
        stage="facts",
        code="facts.unplaced",
        level="warning",
        message=f"the figure {amount.text!r} lies outside the parse of its sentence and is left out",
        start_char=amount.start_char,
        end_char=amount.end_char,
    )


def _understand(
    sentence: Sentence,
    mentions: Mentions,
    drafts: Sequence[Draft],
    words: Words,
    names: Names,
    country: str | None,
    model: LanguageModel,
) -> None:
    """Role and topic of a sentence's figures, left to right."""
    if not drafts:
        return
    parse = drafts[0].parse
    spans = [(mention.start_char, mention.end_char) for mention in mentions.periods]
    blocked = {token for start, end in spans for token in parse.tokens(start, end)}
    for draft in drafts:
        blocked.update(_number_tokens(draft) if draft.amount.kind == "count" else draft.tokens)
    finder = TopicFinder(sentence.text, sentence.start_char, drafts[0], frozenset(blocked), words, names)
    for index, draft in enumerate(drafts):
        assign_role(draft, drafts[:index], words)
        inherit_unit(draft, drafts[:index])
        inherit_money(draft, drafts[:index])
        inherit_rate(draft, drafts[:index])
        settle_rate(draft, drafts[:index], country, model)
        finder.assign(draft, drafts[:index])
    finder.pair(drafts)
    assign_places(drafts, names, words, frozenset(blocked))


def _number_tokens(draft: Draft) -> list[int]:
    """The tokens of a count without what it counts: its numerals, a scale written on to them ("4.3M" is two tokens),
    and what else stands before the noun ("500 plus jobs", "3.4 mln cars") unless it names an owner."""
    amount, parse = draft.amount, draft.parse
    noun = amount.text.rfind(amount.unit_text) if amount.unit_text else len(amount.text)
    before = parse.tokens(amount.start_char, amount.start_char + max(noun, 0))
    between = [at for at in before if parse.starts[at] >= amount.number_end]
    owned = any(parse.tags[at] in ("POS", "HYPH") for at in between)
    numerals = [at for at in draft.tokens if parse.tags[at] == "CD"]
    number = parse.tokens(amount.number_start, _glued(amount.number_end, parse))
    return [*number, *numerals, *(() if owned else before)]


def _glued(end: int, parse: Parse) -> int:
    """Where a number ends with the scale written on to it: "4.3M" is two tokens."""
    following = parse.tokens(end, end + 1)
    joined = bool(following) and parse.starts[following[0]] == end and len(parse.words[following[0]]) <= GLUED
    return parse.ends[following[0]] if joined and parse.words[following[0]].isalpha() else end


def _numbered_claims(mentions: Sequence[Mentions]) -> tuple[Claim, ...]:
    claims = [claim for found in mentions for claim in found.claims]
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(claims, start=1))


def _superlatives(by_sentence: Sequence[Sequence[Draft]], mentions: Sequence[Mentions]) -> None:
    """Give each claim of rank to the level it is made of: the nearest after it in its sentence, else before it."""
    for drafts, found in zip(by_sentence, mentions, strict=True):
        levels = [d for d in drafts if d.role == "level" and d.construction not in ("from", "against")]
        for mention in found.superlatives:
            after = [d for d in levels if _announces(mention, d)]
            before = [d for d in levels if d.amount.start_char < mention.start_char]
            chosen = min(after, key=lambda d: d.amount.start_char, default=before[-1] if before else None)
            if chosen is not None and chosen.superlative is None:
                chosen.superlative = mention.superlative
                chosen.mark("superlative", mention.start_char, mention.end_char)


def _announces(mention: SuperlativeMention, draft: Draft) -> bool:
    """Does a claim of rank run on to the figure ("a record monthly profit of $5m"), no clause in between?"""
    start = draft.sentence.start_char
    between = draft.sentence.text[mention.end_char - start : draft.amount.start_char - start]
    return draft.amount.start_char >= mention.end_char and not any(mark in between for mark in ",;:—–(")
