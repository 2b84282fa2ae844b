"""Named things that can be looked up: a failed look-up lists the names on offer."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from extractor.errors import UnknownNameError

Entry = TypeVar("Entry")


class Registry(Mapping[str, Entry], Generic[Entry]):
    """A read-only mapping from name to entry that explains a miss.

    >>> readers = Registry("input format", {"txt": 1, "json": 2})
    >>> readers["txt"]
    1
    >>> readers["jsn"]
    Traceback (most recent call last):
    ...
    extractor.errors.UnknownNameError: no input format named 'jsn'; did you mean 'json'? On offer: json, txt

    """

    def __init__(self, kind: str, entries: Mapping[str, Entry]) -> None:
        self.kind = kind
        self._entries = dict(entries)

    def __getitem__(self, name: str) -> Entry:
        if name not in self._entries:
            near = difflib.get_close_matches(name, self._entries, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            raise UnknownNameError(f"no {self.kind} named {name!r}{hint} On offer: {', '.join(sorted(self))}")
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
