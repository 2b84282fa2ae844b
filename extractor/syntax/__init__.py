"""Part-of-speech tags and dependencies, by spaCy, for the sentences that need them.

What leaves this stage are plain `Parse` records: no spaCy `Doc` outlives its batch.
"""

from extractor.syntax.parse import Parse, parse_texts
from extractor.syntax.prose import TICKER, as_prose
from extractor.syntax.trained import SPACY_MODEL

__all__ = ["SPACY_MODEL", "TICKER", "Parse", "as_prose", "parse_texts"]
