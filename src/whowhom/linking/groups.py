"""Groups that do not depend on the order in which their members came.

A linker decides about two members at a time, from these two alone: which pairs are joined by an edge never depends on
what else is there. The connected components of those edges are therefore the same in whatever order the members
came, and so is what `Linker.split` makes of each component, as long as it looks at nothing but the component. A new
member changes only the components that it has an edge to: nothing else is read again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar


class Member(Protocol):
    """What is linked. `days` are the first and last day (proleptic ordinals) on which a partner's own `days` must
    touch, None where nothing is known and any day will do."""

    @property
    def id(self) -> str: ...
    @property
    def days(self) -> tuple[int, int] | None: ...


M = TypeVar("M", bound=Member)


class Linker(Protocol[M]):
    def keys(self, member: M) -> frozenset[int]:
        """Signed 64-bit block keys: two members that may have an edge share at least one."""
        ...

    def linked(self, one: M, other: M) -> bool:
        """Whether there is an edge; symmetric. Asked only of members that share a key and whose days touch."""
        ...

    def split(self, members: Sequence[M]) -> list[list[M]]:
        """The groups of one connected component, whose members come sorted by id."""
        ...


def key(*parts: object) -> int:
    """A signed 64-bit block key of these parts, the same on every machine."""
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def touch(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two ranges of days share one; an unknown range touches every other."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def edges(linker: Linker[M], members: Iterable[M]) -> Iterator[tuple[M, M]]:
    """Every edge among these members, once."""
    blocks: dict[int, list[M]] = defaultdict(list)
    for member in members:
        seen: set[str] = set()
        for block in sorted(linker.keys(member)):
            for other in blocks[block]:
                if other.id not in seen and touch(member.days, other.days):
                    seen.add(other.id)
                    if linker.linked(member, other):
                        yield other, member
            blocks[block].append(member)


def components(members: Iterable[str], joined: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Connected components, each sorted, in the order of their first members."""
    parent = {member: member for member in members}

    def root(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in joined:
        parent[root(one)] = root(other)
    found: dict[str, list[str]] = defaultdict(list)
    for member in sorted(parent):
        found[root(member)].append(member)
    return sorted(found.values())


def group(linker: Linker[M], members: Iterable[M]) -> list[list[M]]:
    """All groups of these members, each sorted by id, in the order of their first members."""
    by_id = {member.id: member for member in members}
    joined = ((one.id, other.id) for one, other in edges(linker, by_id.values()))
    found = [
        sorted(part, key=lambda member: member.id)
        for component in components(by_id, joined)
        for part in linker.split([by_id[name] for name in component])
    ]
    return sorted(found, key=lambda part: part[0].id)
