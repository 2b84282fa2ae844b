"""Productions of grammar/amounts.toml: from the tokens a row matched to a draft of the figure."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final

from extractor.lexicon.currencies import MoneyWord
from extractor.lexicon.hedges import multiples
from extractor.lexicon.units import Unit
from extractor.lexicon.verbs import verbs
from extractor.mentions.cursor import Line
from extractor.mentions.drafts import Draft
from extractor.mentions.matched import codes_of, draft_of, number_of, opens_amount
from extractor.mentions.nouns import NOUN_KINDS, unit_of
from extractor.mentions.numbers import Number, exact
from extractor.mentions.rules import Production
from extractor.model import GrammarRow, LanguageModel
from extractor.values import Multiple

NOTHING: Final = "nothing"
# "Malik, 65, now": below and above this a number beside a name is no age.
AGES: Final = range(10, 106)
# What a share in words is out of; other numbers are counted.
WHOLES: Final = frozenset({*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100, 1000, 10_000, 100_000, 1_000_000})
POSSESSIVE: Final = ("'s", "s'")
# From here on a number of pounds is money, unless pounds *of* something.
MANY_POUNDS: Final = 1_000_000


class Makers:
    """The productions with the tables they look into."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.money_cues = frozenset(model.lexicon("money")["cues"]["words"])
        self.plural_labels = frozenset(model.lexicon("not_figures")["plural_labels"]["words"])
        self.persons = frozenset(model.lexicon("noun_phrases")["ages"]["persons"])
        self.being = frozenset(model.lexicon("noun_phrases")["ages"]["verbs"])
        self.labels_behind = frozenset(model.lexicon("not_figures")["labels_behind"]["words"])
        self.multiples = multiples(model)
        self.verbs = verbs(model)
        self.parts = {
            row.value: row
            for row in self.multiples.words.values()
            if row.value is not None and row.comparator == "exact"
        }

    def productions(self) -> dict[str, Production[Any]]:
        return {
            "nothing": lambda *_: NOTHING,
            "name": self.name,
            "labels": self.labels,
            "label_behind": self.label_behind,
            "money": self.money,
            "money_negative": self.money_negative,
            "weight": self.weight,
            "unit": self.unit,
            "quarters": self.quarters,
            "unit_of_noun": self.unit_of_noun,
            "half_point": self.half_point,
            "age": self.age,
            "age_of_person": self.age_of_person,
            "age_beside_name": self.age_beside_name,
            "times": self.times,
            "multiple": self.multiple,
            "share": self.share,
            "fraction": self.fraction,
            "one_of": self.count,
            "count": self.count,
            "count_of_owner": self.count_of_owner,
            "compound": self.compound,
            "bare": self.bare,
        }

    def name(self, line: Line, first: int, last: int, row: GrammarRow) -> str | None:
        """A number behind a name; not behind the verb of a headline ("Adds 300 In May")."""
        return None if line.tokens[first].form in self.verbs else NOTHING

    def labels(self, line: Line, first: int, last: int, row: GrammarRow) -> str | None:
        return NOTHING if line.tokens[first].form in self.plural_labels else None

    def label_behind(self, line: Line, first: int, last: int, row: GrammarRow) -> str | None:
        words = line.text[line.tokens[first + 1].start : line.tokens[last - 1].end].lower()
        return NOTHING if words in self.labels_behind else None

    # Money.

    def money(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        number = number_of(line, first, last)
        signs = [token for token in line.tokens[first:last] if token.kind in "$ICu"]
        words = [token.data for token in signs if token.kind == "C"]
        if line.shape[last - 1] in "I$" and opens_amount(line, last):
            return None
        if any(word.careful and number.scale == 1 for word in words):
            return None
        if any(word.mass for word in words) and self.is_weight(line, last, number):
            return None
        draft = draft_of(line, first, last, row, "money")
        draft.units, draft.sign_start = codes_of(signs), signs[0].start
        draft.unit_text = line.text[signs[0].start : signs[0].end]
        for word in words if len(signs) == 1 else ():
            draft.factor *= Decimal(word.times) / word.parts
        return draft

    def money_negative(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """Accountants put losses in brackets."""
        draft = self.money(line, first, last, row)
        if draft is not None:
            draft.factor = -abs(draft.factor)
        return draft

    def is_weight(self, line: Line, last: int, number: Number) -> bool:
        """Whether pounds are a weight: by what follows, by their number, by what else the sentence speaks of."""
        if line.shape[last : last + 1] == "x" and line.shape[last + 1 : last + 2] in tuple("wsl"):
            return True
        if number.value >= MANY_POUNDS:
            return False
        return not any(
            (token.kind == "$" and "GBP" in token.data.codes) or token.form in self.money_cues
            for token in line.tokens
        )

    def weight(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        word: MoneyWord = line.tokens[last - 1].data
        if not word.mass:
            return None
        draft = draft_of(line, first, last, row, "quantity")
        draft.units, draft.unit_text = ("pound",), line.tokens[last - 1].form
        return draft

    # Percentages, units, time.

    def unit(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        token = next(token for token in reversed(line.tokens[first:last]) if token.kind in "%PUT")
        unit: Unit = token.data
        draft = draft_of(line, first, last, row, unit.kind)
        draft.units, draft.per = (unit.name,), unit.per
        draft.unit_text = line.text[token.start : token.end]
        return draft

    def quarters(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """Quarters of a year, not of a whole."""
        token = line.tokens[last - 1]
        if token.data != Fraction(1, 4):
            return None
        draft = draft_of(line, first, last, row, "duration")
        draft.units, draft.unit_text = ("quarter",), token.form
        return draft

    def unit_of_noun(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """New shares are shares; World Cups are no cups."""
        if line.text[line.tokens[last - 1].start].isupper():
            return None
        return self.unit(line, first, last, row)

    def half_point(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """Half a point and a quarter point are of a percentage."""
        number, unit = number_of(line, first, last), line.tokens[last - 1].data
        if unit.name != "point" or number.rule not in ("half_a_unit", "quarter_of_a_unit"):
            return None
        draft = draft_of(line, first, last, row, "points")
        draft.units, draft.unit_text = ("percentage_point",), line.tokens[last - 1].form
        return draft

    def age(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        draft = draft_of(line, first, last, row, "age")
        unit = next((token.data for token in line.tokens[first:last] if token.kind == "T"), None)
        draft.units = (unit.name if unit is not None else "year",)
        if line.shape[first] == "G":
            draft.start, draft.first = line.tokens[first + 1].start, first + 1
        return draft

    def age_beside_name(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        number = number_of(line, first, last)
        if int(number.value) not in AGES:
            return None
        draft = draft_of(line, last - 1, last, row, "age")
        draft.units = ("year",)
        return draft

    def age_of_person(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """ "She is 45": nothing else is said of a person by a bare number."""
        forms = [token.form for token in line.tokens[first : last - 1]]
        number = number_of(line, last - 1, last)
        told = forms[0] in self.persons and forms[-1] in self.being
        if not told or number.scale != 1 or number.ulp != 1 or int(number.value) not in AGES:
            return None
        draft = draft_of(line, last - 1, last, row, "age")
        draft.units = ("year",)
        return draft

    # Multiples and shares.

    def times(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        draft = draft_of(line, first, last, row, "multiple")
        token = line.tokens[last - 1]
        multiple: Multiple = token.data
        draft.multiple = multiple.name
        draft.end = token.start + len(token.form.split()[0])
        draft.unit_text = line.text[token.start : draft.end]
        return draft

    def multiple(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        token = line.tokens[first]
        multiple: Multiple = getattr(token.data, "row", token.data)
        value = multiple.value or Decimal(token.data.number)
        number = Number(
            value=value,
            ulp=Decimal(1),
            mantissa=value,
            start=token.start,
            end=token.end,
            spelled=True,
            rule=multiple.name,
        )
        draft = Draft(first, last, token.start, token.end, number, "multiple", multiple=multiple.name)
        draft.rules = [row.name]
        return draft

    def share(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """One in five; "18 out of 19 banks" are two counts."""
        part, whole = line.tokens[first].data, line.tokens[last - 1].data
        if not 0 < part.value < whole.value or whole.value not in WHOLES:
            return None
        draft = draft_of(line, first, last, row, "multiple")
        value = exact(Fraction(part.value) / Fraction(whole.value))
        draft.number = Number(
            value=value,
            ulp=exact(1 / Fraction(whole.value)),
            mantissa=value,
            start=part.start,
            end=whole.end,
            spelled=part.spelled,
            rule=part.rule,
        )
        draft.multiple = line.tokens[first + 1].data.name if line.tokens[first + 1].data else "in_number"
        return draft

    def fraction(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        draft = draft_of(line, first, last, row, "multiple")
        known = self.parts.get(draft.number.value.quantize(Decimal("1E-6")).normalize())
        draft.multiple = known.name if known is not None and known.reading == "fixed" else "fraction"
        if draft.multiple == "halved":
            draft.multiple = "half"
        return draft

    # Counts.

    def count(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        draft = draft_of(line, first, last, row, "count")
        noun = self.hedged_inside(draft, line, first + 1)
        while noun < last and line.tokens[noun].kind not in NOUN_KINDS:
            noun += 1
        if noun < last:
            unit, draft.unit_text = unit_of(line, noun, last, self.model)
            draft.units = (unit,)
        return draft

    def hedged_inside(self, draft: Draft, line: Line, at: int) -> int:
        """ "500 plus jobs", "20-odd machines": the hedge stands before what is counted. Returns where the noun may
        begin."""
        at += line.shape[at] == "-"
        hedge = line.tokens[at].data.after if line.shape[at] in "jJ" else None
        if hedge is None:
            return at
        draft.set_hedge(hedge)
        return at + 1

    def count_of_owner(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """Two of Brandt's deputies: the owner is no part of what is counted."""
        owner = next(at for at in range(last - 1, first, -1) if line.tokens[at].kind == "S")
        if not line.tokens[owner].form.endswith(POSSESSIVE):
            return None
        draft = draft_of(line, first, last, row, "count")
        unit, draft.unit_text = unit_of(line, owner + 1, last, self.model)
        draft.units = (unit,)
        return draft

    def compound(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft | None:
        """A 12-member board; "four-door" and "three-bedroom" are kinds of things, no news."""
        word = line.tokens[last - 1].form
        if word in self.verbs:
            return None
        draft = draft_of(line, first, last, row, "count")
        draft.weak = line.shape[first] == "7" and line.shape[first + 1] == "-"
        draft.units, draft.unit_text = (word,), word
        return draft

    def bare(self, line: Line, first: int, last: int, row: GrammarRow) -> Draft:
        draft = draft_of(line, first, last, row, "count")
        kind = line.tokens[last - 1].kind
        hedged = line.shape[first - 1 : first] in ("i", "J") if first else False
        of = line.shape[last : last + 1] == "x"
        draft.weak = kind == "2" or (kind == "7" and not hedged and not of)
        return draft


@cache
def makers(model: LanguageModel) -> Makers:
    return Makers(model)
