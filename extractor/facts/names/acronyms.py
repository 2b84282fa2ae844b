"""Names in capitals and what they are short for: RBI, the Reserve Bank of India."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.facts.names.names import Name

ACRONYM = re.compile(r"[A-Z]{2,6}")
# Limited, Corporation, Company.
LEGAL_FORMS = ("L", "C")


def acronyms(names: "Iterable[Name]") -> "dict[Name, Name]":
    """Names in capitals with the one other name whose words begin with them: RBI is the Reserve Bank of India.

    What stands for the legal form may be left out of the full name ("Reliance Industries", RIL).
    """
    by_initials: dict[str, list[Name]] = {}
    names = [name for name in names if name.country is None and not name.person]
    for name in names:
        initials = "".join(word[0] for word in re.split(r"[\s-]+", name.text) if word[0].isupper())
        if len(initials) > 1:
            for form in {initials, *(initials + ending for ending in LEGAL_FORMS)}:
                by_initials.setdefault(form, []).append(name)
    found = {}
    for name in names:
        full = by_initials.get(name.text, []) if ACRONYM.fullmatch(name.text) else []
        if len(full) == 1:
            found[name] = full[0]
    return found
