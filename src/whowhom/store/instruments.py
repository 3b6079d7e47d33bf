"""Treaties, agreements, resolutions, laws and sanctions programmes, with the acts on them in order of time.

An instrument is what records name as theirs; names of the same one are put together. Sanctions that no name is given to
are a programme by their parties: who imposes them on whom. An act is an incident: told by ten reports, it stands here
once. That one is in force does nobody do, so it is no event: it is read from the sentences of reports that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whowhom.records import Event, EventDate, Party
from whowhom.store.file import Connection
from whowhom.store.force import Force
from whowhom.store.incidents import incident, most
from whowhom.store.instrument_events import Found, instruments_of
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, grouped, moment, numbered


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
    countries by code and organisations by name, those with most acts first. `acts` are the last ones where no more
    were asked for than the `count` that there are."""

    name: str
    kind: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    acts: tuple[Act, ...]
    count: int


def instruments(
    connection: Connection,
    selection: Selection,
    name: str | None = None,
    limit: int | None = None,
    acts: int | None = None,
) -> list[Instrument]:
    """The instruments on which any act fulfils the selection, each with all acts on it, or the last `acts` of them; the
    one with the newest act first. `name` chooses those called so, or whose name holds it."""
    found = instruments_of(connection, selection, name, limit)
    wanted = [one.last(acts) for one in found]
    told = {one.event.event_id: one for one in numbered(connection, sorted({no for some in wanted for no in some}))}
    return [
        _whole(one, {event.event_id: event.act for event in events.values()}, told, acts)
        for one, events in zip(found, wanted, strict=True)
    ]


def _whole(one: Found, act_of: Mapping[str, str], told: Mapping[str, Telling], most: int | None) -> Instrument:
    said = list(_said_in_force(one.force))
    acts = _in_order([*_acts([told[name] for name in act_of], act_of), *said])
    count = len({event.incident for event in one.events}) + len(said)
    return Instrument(one.name, one.kind, one.names, one.parties, acts[-most:] if most else acts, count)


def _acts(told: Iterable[Telling], act_of: Mapping[str, str]) -> Iterator[Act]:
    """The acts, an incident each."""
    for name, many in grouped(told).items():
        whole, first = incident(name, many), many[0]
        yield Act(
            most(many, lambda one: act_of[one.event.event_id], str) or "",
            _exactly(whole.date) if whole.date else _day(first.published),
            tuple(one.party for one in whole.actors), tuple(one.party for one in whole.recipients),
            _sentence(first.event), first.published, first.publisher, first.address, first.event.report_id,
            first.event.event_id, name, len(whole.reports), whole.voices, whole.disputed,
        )  # fmt: skip


def _said_in_force(force: Iterable[Force]) -> Iterator[Act]:
    """One act for each that is said, as the first report says it."""
    by_act: dict[str, list[Force]] = {}
    for one in force:
        by_act.setdefault(one.act, []).append(one)
    for act, those in by_act.items():
        first = those[0]
        reports, voices = ({getattr(one, name) for one in those} for name in ("report_id", "voice"))
        yield Act(
            act, _day(first.published), (), (), first.sentence, first.published, first.publisher, first.address,
            first.report_id, None, None, len(reports), len(voices),
        )  # fmt: skip


def _in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: (act.day or "9999", moment(act.published), act.incident or "~")))


def _exactly(date: EventDate) -> str:
    """The first day, or the month or year alone where no more is known."""
    return date.start[: {"day": 10, "month": 7, "year": 4}[date.precision]]


def _day(published: str | None) -> str | None:
    return moment(published)[:10] if published else None


def _sentence(event: Event) -> str:
    return event.evidence[0].text if event.evidence else event.trigger.text
