"""The names of an article, looked up by their words, and the one it is about.

The entity the article is about is the name that headline, lead and the count of repetitions agree on
(`reader`). Countries come from the table, by any of their words.
"""

import re
from collections.abc import Iterable
from functools import cached_property

import msgspec

from extractor.facts.names.acronyms import acronyms
from extractor.lexicon.countries import CountryTable

POSSESSIVE = re.compile(r"['’]s?\b")
# From this score on a name stands out: it is in the headline, or in the lead and often elsewhere.
OUTSTANDING = 4
PLACES = frozenset({"name", "alias", "capital", "part", "city"})


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name, as the article writes it most fully; `country` its code where it is a country."""

    text: str
    country: str | None = None
    score: int = 0
    person: bool = False
    # It is only ever the subject of a verb of saying: a statistics office, a lender with an index.
    source: bool = False
    # An office, a central bank, a body: it has a budget and a rate, but no exports.
    authority: bool = False
    # A market index.
    index: bool = False


class Names:
    """The names of one article: look-up by words, and the entity it is about."""

    def __init__(
        self, names: Iterable[Name], table: CountryTable, blocs: frozenset[str] = frozenset()
    ) -> None:
        self._table, self._blocs = table, blocs
        self._by_form = {name.text.lower(): name for name in names}
        own = [name for name in self._by_form.values() if name.text not in blocs]
        for short, full in acronyms(own).items():
            # One subject under two names, as prominent as the more prominent of them.
            both = msgspec.structs.replace(
                full, score=max(full.score, short.score), source=full.source and short.source
            )
            self._by_form[full.text.lower()] = self._by_form[short.text.lower()] = both
        ranked = sorted(
            {name.text: name for name in self._by_form.values() if not name.person}.values(),
            key=lambda name: (-name.score, name.text),
        )
        self.ranked = tuple(ranked)

    @cached_property
    def main(self) -> Name | None:
        """The entity the article is about, if any name stands out. It may be who says so (`source`): a company
        that reports, or an office of statistics; the measure tells. A market report is about no one thing."""
        first = self.ranked[0] if self.ranked else None
        return first if first is not None and first.score >= OUTSTANDING and not first.index else None

    @cached_property
    def main_country(self) -> Name | None:
        """The country it speaks of most, if it speaks of one more than in passing."""
        return next((name for name in self.ranked if name.country), None)

    @cached_property
    def yields_to_country(self) -> bool:
        """Does nothing stand out but who says so, or a name that a country equals? Then what countries have
        (exports, house prices) is the country's."""
        if self.main is None or self.main.source or self.main.authority:
            return True
        return self.main_country is not None and self.main_country.score >= self.main.score - 1

    @property
    def is_on_company(self) -> bool:
        """Is the article about an organisation rather than a country?"""
        return self.main is not None and self.main.country is None

    @cached_property
    def main_organisation(self) -> Name | None:
        """The company or body it is about, if any stands out."""
        found = next((name for name in self.ranked if not name.country and not name.index), None)
        return found if found is not None and found.score >= OUTSTANDING else None

    @property
    def main_company(self) -> Name | None:
        """The main organisation, if it is none that only says, decides or counts."""
        found = self.main_organisation
        if found is None or found.source or found.authority or found.index:
            return None
        return found

    def lookup(self, text: str) -> Name | None:
        """The name these words are, if they are one: as written, a country by any of its words, or a first word
        that only one name begins with ("Commonwealth" for Commonwealth Bank is not taken: two words could)."""
        clean = POSSESSIVE.sub("", text).strip()
        found = self._by_form.get(clean.lower())
        if found:
            return found
        hit = self._table.lookup(clean) if clean[:1].isupper() else None
        if hit and hit[1] in ("name", "alias", "demonym"):
            return Name(text=self._table[hit[0]].name, country=hit[0])
        return None

    def is_place(self, text: str) -> bool:
        """Whether words name a country, a part of one, a city or a bloc of countries."""
        hit = self._table.lookup(text)
        return text in self._blocs or (hit is not None and hit[1] in PLACES)

    def country_name(self, text: str) -> str | None:
        """The name of the country that words name, if they do."""
        hit = self._table.lookup(text)
        return self._table[hit[0]].name if hit is not None and hit[1] in ("name", "alias") else None

    def is_person(self, text: str) -> bool:
        name = self._by_form.get(text.lower())
        return bool(name and name.person)
