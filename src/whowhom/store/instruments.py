"""Treaties, agreements, resolutions, laws and sanctions programmes, with the acts on them in order of time.

An instrument is what records name as theirs; names of the same one are put together (`linking/instrument_names.py`).
Sanctions that no name is given to are a programme by their parties: who imposes them on whom. An act is an incident:
told by ten reports, it stands here once. That one is in force does nobody do, so it is no event: it is read from the
sentences of reports that say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from whowhom.linking.groups import components
from whowhom.linking.instrument_acts import InstrumentActs
from whowhom.linking.instrument_names import InstrumentNames
from whowhom.records import Event, EventDate, Party
from whowhom.store.file import Connection, fetch, values
from whowhom.store.force import Force, in_force
from whowhom.store.incidents import incident, most
from whowhom.store.naming import common_name, country_code, organisations
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, grouped, moment, read

SANCTIONS = "sanctions"
K = TypeVar("K")


@dataclass(frozen=True)
class Act:
    """An act on an instrument. `day` is that of the act (ISO, or a month or year where no more is known), else that of
    the first report, of which `sentence` and what follows tell; that one is in force has no `incident` and no
    `event_id`."""

    act: str
    day: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    sentence: str
    published: str | None
    publisher: str | None
    address: str | None
    report_id: str
    event_id: str | None
    incident: str | None
    reports: int
    voices: int
    disputed: bool = False


@dataclass(frozen=True)
class Instrument:
    """`name` is the one that everybody knows, else the one most often written; `names` are all as written, `parties`
    countries by code and organisations by name, those with most acts first."""

    name: str
    kind: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def last_day(self) -> str | None:
        return max((act.day for act in self.acts if act.day), default=None)


def instruments(
    connection: Connection, selection: Selection, name: str | None = None, limit: int | None = None
) -> list[Instrument]:
    """The instruments on which any act fulfils the selection, each with all acts on it; the one with the newest act
    first. `name` chooses those called so, or whose name holds it."""
    named = _chosen(_named(connection, selection), name, limit)
    imposed = _chosen(_imposed(connection, selection), name, limit)
    found = [*_of_names(connection, set(named)), *_of_sanctions(connection, set(imposed))]
    return sorted(found, key=lambda one: (one.last_day or "", one.name), reverse=True)[:limit]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What an instrument is found by: its names, and the last day of its acts."""

    names: frozenset[str]
    last: str


def _named(connection: Connection, selection: Selection) -> dict[str, _Candidate]:
    where, parameters = selection.where()
    query = f"""
        SELECT e.instrument AS name, coalesce(max(e.day)::VARCHAR, '') AS last
        FROM event e JOIN report r ON r.report_no = e.report_no
        WHERE {where} AND e.instrument IS NOT NULL GROUP BY e.instrument
    """
    found: dict[str, _Candidate] = {}
    for row in fetch(connection, query, parameters):
        key = _names().read(row["name"]).key
        old = found.get(key, _Candidate(frozenset(), ""))
        found[key] = _Candidate(old.names | {row["name"]}, max(old.last, row["last"]))
    return found


def _imposed(connection: Connection, selection: Selection) -> dict[tuple[str, str], _Candidate]:
    """Sanctions without a name, by who imposes them and on whom."""
    where, parameters = selection.where()
    query = f"""
        SELECT a.party AS one, b.party AS other, coalesce(max(e.day)::VARCHAR, '') AS last
        FROM event e JOIN report r ON r.report_no = e.report_no {_PAIR}
        WHERE {where} AND {_NAMELESS} AND a.party <> b.party GROUP BY ALL
    """
    return {
        (row["one"], row["other"]): _Candidate(frozenset({_title(row["one"], row["other"])}), row["last"])
        for row in fetch(connection, query, parameters)
        if _is_lasting(row["one"]) and _is_lasting(row["other"])
    }


def _is_lasting(party: str) -> bool:
    """Whether it is a state or an organisation that the tables know; others are too many, and of one report each."""
    return country_code(party) is not None or party in organisations()


def _chosen(found: dict[K, _Candidate], name: str | None, limit: int | None) -> dict[K, _Candidate]:
    if name is not None:
        key, part = _names().read(name).key, name.casefold()
        found = {k: c for k, c in found.items() if k == key or any(part in one.casefold() for one in c.names)}
    newest = sorted(found.items(), key=lambda one: one[1].last, reverse=True)
    return dict(newest[:limit])


def _of_names(connection: Connection, keys: set[str]) -> Iterator[Instrument]:
    if not keys:
        return
    everywhere = values(connection, "SELECT DISTINCT instrument FROM event WHERE current AND instrument IS NOT NULL")
    written = {name: key for name in everywhere if (key := _names().read(name).key) in keys}
    by_key: dict[str, list[Telling]] = defaultdict(list)
    for one in read(connection, "e.instrument IN (SELECT unnest(?))", [sorted(written)]):
        by_key[written[one.event.instrument or ""]].append(one)
    force = in_force(connection, written)
    for key, told in by_key.items():
        parts = _by_parties(told) if _names().read(told[0].event.instrument or "").generic else [told]
        for part in parts:
            yield _instrument(part, force.get(key, ()) if len(parts) == 1 else ())


