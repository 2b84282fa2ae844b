"""Business measures: which words name one, its canonical key and its kind (`lexicon/measures.toml`).

A phrase is read from its head: "IT services exports" and "exports of IT services" are both exports, and the
words beside the head stay in the key, so that the exports of IT services are never compared with all exports.
"""

from functools import cache, lru_cache
from typing import Final, NamedTuple

import msgspec

from extractor.errors import ModelError
from extractor.lexicon.words import PhraseTable, Token, content_words, is_stop, singular, spellings, tokens
from extractor.model import LanguageModel
from extractor.records import MeasureKind

NOT_SUBJECTS: Final = ("light",)
CACHED_PHRASES: Final = 1 << 14


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `lexicon/measures.toml` (its head explains the fields)."""

    key: str
    kind: MeasureKind
    words: tuple[str, ...]
    polarity: int = 1
    group: bool = False
    signed: bool = False
    bounded: bool = False
    inverse_quote: bool = False
    counts: str | None = None


class MeasureMatch(NamedTuple):
    """A measure named in a text; `key` is the row's, or the words themselves where the row is a group."""

    start: int
    end: int
    row: Measure
    key: str


class _Name(NamedTuple):
    row: Measure
    key: str


class MeasureTable:
    """The compiled table of a model; use `measures(model)`, which keeps one per model."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        table = model.lexicon("measures")
        light = table["light"]
        self._after, self._before, self._break, self._join = (
            frozenset(light[list_]) for list_ in ("after", "before", "break", "join")
        )
        self.rows = tuple(
            self._row(row, f"lexicon/measures.toml {subject} row {number}")
            for subject, rows in table.items()
            if subject not in NOT_SUBJECTS
            for number, row in enumerate(rows, start=1)
        )
        # The heading each row stands under: trade, accounts, banking, …
        self.subjects = {
            row["key"]: subject
            for subject, rows in table.items()
            if subject not in NOT_SUBJECTS
            for row in rows
        }
        # Rows by key; a group's names are keys of their own (car_sale).
        self.by_key = {row.key: row for row in self.rows}
        self._names: PhraseTable[_Name] = PhraseTable()
        for row in self.rows:
            self._add(row)
        # Articles name the same measures over and over.
        self._head = lru_cache(maxsize=CACHED_PHRASES)(self._find_head)
        self.key_of = lru_cache(maxsize=CACHED_PHRASES)(self._key_of)

    def _row(self, row: object, where: str) -> Measure:
        try:
            return msgspec.convert(row, Measure)
        except msgspec.ValidationError as error:
            raise ModelError(f"{self._model.package}: {where}: {error}") from error

    def _add(self, row: Measure) -> None:
        for spelling in (each for word in row.words for each in spellings(word)):
            key = "_".join(content_words(spelling, self._model)) if row.group else row.key
            self.by_key.setdefault(key, row)
            holder = self._names.add(spelling, _Name(row, key)).row
            if holder is not row:
                raise ModelError(
                    f"{self._model.package}: lexicon/measures.toml: {spelling!r} names both {holder.key!r} "
                    f"and {row.key!r}; one thing, one key"
                )

    def find_all(self, text: str, offset: int = 0) -> tuple[MeasureMatch, ...]:
        """Every measure a text names, leftmost and longest first, without overlap."""
        return self.scan(tokens(text, offset))

    def scan(self, parts: list[Token]) -> tuple[MeasureMatch, ...]:
        """The same over tokens already cut."""
        return tuple(
            MeasureMatch(parts[first].start, parts[behind - 1].end, name.row, name.key)
            for first, behind, name in self._names.scan(parts)
        )

    def find(self, text: str, offset: int = 0) -> MeasureMatch | None:
        """The measure named with the most words; of equals the last, since English heads come last.

        "the group's net interest income" -> net interest income
        """
        parts = tokens(text, offset)
        found = [(behind - first, first, behind, name) for first, behind, name in self._names.scan(parts)]
        if not found:
            return None
        _, first, behind, name = max(found, key=lambda one: one[:2])
        return MeasureMatch(parts[first].start, parts[behind - 1].end, name.row, name.key)

    def _find_head(self, phrase: str) -> MeasureMatch | None:
        """The measure that ends a noun phrase, light nouns aside, before its "of …"."""
        parts = tokens(phrase)
        found = self.scan(parts)
        ends = {match.end for match in found}
        end = 0
        for token in parts:
            covered = any(match.start <= token.start < match.end for match in found)
            if not covered and (
                (token.form in self._break and end) or (token.form in self._join and end in ends)
            ):
                break
            if covered or not (token.form in self._after or token.form in self._break):
                end = token.end
        return next((match for match in reversed(found) if match.end == end), None)

    def match(self, phrase: str) -> Measure | None:
        """The row of the measure that heads a noun phrase, or None.

        "IT services exports" -> exports; "export growth" -> exports; "export markets" -> None
        """
        head = self._head(phrase)
        return head.row if head else None

    def _key_of(self, phrase: str) -> str:
        """A key under which two phrases for one thing meet: the words beside the head, then the head's key.

        "exports of IT services" and "IT services exports" -> it_service_exports; "total sales" -> revenue;
        unknown measures are their own content words: "harvest festival bookings" -> harvest_festival_booking
        """
        head = self._head(phrase)
        if head is None:
            return "_".join(self._modifiers(phrase) or content_words(phrase, self._model))
        around = self._modifiers(phrase[: head.start]) + self._modifiers(phrase[head.end :])
        return "_".join((*around, head.key))

    def modifiers(self, phrase: str) -> frozenset[str]:
        """The content words of a phrase that tell one measure from another, its head included."""
        return frozenset(self._modifiers(phrase))

    def _modifiers(self, phrase: str) -> tuple[str, ...]:
        """Content words that tell one measure from another; light ones only say when, or how much.

        A word in capitals is a name, never a stop word: IT is a sector, it is not.
        """
        return tuple(
            singular(token.form, self._model)
            for token in tokens(phrase)
            if token.form not in self._before
            and token.form not in self._after
            and ((token.raw.isupper() and len(token.raw) > 1) or not is_stop(token.form, self._model))
        )


@cache
def measures(model: LanguageModel) -> MeasureTable:
    """The measures of a language model, compiled on first use.

    Raises:
        ModelError: a row is broken, or two rows share a name.

    """
    return MeasureTable(model)
