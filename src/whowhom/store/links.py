"""Keeps voices, stories and incidents true to what the store holds, at the cost of what is new.

For each level the store keeps every member's block keys and the component in which it stands (see linking/groups.py).
New members are compared with those that share a key, the components that they touch are read, joined and split again;
a component that lost a member is built anew. All else is left alone, so an addition costs the same in a large store as
in a small one, and the result is that of linking everything at once.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whowhom.linking.copies import CopyLinker
from whowhom.linking.groups import Linker, components, edges, touch
from whowhom.linking.incidents import EventProfile, IncidentLinker
from whowhom.linking.stories import ReportProfile, StoryLinker
from whowhom.store.file import Connection, fetch, insert, values


@dataclass(frozen=True)
class Level:
    """One kind of group: its name (also of the column and of the key table), what its members are, what links them."""

    name: str
    table: str
    linker: Linker[Any]
    load: Callable[[str], Any]


LEVELS = (
    Level("voice", "report", CopyLinker(), ReportProfile.from_json),
    Level("story", "report", StoryLinker(), ReportProfile.from_json),
    Level("incident", "event", IncidentLinker(), EventProfile.from_json),
)


class Links:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def update(self, reports: Mapping[int, str], events: Mapping[int, str], retired_reports: Sequence[int]) -> None:
        """Link new reports and events (number to profile); unlink those of versions that are no longer current."""
        gone = self._events_of(retired_reports)
        for level in LEVELS:
            added, removed = (events, gone) if level.table == "event" else (reports, retired_reports)
            if added or removed:
                _Update(self.connection, level).run(added, removed)

    def _events_of(self, reports: Sequence[int]) -> list[int]:
        query = "SELECT event_no FROM event WHERE incident IS NOT NULL AND report_no IN (SELECT unnest(?))"
        return values(self.connection, query, [list(reports)]) if reports else []


class _Update:
    """One addition to one level."""

    def __init__(self, connection: Connection, level: Level) -> None:
        self.connection, self.level, self.linker = connection, level, level.linker
        self.number = f"{level.table}_no"
        self.members: dict[int, Any] = {}
        self.component: dict[int, int | None] = {}

    def run(self, added: Mapping[int, str], removed: Sequence[int]) -> None:
        dirty = self._remove(removed)
        new = {number: self.level.load(profile) for number, profile in added.items()}
        self.members.update(new)
        self._keep_keys(new)
        joined = self._edges_of(new)
        touched = {self.component[number] for pair in joined for number in pair if self.component.get(number)}
        self._load(touched | dirty)
        self._regroup(new, joined, dirty)

    def _remove(self, removed: Sequence[int]) -> set[int | None]:
        """The components that lost a member."""
        if not removed:
            return set()
        name, table = self.level.name, self.level.table
        numbers = [list(removed)]
        query = f"SELECT DISTINCT {name}_component FROM {table} WHERE {self.number} IN (SELECT unnest(?))"
        dirty = set(values(self.connection, query, numbers)) - {None}
        self.connection.execute(
            f"UPDATE {table} SET {name} = NULL, {name}_component = NULL WHERE {self.number} IN (SELECT unnest(?))",
            numbers,
        )
        self.connection.execute(f"DELETE FROM {name}_key WHERE no IN (SELECT unnest(?))", numbers)
        return dirty

    def _keep_keys(self, new: Mapping[int, Any]) -> None:
        rows = []
        for number, member in new.items():
            first, last = member.days or (None, None)
            rows += [
                {"key": key, "first": first, "last": last, "no": number} for key in sorted(self.linker.keys(member))
            ]
        insert(self.connection, f"{self.level.name}_key", rows)

    def _edges_of(self, new: Mapping[int, Any]) -> list[tuple[int, int]]:
        """Every edge of a new member, to old ones and to new ones."""
        near = self._near(list(new))
        self._load_members({other for others in near.values() for other in others})
        found = []
        for number, others in near.items():
            one = self.members[number]
            for other in others:
                if other in new and other < number:  # seen from the other side
                    continue
                two = self.members[other]
                if touch(one.days, two.days) and self.linker.linked(one, two):
                    found.append((number, other))
        return found

    def _near(self, numbers: list[int]) -> dict[int, list[int]]:
        """The members that share a key and a day with each of these."""
        name = self.level.name
        rows = self.connection.execute(
            f"""
            SELECT DISTINCT a.no, b.no
            FROM (SELECT * FROM {name}_key WHERE no IN (SELECT unnest(?))) a JOIN {name}_key b ON a.key = b.key
            WHERE a.no <> b.no
              AND (a.first IS NULL OR b.first IS NULL OR (a.first <= b.last AND b.first <= a.last))
            ORDER BY ALL
            """,
            [numbers],
        ).fetchall()
        near: dict[int, list[int]] = defaultdict(list)
        for one, other in rows:
            near[one].append(other)
        return near

    def _load_members(self, numbers: Iterable[int]) -> None:
        wanted = [number for number in numbers if number not in self.members]
        self._read(f"{self.number} IN (SELECT unnest(?))", [wanted]) if wanted else None

    def _load(self, wanted: set[int | None]) -> None:
        """All members of these components."""
        if wanted:
            self._read(f"{self.level.name}_component IN (SELECT unnest(?))", [sorted(filter(None, wanted))])

    def _read(self, where: str, parameters: list[Any]) -> None:
        name, table = self.level.name, self.level.table
        query = f"SELECT {self.number} AS no, profile, {name}_component AS component FROM {table} WHERE {where}"
        for row in fetch(self.connection, query, parameters):
            if row["no"] not in self.members:
                self.members[row["no"]] = self.level.load(row["profile"])
            self.component[row["no"]] = row["component"]

    def _regroup(self, new: Mapping[int, Any], joined: list[tuple[int, int]], dirty: set[int | None]) -> None:
        """Components of the new edges and of those that were known, split into groups and written."""
        by_component: dict[int, list[int]] = defaultdict(list)
        for number, component in self.component.items():
            if component is not None:
                by_component[component].append(number)
        touched = {self.component.get(number) for pair in joined for number in pair} - {None}
        numbers = set(new)
        pairs = list(joined)
        for component, members in by_component.items():
            if component in dirty:
                numbers |= set(members)
                pairs += self._edges_among(members)
            elif component in touched:
                numbers |= set(members)
                pairs += [(members[0], other) for other in members[1:]]
        self._write(numbers, pairs)

    def _edges_among(self, numbers: list[int]) -> list[tuple[int, int]]:
        number_of = {self.members[number].id: number for number in numbers}
        found = edges(self.linker, [self.members[number] for number in numbers])
        return [(number_of[one.id], number_of[other.id]) for one, other in found]

    def _write(self, numbers: set[int], pairs: list[tuple[int, int]]) -> None:
        number_of = {self.members[number].id: number for number in numbers}
        id_of = {number: name for name, number in number_of.items()}
        rows = []
        for component in components(number_of, ((id_of[one], id_of[other]) for one, other in pairs)):
            parts = self.linker.split([self.members[number_of[name]] for name in component])
            mark = min(number_of[name] for name in component)
            for part in parts:
                group = group_id(self.level.name, (member.id for member in part))
                rows += [{"no": number_of[member.id], "component": mark, "name": group} for member in part]
        name, table = self.level.name, self.level.table
        self.connection.execute(
            f"""
            UPDATE {table} SET {name} = new.name, {name}_component = new.component
            FROM (SELECT unnest(?) AS no, unnest(?) AS component, unnest(?) AS name) new
            WHERE {table}.{self.number} = new.no
            """,
            [[row[column] for row in rows] for column in ("no", "component", "name")],
        )


def group_id(level: str, members: Iterable[str]) -> str:
    """The name of a group, from the first of its members by id: the same in whatever order they came. Twelve
    characters, which DuckDB keeps in place."""
    first = min(members).encode("utf-8", "surrogatepass")
    return level[0] + b32encode(hashlib.blake2b(first, digest_size=10).digest()).decode()[:11].lower()
