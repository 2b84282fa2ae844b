"""Finds time expressions in a sentence: what they say, before anyone dates them.

First the atoms (`grammar/periods_calendar.toml`, `_relative`, `_fiscal`, `_comparison`, `_repeating`), each at
the start of a word that may open one; then the joins (`period_joins.py`) make longer expressions of neighbours:
"the first nine months" + "of" + "fiscal 2024". What an atom means alone is decided by its row's guard.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from extractor.errors import ModelError
from extractor.lexicon.calendar import CalendarWords, calendar_words
from extractor.lexicon.words import lower_case
from extractor.mentions.period_fields import read_groups
from extractor.mentions.period_guards import Answer, Guards, surroundings
from extractor.mentions.period_joins import Atom, Joiner
from extractor.model import GrammarRow, LanguageModel
from extractor.records import PeriodMention

GRAMMARS: Final = (
    "periods_fiscal",
    "periods_comparison",
    "periods_calendar",
    "periods_repeating",
    "periods_relative",
)
"""Atoms' files in order of precedence: a fiscal label before its digits, a comparison before its unit."""

# Where an expression may start: the letters or the first digit that open a word or a part of one ("mid-2023").
_START = re.compile(r"(?<![^\W_])(?<!\d[.,])(?<![$€£¥₹])(?:[a-z]+|\d)")
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_ARTICLE = re.compile(r"\bthe\s$")
_POINTER = re.compile(r"\b(?:the|this|that)\s$")
_SHADES: Final = ("early", "mid", "late")
_NO_ARTICLE: Final = (
    "month",
    "month_year",
    "day",
    "weekday",
    "year",
    "season",
    "set",
    "change",
    "range",
    "decade",
)


