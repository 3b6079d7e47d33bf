"""Coding the reports of a store again, and telling what that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from whowhom.chunks import in_chunks
from whowhom.export.coded import event_from, report_from
from whowhom.records import Coding, Event
from whowhom.store import derived
from whowhom.store.adding import Writer
from whowhom.store.file import Connection, fetch, transaction, values
from whowhom.store.store import BATCH
from whowhom.version import CODER_VERSION

if TYPE_CHECKING:
    from whowhom.batch import OnError, Setup
    from whowhom.store.store import Store


@dataclass
class Changes:
    """What a recoding changed: reports coded again, and by event type how many records stayed, came and went."""

    reports: int = 0
    same: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def compare(self, old: Sequence[Event], new: Sequence[Event]) -> None:
        self.reports += 1
        before, after = Counter(map(substance, old)), Counter(map(substance, new))
        found = {"same": before & after, "added": after - before, "removed": before - after}
        for name, records in found.items():
            for (event_type, *_), count in records.items():
                getattr(self, name)[event_type] += count

    def lines(self) -> Iterator[str]:
        """One line an event type, and one for all."""
        yield f"{self.reports} report{'' if self.reports == 1 else 's'} coded again by version {CODER_VERSION}"
        types = sorted({*self.same, *self.added, *self.removed})
        for name in types:
            yield f"{name:<10} {self.same[name]} the same, {self.added[name]} new, {self.removed[name]} gone"
        if types:
            same, added, removed = (counter.total() for counter in (self.same, self.added, self.removed))
            yield f"{'all':<10} {same} the same, {added} new, {removed} gone"


def substance(event: Event) -> tuple[Any, ...]:
    """What an event says, apart from its id and the version that coded it; the type comes first."""
    people = (event.actors, event.recipients, event.asserted_by, event.denied_by)
    parties = tuple(tuple((party.key, party.sector) for party in group) for group in people)
    return (event.event_type, event.mode, event.modality, parties, event.date, event.place, event.trigger)


def recode(store: Store, setup: Setup, on_error: OnError, workers: int | None, everything: bool = False) -> Changes:
    """Code the current reports of the store again, those of other coder versions or `everything`; in transactions of
    some reports, so that it can be stopped and run again."""
    from whowhom.batch import code_reports

    changes = Changes()
    with store.reading() as connection:
        query = "SELECT report_no FROM report WHERE current AND (? OR coder_version <> ?) ORDER BY report_no"
        numbers = values(connection, query, [everything, CODER_VERSION])
    for part in in_chunks(numbers, BATCH):
        with store.reading() as connection:
            query = "SELECT *, report_id AS id FROM report WHERE report_no IN (SELECT unnest(?))"
            rows = fetch(connection, query, [part])
        number_of = {row["report_id"]: row["report_no"] for row in rows}
        codings = list(code_reports(map(report_from, rows), setup, on_error, workers))
        with store.writing() as connection, transaction(connection):
            replace_events(connection, [(number_of[coding.report.id], coding) for coding in codings], changes)
    return changes


def replace_events(connection: Connection, codings: Sequence[tuple[int, Coding]], changes: Changes) -> None:
    """The events and statements of these reports give way to new ones, and the reports are linked anew: another version
    may read profiles from them in another way."""
    numbers = [[number for number, _ in codings]]
    old = fetch(connection, "SELECT * FROM event WHERE report_no IN (SELECT unnest(?)) ORDER BY event_no", numbers)
    by_report: dict[int, list[Event]] = {number: [] for number, _ in codings}
    for row in old:
        by_report[row["report_no"]].append(event_from(row))
    writer = Writer(connection)
    writer.links.forget_reports(numbers[0])
    events = [row["event_no"] for row in old]
    derived.forget(connection, events, numbers[0])
    connection.execute("DELETE FROM party WHERE event_no IN (SELECT unnest(?))", [events])
    for table in ("event", "statement"):
        connection.execute(f"DELETE FROM {table} WHERE report_no IN (SELECT unnest(?))", numbers)
    for number, coding in codings:
        changes.compare(by_report[number], coding.events)
        writer.again(coding, number)
    writer.flush()
