"""Cases of coding: the notation they are written in, and whether a record is the one a case asks for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from whowhom.events.ontology import Ontology
from whowhom.records import Event, EventDate, EventType, Modality, Party, Report

FOLDER = Path(__file__).parent
_MODES = {name: info.modes for name, info in Ontology().types.items()}
_PARTY = r'(?:[A-Z]{3}|"[^"]+")(?: [A-Z]{3})?|unknown'
_PARTIES = rf"(?:{_PARTY})(?: \+ (?:{_PARTY}))*"
_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_RECORD = re.compile(
    rf"(?P<type>[A-Z]+)(?: (?P<mode>[a-z-]+))?(?: \[(?P<modality>[a-z]+)\])?: (?P<actors>{_PARTIES})"
    rf"(?: -> (?P<recipients>{_PARTIES}))?(?:,? said by (?P<speakers>{_PARTIES}))?"
    rf"(?:,? denied by (?P<deniers>{_PARTIES}))?(?:,? on (?P<date>{_DATE}(?:\.\.{_DATE})?|none))?"
    r"(?:,? in (?P<place>.+))?"
)
_KEYS = {"text", "why", "published", "events", "known_gap"}


@dataclass(frozen=True)
class WantedParty:
    """A party as a case writes it: a country, or the name of one without; the sector where it is written."""

    country: str | None
    name: str | None
    sector: str | None

    def fits(self, party: Party) -> bool:
        if self.sector and party.sector != self.sector:
            return False
        if self.country:
            return party.country == self.country
        words = _plain(self.name or "").split()
        return party.country is None and any(_holds(_plain(name).split(), words) for name in (party.name, party.text))


@dataclass(frozen=True)
class WantedEvent:
    """A record as a case writes it; None is what is not written and not compared."""

    written: str
    event_type: str
    mode: str | None
    modality: str
    actors: tuple[WantedParty, ...]
    recipients: tuple[WantedParty, ...]
    asserted_by: tuple[WantedParty, ...]
    denied_by: tuple[WantedParty, ...]
    date: str | None
    place: str | None

    def fits(self, event: Event) -> bool:
        return (
            self.event_type == event.event_type
            and self.mode in (None, event.mode)
            and self.modality == event.modality
            and _same(self.actors, event.actors)
            and _same(self.recipients, event.recipients)
            and _same(self.asserted_by, event.asserted_by)
            and _same(self.denied_by, event.denied_by)
            and self._fits_date(event)
            and self._fits_place(event)
        )

    def _fits_date(self, event: Event) -> bool:
        if self.date is None or event.date is None:
            return self.date in (None, "none" if event.date is None else "")
        first, _, last = self.date.partition("..")
        return event.date.start.startswith(first) and event.date.end.startswith(last or first)

    def _fits_place(self, event: Event) -> bool:
        if self.place is None or event.place is None:
            return self.place in (None, "none" if event.place is None else "")
        return _plain(self.place) in (_plain(event.place.name), _plain(event.place.text.text))


@dataclass(frozen=True)
class Case:
    """A few sentences and the records that the codebook says they hold. `line` is that of its `[[case]]`."""

    file: Path
    line: int
    text: str
    published: str | None
    why: str
    events: tuple[WantedEvent, ...]
    known_gap: bool

    @property
    def name(self) -> str:
        return f"{self.file.stem}:{self.line}"

    @property
    def report(self) -> Report:
        return Report(self.name, None, self.text, self.published, "given" if self.published else None)

    def is_met(self, events: tuple[Event, ...]) -> bool:
        """Whether the records found are those wanted, each once."""
        return len(events) == len(self.events) and _pair(self.events, events)

    def difference(self, events: tuple[Event, ...]) -> str:
        """What was wanted and what was found, for a reader."""
        wanted = [f"  wanted {event.written}" for event in self.events] or ["  wanted no record"]
        found = [f"  found  {show(event)}" for event in events] or ["  found  no record"]
        return "\n".join([f"{self.name}: {self.text}", f"  why    {self.why}", *wanted, *found])


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """All cases of the files `*.toml`, in order."""
    return [case for file in sorted(folder.glob("*.toml")) for case in _read(file)]


def _read(file: Path) -> list[Case]:
    content = file.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(content.splitlines(), 1) if line.strip() == "[[case]]"]
    cases = []
    for line, row in zip(lines, tomllib.loads(content).get("case", []), strict=True):
        where = f"{file.name}, line {line}"
        if unknown := row.keys() - _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise ValueError(f"{where}: no such key: {', '.join(sorted(unknown))}; known are {known}")
        if missing := {"text", "why", "events"} - row.keys():
            raise ValueError(f"{where}: {', '.join(sorted(missing))} is missing")
        events = tuple(read_event(written, where) for written in row["events"])
        published = str(row["published"]) if "published" in row else None
        cases.append(Case(file, line, row["text"], published, row["why"], events, row.get("known_gap", False)))
    return cases


def read_event(written: str, where: str = "") -> WantedEvent:
    """A record in the notation that README.md tells; ValueError says what is wrong with it."""
    match = _RECORD.fullmatch(written)
    if match is None:
        raise ValueError(f'{where}: not "TYPE mode [modality]: ACTORS -> RECIPIENTS, said by ...": {written!r}')
    event_type, mode, modality = match["type"], match["mode"], match["modality"] or "actual"
    if event_type not in get_args(EventType) or modality not in get_args(Modality):
        raise ValueError(f"{where}: no such type or modality: {written!r}")
    if mode and mode not in _MODES[event_type]:
        raise ValueError(f"{where}: {event_type} has no mode {mode!r}, only {', '.join(_MODES[event_type])}")
    parties = [_parties(match[role]) for role in ("actors", "recipients", "speakers", "deniers")]
    return WantedEvent(written, event_type, mode, modality, *parties, match["date"], match["place"])


def _parties(written: str | None) -> tuple[WantedParty, ...]:
    return tuple(_party(one) for one in re.findall(_PARTY, written or ""))


def _party(written: str) -> WantedParty:
    if written == "unknown":
        return WantedParty(None, "unknown", None)
    name, _, sector = written.rpartition(" ") if re.search(r'(?:^[A-Z]{3}|") [A-Z]{3}$', written) else (written, "", "")
    if name.startswith('"'):
        return WantedParty(None, _plain(name.strip('"')), sector or None)
    return WantedParty(name, None, sector or None)


def _plain(name: str) -> str:
    """A name without case, article and the form of its apostrophes."""
    return re.sub(r"^(?:the|an?) ", "", name.casefold().replace("’", "'"))


def _holds(words: list[str], part: list[str]) -> bool:
    """Whether `part` stands in `words`, in its order and unbroken."""
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


def _same(wanted: tuple[WantedParty, ...], found: tuple[Party, ...]) -> bool:
    """Whether each party wanted is found and each found is wanted: two parties of one country may be written once."""
    return all(any(one.fits(party) for party in found) for one in wanted) and all(
        any(one.fits(party) for one in wanted) for party in found
    )


def _pair(wanted: tuple[WantedEvent, ...], found: tuple[Event, ...]) -> bool:
    if not wanted:
        return True
    return any(
        wanted[0].fits(event) and _pair(wanted[1:], found[:index] + found[index + 1 :])
        for index, event in enumerate(found)
    )


def show(event: Event) -> str:
    """A record found, in the notation of the cases, with all that it says."""
    mode = f" {event.mode}" if event.mode else ""
    modality = f" [{event.modality}]" if event.modality != "actual" else ""
    shown = f"{event.event_type}{mode}{modality}: {_listed(event.actors)}"
    joined = {" -> ": event.recipients, ", said by ": event.asserted_by, ", denied by ": event.denied_by}
    shown += "".join(f"{joint}{_listed(parties)}" for joint, parties in joined.items() if parties)
    shown += f", on {_days(event.date)}" if event.date else ""
    return shown + (f", in {event.place.name}" if event.place else "")


def _days(date: EventDate) -> str:
    if date.precision != "day":
        return date.start[: len("2024-04" if date.precision == "month" else "2024")]
    return date.start if date.start == date.end else f"{date.start}..{date.end}"


def _listed(parties: tuple[Party, ...]) -> str:
    names = (party.country or f'"{party.name}"' for party in parties)
    return " + ".join(f"{name} {party.sector}" for name, party in zip(names, parties, strict=True))
