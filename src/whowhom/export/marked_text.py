"""A report's text cut into pieces, each with the marks that cover it: what notebooks and pages draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from whowhom.records import Event, Span, Statement

ROLES = ("trigger", "actor", "recipient", "speaker", "cue", "denier", "denial", "date", "place", "content")
"""What marks can be; where they overlap the earlier one shows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters with a part in a record: `of` is the id of the event or statement."""

    role: str
    start: int
    end: int
    of: str


def event_marks(event: Event) -> Iterator[Mark]:
    """Every span that an event rests on; a party of no words has none."""
    parties = {
        "actor": event.actors, "recipient": event.recipients, "speaker": event.asserted_by, "denier": event.denied_by,
    }  # fmt: skip
    spans = {
        "trigger": event.trigger,
        "cue": event.cue,
        "denial": event.denial,
        "date": event.date.text if event.date else None,
        "place": event.place.text if event.place else None,
    }
    found = [(role, party.start, party.end) for role, those in parties.items() for party in those]
    found += [(role, span.start, span.end) for role, span in spans.items() if span]
    yield from (Mark(role, start, end, event.event_id) for role, start, end in found if start < end)


def statement_marks(statement: Statement) -> Iterator[Mark]:
    """Who speaks, the words that tell so, and what is said."""
    spans: dict[str, Span | None] = {"cue": statement.cue, "content": statement.content}
    if speaker := statement.speaker:
        spans["speaker"] = Span(speaker.start, speaker.end, speaker.text)
    for role, span in spans.items():
        if span and span.start < span.end:
            yield Mark(role, span.start, span.end, statement.statement_id)


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, str, tuple[Mark, ...]]]:
    """The text cut where any mark starts or ends: (start, characters, the marks that cover them), none left out."""
    waiting = sorted(set(marks), key=lambda mark: (mark.start, mark.end, mark.role, mark.of))
    cuts = sorted({0, len(text)} | {cut for mark in waiting for cut in (mark.start, mark.end)})
    covering, following = list[Mark](), 0
    for start, end in pairwise(cuts):
        while following < len(waiting) and waiting[following].start <= start:
            covering.append(waiting[following])
            following += 1
        covering = [mark for mark in covering if mark.end > start]
        yield start, text[start:end], tuple(covering)


def foremost(marks: Iterable[Mark]) -> str:
    """The role that shows where several overlap."""
    return min((mark.role for mark in marks), key=ROLES.index)
