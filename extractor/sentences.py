"""An article's text cut into sentences, headings and bullets, offsets kept.

Runs before everything else and over every character once. A blank line ends a paragraph; a single line break
does too, unless the block is hard-wrapped prose. Inside a paragraph a full stop ends a sentence unless
`lexicon/abbreviations.toml` or the neighbouring characters say otherwise.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from extractor.model import LanguageModel
from extractor.records import Article, Sentence

# Hard-wrapped prose: typewriter and mail conventions wrap between 50 and 100 columns.
WRAP_COLUMNS = range(50, 101)

CLOSERS = "\"'”’»)]"
TERMINAL = re.compile(rf"[.!?:;…][{re.escape(CLOSERS)}]{{0,3}}$")
BULLET = re.compile(
    r"\s*(?:[-*•·▪–—>]\s*(?=\S)|\(?\d{1,2}[:.]\d{2}(?:\s?GMT)?\)\s|\(?\d{1,2}[.)]\s(?=[A-Z]))"
)
BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
LINE = re.compile(r"[^\n]+")
# A possible end: closing punctuation, closing quotes, then white space, or nothing but a capital
# where two sentences were run together ("… subscribers.The company …").
BOUNDARY = re.compile(
    rf"(?P<stop>[.!?…]+)(?P<close>[{re.escape(CLOSERS)}]{{0,3}})(?P<gap>\s+|(?=[A-Z“\"][A-Za-z’']))"
)
OPENER = re.compile(r"[\"'“‘«(\[]*[A-Z0-9$£€¥₹À-ÞА-Я•*“-]")
LAST_WORD = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)*[^\W\d_]+$")
FIRST_WORD = re.compile(r"[\"'“‘(\[]*([^\W\d_]+)")
# How far back a word before a full stop may reach.
WORD_WINDOW = 24
# Where an agency's report was written: "PORTLAND, Ore., May 19 (Northwire) -", "MUMBAI:".
DATELINE = re.compile(
    r"\s*[A-Z]{3,}[A-Z .'-]*(?:,\s+[A-Z][\w.]*){0,2}(?:,?\s+[A-Z][a-z]{2,8}\.?\s\d{1,2})?,?\s*"
    r"(?:\([^)\n]{2,30}\)\s*)?(?:--\s?|[-–—]{1,2}\s|:\s)"
)
# A dateline opens the first paragraph; the title may count as one.
DATELINE_PARAGRAPHS = 2


class Abbreviations(msgspec.Struct, frozen=True, kw_only=True):
    """The table of words that carry a full stop (lower case, without it)."""

    always: frozenset[str]
    number: frozenset[str]
    mostly: frozenset[str]
    starters: frozenset[str]


@cache
def abbreviations(model: LanguageModel) -> Abbreviations:
    table = model.lexicon("abbreviations")
    return Abbreviations(**{name: frozenset(table[name]) for name in Abbreviations.__struct_fields__})


def split_sentences(article: Article, model: LanguageModel) -> tuple[Sentence, ...]:
    """Cut an article; the title, if any, is sentence 0 of paragraph 0 and is never split."""
    table, found = abbreviations(model), []
    if article.title:
        found.append(_sentence(article.text, 0, article.title_end, 0, 0, "heading", in_title=True))
    for number, (start, end) in enumerate(_paragraphs(article.text, article.title_end), start=1):
        form = _form(article.text[start:end])
        for left, right in _sentences(article.text, start, end, table):
            found.append(_sentence(article.text, left, right, len(found), number, form, in_title=False))
    return tuple(found)


def dateline_end(sentence: Sentence) -> int:
    """Where the words of a sentence begin behind its dateline; 0 where it has none.

    >>> make = lambda text: Sentence(
    ...     index=0, paragraph=1, start_char=0, end_char=len(text), text=text, in_title=False
    ... )
    >>> dateline_end(make("ACCRA, May 3 (Northwire) - Cocoa rose.")), dateline_end(make("Cocoa rose."))
    (27, 0)

    """
    if sentence.in_title or sentence.paragraph > DATELINE_PARAGRAPHS:
        return 0
    match = DATELINE.match(sentence.text)
    return match.end() if match is not None else 0


def _sentence(
    text: str,
    start: int,
    end: int,
    index: int,
    paragraph: int,
    form: Literal["sentence", "heading", "bullet"],
    *,
    in_title: bool,
) -> Sentence:
    return Sentence(
        index=index,
        start_char=start,
        end_char=end,
        text=text[start:end],
        paragraph=paragraph,
        in_title=in_title,
        form=form,
    )


def _form(paragraph: str) -> Literal["sentence", "heading", "bullet"]:
    if BULLET.match(paragraph):
        return "bullet"
    short = len(paragraph) <= 100 and "\n" not in paragraph
    return "heading" if short and not TERMINAL.search(paragraph) else "sentence"


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Paragraphs as trimmed spans: blank lines part them, single breaks too unless the block is wrapped."""
    for block in BLOCK.finditer(text, start):
        lines = [(line.start(), line.end()) for line in LINE.finditer(text, *block.span())]
        spans = [block.span()] if _is_wrapped([text[a:b].strip() for a, b in lines]) else lines
        for left, right in spans:
            stripped = text[left:right].strip()
            if stripped:
                left += text[left:right].index(stripped[0])
                yield left, left + len(stripped)


def _is_wrapped(lines: list[str]) -> bool:
    """Do these lines break where a typewriter would, in the middle of sentences?"""
    full = lines[:-1]
    if not full or not all(len(line) in WRAP_COLUMNS for line in full):
        return False
    return sum(not TERMINAL.search(line) for line in full) * 2 > len(full)


def _sentences(text: str, start: int, end: int, table: Abbreviations) -> Iterator[tuple[int, int]]:
    left = start
    for match in BOUNDARY.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, match, left, table):
            yield left, match.end("close")
            left = match.end()
    if left < end:
        yield left, end


def _ends_sentence(text: str, match: re.Match[str], left: int, table: Abbreviations) -> bool:
    if not OPENER.match(text, match.end()):
        return False
    word = LAST_WORD.search(text, max(left, match.start() - WORD_WINDOW), match.start())
    before = word[0].lower() if word else ""
    if not match["gap"]:
        # Run together: a word of prose, not a web address or an initialism ("Amazon.Com", "U.S.A").
        return (
            len(before) > 2
            and "." not in before
            and text[match.start() - 1].islower()
            and match["stop"] == "."
        )
    if match["stop"] != "." or not before or match["close"]:
        return True
    follower = FIRST_WORD.match(text, match.end())
    starts = follower is not None and follower[1].lower() in table.starters and follower[1][0].isupper()
    if before in table.always:
        return False
    if before in table.number:
        return not text[match.end()].isdigit()
    if before in table.mostly or len(before) == 1 or "." in before:
        return starts
    return True
