"""Groups that do not depend on the order in which their members came.

A linker decides about two members at a time, from these two alone: which pairs are tied never depends on what else is
there. The connected components of those ties are therefore the same in whatever order the members came, and so is what
`Linker.split` makes of each component, as long as it looks at nothing but the component. A new member changes only the
components that it is tied to: nothing else is read again.

Some components never end: the reports of a war chain into one. Where a component is larger than `Linker.most`, only its
tight ties count, and what hangs together by these (a *core*) is split by itself. What is read again is then a core.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Protocol, TypeVar


class Member(Protocol):
    """What is linked. `days` are the first and last day (proleptic ordinals) on which a partner's own `days` must
    touch, None where nothing is known and any day will do."""

    @property
    def id(self) -> str: ...
    @property
    def days(self) -> tuple[int, int] | None: ...


M = TypeVar("M", bound=Member)
Name = TypeVar("Name", int, str)


class Tie(IntEnum):
    NONE = 0
    LOOSE = 1
    TIGHT = 2


class Linker(Protocol[M]):
    @property
    def most(self) -> int:
        """Members of a component up to which its loose ties count."""
        ...

    def keys(self, member: M) -> frozenset[int]:
        """Signed 64-bit block keys: two members that may be tied share at least one."""
        ...

    def tie(self, one: M, other: M) -> Tie:
        """Symmetric. Asked only of members that share a key and whose days touch."""
        ...

    def split(self, members: Sequence[M]) -> list[list[M]]:
        """The groups of one component or core, whose members come sorted by id."""
        ...


def key(*parts: object) -> int:
    """A signed 64-bit block key of these parts, the same on every machine."""
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def touch(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two ranges of days share one; an unknown range touches every other."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def ties(linker: Linker[M], members: Iterable[M]) -> Iterator[tuple[M, M, Tie]]:
    """Every tie among these members, once."""
    blocks: dict[int, list[M]] = defaultdict(list)
    for member in members:
        seen: set[str] = set()
        for block in sorted(linker.keys(member)):
            for other in blocks[block]:
                if other.id not in seen and touch(member.days, other.days):
                    seen.add(other.id)
                    if tie := linker.tie(member, other):
                        yield other, member, tie
            blocks[block].append(member)


def components(members: Iterable[Name], joined: Iterable[tuple[Name, Name]]) -> list[list[Name]]:
    """Connected components, each sorted, in the order of their first members."""
    parent = {member: member for member in members}

    def root(member: Name) -> Name:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in joined:
        parent[root(one)] = root(other)
    found: dict[Name, list[Name]] = defaultdict(list)
    for member in sorted(parent):
        found[root(member)].append(member)
    return sorted(found.values())


def units(members: Iterable[Name], tied: Sequence[tuple[Name, Name, Tie]], most: int) -> list[list[Name]]:
    """What is split by itself: components, and the cores of those of more than `most` members."""
    found = components(members, ((one, other) for one, other, _ in tied))
    large = {name for component in found if len(component) > most for name in component}
    tight = ((one, other) for one, other, tie in tied if tie is Tie.TIGHT and one in large)
    return [component for component in found if len(component) <= most] + components(large, tight)


def group(linker: Linker[M], members: Iterable[M]) -> list[list[M]]:
    """All groups of these members, each sorted by id, in the order of their first members."""
    by_id = {member.id: member for member in members}
    tied = [(one.id, other.id, tie) for one, other, tie in ties(linker, by_id.values())]
    found = [
        sorted(part, key=lambda member: member.id)
        for unit in units(by_id, tied, linker.most)
        for part in linker.split([by_id[name] for name in unit])
    ]
    return sorted(found, key=lambda part: part[0].id)


def pieces(
    members: Sequence[M], tied: Sequence[tuple[str, str, float]], bars: Iterable[float], most: int
) -> list[list[M]]:
    """A core of too many members in pieces of at most `most`, each of what hangs together by the lowest of the rising
    `bars` at which it is no larger. `tied`: two ids and how strongly they are tied."""
    by_id = {member.id: member for member in members}
    small: list[list[str]] = []
    large = set(by_id)
    for bar in bars:
        tied = [tie for tie in tied if tie[2] >= bar and tie[0] in large]
        found = components(large, (tie[:2] for tie in tied))
        small += [part for part in found if len(part) <= most]
        large = {name for part in found if len(part) > most for name in part}
        if not large:
            break
    return [[by_id[name] for name in part] for part in small]


def twins(members: Sequence[M], likeness: Callable[[M], Hashable]) -> list[list[M]]:
    """Members of the same likeness together, in the order of the first of each: what many outlets print alike need not
    be compared with each other."""
    found: dict[Hashable, list[M]] = defaultdict(list)
    for member in members:
        found[likeness(member)].append(member)
    return list(found.values())
