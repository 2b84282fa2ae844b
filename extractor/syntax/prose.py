"""Headlines as the parser knows sentences: common words without their capitals."""

import re

WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A capitalised word that does not open its sentence.
INNER_CAPITAL = re.compile(r"[a-z,;] ([A-Z][\w’'-]*)")


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
