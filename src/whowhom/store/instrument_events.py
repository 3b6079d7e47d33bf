"""Which instruments there are, and what events do with each: all that can be told without the words of the acts.

Names of the same one are put together (`linking/instrument_names.py`); a general name is that of several where the
parties of their acts never meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from whowhom.linking.groups import components
from whowhom.linking.instrument_names import InstrumentNames, Named
from whowhom.store.derived import SANCTIONS
from whowhom.store.file import Connection, fetch, values
from whowhom.store.force import Force, in_force
from whowhom.store.naming import common_name, country_code, organisations
from whowhom.store.selection import Selection

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Done:
    """What an event does with an instrument. `day` is empty where it is not known; `bound` are those of its actors and
    recipients who become parties by it."""

    event_no: int
    event_id: str
    incident: str
    day: str
    name: str | None
    act: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    bound: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """An instrument; `events` in the order in which they were told."""

    name: str
    kind: str
    parties: tuple[str, ...]
    events: Sequence[Done]
    force: Sequence[Force] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.name or self.name for event in self.events))

    @property
    def newest(self) -> tuple[str, str]:
        """What instruments are sorted by: the last day of which something is told."""
        days = [*(event.day for event in self.events), *((force.published or "")[:10] for force in self.force)]
        return max(days), self.name

    def last(self, most: int | None) -> dict[int, Done]:
        """The events of the incidents that come last, by number."""
        days: dict[str, str] = {}
        for event in self.events:
            days[event.incident] = min(event.day, days.get(event.incident, event.day))
        order = sorted(days, key=lambda name: (days[name], name), reverse=True)
        wanted = set(order[:most])
        return {event.event_no: event for event in self.events if event.incident in wanted}


def instruments_of(connection: Connection, selection: Selection, name: str | None, limit: int | None) -> list[Found]:
    """The instruments on which any act fulfils the selection, each with all events on it; the one with the newest
    first. `name` chooses those called so, or whose name holds it."""
    named = _chosen(_named(connection, selection), name, limit)
    imposed = _chosen(_imposed(connection, selection), name, limit)
    found = [*_of_names(connection, set(named)), *_of_sanctions(connection, set(imposed))]
    return sorted(found, key=lambda one: one.newest, reverse=True)[:limit]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What an instrument is found by: its names, and the last day of its acts."""

    names: frozenset[str]
    last: str


def _named(connection: Connection, selection: Selection) -> dict[str, _Candidate]:
    where, parameters = selection.where()
    found: dict[str, _Candidate] = {}
    for row in fetch(connection, _NAMED.format(tables=selection.tables, where=where), parameters):
        key = _read(row["name"]).key
        old = found.get(key, _Candidate(frozenset(), ""))
        found[key] = _Candidate(old.names | {row["name"]}, max(old.last, row["last"]))
    return found


def _imposed(connection: Connection, selection: Selection) -> dict[tuple[str, str], _Candidate]:
    """Sanctions without a name, by who imposes them and on whom."""
    where, parameters = selection.where()
    return {
        (row["one"], row["other"]): _Candidate(frozenset({_title(row["one"], row["other"])}), row["last"])
        for row in fetch(connection, _IMPOSED.format(tables=selection.tables, where=where), parameters)
        if _is_lasting(row["one"]) and _is_lasting(row["other"])
    }


def _is_lasting(party: str) -> bool:
    """Whether it is a state or an organisation that the tables know; others are too many, and of one report each."""
    return country_code(party) is not None or party in organisations()


def _chosen(found: dict[K, _Candidate], name: str | None, limit: int | None) -> dict[K, _Candidate]:
    if name is not None:
        key, part = _read(name).key, name.casefold()
        found = {k: c for k, c in found.items() if k == key or any(part in one.casefold() for one in c.names)}
    newest = sorted(found.items(), key=lambda one: one[1].last, reverse=True)
    return dict(newest[:limit])


def _of_names(connection: Connection, keys: set[str]) -> Iterator[Found]:
    if not keys:
        return
    everywhere = values(connection, "SELECT DISTINCT instrument FROM event WHERE current AND instrument IS NOT NULL")
    written = {name: key for name in everywhere if (key := _read(name).key) in keys}
    by_key: dict[str, list[Done]] = defaultdict(list)
    for one in _events(connection, "e.instrument IN (SELECT unnest(?))", list(written)):
        by_key[written[one.name or ""]].append(one)
    force = in_force(connection, written)
    for key, events in by_key.items():
        first = _read(events[0].name or "")
        parts = _by_parties(events) if first.generic else [events]
        for part in parts:
            name = first.known.name if first.known else Counter(one.name or "" for one in part).most_common(1)[0][0]
            said = force.get(key, ()) if len(parts) == 1 else ()
            yield Found(name, first.kind, _parties(part, first.known.parties if first.known else ()), part, said)


