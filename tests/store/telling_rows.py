"""A store filled with tellings that a test writes down in a line: no coder and no linker has a part in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from whowhom.export.rows import event_row, report_row
from whowhom.records import Event, EventDate, EventType, Modality, Party, Place, Report, Span
from whowhom.store import derived
from whowhom.store.adding import day_of, party_rows
from whowhom.store.file import Connection, insert, opened


def party(text: str) -> Party:
    """`RUS GOV Kremlin`, or `- REB the rebels` of no country."""
    country, sector, name = text.split(" ", 2)
    return Party(name, 0, len(name), name, None if country == "-" else country, sector)


@dataclass(frozen=True)
class Told:
    """One event of an incident in a report of its own, unless `report` names one. `text` is its only sentence, in
    which the trigger, the cue and the denial stand as written."""

    incident: str
    text: str
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    event_type: EventType = "ASSAULT"
    mode: str | None = None
    quad: int = 4
    modality: Modality = "actual"
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    cue: str | None = None
    denial: str | None = None
    rest: str = ""
    """What the report says after the sentence."""
    date: str | None = None
    place: str | None = None
    instrument: str | None = None
    published: str | None = "2024-06-10"
    publisher: str | None = "Daily"
    report: str | None = None
    voice: str | None = None
    story: str | None = "s1"
    agency: str | None = None
    current: bool = True
    intensity: float = -5.0
    date_end: str | None = None
    precision: Literal["day", "month", "year"] = "day"


@contextmanager
def store_of(folder: Path, *told: Told) -> Iterator[Connection]:
    """A new store that holds these tellings; events are called e0, e1, ..., reports r0, r1, ..., by their numbers."""
    path = folder / "told.duckdb"
    with opened(path, write=True) as connection:
        reports: dict[str, int] = {}
        for number, one in enumerate(told):
            name = one.report or f"r{number}"
            if name not in reports:
                reports[name] = number
                insert(connection, "report", [_report(one, name, number)])
            event = _event(one, f"e{number}", name)
            insert(connection, "event", [_row(event, one, number, reports[name])])
            insert(connection, "party", list(party_rows(event, number)))
        derived.fill(connection)
    with opened(path) as connection:
        yield connection


def _span(text: str, part: str | None) -> Span | None:
    if part is None:
        return None
    start = text.index(part)
    return Span(start, start + len(part), part)


def _event(one: Told, event_id: str, report_id: str) -> Event:
    text = f"{one.text} {one.rest}".strip()
    trigger = _span(text, one.trigger)
    assert trigger is not None
    start = Span(0, 0, "")
    return Event(
        event_id, report_id, one.event_type, one.mode, one.quad, one.intensity, ("military",), *_sides(one),
        one.modality, tuple(map(party, one.asserted_by)), tuple(map(party, one.denied_by)),
        EventDate(one.date, one.date_end or one.date, one.precision, "stated", start) if one.date else None,
        Place(one.place, "UKR", 46.5, 30.7, 1, "city", start) if one.place else None,
        one.instrument, trigger, _span(text, one.cue), _span(text, one.denial), (Span(0, len(one.text), one.text),),
    )  # fmt: skip


def _sides(one: Told) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    return tuple(map(party, one.actors)), tuple(map(party, one.recipients))


def _report(one: Told, name: str, number: int) -> dict[str, Any]:
    report = Report(name, f"Title of {name}", f"{one.text} {one.rest}".strip(), one.published, "given", one.publisher,
                    f"https://{one.publisher or 'nobody'}.example/{name}")  # fmt: skip
    row = report_row(report)
    row["report_id"] = row.pop("id")
    return row | {
        "report_no": number, "version": 1, "current": one.current, "address": name, "added": "2024-07-01 00:00:00",
        "published_day": day_of(one.published), "coder_version": "1", "agency": one.agency, "voice": one.voice or name,
        "voice_component": number, "voice_core": number, "story": one.story, "story_component": number,
        "story_core": number,
    }  # fmt: skip


def _row(event: Event, one: Told, number: int, report_no: int) -> dict[str, Any]:
    return event_row(event) | {
        "event_no": number, "report_no": report_no, "current": one.current, "day": one.date or day_of(one.published),
        "first_day": one.date, "last_day": one.date_end or one.date, "disputed": bool(event.denied_by),
        "words": one.text.lower(), "incident": one.incident, "incident_component": number, "incident_core": number,
    }  # fmt: skip
