"""The language of a text that does not say it: asked only where the caller wants it, and null when in doubt."""

from functools import cache
from typing import Any, Final

# English news full of names, tables and figures must never be thrown out: a language is told only of a text with so
# many letters, and only if the model gives all others together less than one chance in a thousand.
SHORTEST: Final = 300
SUREST: Final = 0.999
# More tells nothing new.
LONGEST: Final = 4_000


def detected_language(text: str) -> str | None:
    """The language of a text, as an ISO 639 code; null if it is short or could be another.

    Raises:
        MissingExtraError: the extra that knows languages is not installed.

    """
    sample = _letters(text)
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SUREST else None


def _letters(text: str) -> str:
    """The words of a text, without figures, signs and what is written in capitals (codes, tables, acronyms)."""
    words = (word.strip(".,;:!?()[]\"'“”‘’«»") for word in text[: 4 * LONGEST].split())
    return " ".join(word for word in words if word.isalpha() and not (word.isupper() and len(word) > 1))[
        :LONGEST
    ]


@cache
def _identifier() -> Any:
    from extractor.extras import needed

    langid = needed("py3langid.langid", what="telling the language of a text")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