def _parties(events: Sequence[Done], known: tuple[str, ...]) -> tuple[str, ...]:
    """Those whom most acts bind first, an incident counting once, then those that the tables know; where there are
    none, all who act or are acted on."""
    bound = dict.fromkeys((event.incident, party) for event in events for party in event.bound)
    if not bound and not known:
        bound = dict.fromkeys((e.incident, party) for e in events for party in (*e.actors, *e.recipients))
    return tuple(dict.fromkeys([*(name for name, _ in Counter(party for _, party in bound).most_common()), *known]))


def _of_sanctions(connection: Connection, pairs: set[tuple[str, str]]) -> Iterator[Found]:
    if not pairs:
        return
    events = list(_events(connection, _NAMELESS, *map(list, zip(*sorted(pairs), strict=True))))
    for one, other in sorted(pairs):
        part = [event for event in events if one in event.actors and other in event.recipients]
        yield Found(_title(one, other), SANCTIONS, (one, other), part)


def _events(connection: Connection, where: str, *names: Sequence[str]) -> Iterator[Done]:
    for row in fetch(connection, _EVENTS.format(where=where), list(names)):
        sides = {side: tuple(row[side] or ()) for side in ("actors", "recipients")}
        bound = tuple(party for side in row.pop("binds") for party in sides[side])
        yield Done(**(row | sides), bound=bound)


def _by_parties(events: Sequence[Done]) -> list[list[Done]]:
    """Events of instruments that share a general name: those whose parties meet are of one."""
    of_party: dict[str, int] = {}
    joined = [
        (number, of_party.setdefault(party, number))
        for number, event in enumerate(events)
        for party in (*event.actors, *event.recipients)
    ]
    return [[events[number] for number in part] for part in components(range(len(events)), joined)]


def _title(one: str, other: str) -> str:
    return f"Sanctions of {common_name(one)} on {common_name(other)}"


@lru_cache(maxsize=100_000)
def _read(name: str) -> Named:
    return _names().read(name)


@cache
def _names() -> InstrumentNames:
    return InstrumentNames()


_NAMED = """
SELECT e.instrument AS name, coalesce(max(e.day)::VARCHAR, '') AS last
FROM {tables} WHERE {where} AND e.instrument IS NOT NULL GROUP BY e.instrument
"""
_IMPOSED = """
SELECT a.party AS one, b.party AS other, coalesce(max(e.day)::VARCHAR, '') AS last
FROM {tables}
JOIN instrument_act i ON i.event_no = e.event_no
JOIN party a ON a.event_no = e.event_no AND a.role = 'actor'
JOIN party b ON b.event_no = e.event_no AND b.role = 'recipient'
WHERE {where} AND e.instrument IS NULL AND a.party <> b.party GROUP BY ALL
"""
_NAMELESS = """
e.instrument IS NULL AND e.event_no IN (
  SELECT event_no FROM pair WHERE (actor, recipient) IN (SELECT unnest(?), unnest(?))
)
"""
_EVENTS = """
WITH done AS MATERIALIZED (
  SELECT e.event_no, e.event_id, e.incident, coalesce(e.day::VARCHAR, '') AS day, e.instrument AS name, i.act, i.binds,
         r.published, e.report_id, e.trigger."start" AS first_character
  FROM instrument_act i JOIN event e ON e.event_no = i.event_no JOIN report r ON r.report_no = e.report_no
  WHERE e.current AND {where}
), sides AS (
  SELECT event_no, list(party ORDER BY "position") FILTER (role = 'actor') AS actors,
         list(party ORDER BY "position") FILTER (role = 'recipient') AS recipients
  FROM party WHERE event_no IN (SELECT event_no FROM done) GROUP BY event_no
)
SELECT done.event_no, event_id, incident, day, name, act, binds, actors, recipients
FROM done LEFT JOIN sides USING (event_no) ORDER BY published NULLS LAST, report_id, first_character
"""
