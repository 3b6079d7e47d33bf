"""Keeps voices, stories and incidents true to what the store holds, at the cost of what is new.

For each level the store keeps every member's block keys, and the component and the core in which it stands (see
linking/groups.py). New members are compared with those that share a key; the components that they touch, or where these
are large the cores, are read, joined and split again; what lost a member is built anew. All else is left alone, so an
addition costs the same in a large store as in a small one, and the result is that of linking everything at once. One
exception: a large component that lost a member counts as one as long as it is large, even if that member alone held it
together.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whowhom.linking.copies import CopyLinker
from whowhom.linking.event_profile import EventProfile
from whowhom.linking.groups import Linker, Tie, components, ties, touch
from whowhom.linking.incidents import IncidentLinker
from whowhom.linking.profiles import ReportProfile
from whowhom.linking.stories import StoryLinker
from whowhom.store.file import Connection, fetch, insert, values

Tied = Sequence[tuple[int, int, Tie]]


@dataclass(frozen=True)
class Level:
    """One kind of group: its name (also of the column and of the key table), what its members are, what links them."""

    name: str
    table: str
    linker: Linker[Any]
    load: Callable[[str], Any]


@dataclass
class Gone:
    """Marks of the components and cores that lost a member."""

    components: set[int] = field(default_factory=set)
    cores: set[int] = field(default_factory=set)


LEVELS = (
    Level("voice", "report", CopyLinker(), ReportProfile.from_json),
    Level("story", "report", StoryLinker(), ReportProfile.from_json),
    Level("incident", "event", IncidentLinker(), EventProfile.from_json),
)


class Links:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.gone: dict[str, Gone] = defaultdict(Gone)
        """By level."""

    def forget_reports(self, numbers: Sequence[int]) -> None:
        """Take these reports and their events out of all groups, before they are retired or deleted."""
        query = "SELECT event_no FROM event WHERE report_no IN (SELECT unnest(?))"
        events = values(self.connection, query, [list(numbers)])
        for level in LEVELS:
            self._forget(level, numbers if level.table == "report" else events)

    def update(self, reports: Mapping[int, str], events: Mapping[int, str]) -> None:
        """Link new reports and events, whose rows stand; number to profile. Build anew what lost a member."""
        for level in LEVELS:
            if gone := self.gone.pop(level.name, None):
                _Change(self.connection, level).rebuild(gone)
            if added := events if level.table == "event" else reports:
                _Change(self.connection, level).add(added)

    def _forget(self, level: Level, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        name, gone = level.name, self.gone[level.name]
        here, these = f"WHERE {level.table}_no IN (SELECT unnest(?))", [list(numbers)]
        query = f"SELECT DISTINCT {name}_component AS component, {name}_core AS core FROM {level.table} {here}"
        for row in fetch(self.connection, query, these):
            if row["component"] is not None:
                gone.components.add(row["component"])
                gone.cores.add(row["core"])
        nothing = f"{name} = NULL, {name}_component = NULL, {name}_core = NULL"
        self.connection.execute(f"UPDATE {level.table} SET {nothing} {here}", these)
        self.connection.execute(f"DELETE FROM {name}_key WHERE no IN (SELECT unnest(?))", these)


class _Change:
    """One change of one level. A component or a core is known by its mark, the number of one of its members."""

    def __init__(self, connection: Connection, level: Level) -> None:
        self.connection, self.level, self.linker = connection, level, level.linker
        self.members: dict[int, Any] = {}
        self.component: dict[int, int] = {}
        self.core: dict[int, int] = {}
        """Of the members that were read: where they stand."""

    def rebuild(self, gone: Gone) -> None:
        """What lost members: components, or the cores of those that are still large."""
        large = self._large(self._sizes(gone.components))
        self._read("component", gone.components - large)
        self._read("core", gone.cores)
        number_of = {member.id: number for number, member in self.members.items()}
        found = ties(self.linker, list(self.members.values()))
        tied = [(number_of[one.id], number_of[other.id], tie) for one, other, tie in found]
        component = _marks(components(self.members, _pairs(tied)))
        component |= {number: mark for number, mark in self.component.items() if mark in large}
        self._write(component, _marks(components(self.members, _pairs(tied, Tie.TIGHT))), large)
        self._rename(self._per_component(large, f"min({self.level.table}_no)"))  # a mark may have been a lost member's

    def add(self, added: Mapping[int, str]) -> None:
        """New members, number to profile."""
        new = {number: self.level.load(profile) for number, profile in added.items()}
        self.members.update(new)
        tied = self._ties_of(new, self._near(self._keep_keys(new)))
        at = self.component | {number: number for number in new}
        size = self._sizes({at[number] for pair in _pairs(tied) for number in pair} - new.keys())
        kept = self._large(size)  # there all stays as it is, but for the cores that a new member is tied to
        cores = {self.core[number] for pair in _pairs(tied, Tie.TIGHT) for number in pair if at[number] in kept}
        self._read("component", size.keys() - kept)
        self._read("core", cores)

        size |= dict.fromkeys(new, 1)
        clusters = components(size, [(at[one], at[other]) for one, other in _pairs(tied)])
        largest = {old: max(cluster, key=lambda mark: (size[mark], -mark)) for cluster in clusters for old in cluster}
        component = {number: largest[number] for number in new}
        for number, old in self.component.items():
            if old in size and (old not in kept or self.core[number] in cores):
                component[number] = largest[old]
        total = Counter[int]()
        for old, mark in largest.items():
            total[mark] += size[old]
        stood = [(number, self.core[number]) for number in component if number not in new]
        core = _marks(components(component, [*_pairs(tied, Tie.TIGHT), *stood]))
        self._write(component, core, self._large(total))
        self._rename({old: largest[old] for old in kept if largest[old] != old})

    def _large(self, size: Mapping[int, int]) -> set[int]:
        return {mark for mark, count in size.items() if count > self.linker.most}

    def _sizes(self, components: Iterable[int]) -> dict[int, int]:
        """How many members they have."""
        return self._per_component(components, "count(*)")

    def _per_component(self, components: Iterable[int], value: str) -> dict[int, int]:
        name, wanted = self.level.name, sorted(components)
        query = f"""
            SELECT {name}_component AS component, {value} AS value FROM {self.level.table}
            WHERE {name}_component IN (SELECT unnest(?)) GROUP BY ALL
        """
        return {row["component"]: row["value"] for row in fetch(self.connection, query, [wanted])} if wanted else {}

    def _read(self, where: str, wanted: Iterable[int]) -> None:
        """Members by number ("no"), or by the mark of their component or core."""
        sought = sorted(wanted)
        if not sought:
            return
        name, table = self.level.name, self.level.table
        column = f"{table}_no" if where == "no" else f"{name}_{where}"
        query = f"""
            SELECT {table}_no AS no, profile, {name}_component AS component, {name}_core AS core
            FROM {table} WHERE {column} IN (SELECT unnest(?))
        """
        for row in fetch(self.connection, query, [sought]):
            if row["no"] not in self.members:
                self.members[row["no"]] = self.level.load(row["profile"])
            if row["component"] is not None:
                self.component[row["no"]], self.core[row["no"]] = row["component"], row["core"]

    def _keep_keys(self, new: Mapping[int, Any]) -> list[dict[str, Any]]:
        """The rows of the keys of what is new, written."""
        rows: list[dict[str, Any]] = []
        for number, member in new.items():
            first, last = member.days or (None, None)
            rows += [
                {"key": key, "first": first, "last": last, "no": number} for key in sorted(self.linker.keys(member))
            ]
        insert(self.connection, f"{self.level.name}_key", rows)
        return rows

    def _near(self, keys: Sequence[Mapping[str, Any]]) -> dict[int, list[int]]:
        """The members that share a key and a day with each of those that have these keys. The days of all of them
        together come as constants, for DuckDB to skip what lies in other years unread."""
        firsts, lasts = ([row[name] for row in keys] for name in ("first", "last"))
        query = _NEAR.format(level=self.level.name)
        if keys and None not in firsts:
            query += _DAYS.format(first=min(firsts), last=max(lasts))
        columns = [[row[name] for row in keys] for name in ("key", "first", "last", "no")]
        near: dict[int, list[int]] = defaultdict(list)
        for one, other in sorted(self.connection.execute(query, columns).fetchall()):
            near[one].append(other)
        return near

    def _ties_of(self, new: Mapping[int, Any], near: Mapping[int, Sequence[int]]) -> Tied:
        """Every tie of a new member, to old ones and to new ones."""
        self._read("no", {other for others in near.values() for other in others} - self.members.keys())
        found = []
        for number, others in near.items():
            one = self.members[number]
            for other in others:
                if other in new and other < number:  # seen from the other side
                    continue
                two = self.members[other]
                if touch(one.days, two.days) and (tie := self.linker.tie(one, two)):
                    found.append((number, other, tie))
        return found

    def _write(self, component: Mapping[int, int], core: Mapping[int, int], large: set[int]) -> None:
        """Where members stand, and the groups into which each component, or each core of a large one, is split."""
        units: dict[tuple[int, int | None], list[int]] = defaultdict(list)
        for number, mark in component.items():
            units[mark, core[number] if mark in large else None].append(number)
        rows = [row for unit in units.values() for row in self._split(unit)]
        name, table = self.level.name, self.level.table
        self.connection.execute(
            f"""
            UPDATE {table} SET {name} = new.name, {name}_component = new.component, {name}_core = new.core
            FROM (SELECT unnest(?) AS no, unnest(?) AS component, unnest(?) AS core, unnest(?) AS name) new
            WHERE {table}.{table}_no = new.no
            """,
            [
                [number for number, _ in rows],
                [component[number] for number, _ in rows],
                [core[number] for number, _ in rows],
                [group for _, group in rows],
            ],
        )

    def _split(self, unit: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Each member of what hangs together, with the name of its group."""
        number_of = {self.members[number].id: number for number in unit}
        for part in self.linker.split([self.members[number_of[name]] for name in sorted(number_of)]):
            group = group_id(self.level.name, (member.id for member in part))
            for member in part:
                yield number_of[member.id], group

    def _rename(self, marks: Mapping[int, int]) -> None:
        """Components that have become part of another one, or whose mark was the number of a lost member."""
        if marks:
            name, table = self.level.name, self.level.table
            self.connection.execute(
                f"""
                UPDATE {table} SET {name}_component = new.mark
                FROM (SELECT unnest(?) AS old, unnest(?) AS mark) new WHERE {name}_component = new.old
                """,
                [list(marks), list(marks.values())],
            )


