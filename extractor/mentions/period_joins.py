"""Makes longer period expressions of neighbours: "the third quarter" + "of" + "last year".

The rows of `grammar/periods_joins.toml` say which kinds may meet, what stands between them and what becomes of
them. Reading goes from right to left, so that "of the fiscal year ending in March 2025" is whole before "the
second quarter" is joined to it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from extractor.errors import ModelError
from extractor.model import GrammarRow, LanguageModel

_MAX_GAP: Final = 32


class Atom(NamedTuple):
    """A time expression of a sentence, offsets in it; `weak`: only as part of a longer one."""

    start: int
    end: int
    rule: str
    family: str
    kind: str
    fields: Mapping[str, str]
    weak: bool


class _Join(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    family: str
    kind: str
    means: str
    into: str
    field: str
    level: int
    guard: "Callable[[Atom, Atom, str, str], bool] | None"


class Joiner:
    """The joins of one language model, looked up by the pair of kinds that meet."""

    def __init__(self, model: LanguageModel) -> None:
        self._rows = [
            (_kinds(row, "left"), _kinds(row, "right"), _join(row)) for row in model.grammar("periods_joins")
        ]
        self._levels = sorted({row.level for _, _, row in self._rows})
        self._pairs: dict[tuple[str, str], tuple[_Join, ...]] = {}

    def join(self, atoms: Sequence[Atom], lower: str, text: str) -> list[Atom]:
        """The atoms with neighbours joined wherever a row allows it."""
        asides = [atom for atom in atoms if _is_aside(atom, lower)]
        joined = [atom for atom in atoms if atom not in asides] if asides else list(atoms)
        if len(joined) > 1:
            for level in self._levels:
                joined = self._pass(joined, lower, level)
        for aside in asides:
            if not any(atom.start < aside.start < atom.end for atom in joined):
                joined.append(aside)
        return sorted(_widen(atom, lower) for atom in joined)

    def _pass(self, atoms: Sequence[Atom], lower: str, level: int) -> list[Atom]:
        """One reading from right to left with the rows up to a level."""
        done: list[Atom] = []  # the last is the leftmost
        for atom in reversed(atoms):
            done.append(atom)
            while len(done) > 1 and (joined := self._pair(done[-1], done[-2], lower, level)) is not None:
                done[-2:] = [joined]
        return done[::-1]

    def _pair(self, left: Atom, right: Atom, lower: str, level: int) -> Atom | None:
        if right.start - left.end > _MAX_GAP:
            return None
        gap = _ASIDE.sub("", lower[left.end : right.start])
        for row in self._rows_for(left.kind, right.kind):
            if (
                row.level <= level
                and row.pattern.fullmatch(gap)
                and (row.guard is None or row.guard(left, right, gap, lower))
            ):
                return _joined(row, left, right, gap)
        return None

    def _rows_for(self, left: str, right: str) -> tuple[_Join, ...]:
        key = (left, right)
        if key not in self._pairs:
            self._pairs[key] = tuple(
                row for lefts, rights, row in self._rows if _any_of(left, lefts) and _any_of(right, rights)
            )
        return self._pairs[key]


_ASIDE = re.compile(r"\s\([^()]{1,20}\)")


def _is_aside(atom: Atom, lower: str) -> bool:
    """An expression alone in brackets parts nothing: "the second half (H2) of FY25"."""
    return lower[atom.start - 1 : atom.start] == "(" and lower[atom.end : atom.end + 1] == ")"


def _kinds(row: GrammarRow, side: str) -> tuple[str, ...]:
    return tuple(row.yields[side].split())


def _any_of(kind: str, patterns: Sequence[str]) -> bool:
    return any(
        kind == pattern or (pattern.endswith("*") and kind.startswith(pattern[:-1])) for pattern in patterns
    )


def _join(row: GrammarRow) -> _Join:
    guard = row.yields.get("guard")
    if guard is not None and guard not in JOIN_GUARDS:
        raise ModelError(f"grammar/periods_joins.toml ({row.name}): no guard {guard!r}")
    return _Join(
        row.name,
        re.compile(row.pattern, re.VERBOSE),
        row.yields["family"],
        row.yields["kind"],
        row.yields["means"],
        row.yields.get("into", ""),
        row.yields.get("field", "of"),
        int(row.yields["level"]),
        JOIN_GUARDS[guard] if guard else None,
    )


def _joined(row: _Join, left: Atom, right: Atom, gap: str) -> Atom:
    fields: dict[str, str]
    if row.means == "directed":
        fields = {**right.fields, "direction": left.fields["direction"]}
    elif row.means == "plain":
        fields = dict(right.fields)
    elif row.means == "summed":  # "the October-December period": the noun adds nothing
        fields = {**left.fields, "summed": "yes"}
    elif row.into:
        host, guest = (left, right) if row.into == "a" else (right, left)
        fields = {**host.fields, **_under(row.field, guest.fields)}
        if row.means in ("ending", "starting"):
            fields["unit"] = _unit(left)
            fields.setdefault("n", "1")
            if left.kind in ("quarter", "half", "week"):
                fields |= {"ordinal": fields["n"], "n": "1"}
            if left.kind == "fiscal":
                fields["fiscal"] = "yes"
            if row.means == "ending":
                fields["ends"] = gap.strip().split()[0]
        if host.kind == "weekday":  # "the last Monday of May"
            fields |= {"means": "nth_weekday", "n": "last"}
        if row.means == "part" and host.fields["means"] == "relative":
            fields |= {"means": "nth", "n": "last"}
        if row.means not in ("part", "within"):
            fields["means"] = row.means
    else:
        fields = {"means": row.means, **_under("a", left.fields), **_under("b", right.fields)}
        if row.means == "offset":
            fields["sense"] = gap.split()[0]
    kind = row.kind.format(left=left.kind, right=right.kind, unit=fields.get("unit", ""))
    fiscal = "fiscal" in (left.family, right.family) and row.family != "comparison"
    family = "fiscal" if fiscal else row.family
    if row.means == "ending":
        kind, family = f"ended_{fields['unit']}", "ending"
    return Atom(left.start, right.end, row.name, family, kind, fields, False)


def _unit(atom: Atom) -> str:
    """The unit an ending form counts: quarters for a quarter, years for a fiscal year."""
    means = atom.fields["means"]
    if means in ("quarter", "half"):
        return means
    return "year" if means == "fiscal_year" else atom.fields["unit"]


def _under(prefix: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}.{key}": value for key, value in fields.items()}


_SUFFIX = re.compile(
    r"[\s-](?:(?:first|second|third|fourth)[\s-])?(?:period|quarter|half|season|timeframe|term|fiscal\syear)(?!\w)"
)


def _widen(atom: Atom, lower: str) -> Atom:
    """ "The July-October period": the noun that sums up a range belongs to it."""
    if atom.kind not in ("range", "range_of", "ended_month", "ended_week") or not (
        suffix := _SUFFIX.match(lower, atom.end)
    ):
        return atom
    return atom._replace(end=suffix.end(), fields={**atom.fields, "summed": "yes"})


def _within(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    """A bare year after a month is the month's own; "in June, last year" needs no "of"."""
    return (
        gap.strip() not in ("", ",")
        or right.kind != "year"
        or left.kind in ("season", "range", "range_month")
    )


