"""What a check means, set for reading: its docstring, and the list of all checks by family."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from extractor.cli.output import columns, open_output

# Lines of a check's docstring that stand out, in the order `extractor.checks.check.Check` names them.
LABEL: Final = re.compile(r"^(Flags|Passes|Source|Guards):\s*", re.MULTILINE)
WIDEST: Final = 96


def run_explain(name: str | None) -> None:
    """Print one check's explanation, or the list of checks.

    Raises:
        UnknownNameError: there is no such check; the message lists those on offer.

    """
    from extractor import checks
    from extractor.archive.cross import checks as cross
    from extractor.registry import Registry

    known = Registry(
        "check",
        {
            **{check_id: checks.explain(check_id) for check_id in checks.CHECKS},
            **{check_id: cross.explain(check_id) for check_id in cross.CROSS_CHECKS},
        },
    )
    if name is None:
        text = listing(((check_id, first_sentence(doc)) for check_id, doc in known.items()), columns())
    else:
        text = explanation(name, known[name], columns())
    with open_output(None) as put:
        put(text)


def explanation(check_id: str, docstring: str, width: int) -> str:
    """A check's docstring, wrapped, its labelled lines hung on their labels."""
    width = min(width, WIDEST)
    parts = [check_id, ""]
    reason, *labelled = LABEL.split(docstring)
    for paragraph in re.split(r"\n\s*\n", reason.strip()):
        parts += [*_wrap(paragraph, "  ", width), ""]
    for label, text in zip(labelled[::2], labelled[1::2], strict=True):
        parts += [*_wrap(text, f"  {label.lower():8}", width)]
    return "\n".join(parts).rstrip() + "\n"


def listing(summaries: Iterable[tuple[str, str]], width: int) -> str:
    """All checks by family, each with the first sentence of its docstring; ids in catalogue order."""
    parts = []
    for family, members in groupby(summaries, key=lambda each: each[0].partition(".")[0]):
        parts += [family, *_members(members, min(width, WIDEST)), ""]
    return "\n".join([*parts, "tieout explain CHECK tells more of one."]) + "\n"


def first_sentence(docstring: str) -> str:
    """The first sentence of a docstring on one line."""
    paragraph = " ".join(LABEL.split(docstring)[0].strip().split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s(?=[A-Z])", paragraph)[0]


def _members(members: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    for name, summary in members:
        yield from _wrap(summary, f"  {name:24}", width)


def _wrap(text: str, head: str, width: int) -> list[str]:
    """Text wrapped behind a head, its other lines indented by the head's width."""
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=head, subsequent_indent=" " * len(head),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
