"""The reader's footing: raw tokens, the tokens made of them so far, and look-ups that both need."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from extractor.lexicon.currencies import MoneyWord
from extractor.mentions.scan import Raw
from extractor.mentions.vocabulary import CLASS_WORDS, Entry, Vocabulary


class Token(msgspec.Struct, frozen=True):
    """A stretch of the sentence with its class; offsets into the sentence; `form` in lower case."""

    start: int
    end: int
    kind: str
    data: Any
    form: str


class Line(NamedTuple):
    """A sentence on one level of reduction: `shape[i]` is the class of `tokens[i]`."""

    text: str
    shape: str
    tokens: Sequence[Token]


def then_than(lower: Sequence[str], at: int) -> bool:
    """Whether "and more", "or less" goes on with "than": a hedge of what follows, not of what stands before."""
    return at < len(lower) and lower[at] == "than"


class Cursor:
    """Raw tokens with the tokens already made; methods name raw tokens by their index."""

    def __init__(self, text: str, raw: list[Raw], words: Vocabulary, tokens: list[Token]) -> None:
        self.text, self.raw, self.words, self.tokens = text, raw, words, tokens
        self.lower = [token.text.lower() for token in raw]

    def emit(self, at: int, end: int, kind: str, data: object = None) -> int:
        """Add the raw tokens at..end as one token."""
        first, last = self.raw[at], self.raw[end - 1]
        form = self.lower[at] if end == at + 1 else self.text[first.start : last.end].lower()
        self.tokens.append(Token(first.start, last.end, kind, data, form))
        return end

    def glued(self, at: int) -> bool:
        """Whether raw token `at` exists and touches the one before it."""
        return 0 < at < len(self.raw) and self.raw[at].start == self.raw[at - 1].end

    def last_kinds(self) -> str:
        return "".join(token.kind for token in self.tokens[-3:])

    def code(self, at: int) -> Entry | None:
        """An ISO code, or one with a letter that multiplies ("48.5 MGBP")."""
        text, money = self.raw[at].text, self.words.money
        if text in money.lower_codes:
            return Entry("I", (money.lower_codes[text],))
        if not (text.isupper() and len(text) in (3, 4)):
            return None
        if text in money.scaled_codes:
            return Entry("C", MoneyWord(forms=(text,), codes=(money.scaled_codes[text],), times=1_000_000))
        if text in money.codes or text in money.other:
            ordinary = text in money.word_codes
            return None if ordinary and self.last_kinds()[-1:] not in tuple("dgK") else Entry("I", (text,))
        return None

    def phrase(self, at: int) -> tuple[Entry | None, int]:
        """The longest phrase of the vocabulary that begins here; hyphens may stand where the phrase has spaces."""
        node = self.words.phrases.get(self.lower[at])
        best: Entry | None = None
        end, then, count = at + 1, at + 1, len(self.raw)
        while node is not None:
            if None in node:
                best, end = node[None], then
            if then >= count:
                break
            following = node.get(self.lower[then])
            if following is None and self.lower[then] == "-" and self.glued(then) and self.glued(then + 1):
                then += 1
                following = node.get(self.lower[then])
            node, then = following, then + 1
        lower = self.lower[at]
        if best is not None and best.kind == "K" and lower in self.words.scales.after_money:
            return None, at + 1
        if best is not None and best.kind == "j" and then_than(self.lower, end):
            return Entry(CLASS_WORDS[lower]) if lower in CLASS_WORDS else None, at + 1
        if best is not None and best.kind == "3" and self.last_kinds()[-1:] in tuple("dYf1oey"):
            # "five crores", "10 millions": a scale like any other.
            scale = self.words.scales.words.get(lower)
            return (Entry("K", scale), at + 1) if scale is not None else (best, end)
        return best, end