def _pairs(tied: Tied, least: Tie = Tie.LOOSE) -> list[tuple[int, int]]:
    return [(one, other) for one, other, tie in tied if tie >= least]


def _marks(parts: Iterable[Sequence[int]]) -> dict[int, int]:
    """Member to the first member of its part."""
    return {number: part[0] for part in parts for number in part}


_NEAR = """
SELECT DISTINCT a.no, b.no
FROM (SELECT unnest(?::BIGINT[]) AS key, unnest(?::INTEGER[]) AS first, unnest(?::INTEGER[]) AS last,
             unnest(?::INTEGER[]) AS no) a
JOIN {level}_key b ON a.key = b.key
WHERE a.no <> b.no AND (a.first IS NULL OR b.first IS NULL OR (a.first <= b.last AND b.first <= a.last))
"""
_DAYS = "AND (b.first IS NULL OR b.first <= {last}) AND (b.last IS NULL OR b.last >= {first})"


def group_id(level: str, members: Iterable[str]) -> str:
    """The name of a group, from the first of its members by id: the same in whatever order they came. Twelve
    characters, which DuckDB keeps in place."""
    first = min(members).encode("utf-8", "surrogatepass")
    return level[0] + b32encode(hashlib.blake2b(first, digest_size=10).digest()).decode()[:11].lower()
