"""The verbs that carry figures: every inflected form to its row, so that no lemmatiser has to run."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec

from extractor.model import LanguageModel

VerbClass = Literal[
    "rise",
    "fall",
    "hold",
    "stand",
    "reach",
    "report",
    "produce",
    "share",
    "phrasal",
    "forecast",
    "plan",
    "say",
]
VOWELS = "aeiou"
DIRECTIONS: Mapping[str, str] = {"rise": "up", "fall": "down", "hold": "flat"}


class Verb(msgspec.Struct, frozen=True, kw_only=True):
    """A verb's senses: `classes` in table order, `transitive` if the object changes, `measure` if it names one."""

    base: str
    classes: tuple[VerbClass, ...]
    transitive: bool = False
    measure: str | None = None
    # The measure is of amounts of money only; of others it is `otherwise`.
    money: bool = False
    otherwise: str | None = None
    # Better or worse, not more or less.
    evaluative: bool = False

    @property
    def direction(self) -> str | None:
        return next((DIRECTIONS[name] for name in self.classes if name in DIRECTIONS), None)


def inflect(base: str) -> tuple[str, ...]:
    """The regular forms of a verb, itself first.

    >>> inflect("carry")
    ('carry', 'carries', 'carried', 'carrying')
    >>> inflect("ease")
    ('ease', 'eases', 'eased', 'easing')

    """
    stem, last = base[:-1], base[-1]
    if last == "e":
        return base, f"{base}s", f"{base}d", f"{stem}ing"
    if last == "y" and stem[-1:] not in VOWELS:
        return base, f"{stem}ies", f"{stem}ied", f"{base}ing"
    sibilant = base.endswith(("s", "sh", "ch", "x", "z"))
    return base, f"{base}{'es' if sibilant else 's'}", f"{base}ed", f"{base}ing"


def _forms(phrase: str, irregular: Mapping[str, list[str]]) -> Iterator[str]:
    """Every form of a verb with its particle: "picks up", "picked up"."""
    base, _, particle = phrase.partition(" ")
    for form in (base, *irregular[base]) if base in irregular else inflect(base):
        yield f"{form} {particle}" if particle else form


@cache
def verbs(model: LanguageModel) -> Mapping[str, Verb]:
    """Form (lower case, particle after a space) → verb. A word in several rows has all their classes."""
    table = model.lexicon("verbs")
    evaluative = frozenset(table["evaluative"])
    senses: dict[str, Verb] = {}
    for row in table["verb"]:
        for word in row["words"]:
            old = senses.get(word)
            senses[word] = Verb(
                base=word,
                classes=(*(old.classes if old else ()), row["class"]),
                transitive=row.get("transitive", False) or (old.transitive if old else False),
                measure=row.get("measure") or (old.measure if old else None),
                money=row.get("money", False) or (old.money if old else False),
                otherwise=row.get("otherwise") or (old.otherwise if old else None),
                evaluative=word in evaluative,
            )
    found: dict[str, Verb] = {}
    for word, verb in senses.items():
        for form in _forms(word, table["irregular"]):
            found.setdefault(form, verb)
    return found
