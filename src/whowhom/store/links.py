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
from whowhom.linking.event_profile import EventProfile
from whowhom.linking.groups import Linker, components, edges, touch
from whowhom.linking.incidents import IncidentLinker
from whowhom.linking.profiles import ReportProfile
from whowhom.linking.stories import StoryLinker
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
        self.dirty: dict[str, set[int]] = defaultdict(set)
        """Components that lost a member, by level."""

    def forget_reports(self, numbers: Sequence[int]) -> None:
        """Take these reports and their events out of all groups, before they are retired or deleted."""
        query = "SELECT event_no FROM event WHERE report_no IN (SELECT unnest(?))"
        events = values(self.connection, query, [list(numbers)])
        for level in LEVELS:
            self._forget(level, numbers if level.table == "report" else events)

    def update(self, reports: Mapping[int, str], events: Mapping[int, str]) -> None:
        """Link new reports and events, whose rows stand; number to profile. Build anew what lost a member."""
        for level in LEVELS:
            added = events if level.table == "event" else reports
            if added or self.dirty[level.name]:
                _Update(self.connection, level).run(added, self.dirty[level.name])

    def _forget(self, level: Level, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        name, number, gone = level.name, f"{level.table}_no", [list(numbers)]
        query = f"SELECT DISTINCT {name}_component FROM {level.table} WHERE {number} IN (SELECT unnest(?))"
        self.dirty[name] |= {found for found in values(self.connection, query, gone) if found is not None}
        nothing = f"{name} = NULL, {name}_component = NULL"
        self.connection.execute(f"UPDATE {level.table} SET {nothing} WHERE {number} IN (SELECT unnest(?))", gone)
        self.connection.execute(f"DELETE FROM {name}_key WHERE no IN (SELECT unnest(?))", gone)


class _Update:
    """One addition to one level."""

    def __init__(self, connection: Connection, level: Level) -> None:
        self.connection, self.level, self.linker = connection, level, level.linker
        self.number = f"{level.table}_no"
        self.members: dict[int, Any] = {}
        self.component: dict[int, int] = {}
        """Of the old members that were read: where they stand now."""

    def run(self, added: Mapping[int, str], dirty: set[int]) -> None:
        new = {number: self.level.load(profile) for number, profile in added.items()}
        self.members.update(new)
        joined = self._edges_of(new, self._near(self._keep_keys(new)))
        touched = {self.component[number] for pair in joined for number in pair if number in self.component}
        self._read(f"{self.level.name}_component IN (SELECT unnest(?))", sorted(touched | dirty))
        self._regroup(set(new), joined, touched, dirty)

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

    def _edges_of(self, new: Mapping[int, Any], near: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
        """Every edge of a new member, to old ones and to new ones."""
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

    def _load_members(self, numbers: Iterable[int]) -> None:
        wanted = [number for number in numbers if number not in self.members]
        self._read(f"{self.number} IN (SELECT unnest(?))", wanted)

    def _read(self, where: str, wanted: list[int]) -> None:
        if not wanted:
            return
        name, table = self.level.name, self.level.table
        query = f"SELECT {self.number} AS no, profile, {name}_component AS component FROM {table} WHERE {where}"
        for row in fetch(self.connection, query, [wanted]):
            if row["no"] not in self.members:
                self.members[row["no"]] = self.level.load(row["profile"])
            if row["component"] is not None:
                self.component[row["no"]] = row["component"]

    def _regroup(self, numbers: set[int], joined: list[tuple[int, int]], touched: set[int], dirty: set[int]) -> None:
        """The components of the new edges and of those that were known: split into groups, and written."""
        pairs = list(joined)
        by_component: dict[int, list[int]] = defaultdict(list)
        for number, component in self.component.items():
            by_component[component].append(number)
        for component in touched | dirty:
            members = by_component[component]
            numbers |= set(members)
            if component in dirty:
                pairs += self._edges_among(members)
            else:
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
