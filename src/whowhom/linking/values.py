"""What the reports of one incident say of it: every value of every field, with how many voices give it.

Copies of one text are one voice. Nothing is chosen between: "12 killed" by three voices and "at least 14" by two are
two values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from whowhom.linking.counts import Counts
from whowhom.records import Event, EventDate, Party, Span

FIELDS = ("actors", "recipients", "mode", "modality", "date", "place")
"""The fields of the record that are compared; those of counts come after them."""


@dataclass(frozen=True, slots=True)
class Given:
    """One place that gives a value: the event of a report, and the characters that say so (for what no words of their
    own say, as a mode, those of the trigger)."""

    event_id: str
    report_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Value:
    """`voices` are the names of those who give it, sorted; `given` every place where it is given."""

    field: str
    value: str
    voices: tuple[str, ...]
    given: tuple[Given, ...]


def values(events: Iterable[Event], voices: Mapping[str, str] | None = None) -> list[Value]:
    """The values that these events of one incident have, each field's best supported first.

    `voices` tells the voice of a report id; a report that it does not name is a voice of its own. Counts ("killed",
    "injured": the fields of data/linking/counts.csv) are read from the evidence and keep their bounds ("at least 14").
    """
    voices = voices or {}
    found: dict[tuple[str, str], list[Given]] = defaultdict(list)
    spoken: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for event in sorted(events, key=lambda event: event.event_id):
        for field, value, name, span in _said(event):
            found[field, value].append(Given(event.event_id, event.report_id, span))
            spoken[field, value].add(voices.get(event.report_id, event.report_id))
            names[field, value][name] += 1
    order = {field: number for number, field in enumerate((*FIELDS, *sorted({f for f, _ in found} - set(FIELDS))))}
    listed = [
        Value(at[0], min(names[at], key=lambda name: (-names[at][name], name)), tuple(sorted(spoken[at])), tuple(given))
        for at, given in found.items()
    ]
    return sorted(listed, key=lambda value: (order[value.field], -len(value.voices), value.value))


def disputed(found: Iterable[Value]) -> dict[str, list[Value]]:
    """The fields of which more than one value is given."""
    by_field: dict[str, list[Value]] = defaultdict(list)
    for value in found:
        by_field[value.field].append(value)
    return {field: several for field, several in by_field.items() if len(several) > 1}


def _said(event: Event) -> Iterator[tuple[str, str, str, Span]]:
    """Field, what makes the value the same, how it is written, and where it stands."""
    yield from _parties("actors", event.actors)
    yield from _parties("recipients", event.recipients)
    if event.mode:
        yield "mode", event.mode, event.mode, event.trigger
    yield "modality", event.modality, event.modality, event.trigger
    if event.date:
        yield "date", _days(event.date), _days(event.date), event.date.text
    if event.place:
        yield "place", event.place.name.casefold(), event.place.name, event.place.text
    seen: set[tuple[str, str]] = set()
    for sentence in event.evidence:
        for count in _counts()(sentence.text):
            if (count.field, count.value) not in seen:
                seen.add((count.field, count.value))
                start, end = sentence.start + count.start, sentence.start + count.end
                yield count.field, count.value, count.value, Span(start, end, sentence.text[count.start : count.end])


def _parties(field: str, parties: Iterable[Party]) -> Iterator[tuple[str, str, str, Span]]:
    seen: set[tuple[str, str]] = set()
    for party in parties:
        if party.key not in seen:
            seen.add(party.key)
            yield field, "\0".join(party.key), party.name, Span(party.start, party.end, party.text)


def _days(date: EventDate) -> str:
    return date.start if date.start == date.end else f"{date.start}/{date.end}"


@cache
def _counts() -> Counts:
    return Counts()
