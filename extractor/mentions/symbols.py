"""Symbols that stand for two units: which one it is, the sentence's other words tell ("661 kt in dry air")."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from extractor.mentions.cursor import Line
from extractor.mentions.drafts import Draft
from extractor.model import LanguageModel
from extractor.records import Kind


class Other(NamedTuple):
    """The unit a symbol stands for beside one of the cues (words in lower case)."""

    kind: Kind
    unit: str
    cues: frozenset[str]


def settle_symbols(drafts: Sequence[Draft], line: Line, model: LanguageModel) -> None:
    """Give figures with a symbol of two units the other one where a cue of it stands in the sentence."""
    table = others(model)
    doubtful = [draft for draft in drafts if draft.unit_text in table]
    if not doubtful:
        return
    said = {token.form for token in line.tokens}
    for draft in doubtful:
        for other in table[draft.unit_text or ""]:
            if not said.isdisjoint(other.cues):
                draft.kind, draft.units = other.kind, (other.unit,)
                draft.rules.append("symbol.cue")


@cache
def others(model: LanguageModel) -> Mapping[str, Sequence[Other]]:
    """Symbol, as written, to its other units (`lexicon/units.toml`, `[[either]]`)."""
    found: defaultdict[str, list[Other]] = defaultdict(list)
    for row in model.lexicon("units")["either"]:
        kind: Kind = "money" if "code" in row else "quantity"
        unit = row["code"] if kind == "money" else row["unit"]
        found[row["symbol"]].append(Other(kind, unit, frozenset(row["cues"])))
    return MappingProxyType(found)
