"""Business measures: which words name one, its canonical key and its kind (`lexicon/measures.toml`).

A phrase is read from its head: "IT services exports" and "exports of IT services" are both exports, and the
words beside the head stay in the key, so that the exports of IT services are never compared with all exports.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import msgspec

from extractor.errors import ModelError
from extractor.lexicon.words import content_words, is_stop, singular, words
from extractor.model import LanguageModel
from extractor.records import MeasureKind

ALTERNATIVES: Final = re.compile(r"\(([^()]*)\)")
NOT_SUBJECTS: Final = ("light",)


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


class MeasureMatch(NamedTuple):
    """A measure named in a text; `key` is the row's, or the words themselves where the row is a group."""

    start: int
    end: int
    row: Measure
    key: str


class _Token(NamedTuple):
    form: str
    raw: str
    start: int
    end: int


class _Entry(NamedTuple):
    row: Measure
    key: str
    raw: tuple[str, ...]


def _tokens(text: str, offset: int = 0) -> list[_Token]:
    """Words, cut at hyphens: "pre-tax profit" and "pre tax profit" are the same three."""
    return [
        _Token(part[0].lower(), part[0], word.start + part.start(), word.start + part.end())
        for word in words(text, offset)
        for part in re.finditer(r"[^-]+", text[word.start - offset : word.end - offset])
    ]


def _is_acronym(word: str) -> bool:
    """Whether a word of the table is matched in capitals only: PAT, P/E, NIMs, but not Brent."""
    return len(word) > 1 and sum(letter.isupper() for letter in word) >= min(2, sum(map(str.isalpha, word)))


def _spellings(word: str) -> Iterator[str]:
    """`subsid(y|ies)` and `export(s)` written out."""
    choice = ALTERNATIVES.search(word)
    if choice is None:
        yield word
        return
    options = choice[1].split("|") if "|" in choice[1] else ["", choice[1]]
    for option in options:
        yield from _spellings(word[: choice.start()] + option + word[choice.end() :])


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
        self.by_key = {row.key: row for row in self.rows}
        self._entries: dict[tuple[str, ...], _Entry] = {}
        for row in self.rows:
            self._add(row)
        self._longest = self._reach()

    def _row(self, row: object, where: str) -> Measure:
        try:
            return msgspec.convert(row, Measure)
        except msgspec.ValidationError as error:
            raise ModelError(f"{self._model.package}: {where}: {error}") from error

    def _add(self, row: Measure) -> None:
        for spelling in (each for word in row.words for each in _spellings(word)):
            tokens = _tokens(spelling)
            name = tuple(token.form for token in tokens)
            other = self._entries.get(name)
            if other is not None and other.row is not row:
                raise ModelError(
                    f"{self._model.package}: lexicon/measures.toml: {spelling!r} names both "
                    f"{other.row.key!r} and {row.key!r}; one thing, one key"
                )
            raw = tuple(token.raw if _is_acronym(token.raw) else "" for token in tokens)
            key = "_".join(content_words(spelling, self._model)) if row.group else row.key
            self._entries.setdefault(name, _Entry(row, key, raw))

    def _reach(self) -> dict[str, int]:
        """First word -> length of the longest name that begins with it."""
        longest: dict[str, int] = {}
        for name in self._entries:
            longest[name[0]] = max(longest.get(name[0], 0), len(name))
        return longest

    def find_all(self, text: str, offset: int = 0) -> tuple[MeasureMatch, ...]:
        """Every measure a text names, leftmost and longest first, without overlap."""
        return tuple(self._scan(_tokens(text, offset)))

    def _scan(self, tokens: list[_Token]) -> Iterator[MeasureMatch]:
        at = 0
        while at < len(tokens):
            for size in range(min(self._longest.get(tokens[at].form, 0), len(tokens) - at), 0, -1):
                part = tokens[at : at + size]
                entry = self._entries.get(tuple(token.form for token in part))
                if entry and all(
                    not raw or raw == token.raw for raw, token in zip(entry.raw, part, strict=True)
                ):
                    yield MeasureMatch(part[0].start, part[-1].end, entry.row, entry.key)
                    at += size
                    break
            else:
                at += 1

    def find(self, text: str, offset: int = 0) -> MeasureMatch | None:
        """The measure named with the most words; of equals the last, since English heads come last.

        "the group's net interest income" -> net interest income
        """
        found = self.find_all(text, offset)
        if not found:
            return None
        size = [len(_tokens(text[match.start - offset : match.end - offset])) for match in found]
        return found[max(range(len(found)), key=lambda index: (size[index], index))]

    def _head(self, phrase: str) -> MeasureMatch | None:
        """The measure that ends a noun phrase, light nouns aside, before its "of …"."""
        tokens = _tokens(phrase)
        found = list(self._scan(tokens))
        ends = {match.end for match in found}
        end = 0
        for token in tokens:
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

    def key_of(self, phrase: str) -> str:
        """A key under which two phrases for one thing meet: the words beside the head, then the head's key.

        "exports of IT services" and "IT services exports" -> it_service_exports; "total sales" -> revenue;
        unknown measures are their own content words: "harvest festival bookings" -> harvest_festival_booking
        """
        head = self._head(phrase)
        if head is None:
            return "_".join(self._modifiers(phrase) or content_words(phrase, self._model))
        around = self._modifiers(phrase[: head.start]) + self._modifiers(phrase[head.end :])
        return "_".join((*around, head.key))

    def _modifiers(self, phrase: str) -> tuple[str, ...]:
        """Content words that tell one measure from another; light ones only say when, or how much.

        A word in capitals is a name, never a stop word: IT is a sector, it is not.
        """
        return tuple(
            singular(token.form, self._model)
            for token in _tokens(phrase)
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
