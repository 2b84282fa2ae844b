"""What the words around a match say: is "May" a month here, is "2000" a year, is "a year" a rate?

A guard looks at the text before and after and answers ``keep``, ``weak`` (only as part of a longer expression)
or ``drop``. Grammar rows name their guard.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from extractor.lexicon.calendar import CalendarWords

Answer = Literal["keep", "weak", "drop"]
_REACH: Final = 40
"""Characters looked at on either side."""


class Surroundings(NamedTuple):
    """A match in its sentence: `text` as written, `lower` the same in lower case, `fields` what it captured."""

    text: str
    lower: str
    start: int
    end: int
    fields: Mapping[str, str]
    words: CalendarWords

    @property
    def before(self) -> str:
        return self.lower[max(0, self.start - _REACH) : self.start]

    @property
    def after(self) -> str:
        return self.lower[self.end : self.end + _REACH]

    @property
    def match(self) -> str:
        return self.lower[self.start : self.end]

    @property
    def capital(self) -> bool:
        return self.text[self.start : self.start + 1].isupper()

    @property
    def word_before(self) -> str:
        """The word just before, as written ("" at the start of the text or after punctuation)."""
        found = _WORD_BEFORE.search(self.text[max(0, self.start - _REACH) : self.start])
        return found[1] if found else ""


_WORD_BEFORE = re.compile(r"([^\s,;:(\"“]+)\s$")
_PLACE = re.compile(
    r"(?:\b(?:in|of|by|since|for|from|until|till|during|through|to|and|or|on|last|next|this|early|earlier|late"
    r"|mid|end|before|after|between|than|versus|vs|vs\.|was|with|as|per|every)(?:\sthe)?[\s-]|[-–/(,]\s?)$"
)
_PREPOSED = re.compile(
    r"\b(?:in|of|by|since|from|until|till|during|through|last|next|this|early|late|mid)(?:\sthe)?[\s-]$"
)
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|sir|theresa|elaine|minister|secretary|james|robert|brian|peter)\.?\s$"
)
_MODAL = re.compile(r"\s(?:i|we|you|he|she|they|it|not|be|have|also|well|god|the)\b")
_FIRST_NAMES: Final = frozenset({"april", "may", "june", "august"})
_AMBIGUOUS_MONTHS: Final = frozenset(
    {"may", "march", "mar", "august", "dec", "jan", "sep", "nov", "oct", "jun", "jul"}
)


def month_word(at: Surroundings) -> Answer:
    """Months that are also words ("may", "march"), names ("Theresa May") or abbreviations need a sign."""
    word = re.sub(r"[^a-z].*", "", at.match) or at.match
    if "year" in at.fields:
        return (
            "keep"
            if at.capital or not at.match[0].isalpha() or word not in ("may", "march", "mar")
            else ("keep" if _PLACE.search(at.before) else "drop")
        )
    following = at.text[at.end : at.end + 3]
    named = re.match(r"\s[A-Z][a-z]", following) is not None
    if word == "jan" and named:
        return "weak"
    placed = _PLACE.search(at.before) is not None
    if named and not placed and word in _FIRST_NAMES:
        return "weak"
    if word not in _AMBIGUOUS_MONTHS:
        return "keep" if at.capital or word in at.words.months and len(word) > 4 or placed else "weak"
    if not at.capital:
        return "keep" if _PREPOSED.search(at.before) else "weak"
    if placed:
        return "keep"
    if word == "may" and (_MODAL.match(at.after) or _TITLE.search(at.before)):
        return "drop"
    before = at.word_before
    if before[:1].isupper() and before.lower() not in at.words.not_years_openers:
        return "drop" if word in ("may", "march") else "weak"
    if at.text[at.start : at.end].isupper() and len(word) > 3 and word in ("may", "march"):
        return "weak"
    return "keep"


_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₹#]|\brs\.?|[a-z]\d*[-.]|\d[,.]|[/@+])\s?$")
_OLD_YEAR_PLACE = re.compile(
    r"\b(?:in|since|of|until|before|after|by|from|to|circa|the|between|and|year)\s(?:early\s|late\s|mid-)?$|\($"
)
_LIST_OF_YEARS = re.compile(r"\b(?:1[89]|20)\d\d(?:,|\sand|\sor|\s?[-–/]|\sto)\s?$")
_NEXT_WORD = re.compile(r"[\s-]([a-z]+)")


def year(at: Surroundings) -> Answer:
    """A four-digit number is a year unless its neighbours count, price or name something."""
    value = int(at.fields["year"])
    if _LIST_OF_YEARS.search(at.before) and 1900 <= value <= 2069:
        return "keep"
    if _CURRENCY_BEFORE.search(at.before) and not at.before.endswith(
        ("fy-", "mid-", "end-", "pre-", "post-")
    ):
        return "weak"
    following = _NEXT_WORD.match(at.after)
    if following and following[1] in at.words.not_years_after:
        return "drop"
    if (
        at.after[:1] in ("/", "%", "°", "$", "€", "£")
        or re.match(r"-[a-z0-9]", at.after)
        and not re.match(r"-(?:\d\d|q|h)", at.after)
        and value < 1990
    ):
        return "weak"
    before = at.word_before
    if before.lower().rstrip(".") in at.words.not_years_before and at.after[:2] not in ("'s", "’s"):
        return "drop"
    if not 1900 <= value <= 2069:
        return "keep" if _OLD_YEAR_PLACE.search(at.before) else "drop"
    if before[:1].isupper() and not before.endswith((".", ",", "'s", "’s")):
        low = before.lower()
        if low not in at.words.not_years_openers and low not in at.words.months and not before.isupper():
            return "weak"
    return "keep"


_DAY_BEFORE = re.compile(
    r"[a-z]\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,\s\d{1,2}(?:st|nd|rd|th)?){0,4}(?:,|,?\sand|\sor)\s$"
)


def another_day(at: Surroundings) -> Answer:
    """The 25 of "April 24 and 25"; the finder checks that a date stands before."""
    following = _NEXT_WORD.match(at.after)
    if following and following[1] in at.words.not_years_after:
        return "drop"
    return "keep" if _DAY_BEFORE.search(at.before) else "drop"


def year_in_words(at: Surroundings) -> Answer:
    """ "In nineteen eighty-six"; a number in words before a noun is a number."""
    placed = re.search(r"\b(?:in|since|until|year)\s$", at.before) and not re.match(r"\s[a-z]{3,}", at.after)
    return "keep" if placed else "weak"


def decade(at: Surroundings) -> Answer:
    """ "Her thirties" are an age and "the high 80s" a temperature."""
    if re.search(
        r"\b(?:his|her|their|your|my|its|our|high|low|upper|lower|mid-to-late|aged|degrees)\s(?:early\s|late\s|mid-)?$",
        at.before,
    ):
        return "drop"
    if re.match(r"(?:1[4-9]|20)\d0", at.match):
        return "keep"
    if re.search(r"(?:\b(?:the|in|of|since|early|late|mid|and|to)[\s-])['’]?$", at.before):
        return "keep"
    return "weak"


_GAME = re.compile(
    r"\sof\s(?:the\s|a\s|their\s)?(?:match|game|final|season|film|book|race|show|sentence)|[-\s](?:hour|dozen|century|marathon|brother|time\b)"
)


def half(at: Surroundings) -> Answer:
    """Matches have halves too."""
    return "drop" if _GAME.match(at.after) else "keep"


def season(at: Surroundings) -> Answer:
    """ "In the spring" dates; "a spring" and "summer clothes" do not."""
    if "year" in at.fields:
        return "keep"
    if re.search(
        r"\b(?:in|during|of|by|since|until|through|over|for|from|before|after|and|to)\s(?:the\s|early\s|late\s|mid-)?$",
        at.before,
    ):
        return "keep"
    return "weak"


_WEEKDAY_PLACE = re.compile(
    r"\b(?:on|next|last|this|until|till|by|from|since|to|and|or|through|between|due|every)\s$|[(|/-]$"
)
_PAPER = re.compile(
    r"\s(?:times|telegraph|mail|mirror|express|herald|post|star|microsystems|tv|pharma|life|school|roast)\b"
)


def weekday(at: Surroundings) -> Answer:
    """Newspapers and companies carry weekdays' names, and "sun", "sat", "mon" are words."""
    if _PAPER.match(at.after):
        return "drop"
    if at.match.endswith("day"):
        return "keep"
    if not at.capital:
        return "weak" if at.match not in ("sun", "sat", "wed", "mon", "fri") else "drop"
    return "keep" if _WEEKDAY_PLACE.search(at.before) and at.match not in ("sun", "sun.") else "weak"


