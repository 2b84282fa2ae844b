"""A shard worked off whatever is in it: the document that kills its worker is found and put in quarantine."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from extractor.archive.layout import quarantine_path
from extractor.archive.run.files import write_file
from extractor.archive.run.guard import Failure, Guard
from extractor.archive.run.job import Done, Quarantined, Shard, Slice, Spot
from extractor.errors import RunError

# A shard that fails so often while each of its documents passes is not poisoned: the machine is at its end.
PATIENCE: Final = 3

Reasons = dict[Spot, str]


def run_guarded(guard: Guard, shard: Shard) -> Done:
    """Work off a shard; what kills the worker is looked for, left out, and the rest done again.

    Raises:
        ExtractorError: no document's fault: the system refuses to write, a worker does not start.

    """
    path = quarantine_path(guard.job.out, shard.number)
    reasons = read_quarantine(path)
    unexplained = 0
    while True:
        outcome = guard.attempt(shard, without=reasons, write=True)
        if isinstance(outcome, Done):
            return outcome
        assert isinstance(outcome, Failure)
        found = _suspect(guard, shard, outcome, reasons)
        if not found and unexplained:  # the first time, somebody may have killed it
            found = _search(guard, [spot for spot in spots_of(shard) if spot not in reasons], shard)
        if found:
            reasons |= found
            _write_quarantine(path, reasons)
            continue
        unexplained += 1
        if unexplained == PATIENCE:
            raise RunError(
                f"shard {shard.number} fails ({outcome.reason}), although its documents pass one by one; "
                "it may pass with more --memory, fewer --workers or a smaller --shard-size"
            )


def read_quarantine(path: Path) -> Reasons:
    """The documents of a shard that an earlier run has found to be poison."""
    if not path.exists():
        return {}
    known = msgspec.json.decode(path.read_bytes(), type=tuple[Quarantined, ...])
    return {each.spot: each.reason for each in known}


def spots_of(shard: Shard) -> Iterator[Spot]:
    """Every document that is expected in a shard."""
    for each in shard.slices:
        for place in range(each.first, each.first + each.documents):
            yield Spot(path=each.path, document=place)


def narrowed(shard: Shard, spots: list[Spot]) -> Shard:
    """A shard of some documents of another, in their order."""
    by_path = {each.path: each for each in shard.slices}
    pieces: list[Slice] = []
    for path, group in groupby(spots, key=lambda spot: spot.path):
        whole = by_path[path]
        for first, last in _runs([spot.document for spot in group]):
            to_the_end = whole.count is None and last == whole.first + whole.documents
            count = last - first
            pieces.append(replace(whole, first=first, count=None if to_the_end else count, documents=count))
    return replace(shard, slices=tuple(pieces))


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of places in a row, half open."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last + 1
            first = place
        last = place
    yield first, last + 1


def _suspect(guard: Guard, shard: Shard, failure: Failure, known: Reasons) -> Reasons:
    """The document the worker died at, if it dies of it alone as well."""
    if failure.at is None:
        _check_start(guard, failure)
    if failure.at is None or failure.at in known or failure.at not in set(spots_of(shard)):
        return {}
    alone = guard.attempt(narrowed(shard, [failure.at]), write=False)
    return {failure.at: alone.reason} if isinstance(alone, Failure) else {}


def _search(guard: Guard, spots: list[Spot], shard: Shard) -> Reasons:
    """Every document that fails alone, found by halves; none if each passes."""
    outcome = guard.attempt(narrowed(shard, spots), write=False) if spots else None
    if not isinstance(outcome, Failure):
        return {}
    if len(spots) == 1:
        return {spots[0]: outcome.reason}
    middle = len(spots) // 2
    return _search(guard, spots[:middle], shard) | _search(guard, spots[middle:], shard)


def _check_start(guard: Guard, failure: Failure) -> None:
    """See that a worker starts at all.

    Raises:
        RunError: it does not.

    """
    outcome = guard.attempt(Shard(number=0, slices=()), write=False)
    if isinstance(outcome, Failure):
        raise RunError(f"a worker does not start ({outcome.reason}); it may need more --memory")


def _write_quarantine(path: Path, reasons: Reasons) -> None:
    known = [Quarantined(spot=spot, reason=reason) for spot, reason in sorted(reasons.items())]
    write_file(path, msgspec.json.encode(known) + b"\n")
