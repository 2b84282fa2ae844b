"""Text as the parser knows sentences: headlines without capitals on common words, companies without tickers."""

import re
from typing import Final, NamedTuple

WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A capitalised word that does not open its sentence.
INNER_CAPITAL = re.compile(r"[a-z,;] ([A-Z][\w’'-]*)")

# How wires tag a company behind its name: Reuters' symbol in angle brackets or, with its exchange's suffix, in round
# ones (LSEG, "Reuters Instrument Code"), or the exchange before the symbol.
TICKER: Final = re.compile(
    r" ?(?:"
    r"<\.?[A-Z][A-Z0-9]{0,7}(?:\.[A-Z]{1,3})?>"
    r"|\(\.?[A-Z][A-Z0-9]{0,7}\.[A-Z]{1,3}\)"
    r"|\((?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|TSXV|ASX|NSE|BSE|KLSE|SGX|HKEX|HKG|TYO|TSE|JSE|OTC|OTCQB|OTCQX)"
    r" ?: ?[A-Z0-9][A-Z0-9.]{0,9}\)"
    r")"
)


class Shortened(NamedTuple):
    """A text without some stretches: `cuts` holds, for each, where it stood in `text` and its length."""

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` stands in the whole text."""
        return (
            start + sum(length for at, length in self.cuts if at <= start),
            end + sum(length for at, length in self.cuts if at < end),
        )


def without_tickers(text: str) -> Shortened:
    """A sentence without the symbols that tag its companies, each with the space before it.

    >>> shortened = without_tickers("Alder AG <ALDG.DE> and Brimley (NYSE: BRM) fell (by 3%).")
    >>> shortened.text, shortened.span(21, 25)
    ('Alder AG and Brimley fell (by 3%).', (43, 47))

    """
    if "<" not in text and "(" not in text:
        return Shortened(text)
    kept: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = left = 0
    for match in TICKER.finditer(text):
        kept.append(text[at : match.start()])
        left += match.start() - at
        cuts.append((left, len(match[0])))
        at = match.end()
    return Shortened("".join([*kept, text[at:]]), tuple(cuts))


def as_prose(title: str, body: str) -> str:
    """A headline with the capitals of its common words taken away, length unchanged.

    The parser learnt from sentences: "Bank Raises Profit" is three names to it, "Bank raises profit" a clause.
    A word is common if the body writes it in lower case and never, inside a sentence, with a capital.

    >>> as_prose("Harrow Bank Raises Profit 6%", "The bank raises much. In May Harrow Bank saw profit.")
    'Harrow Bank raises profit 6%'

    """
    words = WORD.findall(body)
    if title.isupper():
        inside = {word.lower(): word for word in words if not word.isupper() and word[0].isupper()}
        return WORD.sub(lambda m: inside.get(m[0].lower(), m[0].lower()), title)
    written, capital = frozenset(words), frozenset(INNER_CAPITAL.findall(body))

    def fold(match: re.Match[str]) -> str:
        word = match[0]
        common = word.lower() in written and word not in capital and not word.isupper()
        return word.lower() if common else word

    return WORD.sub(fold, title)
