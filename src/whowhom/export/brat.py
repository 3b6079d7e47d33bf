"""brat standoff: a folder with a `.txt` and an `.ann` a report, and the configuration that brat needs to show them.

Triggers, parties, dates, places, cues and denials are text-bound (T lines), an event (E line) ties them by role; its
mode, its modality where it is not actual, and whether it is disputed are attributes (A lines), as is a party's sector;
all else stands in notes (# lines). Offsets count code points, in brat as in records.

The format is read line by line, so a span that runs over lines is written in fragments, one a line, and what other
readers take for a line end, tabs and characters that UTF-8 or XML cannot hold are replaced one for one: offsets stay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from whowhom.data import rows, settings
from whowhom.errors import WhowhomError
from whowhom.export.characters import legible
from whowhom.export.collection import Collection
from whowhom.export.folder import whole_folder
from whowhom.export.notebook import COLOURS
from whowhom.export.table import one_line
from whowhom.records import Coding, Event, EventDate, Party, Place, Span

LONGEST_NAME = 100
"""Characters of a file's name before its suffix."""

_LINE_ENDS = re.compile("[\t\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What splits a line or a column for some reader of the format, the newline aside."""
_LINE = re.compile(r"[^\n]*\S")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")

ARGUMENTS = {
    "Actor": "Party", "Recipient": "Party", "Speaker": "Party", "Denier": "Party",
    "Date": "Date", "Place": "Place", "Cue": "Cue", "Denial": "Denial",
}  # fmt: skip
"""Role in an event to the type of what fills it; several fillers are numbered Actor, Actor2, Actor3."""


def write(collection: Collection, path: Path) -> None:
    """Raises WhowhomError for a report without text, FileExistsError for a folder that is not ours."""
    with whole_folder(path) as folder:
        taken: set[str] = set()
        for coding in collection.codings:
            if coding.events and not coding.report.text:
                raise WhowhomError(f"report {coding.report.id!r} has no text; brat needs the texts of the reports")
            name = _file_name(coding.report.id, taken)
            _put(folder / f"{name}.txt", plain(coding.report.text))
            _put(folder / f"{name}.ann", "".join(f"{line}\n" for line in _Standoff(coding, collection).lines))
        _put(folder / "annotation.conf", _annotation_conf())
        _put(folder / "visual.conf", _visual_conf())


def plain(text: str) -> str:
    """A text as its `.txt` holds it, of the same length."""
    return legible(_LINE_ENDS.sub(" ", text))


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of `text[start:end]` that stand on one line each, without white space around them."""
    pieces = []
    for line in _LINE.finditer(text, start, end):
        blanks = len(line[0]) - len(line[0].lstrip())
        pieces.append((line.start() + blanks, line.end()))
    return pieces


class _Standoff:
    """The lines of one `.ann` file. An event whose trigger is nothing but white space has no place in it."""

    def __init__(self, coding: Coding, collection: Collection) -> None:
        self.lines: list[str] = []
        self._text = plain(coding.report.text)
        self._bound: dict[tuple[object, ...], str] = {}
        self._numbers = dict.fromkeys("TEA#", 0)
        for event in coding.events:
            self._event(event, collection.incident(event))

    def _event(self, event: Event, incident: str) -> None:
        trigger = self._bind(event.event_type, event.trigger)
        if trigger is None:
            return
        bound = [(role, self._bind_party(filler) if isinstance(filler, Party) else self._bind(ARGUMENTS[role], filler))
                 for role, filler in _arguments(event)]  # fmt: skip
        arguments, counts = [f"{event.event_type}:{trigger}"], dict.fromkeys(ARGUMENTS, 0)
        for role, name in dict.fromkeys(bound):
            if name:
                counts[role] += 1
                arguments.append(f"{role}{counts[role] if counts[role] > 1 else ''}:{name}")
        name = self._add("E", " ".join(arguments))
        if event.mode:
            self._add("A", f"Mode {name} {_safe(event.mode)}")
        if event.modality != "actual":
            self._add("A", f"Modality {name} {event.modality}")
        if event.denied_by:
            self._add("A", f"Disputed {name}")
        self._note(name, "; ".join(_remarks(event, incident)))

    def _bind_party(self, party: Party) -> str | None:
        known = self._numbers["T"]
        name = self._bind("Party", Span(party.start, party.end, party.text), party.key, party.sector, party.name)
        if name and self._numbers["T"] > known:
            self._add("A", f"Sector {name} {_safe(party.sector)}")
            self._note(name, str(party))
        return name

    def _bind(self, kind: str, span: Span, *apart: object) -> str | None:
        """The T line of these words, the same for all that is alike; None where there are no words."""
        pieces = fragments(self._text, span.start, span.end)
        if not pieces:
            return None
        key = (kind, span.start, span.end, *apart)
        if key not in self._bound:
            where = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(self._text[start:end] for start, end in pieces)
            self._bound[key] = self._add("T", f"{kind} {where}\t{words}")
        return self._bound[key]

    def _note(self, name: str, words: str) -> None:
        self._add("#", f"AnnotatorNotes {name}\t{legible(one_line(words))}")

    def _add(self, letter: str, rest: str) -> str:
        self._numbers[letter] += 1
        name = f"{letter}{self._numbers[letter]}"
        self.lines.append(f"{name}\t{rest}")
        return name


def _arguments(event: Event) -> Iterator[tuple[str, Party | Span]]:
    for role, people in (
        ("Actor", event.actors),
        ("Recipient", event.recipients),
        ("Speaker", event.asserted_by),
        ("Denier", event.denied_by),
    ):
        yield from ((role, party) for party in people)
    date, place = event.date and event.date.text, event.place and event.place.text
    spans = {"Date": date, "Place": place, "Cue": event.cue, "Denial": event.denial}
    yield from ((role, span) for role, span in spans.items() if span)


def _remarks(event: Event, incident: str) -> Iterator[str]:
    """What of an event stands on no words, or has a value beside its words."""
    yield f"event {event.event_id}"
    if incident != event.event_id:
        yield f"incident {incident}"
    if event.date:
        yield f"date {_days(event.date)}"
    if event.place:
        yield f"place {_place(event.place)}"
    if event.instrument:
        yield f"instrument {event.instrument}"
    if event.contexts:
        yield f"contexts {', '.join(event.contexts)}"
    for side, people in (("actor", event.actors), ("recipient", event.recipients)):
        yield from (f"{side} without words {party}" for party in people if party.start >= party.end)


def _days(date: EventDate) -> str:
    return f"{date.start} to {date.end} ({date.precision}, {date.basis})"


def _place(place: Place) -> str:
    where = [place.name, place.country, place.geonames_id and f"GeoNames {place.geonames_id}"]
    if place.latitude is not None and place.longitude is not None:
        where.append(f"{place.latitude} {place.longitude}")
    return ", ".join(part for part in where if part)


def _file_name(report: str, taken: set[str]) -> str:
    """A name that every file system takes and no other report has, also where case does not count."""
    name = _safe(report).lstrip("-")[:LONGEST_NAME]
    if not name or name != report:
        digest = hashlib.blake2b(report.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        name = f"{name or 'report'}-{digest}"
    number, wanted = 1, name
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name


def _safe(value: str) -> str:
    """Names in brat hold letters, digits, `_` and `-`."""
    return _UNSAFE.sub("_", value)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _annotation_conf() -> str:
    types = settings("events/ontology.toml")["types"]
    modes = dict.fromkeys(_safe(mode) for info in types.values() for mode in info.get("modes", {}))
    one = {"Date", "Place", "Cue", "Denial"}
    roles = ", ".join(f"{role}{'?' if role in one else '*'}:{kind}" for role, kind in ARGUMENTS.items())
    return _sections(
        entities=dict.fromkeys(ARGUMENTS.values()),
        relations=[],
        events=[f"{event_type}\t{roles}" for event_type in types],
        attributes=[
            f"Mode\tArg:<EVENT>, Value:{'|'.join(modes)}",
            "Modality\tArg:<EVENT>, Value:planned|possible|negated",
            "Disputed\tArg:<EVENT>",
            f"Sector\tArg:Party, Value:{'|'.join(row['sector'] for row in rows('export/sectors.csv'))}",
        ],
    )


def _visual_conf() -> str:
    colours = {"Party": "actor", "Date": "date", "Place": "place", "Cue": "cue", "Denial": "denial"}
    return _sections(
        labels=[f"{kind} | {kind}" for kind in colours],
        drawing=[
            f"SPAN_DEFAULT\tfgColor:black, bgColor:{COLOURS['trigger']}, borderColor:darken",
            *(f"{kind}\tbgColor:{COLOURS[role]}" for kind, role in colours.items()),
            "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        ],
    )


def _sections(**sections: Iterable[str]) -> str:
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())