class _Row(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    family: str
    kind: str
    constants: Mapping[str, str]
    guard: str | None
    weak: bool


class PeriodFinder:
    """The compiled grammar of one language model. Time is linear in the text: every pattern is bounded."""

    def __init__(self, model: LanguageModel) -> None:
        self.words: CalendarWords = calendar_words(model)
        rows = [row for name in GRAMMARS for row in model.grammar(name)]
        self._guards = Guards(model)
        self._rows = tuple(_compile(row, self._guards) for row in rows)
        # One alternation to fail fast: most words that may open an expression do not. The groups that number the
        # rows stand behind the patterns, whose first letters tell the engine what to pass over.
        bare = "|".join(f"(?:{_NAMED_GROUP.sub('(?:', row.pattern)}){_end(row)}()" for row in rows)
        self._any = re.compile(bare, re.VERBOSE)
        # Most numbers are figures: 2,000, 4.45, 30%, 15 crore.
        counted = "|".join(sorted(map(re.escape, self.words.not_years_after)))
        self._figure = re.compile(rf"\d+(?:,\d\d|\.\d+(?![.\d])|\s?%|\s(?:{counted})\b)")
        self._joiner = Joiner(model)
        leads = "|".join(re.escape(lead) for lead in sorted(self.words.leads, key=len, reverse=True))
        self._lead = re.compile(rf"\b({leads})\s(?:the\s|a\s)?$")

    def find(self, text: str, offset: int = 0) -> tuple[PeriodMention, ...]:
        """The time expressions of a sentence in text order; `offset` is the sentence's place in the article."""
        lower = lower_case(text)
        atoms = self._joiner.join(self.atoms(text, lower), lower, text)
        return tuple(self._mention(atom, text, lower, offset) for atom in atoms if not atom.weak)

    def atoms(self, text: str, lower: str, seen: list[str] | None = None) -> list[Atom]:
        """The expressions before any are joined, weak ones included; `lower` is `text` in lower case.

        `seen` collects the names of the guard rows that decided.
        """
        atoms: list[Atom] = []
        end, openers = 0, self.words.openers
        for word in _START.finditer(lower):
            start = word.start()
            if start < end or (
                self._figure.match(lower, start) if word[0].isdigit() else word[0] not in openers
            ):
                continue
            atom = self._atom_at(text, lower, start, seen)
            if atom is not None and "takes_month" in atom.fields:
                atom = _with_month(atom, atoms)
            if atom is not None:
                atoms.append(atom)
                end = atom.end
        return atoms

    def _atom_at(self, text: str, lower: str, start: int, seen: list[str] | None = None) -> Atom | None:
        found = self._any.match(lower, start)
        if found is None or found.lastindex is None:
            return None
        for row in self._rows[found.lastindex - 1 :]:
            match = row.pattern.match(lower, start)
            if match is None or match.end() == start:
                continue
            fields = {**row.constants, **read_groups(match.groupdict(), self.words)}
            end = match.end()
            answer: Answer = "weak" if row.weak else "keep"
            if row.guard is not None:
                around = surroundings(text, start, end, fields, self.words)
                answer, decided = self._guards.ask(row.guard, around)
                if seen is not None:
                    seen.append(decided)
            if answer != "drop":
                kind = row.kind.format_map(fields) if "{" in row.kind else row.kind
                return Atom(start, end, row.name, row.family, kind, fields, answer == "weak")
        return None

    def _mention(self, atom: Atom, text: str, lower: str, offset: int) -> PeriodMention:
        start, fields = atom.start, atom.fields
        before = lower[max(0, start - 24) : start]
        if (lead := self._lead.search(before)) is not None:
            fields = {**fields, "lead": self.words.leads[lead[1]]}
        if (article := _article(atom, before)) is not None:
            start -= len(before) - article.start()
        return PeriodMention(
            start_char=offset + start,
            end_char=offset + atom.end,
            text=text[start : atom.end],
            family=_family(atom),
            rule=atom.rule,
            fields=dict(fields),
        )


def _article(atom: Atom, before: str) -> re.Match[str] | None:
    """The article (for "this period" the pronoun) that belongs to an expression: to none that is a mere name."""
    if atom.rule == "year_pair":
        return None
    named = (
        atom.kind in _NO_ARTICLE
        and atom.rule != "month_of"
        and not any(key.endswith("summed") for key in atom.fields)
    )
    if named or (atom.kind == "edged" and atom.fields.get("part") in _SHADES):
        return None
    return (_POINTER if atom.kind.startswith("unit_") else _ARTICLE).search(before)


def _family(atom: Atom) -> str:
    """Whatever counts in a fiscal year is fiscal, except comparisons ("the previous month" too) and ending forms."""
    if atom.family in ("comparison", "ending"):
        return atom.family
    if atom.fields.get("means") == "relative" and atom.fields.get("direction") == "previous":
        return "comparison"
    return "fiscal" if any(key.rpartition(".")[2] == "fiscal" for key in atom.fields) else atom.family


def _with_month(atom: Atom, earlier: list[Atom]) -> Atom | None:
    """The 25 of "April 24 and 25", dated like the day before it."""
    previous = earlier[-1] if earlier else None
    if previous is None or previous.fields.get("means") != "date" or atom.start - previous.end > 6:
        return None
    return atom._replace(fields={**previous.fields, "day": atom.fields["day"]})


def _end(row: GrammarRow) -> str:
    """Rows that look ahead themselves (`loose`) may end inside a word."""
    return "" if row.yields.get("loose") else r"(?!\w)"


_NOT_FIELDS: Final = ("family", "kind", "guard", "weak", "loose")


def _compile(row: GrammarRow, guards: Guards) -> _Row:
    guard = row.yields.get("guard")
    if guard is not None and guard not in guards:
        raise ModelError(f"grammar row {row.name!r}: no guard {guard!r} in grammar/periods_guards.toml")
    pattern = re.compile(f"(?:{row.pattern}){_end(row)}", re.VERBOSE)
    return _Row(
        row.name,
        pattern,
        row.yields["family"],
        row.yields["kind"],
        {key: value for key, value in row.yields.items() if key not in _NOT_FIELDS},
        guard,
        "weak" in row.yields,
    )


@cache
def period_finder(model: LanguageModel) -> PeriodFinder:
    """The finder of a model, compiled once."""
    return PeriodFinder(model)


def explain_guards(text: str, model: LanguageModel) -> tuple[str, ...]:
    """The names of the guard rows that decided what the matches in a sentence are, in text order."""
    seen: list[str] = []
    period_finder(model).atoms(text, text.lower(), seen)
    return tuple(seen)


def find_periods(text: str, offset: int, model: LanguageModel) -> tuple[PeriodMention, ...]:
    """The time expressions of a sentence, in text order and without overlaps; offsets are the article's."""
    return period_finder(model).find(text, offset)
