"""`lexicon/answers.toml`: which answer stands first in the words behind a share."""

import pytest

from extractor.lexicon.answers import Answer, answers
from extractor.model import load_model

TABLE = answers(load_model())


@pytest.mark.parametrize(
    ("words", "question", "side"),
    [
        (" of voters approve of the plan", "approval", "one"),
        (" disapprove and ", "approval", "other"),
        (" don’t know, a poll found", "unsaid", "unsaid"),
        (" voted\n  against", "vote", "other"),
        (" disagreed, but not all agree", "agreement", "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_first(words: str, question: str, side: str) -> None:
    assert TABLE.first(words) == Answer(question, side)


@pytest.mark.parametrize("words", [" of the approvers", " of Norway's exports", ""])
def test_no_answer(words: str) -> None:
    assert TABLE.first(words) is None


@pytest.mark.parametrize("words", ["and the remaining ", "Asia the rest ("])
def test_remaining(words: str) -> None:
    assert TABLE.remaining.search(words)


@pytest.mark.parametrize("words", ["the remaining staff of ", "rest "])
def test_not_remaining(words: str) -> None:
    assert not TABLE.remaining.search(words)
