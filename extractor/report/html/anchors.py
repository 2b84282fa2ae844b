"""Names of places in a page, and slots: the numbers by which a selection lights up what belongs to it.

Fact ids repeat from article to article and may hold anything, so that every anchor is made of numbers alone:
``a2-m7`` is the mark of the seventh figure in the second article.

A fact, a relation, a finding or a derived value has a slot of its own in its article. Whatever selects it
(hovered, focused or targeted) has the class ``s7``, whatever it lights up the class ``e7``, and a rule of the
stylesheet joins the two. The stylesheet is the same for every page, which is why it ends at `SLOTS`.
"""

from typing import Final

import msgspec

from extractor.records import Extraction
from extractor.report.marks import numbers

# Figures, relations, findings and derived values of one article that light up others. A long report of 200
# figures has about 350; what comes later is linked all the same.
SLOTS: Final = 400


class Anchors(msgspec.Struct, frozen=True, kw_only=True):
    """The names in one article: `facts` maps a fact's id to its number; `linked` tells whether the article's
    text stands in the page, so that a figure has a place to lead to."""

    article: int
    facts: dict[str, int]
    relations: int = 0
    findings: int = 0
    linked: bool = True

    @property
    def root(self) -> str:
        """The article's own name."""
        return f"a{self.article}"

    def name(self, letter: str, number: int) -> str:
        """The name of a place: m mark, c card, f row of a fact; r relation, n finding, d derived value;
        t, by slot, the spot in the text where what it speaks of begins."""
        return f"{self.root}-{letter}{number}"

    def relation_slot(self, number: int) -> int:
        return len(self.facts) + number

    def finding_slot(self, number: int) -> int:
        return len(self.facts) + self.relations + number

    def derived_slot(self, number: int) -> int:
        return len(self.facts) + self.relations + self.findings + number


def anchors_of(extraction: Extraction, article: int, *, linked: bool = True) -> Anchors:
    """The names for an extraction that is the page's n-th article."""
    return Anchors(
        article=article,
        facts=numbers(extraction),
        relations=len(extraction.relations),
        findings=len(extraction.findings),
        linked=linked,
    )


def selects(*slots: int) -> str:
    """Classes of what selects.

    >>> selects(1, 12), selects(SLOTS + 1)
    ('s1 s12', '')

    """
    return " ".join(f"s{slot}" for slot in slots if slot <= SLOTS)


def lit_by(*slots: int) -> str:
    """Classes of what is lit up.

    >>> lit_by(1, 12)
    'e1 e12'

    """
    return " ".join(f"e{slot}" for slot in slots if slot <= SLOTS)


def slot_rules() -> str:
    """The rules that join what selects to what it lights up, one for each slot.

    A browser that does not know ``:has()`` passes over them; cards then still open on a click.
    """
    selectors = (f".a:has(.s{n}:is(:target,:hover,:focus-visible)) .e{n}" for n in range(1, SLOTS + 1))
    lit = "{background-color:var(--tint);text-decoration-line:underline;--card:block!important}"
    return ",\n".join(selectors) + lit + "\n"