def capital(at: Surroundings) -> Answer:
    """A holiday is a name; an island or a tree is not a day."""
    if re.match(r"\s(?:island|tree|card|carol|present|rush|lights)", at.after):
        return "drop"
    return "keep" if at.capital or at.match not in ("easter", "may day", "halloween") else "drop"


def numeric(at: Surroundings) -> Answer:
    """Two of the numbers must be able to be day and month, and nothing may be glued on."""
    first, second = int(at.fields["first"]), int(at.fields["second"])
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return "drop"
    dated = re.search(r"\d[/-]\d{1,2}(?:[/-]\d{2,4})?-$", at.before) is not None  # the second date of a range
    if (re.search(r"[\d$€£/.-]$", at.before) and not dated) or re.match(r"[/.]?\d|-\d(?!\d?[/-])", at.after):
        return "drop"
    return "keep" if "/" in at.match or len(at.fields["year"]) == 4 or first > 12 or second > 12 else "weak"


def compact(at: Surroundings) -> Answer:
    """Eight digits are a date in a file name, a number elsewhere."""
    glued = at.before[-1:] in ("-", "_", "/") or at.after[:1] in ("-", "_", ".") and at.after[1:2].isalnum()
    return "keep" if glued else "drop"


def month_number(at: Surroundings) -> Answer:
    """ "2009-10" is a pair of years, "24/7/2015" part of a date, "4/2015" after a slash a fraction."""
    if re.search(r"[\d/.$-]$", at.before) or re.match(r"[/-]?\d|\s?%", at.after):
        return "drop"
    pair = re.fullmatch(r"\d\d(\d\d)-(\d\d)", at.match)
    return "drop" if pair and (int(pair[1]) + 1) % 100 == int(pair[2]) else "keep"


