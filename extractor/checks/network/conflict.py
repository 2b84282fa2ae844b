"""The least set of figures that cannot all be right: QuickXplain (Junker 2004).

It divides the figures, keeps a half only if the other does not conflict without it, and so asks about k·log(n/k) times
for a conflict of k among n.
"""

from collections.abc import Callable, Sequence

from extractor.records import Fact

Holds = Callable[[Sequence[Fact]], bool]


def least_conflict(facts: Sequence[Fact], holds: Holds) -> tuple[Fact, ...]:
    """A conflict none of whose members can be left out; earlier figures are kept rather than later ones.

    `holds` says whether a set of figures can all be true; it must not for all of `facts`, and must for none.
    """
    found = _explain((), facts, holds, changed=False)
    kept = {fact.id for fact in found}
    return tuple(fact for fact in facts if fact.id in kept)


def _explain(
    background: Sequence[Fact], facts: Sequence[Fact], holds: Holds, *, changed: bool
) -> Sequence[Fact]:
    if changed and not holds(background):
        return ()
    if len(facts) == 1:
        return facts
    middle = len(facts) // 2
    first, second = facts[:middle], facts[middle:]
    late = _explain((*background, *first), second, holds, changed=bool(first))
    early = _explain((*background, *late), first, holds, changed=bool(late))
    return (*early, *late)
