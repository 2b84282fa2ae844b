"""Guards on the binding itself: signs that the figures were put together wrongly, by the writer or by us."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from extractor.checks.equations.links import Link, expected, figure, is_complete, links, value
from extractor.checks.equations.maps import AS_IS, Affine, delta_maps, rate_maps, share_maps
from extractor.checks.equations.reading import Reading, compare
from extractor.checks.equations.tie import solve
from extractor.checks.evidence import Evidence
from extractor.checks.guards.topics import differ
from extractor.checks.slips.undo import read
from extractor.records import Fact

LEVELS: Final = ("current", "prior", "part", "whole")

THOUSAND: Final = 1000


def scale_left_out(evidence: Evidence, link: Link) -> bool:
    """ "to 4.2 million from 4.9": one level borrows the scale word of the other, and then all fits."""
    written = {role: read(fact) for role, fact in link.facts.items() if role in LEVELS}
    scales = {role: one.scale for role, one in written.items() if one is not None}
    largest = max(scales.values(), default=Fraction(1))
    bare = [role for role, scale in scales.items() if scale == 1 and largest >= THOUSAND]
    if len(bare) != 1 or len(scales) < len(written) or not is_complete(link):
        return False
    values = {role: value(evidence, link, role) for role in link.facts}
    values[bare[0]] = values[bare[0]] * largest
    stated = values.pop(bare[0])
    return compare(solve(link.kind, bare[0], values), stated) != "apart"


def fits_elsewhere(evidence: Evidence, link: Link) -> bool:
    """The figures do not fit, but would with another one of the same sentence that no other equation has
    claimed: then it is more likely that we took the wrong one than that the article has a wrong one.
    """
    if not is_complete(link) or _holds(evidence, link):
        return False
    if any(_is_rival(link, other) and _holds(evidence, other) for other in links(evidence)):
        return True
    return any(
        _fits(evidence, link, role, other)
        for role, fact in link.facts.items()
        for other in _unclaimed(evidence, fact)
        if other.id not in link.ids
    )


def _is_rival(link: Link, other: Link) -> bool:
    """Is it the same equation but for one figure, taken from the same sentence?"""
    if other is link or other.kind != link.kind or other.facts.keys() != link.facts.keys():
        return False
    changed = [role for role, fact in link.facts.items() if other.facts[role] is not fact]
    return len(changed) == 1 and other.facts[changed[0]].sentence == link.facts[changed[0]].sentence


def _holds(evidence: Evidence, link: Link) -> bool:
    role = next(iter(link.facts))
    return compare(expected(evidence, link, role), value(evidence, link, role)) != "apart"


def _unclaimed(evidence: Evidence, fact: Fact) -> Iterator[Fact]:
    """Figures of the same sentence, kind, unit and role that are in no complete equation.

    A limit ("55 or older", "over $2m") is none: it would fit whatever lies beyond it.
    """
    taken = evidence.once(_claimed)
    for other in evidence.by_sentence.get(fact.sentence, ()):
        alike = other.kind == fact.kind and not differ((fact, other), "unit")
        same_role = other.role == fact.role or "level" in (other.role, fact.role)
        if alike and same_role and other.id not in taken and evidence.support(other.id).is_bounded:
            yield other


def _fits(evidence: Evidence, link: Link, role: str, other: Fact) -> bool:
    made = expected(evidence, link, role)
    return any(compare(made, reading) != "apart" for reading in _readings(evidence, link, role, other))


def _readings(evidence: Evidence, link: Link, role: str, other: Fact) -> Iterator[Reading]:
    """What another figure would mean in a role."""
    maps = MAPS[role](other) if role in MAPS else (link.maps.get(role, AS_IS),)
    for one in maps:
        yield one.apply(figure(evidence, other))


MAPS: Final[Mapping[str, Callable[[Fact], tuple[Affine, ...]]]] = MappingProxyType(
    {"rate": rate_maps, "delta": delta_maps, "share": share_maps, "ratio": share_maps}
)


def _claimed(evidence: Evidence) -> frozenset[str]:
    return frozenset(id for link in links(evidence) if is_complete(link) for id in link.ids)
