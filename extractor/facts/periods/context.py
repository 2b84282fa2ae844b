"""What a reading of a time expression may lean on: its fields as a tree, the day of publication, the fiscal
calendar, the period spoken of. The context notes what was used, so that `exact` is never claimed for a guess.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from extractor.facts.periods.calendar import Interval, fiscal_year_holding, month_of, year_of
from extractor.lexicon.countries import FiscalCalendar
from extractor.records import Granularity

Tense = Literal["past", "future", "present"]

JANUARY: Final = (1, 1)


class UnresolvedError(Exception):
    """The words do not say enough, and nothing else does: the dates stay null."""


class Node(NamedTuple):
    """The fields of an expression as a tree: ``of.year`` is the field `year` of the child `of`."""

    fields: Mapping[str, str]

    @property
    def means(self) -> str:
        return self.fields.get("means", "")

    def get(self, name: str, default: str = "") -> str:
        return self.fields.get(name, default)

    def number(self, name: str = "n") -> int:
        """A count.

        Raises:
            UnresolvedError: it is missing or too vague ("a few").

        """
        text = self.fields.get(name, "")
        if not text.lstrip("-").isdigit():
            raise UnresolvedError
        return int(text)

    def child(self, name: str) -> "Node | None":
        prefix = name + "."
        size = len(prefix)
        fields = {key[size:]: value for key, value in self.fields.items() if key.startswith(prefix)}
        return Node(fields) if fields else None


class Reading(NamedTuple):
    """What an expression means; without dates for a duration or a recurring set."""

    interval: Interval | None
    granularity: Granularity
    instant: bool = False
    fiscal: bool = False


class Carried(NamedTuple):
    """The period spoken of, as dates; `granularity` as it was written."""

    interval: Interval
    granularity: Granularity
    fiscal: bool


class Context:
    """One expression's surroundings. Reading `today`, the fiscal calendar or the carried period marks them used."""

    def __init__(
        self,
        *,
        today: date | None,
        tense: Tense,
        carried: Carried | None,
        calendar: FiscalCalendar | None,
        fiscal_start: tuple[int, int] | None,
        company: bool,
        month_first: bool,
        year: int | None,
        holidays: Mapping[str, str],
    ) -> None:
        self._today = today
        self.tense = tense
        self._carried = carried
        self._calendar = calendar
        self._fiscal_start = fiscal_start
        self.company = company
        self.month_first = month_first
        self._year = year
        self.holidays = holidays
        self.inferred = False
        self._outer: Context | None = None
        self.container: Interval | None = None
        self.read: Callable[[Node, Context], Reading]

    @property
    def today(self) -> date:
        """The day of publication.

        Raises:
            UnresolvedError: it is not known.

        """
        if self._today is None:
            raise UnresolvedError
        self.inferred = True
        return self._today

    @property
    def dated(self) -> bool:
        return self._today is not None

    @property
    def carried(self) -> Carried | None:
        if self._carried is not None:
            self._lean()
        return self._carried

    @property
    def year(self) -> int | None:
        """The year an undated article speaks of, if another sentence tells it."""
        if self._year is not None:
            self._lean()
        return self._year

    @property
    def named_by(self) -> Literal["end", "start"]:
        """Whether "fiscal 2024" ends or starts in 2024."""
        if self._calendar is None:
            return "end"
        return self._calendar.company_named_by if self.company else self._calendar.named_by

    @property
    def fiscal_start(self) -> tuple[int, int]:
        """First day of the fiscal year: the company's own statement, else the country's, else 1 January."""
        self._lean()
        if self._fiscal_start is not None:
            return self._fiscal_start
        if self._calendar is None:
            return JANUARY
        return _month_day(self._calendar.company if self.company else self._calendar.government)

    @property
    def pair_start(self) -> tuple[int, int]:
        """First day of a year written 2023-24, which no calendar year is.

        Raises:
            UnresolvedError: no fiscal calendar of the country starts within a year.

        """
        starts = [self.fiscal_start]
        if self._calendar is not None:
            starts += [_month_day(self._calendar.company), _month_day(self._calendar.government)]
        for start in starts:
            if start != JANUARY:
                return start
        raise UnresolvedError

    @property
    def quarters_start(self) -> tuple[int, int]:
        """First day of the year whose quarters are counted when nothing is said: "the third quarter"."""
        if self._fiscal_start is not None:
            return self.fiscal_start
        if self._calendar is not None and (self.company or self._calendar.quarters == "fiscal"):
            return self.fiscal_start
        return JANUARY

    def _lean(self) -> None:
        self.inferred = True
        if self._outer is not None:
            self._outer._lean()

    def year_holding(self, day: date, start: tuple[int, int]) -> Interval:
        return year_of(day.year) if start == JANUARY else fiscal_year_holding(start, day)

    def inside(self, container: Interval) -> "Context":
        """The same surroundings for an expression known to lie in an interval ("in June" of "last year")."""
        inner = self._copy(container.end)
        inner.container = container
        return inner

    def before(self, day: date) -> "Context":
        """The same surroundings seen from a later or an earlier day, in the past tense."""
        inner = self._copy(day)
        inner.tense = "past"
        return inner

    def _copy(self, today: date) -> "Context":
        inner = Context(
            today=today,
            tense=self.tense,
            carried=self._carried,
            calendar=self._calendar,
            fiscal_start=self._fiscal_start,
            company=self.company,
            month_first=self.month_first,
            year=None,
            holidays=self.holidays,
        )
        inner.read = self.read
        inner._outer = self
        return inner


def enclosing(node: Node, context: Context) -> Interval:
    """The dates of the field `of`.

    Raises:
        UnresolvedError: there are none.

    """
    child = node.child("of")
    found = context.read(child, context).interval if child is not None else None
    if found is None:
        raise UnresolvedError
    return found


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def published_interval(published: str | None) -> Interval | None:
    """The days a publication date may mean: a day, a month or a year.

    >>> published_interval("2018-04").end
    datetime.date(2018, 4, 30)

    """
    if not published:
        return None
    parts = [int(part) for part in published.split("T")[0].split("-")]
    if len(parts) == 1:
        return year_of(parts[0])
    if len(parts) == 2:
        return month_of(parts[0], parts[1])
    day = date(parts[0], parts[1], parts[2])
    return Interval(day, day)
