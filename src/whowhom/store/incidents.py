"""An incident whole: the one event that several reports tell of, with what each value rests on.

A value counts in voices: copies of one agency text are one. Where reports differ, the value that most voices give
stands for the incident, and of those that as many give the one told first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar, get_args

from whowhom.errors import StoreError
from whowhom.linking.values import Value
from whowhom.linking.values import values as values_of
from whowhom.records import EventDate, EventType, Modality, Party, Place
from whowhom.store.file import Connection, values
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, contrary, source, tellings

Order = Literal["newest", "voices", "reports"]
ORDERS: tuple[Order, ...] = get_args(Order)
EACH_EVENT = ("event_id", "report_id", "incident")
CERTAINTY: tuple[Modality, ...] = ("actual", "planned", "possible", "negated")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """A party, and how many voices name it."""

    party: Party
    voices: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A report of an incident, with the sentences in which it tells of it."""

    report_id: str
    event_ids: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    address: str | None
    voice: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Incident:
    """What the reports together tell of one event.

    `modality` is "actual" if any report tells it as done, else planned, possible, negated in this order; `intensity`
    the mean of its events, from -10 to 10. `disputed` tells whether anybody denies it: who says that it did not happen,
    while other reports tell it as done, is among `denied_by`. `reports` come in order of time.
    """

    incident: str
    event_type: EventType
    mode: str | None
    quad: int
    intensity: float
    modality: Modality
    contexts: tuple[str, ...]
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    asserted_by: tuple[Named, ...]
    denied_by: tuple[Named, ...]
    date: EventDate | None
    place: Place | None
    instrument: str | None
    disputed: bool
    reports: tuple[Mention, ...]
    told: tuple[Telling, ...] = field(repr=False)
    """The events behind it, in order of time."""

    @cached_property
    def values(self) -> list[Value]:
        """Every value of every field with the voices that give it, counts of the dead and so on among them."""
        return values_of((one.event for one in self.told), {one.report_id: one.voice for one in self.told})

    @property
    def publishers(self) -> tuple[str, ...]:
        return tuple(sorted({one.publisher for one in self.reports if one.publisher}))

    @property
    def voices(self) -> int:
        return len({one.voice for one in self.reports})

    @property
    def first_report(self) -> str | None:
        return next((one.published for one in self.reports if one.published), None)

    @property
    def last_report(self) -> str | None:
        return next((one.published for one in reversed(self.reports) if one.published), None)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The sentences of all reports, each once."""
        return tuple(dict.fromkeys(sentence for one in self.reports for sentence in one.sentences))


def incidents(
    connection: Connection, selection: Selection, order: Order = "newest", limit: int | None = None
) -> list[Incident]:
    """The incidents of which any event fulfils the selection, each whole: by the day of the act, or by how many voices
    or reports there are, the newest or most first. Raises `StoreError` for an unknown `order`."""
    if order not in ORDERS:
        raise StoreError(f"{order!r}: expected one of {', '.join(ORDERS)}")
    where, parameters = selection.where()
    if (
        order != "newest"
    ):  # an incident has more reports than the one that fulfils the conditions, and all of them count
        where = f"e.current AND e.incident IN (SELECT e.incident {source(where)} WHERE {where})"
    query = f"""
        SELECT e.incident {source(where + _ORDER[order])} WHERE {where}
        GROUP BY e.incident ORDER BY {_ORDER[order]} DESC NULLS LAST, e.incident LIMIT ?
    """
    chosen = values(connection, query, [*parameters, limit if limit is not None else 2**62])
    found = tellings(connection, chosen)
    return [incident(name, found[name]) for name in chosen]


def count(connection: Connection, selection: Selection) -> int:
    """How many incidents there are."""
    where, parameters = selection.where()
    return int(values(connection, f"SELECT count(DISTINCT e.incident) {source(where)} WHERE {where}", parameters)[0])


def incident_of_each_event(connection: Connection, selection: Selection) -> Iterator[dict[str, str]]:
    """`EACH_EVENT` of the events that fulfil the selection, incident by incident."""
    where, parameters = selection.where()
    query = f"""
        SELECT e.event_id, e.report_id, e.incident {source(where)}
        WHERE {where} ORDER BY e.incident, e.event_no
    """
    found = connection.execute(query, parameters)
    while part := found.fetchmany(10_000):
        for row in part:
            yield dict(zip(EACH_EVENT, row, strict=True))


def incident(name: str, told: Sequence[Telling]) -> Incident:
    """The incident that these tellings, in order of time, are of."""
    events = [one.event for one in told]
    lead = events[0]
    against = contrary(told)
    said_not = {event.event_id: event.asserted_by if event.event_id in against else () for event in events}
    denied_by = named(told, lambda one: one.event.denied_by + said_not[one.event.event_id])
    return Incident(
        incident=name,
        event_type=lead.event_type,
        mode=most(told, lambda one: one.event.mode, str),
        quad=lead.quad,
        intensity=round(sum(event.intensity for event in events) / len(events), 2),
        modality=min((event.modality for event in events), key=CERTAINTY.index),
        contexts=tuple(dict.fromkeys(context for event in events for context in event.contexts)),
        actors=named(told, lambda one: one.event.actors),
        recipients=named(told, lambda one: one.event.recipients),
        asserted_by=named(told, lambda one: () if one.event.event_id in against else one.event.asserted_by),
        denied_by=denied_by,
        date=most(told, lambda one: one.event.date, lambda date: (date.start, date.end)),
        place=most(told, lambda one: one.event.place, lambda place: (place.name, place.country)),
        instrument=most(told, lambda one: one.event.instrument, str.casefold),
        disputed=bool(denied_by),
        reports=tuple(_mentions(told)),
        told=tuple(told),
    )


def most(told: Sequence[Telling], value: Callable[[Telling], T | None], same: Callable[[T], Hashable]) -> T | None:
    """The value that most voices give, as the first of them gives it; None where none gives any. `same` tells what
    makes two values the same."""
    first: dict[Hashable, T] = {}
    voices: dict[Hashable, set[str]] = {}
    for one in told:
        if (found := value(one)) is not None:
            key = same(found)
            first.setdefault(key, found)
            voices.setdefault(key, set()).add(one.voice)
    return first[max(voices, key=lambda key: len(voices[key]))] if voices else None


def named(told: Sequence[Telling], parties: Callable[[Telling], Iterable[Party]]) -> tuple[Named, ...]:
    """The union of the parties, those that most voices name first; each by the name that most voices give it."""
    naming: dict[Hashable, dict[str, list[tuple[Party, str]]]] = {}
    for one in told:
        for party in parties(one):
            naming.setdefault(party.key, {}).setdefault(party.name, []).append((party, one.voice))
    found = []
    for names in naming.values():
        likeliest = max(names.values(), key=lambda those: len({voice for _, voice in those}))
        found.append(Named(likeliest[0][0], len({voice for those in names.values() for _, voice in those})))
    return tuple(sorted(found, key=lambda one: -one.voices))


def _mentions(told: Sequence[Telling]) -> Iterable[Mention]:
    by_report: dict[str, list[Telling]] = {}
    for one in told:
        by_report.setdefault(one.event.report_id, []).append(one)
    for report_id, those in by_report.items():
        first = those[0]
        sentences = dict.fromkeys(span.text for one in those for span in one.event.evidence)
        yield Mention(
            report_id, tuple(one.event.event_id for one in those), first.title, first.publisher, first.published,
            first.address, first.voice, tuple(sentences),
        )  # fmt: skip


_ORDER = {"newest": "min(e.day)", "voices": "count(DISTINCT r.voice)", "reports": "count(DISTINCT e.report_no)"}
