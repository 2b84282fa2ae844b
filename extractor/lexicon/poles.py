"""Oppositions such as export and import, profit and loss, rise and fall: which words take which end."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

import msgspec

from extractor.errors import ModelError
from extractor.lexicon.words import PhraseTable, Token, spellings, tokens
from extractor.model import LanguageModel

ENDS: Final = 2


class Pole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One end of an axis and its words, spelled as in `lexicon/measures.toml`."""

    name: str
    words: tuple[str, ...]


class Axis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An opposition. The words of a `subject` axis are what a statement is about, those of a `motion` axis
    what that did; an `act` has an object."""

    name: str
    kind: Literal["subject", "motion", "act"]
    poles: tuple[Pole, ...]


class PoleMatch(NamedTuple):
    """A word or phrase that takes one end of an axis; `first` and `behind` are its tokens."""

    start: int
    end: int
    axis: Axis
    pole: Pole
    first: int
    behind: int

    @property
    def label(self) -> str:
        """As claims write it: ``trade:export``."""
        return f"{self.axis.name}:{self.pole.name}"


class PoleTable:
    """The compiled table of a model; use `poles(model)`, which keeps one per model."""

    def __init__(self, model: LanguageModel) -> None:
        table = model.lexicon("poles")
        try:
            self.axes = tuple(msgspec.convert(row, Axis) for row in table["axis"])
        except msgspec.ValidationError as error:
            raise ModelError(f"{model.package}: lexicon/poles.toml: {error}") from error
        self.links, self.determiners, self.stops, self.unreal = (
            frozenset(table[list_]["words"]) for list_ in ("links", "determiners", "stops", "unreal")
        )
        self.outlook = frozenset(table["outlook"]["words"])
        self.into = frozenset(table["links"]["into"])
        self.opposites = _opposites(self.axes)
        self._names: PhraseTable[tuple[Axis, Pole]] = PhraseTable()
        for axis in self.axes:
            self._enter(axis, model)

    def _enter(self, axis: Axis, model: LanguageModel) -> None:
        where = f"{model.package}: lexicon/poles.toml: axis {axis.name!r}"
        if len(axis.poles) != ENDS:
            raise ModelError(f"{where} has {len(axis.poles)} poles; an opposition has {ENDS}")
        for pole in axis.poles:
            for spelling in (each for word in pole.words for each in spellings(word)):
                _, holder = self._names.add(spelling, (axis, pole))
                if holder is not pole:
                    raise ModelError(f"{where}: {spelling!r} takes both {holder.name!r} and {pole.name!r}")

    def find_all(self, text: str, offset: int = 0) -> tuple[PoleMatch, ...]:
        """Every word of a text that takes an end, in order."""
        return self.scan(tokens(text, offset))

    def scan(self, parts: list[Token]) -> tuple[PoleMatch, ...]:
        """The same over tokens already cut."""
        return tuple(
            PoleMatch(parts[first].start, parts[behind - 1].end, axis, pole, first, behind)
            for first, behind, (axis, pole) in self._names.scan(parts)
        )

    def opposite(self, label: str) -> str:
        """The other end: ``trade:export`` -> ``trade:import``.

        Raises:
            KeyError: no axis has this end.

        """
        return self.opposites[label]


def _opposites(axes: Iterable[Axis]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for axis in axes:
        labels = [f"{axis.name}:{pole.name}" for pole in axis.poles]
        found.update(zip(labels, reversed(labels), strict=True))
    return found


def has_outlook(text: str, model: LanguageModel) -> bool:
    """Whether a text has a word of plans or outlooks."""
    outlook = poles(model).outlook
    return any(part.form in outlook for part in tokens(text))


@cache
def poles(model: LanguageModel) -> PoleTable:
    """The oppositions of a language model, compiled on first use.

    Raises:
        ModelError: a row is broken, or a word takes two ends.

    """
    return PoleTable(model)