def _day_of(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    """A weekday is counted within a month only from its end: "the last Monday of May"; an "11th month" has no day."""
    if right.kind == "unit_month" and not gap.strip():
        return False
    return left.kind != "weekday" or (left.fields.get("direction") == "last" and gap.startswith(" of "))


def _began(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    """ "The six months from April to September" is its range; only then does "from" not begin it."""
    return not (
        gap.strip().startswith("from") and re.match(r"\s(?:to|through|until|till)\s", lower[right.end :])
    )


def _part_of(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    """Without "of" only a labelled or a counted year may follow: "Q2 FY25", "third quarter last year"."""
    if left.kind.startswith("rel_"):  # "the last quarter of 2004" is its fourth
        return left.fields["direction"] == "last" and gap.startswith(" of ")
    if re.search(r"\b(?:of|in)\b", gap):
        return True
    if right.kind in ("unit_year", "decade", "rel_decade"):
        return False
    if "," in gap and left.kind != "quarter":
        return False
    return "(" not in gap


_CLASSES: Final[Mapping[str, str]] = {
    "month": "month",
    "month_year": "month",
    "month_of": "month",
    "month_quarter": "month",
    "month_quarter_of": "month",
    "year": "year",
    "day": "day",
    "weekday": "weekday",
    "quarter": "quarter",
    "quarter_of": "quarter",
    "half": "quarter",
    "edged": "edged",
    "now": "day",
    "slash_day": "slash_day",
    "decade": "decade",
}


def _range(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    """Like meets like across a dash; unlike only after "from" or "between"."""
    a, b = _CLASSES.get(left.kind, left.kind), _CLASSES.get(right.kind, right.kind)
    if "/" in gap and not a == b == "month":
        return False
    if a == "year" == b:
        return int(left.fields["year"]) < int(right.fields["year"])
    if a == b and a not in ("edged", "slash_day"):
        return True
    return (
        re.search(r"\b(?:from|between)\s(?:the\s)?$", lower[max(0, left.start - 16) : left.start]) is not None
    )


def _range_to(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    a, b = _CLASSES.get(left.kind, left.kind), _CLASSES.get(right.kind, right.kind)
    if _range(left, right, gap, lower):
        return True
    if "from" in lower[max(0, left.start - 16) : left.start]:
        return True
    through = gap.strip(" -").startswith(("through", "thru", "until"))
    return a == b or (through and {a, b} <= {"month", "year"})


def _between(left: Atom, right: Atom, gap: str, lower: str) -> bool:
    return re.search(r"\bbetween\s(?:the\s)?$", lower[max(0, left.start - 16) : left.start]) is not None


JOIN_GUARDS: Final[Mapping[str, Callable[[Atom, Atom, str, str], bool]]] = {
    "within": _within,
    "day_of": _day_of,
    "began": _began,
    "part_of": _part_of,
    "range": _range,
    "range_to": _range_to,
    "between": _between,
}