def year_pair(at: Surroundings) -> Answer:
    """ "2023-24" is one year that bears two names; "2014-2018" is a range."""
    first, second = at.fields["label"].split("-")
    if int(second) - int(first) != 1 or re.search(r"[\d$€£.,/-]$|\btel\.?\s$", at.before):
        return "drop"
    return "keep"


_ANAPHOR_PLACE = re.compile(
    r"\b(?:in|during|for|over|of|throughout|through|within|by|until|since|at|across|from|than|to|as)\s"
    r"(?:the|that|this|such)\s(?:same\s|whole\s|entire\s|full\s|corresponding\s)?$|\b(?:that|this)\s$"
)
_ANAPHOR_AFTER = re.compile(
    r"[-\s](?:old|long|ahead|before|after|when|that|which|care|job|shift|later|earlier|ago|of\s(?!the\b))|[-\s](?:on|by|in)[-\s](?:year|month|week|quarter)"
)


def anaphor(at: Surroundings) -> Answer:
    """ "During the month" points back; "a month of work" and "month after month" do not."""
    unit = at.fields["unit"]
    if unit == "weekend" and re.search(r"\b(?:the|of)\s$", at.before):
        return "keep"
    if _ANAPHOR_AFTER.match(at.after) or not _ANAPHOR_PLACE.search(at.before):
        return "weak"
    if unit == "day" and re.search(r"\bof\sthe\s$", at.before):
        return "weak"
    return "keep" if unit != "timeframe" or re.search(r"\b(?:this|that)\s$", at.before) else "weak"


def relative(at: Surroundings) -> Answer:
    """ "That day" points back only as a phrase of its own, not in "said that day trading"."""
    if at.match.startswith(("that ", "same ")):
        if re.match(r"\s(?:trad|care|job|rate|trip|s\b)", at.after):
            return "drop"
        if at.match.startswith("that ") and not re.search(
            r"\b(?:in|on|of|during|for|by|later|earlier|since|from|at)\s$|[,.(]\s$|^$", at.before
        ):
            return "weak"
    if re.match(r"-(?:old|long|ago)|\s(?:ago|earlier)\b", at.after) and not at.match.startswith("that"):
        return "weak"
    return "keep"


_SPAN_PLACE = re.compile(
    r"\b(?:for|over|within|during|in|throughout|after|lasting|lasted|lasts?|took|takes?|spanning|nearly|almost"
    r"|about|around|than|least|another|under|some|only|just)\s(?:the\s|about\s|around\s|nearly\s|almost\s|over\s|more\sthan\s|less\sthan"
    r"|up\sto\s|at\sleast\s|just\s|another\s|some\s|only\s)?$"
)
_FOR_PLACE = re.compile(
    r"\b(?:for|over|within|during|in|throughout|after|lasting|lasted|lasts?|spanning|last)\b[^,.;]{0,18}$"
)
_SPAN_AFTER = re.compile(r"-|\s(?:old|of\sage|imprisonment|in\s(?:prison|jail))|['’]")


def duration(at: Surroundings) -> Answer:
    """ "For three years" is a duration of what is told; "a five-year bond" and ages are not."""
    if _SPAN_AFTER.match(at.after) or "-" in at.match:
        return "weak"
    return "keep" if _FOR_PLACE.search(at.before) and _SPAN_PLACE.search(at.before) else "weak"


