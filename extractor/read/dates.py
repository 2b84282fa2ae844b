"""Publication dates as tables and web pages write them: only forms that cannot be misread."""

import re
from datetime import date, datetime
from typing import Final

from extractor.read.fields import published_date

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR: Final = r"(?P<year>\d{4})"
# A time behind the date, or what else stands there, after a space or a T.
REST: Final = r"(?:[T ,]\s?.{1,60})?"
# The year first, or the month as a word: 03/04/2024 is none of them, being March in one country and April in another.
FORMS: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{YEAR}([-/.])(?P<month>\d{{1,2}})\2{DAY}{REST}",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6}Z?)?",
        rf"{WEEKDAY}{DAY}(?:\s+of)?[\s-]+{NAMES},?[\s-]+{YEAR}{REST}",
        rf"{WEEKDAY}{NAMES}\s+{DAY},?\s+{YEAR}{REST}",
    )
)


def free_date(value: object) -> object:
    """A date in the form of the records, from a date or a text; what is none, or could be two, as it was.

    >>> free_date("Tue, 12 Mar 2024 09:30:00 GMT"), free_date("20240312"), free_date(date(2024, 3, 12))
    ('2024-03-12', '2024-03-12', '2024-03-12')
    >>> free_date("03/04/2024")
    '03/04/2024'
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        return value
    written = str(value).strip()
    return published_date(written) or _in_other_form(written) or value


def is_written(day: str, text: str) -> bool:
    """Whether an ISO date stands in a text in a form that can mean no other.

    >>> is_written("2024-03-12", "Updated 12 March 2024"), is_written("2024-01-01", "Copyright 2024")
    (True, False)
    >>> is_written("2024-03-04", "04/03/2024"), is_written("2024-03-13", "13/03/2024")
    (False, True)
    """
    year, month, number = (int(part) for part in day.split("-"))
    name = rf"{MONTHS[month - 1]}[a-z]{{0,6}}\.?"
    forms = [
        rf"{year}[-/._]?0?{month}[-/._]?0?{number}(?!\d)",
        rf"(?<!\d)0?{number}(?:st|nd|rd|th)?(?:\sof)?[\s-]{{1,3}}{name},?[\s-]{{1,3}}{year}",
        rf"{name}\s{{1,3}}0?{number}(?:st|nd|rd|th)?,?\s{{1,3}}{year}",
    ]
    if number > len(MONTHS) or number == month:
        forms.append(rf"(?<!\d)(?:0?{number}[-/.]0?{month}|0?{month}[-/.]0?{number})[-/.]{year}")
    return re.search("|".join(forms), text, re.IGNORECASE | re.ASCII) is not None


def _in_other_form(written: str) -> str | None:
    for form in FORMS:
        match = form.fullmatch(written)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS.index(parts["name"][:3].lower()) + 1 if "name" in parts else int(parts["month"])
        try:
            return date(int(parts["year"]), month, int(parts["day"])).isoformat()
        except ValueError:
            return None
    return None