def _of_sanctions(connection: Connection, pairs: set[tuple[str, str]]) -> Iterator[Instrument]:
    if not pairs:
        return
    both = "(a.party, b.party) IN (SELECT unnest(?), unnest(?))"
    where = f"e.event_no IN (SELECT e.event_no FROM event e {_PAIR} WHERE {_NAMELESS} AND {both})"
    told = read(connection, where, [[pair[0] for pair in pairs], [pair[1] for pair in pairs]])
    for one, other in sorted(pairs):
        part = [t for t in told if one in _parties(t.event.actors) and other in _parties(t.event.recipients)]
        title = _title(one, other)
        yield Instrument(title, SANCTIONS, (title,), (one, other), _in_order(act for act, _ in _acts(part, SANCTIONS)))


def _instrument(told: Sequence[Telling], force: Iterable[Force]) -> Instrument:
    written = Counter(one.event.instrument or "" for one in sorted(told, key=lambda one: one.order))
    first = _names().read(next(iter(written)))
    name = first.known.name if first.known else written.most_common(1)[0][0]
    acts = list(_acts(told, first.kind))
    bound = Counter(party for _, parties in acts for party in dict.fromkeys(parties))
    known = first.known.parties if first.known else ()
    if not bound and not known:
        bound = Counter(_party(party) for act, _ in acts for party in (*act.actors, *act.recipients))
    parties = tuple(dict.fromkeys((*(party for party, _ in bound.most_common()), *known)))
    return Instrument(
        name, first.kind, tuple(written), parties, _in_order([*(act for act, _ in acts), *_said_in_force(force)])
    )


def _acts(told: Iterable[Telling], kind: str) -> Iterator[tuple[Act, list[str]]]:
    """The acts, an incident each, with the parties that are bound by it."""
    for name, many in grouped(told).items():
        action = most(many, lambda one: _table().of(one.event, kind), lambda one: one.act)
        whole, first = incident(name, many), many[0]
        assert action is not None
        sides = {"actors": whole.actors, "recipients": whole.recipients}
        bound = [_party(one.party) for side, those in sides.items() if side in action.bound for one in those]
        day = _exactly(whole.date) if whole.date else moment(first.published)[:10] if first.published else None
        yield Act(
            action.act, day, tuple(one.party for one in whole.actors), tuple(one.party for one in whole.recipients),
            _sentence(first.event), first.published, first.publisher, first.address, first.event.report_id,
            first.event.event_id, name, len(whole.reports), whole.voices, whole.disputed,
        ), bound  # fmt: skip


def _said_in_force(force: Iterable[Force]) -> Iterator[Act]:
    """One act for each that is said, as the first report says it."""
    by_act: dict[str, list[Force]] = {}
    for one in force:
        by_act.setdefault(one.act, []).append(one)
    for act, those in by_act.items():
        first = those[0]
        day = moment(first.published)[:10] if first.published else None
        reports, voices = ({getattr(one, name) for one in those} for name in ("report_id", "voice"))
        yield Act(
            act, day, (), (), first.sentence, first.published, first.publisher, first.address, first.report_id,
            None, None, len(reports), len(voices),
        )  # fmt: skip


def _in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: (act.day or "9999", moment(act.published), act.incident or "~")))


def _by_parties(told: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings of instruments that share a general name: those whose parties meet are of one."""
    by_id = {one.event.event_id: one for one in told}
    of_party: dict[str, str] = {}
    joined = [
        (name, of_party.setdefault(party, name))
        for name, one in by_id.items()
        for party in _parties((*one.event.actors, *one.event.recipients))
    ]
    return [[by_id[name] for name in part] for part in components(by_id, joined)]


def _exactly(date: EventDate) -> str:
    """The first day, or the month or year alone where no more is known."""
    return date.start[: {"day": 10, "month": 7, "year": 4}[date.precision]]


def _sentence(event: Event) -> str:
    return event.evidence[0].text if event.evidence else event.trigger.text


def _party(party: Party) -> str:
    return party.country or party.name


def _parties(parties: Iterable[Party]) -> set[str]:
    return set(map(_party, parties))


def _title(one: str, other: str) -> str:
    return f"Sanctions of {common_name(one)} on {common_name(other)}"


@cache
def _names() -> InstrumentNames:
    return InstrumentNames()


@cache
def _table() -> InstrumentActs:
    return InstrumentActs()


_PAIR = """
JOIN party a ON a.event_no = e.event_no AND a.role = 'actor'
JOIN party b ON b.event_no = e.event_no AND b.role = 'recipient'
"""
_NAMELESS = """
e.current AND e.instrument IS NULL AND e.event_type IN ('SANCTION', 'CONCEDE', 'THREATEN')
AND contains(lower(e.trigger.text), 'sanction')
"""