def in_units(at: Surroundings) -> Answer:
    """ "Will open in three weeks": a date when what is told is still to come."""
    if _SPAN_AFTER.match(at.after) or re.match(r"\sof\b|\sto\b|\sthrough\b|\sended\b|\sending\b", at.after):
        return "drop"
    return (
        "keep"
        if re.search(r"(?<!with)\bin\s(?:about\s|around\s|just\s|another\s|as\slittle\sas\s)?$", at.before)
        else "drop"
    )


_RATE_PLACE = re.compile(
    r"(?:\d[%]?|\d[a-z]{1,3}|\)|%|\b(?:percent|per\scent|pct|million|billion|trillion|crore|lakh|mln|bln|bn|times|twice|once|hundred|thousand"
    r"|thousands|hundreds|dlrs|dollars?|euros?|pounds?|rupees?|yen|barrels?|tonnes?|tons|units?|jobs|people|much|more|bpd|[a-z]{3,}s))\s$"
)
_RATE_AFTER = re.compile(
    r"\s(?:ago|earlier|later|before|after|old|of|when|in\swhich|to|ended|ending|from\snow|that|hence|and\sa\shalf|or\sso|or\stwo|ahead|on)\b|-"
)


def rate(at: Surroundings) -> Answer:
    """ "$5bn a year" is a rate; "for a year" and "a year ago" are not."""
    if _RATE_AFTER.match(at.after) or not _RATE_PLACE.search(at.before):
        return "drop"
    return (
        "drop"
        if re.search(
            r"\b(?:was|is|has|takes|lasts|this|previous|spends|towards|always|as|its|across)\s$", at.before
        )
        else "keep"
    )


def earlier(at: Surroundings) -> Answer:
    """ "A year earlier" is a baseline; "year ago" without an article only where one compares."""
    if at.match.split()[0] in ("a", "an", "one", "1", "the") or "-" in at.match:
        if at.match.startswith("the ") and not re.match(
            r"the\s\w+[\s-](?:before|earlier|previous|prior)", at.match
        ):
            return "drop"
        return "keep"
    return "keep" if re.search(r"\b(?:from|than|the|with|to|against|over|versus)\s$", at.before) else "drop"


def mom(at: Surroundings) -> Answer:
    """ "MoM" is written with capitals, or stands next to a percentage."""
    if len(at.match) > 3 or not at.match.isalpha():
        return "keep"
    written = at.text[at.start : at.end]
    return (
        "keep"
        if sum(letter.isupper() for letter in written) >= 2
        or re.search(r"(?:%|per\scent|percent|pct|\d)\s$", at.before)
        else "drop"
    )


def same(at: Surroundings) -> Answer:
    """ "At the same time" compares nothing; "a similar period" only with its article."""
    unit = at.fields["unit"]
    if unit in (
        "time",
        "point",
        "date",
        "interval",
        "season",
        "span",
        "stretch",
        "term",
        "day",
        "days",
        "times",
    ):
        return "weak"
    if at.match.startswith(("like", "similar", "matching", "respective", "identical")) and not re.search(
        r"\b(?:the|its|a|in|of)\s$", at.before
    ):
        return "weak"
    if unit in ("year", "years") and re.search(r"\b(?:the|that)\s$", at.before) is None:
        return "weak"
    return "keep"


def edge_end(at: Surroundings) -> Answer:
    """ "The end of June" and "at end June"; "talks end June 5" is a verb."""
    if " of " in at.match or "-" in at.match or at.match.startswith(("rest", "remainder")):
        return "weak"
    return (
        "weak"
        if re.search(r"\b(?:at|by|of|until|till|since|from|in|to|through|before|after|the)\s$", at.before)
        else "drop"
    )


def year_end(at: Surroundings) -> Answer:
    """ "Year-end" needs its sign; "the year ended" is an ending form."""
    if " " in at.match and re.match(r"\s(?:on|in|with)\b", at.after):
        return "weak"
    return "drop" if at.match in ("weekend", "midweek", "endweek") else "keep"


GUARDS: Final[Mapping[str, Callable[[Surroundings], Answer]]] = {
    "month_word": month_word,
    "year": year,
    "year_in_words": year_in_words,
    "another_day": another_day,
    "decade": decade,
    "half": half,
    "season": season,
    "weekday": weekday,
    "capital": capital,
    "numeric": numeric,
    "compact": compact,
    "month_number": month_number,
    "year_pair": year_pair,
    "anaphor": anaphor,
    "relative": relative,
    "duration": duration,
    "in_units": in_units,
    "rate": rate,
    "earlier": earlier,
    "mom": mom,
    "same": same,
    "year_end": year_end,
    "edge_end": edge_end,
}
