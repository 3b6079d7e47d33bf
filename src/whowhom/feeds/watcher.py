"""The watch: looks at feeds that are due, reads what is new in them, and keeps it.

Nothing is held in memory from one step to the next: what is to be done stands in the store, and each step is one
transaction. A process that is killed at any moment loses the step it was in, and the next one does it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from whowhom.errors import ReadError, StoreError
from whowhom.feeds.hosts import each_host
from whowhom.feeds.look import Failure, Getter, Look, look
from whowhom.feeds.reading import Task, Unreadable, fetch, report_of
from whowhom.feeds.stopping import Stop
from whowhom.reading.keep import Exchange, Keeper
from whowhom.records import Coding, Report
from whowhom.store import adding, feeds
from whowhom.store.adding import Added
from whowhom.store.file import Connection, transaction
from whowhom.store.store import Store

T = TypeVar("T")

MOST_TASKS = 64
"""Items that are taken at a time."""
OF_A_HOST = 16
PART = 16
"""Reports that are coded and kept together."""
PATIENCE = 10.0
"""Seconds after which fewer are kept."""
ROUND = 30.0
"""Seconds after which no further page is fetched before feeds that are due have been looked at."""
LONGEST_SLEEP = 60.0
"""A clock that is set, or a laptop that wakes up, is noticed after so many seconds."""
DISK_RETRY = (60.0, 900.0)
"""Seconds to the next try where the store cannot be written: the first, and the longest."""

Code = Callable[[Sequence[Report]], Iterable[tuple[object, object]]]
"""What codes reports: each with what became of it, a Coding or a ReadError."""


class Listener(Protocol):
    """Who is told how the watch goes."""

    def trouble(self, name: str, words: str) -> None: ...

    def kept(self, added: Added) -> None: ...

    def doing(self, words: str) -> None: ...


def utc_now() -> datetime:
    """Without a zone, as the store has its times."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass
class Watcher:
    """Watches `addresses` for a store. `patient`: waits where the store cannot be written, instead of raising
    StoreError. `now` stands for the clock, for tests."""

    store: Store
    addresses: list[str]
    client: Getter
    code: Code
    listener: Listener
    stop: Stop = field(default_factory=Stop)
    largest: int = 20_000_000
    keeper: Keeper | None = None
    patient: bool = True
    now: Callable[[], datetime] = utc_now

    def run(self) -> None:
        """Until the wish to stop comes."""
        self.begin()
        while not self.stop.is_set:
            self.work()
            if not self.stop.is_set:
                self.stop.wait(min(self._seconds_to_next(), LONGEST_SLEEP))

    def begin(self) -> None:
        self._write(lambda connection: feeds.register(connection, self.addresses, self.now()))

    def work(self) -> None:
        """All that is due now, until nothing is, or the wish to stop comes."""
        while not self.stop.is_set and (self._look() or self._read()):
            pass

    def next_due(self) -> datetime | None:
        return self._ask(lambda connection: feeds.next_due(connection, self.addresses))

    def _seconds_to_next(self) -> float:
        due = self.next_due()
        if due is None:
            return LONGEST_SLEEP
        self.listener.doing(f"next at {due:%H:%M} UTC")
        return max(0.0, (due - self.now()).total_seconds())

    def _look(self) -> int:
        """Look at all feeds that are due; how many."""
        due = self._ask(lambda connection: feeds.due_feeds(connection, self.addresses, self.now()))
        found = each_host(due, str, lambda feed: look(feed, self.client, self.largest, self.now()), self.stop, 1e9)
        for part in _parts(found):
            self._record([result for _, result in part])
            self.listener.doing(f"{len(due)} feeds are looked at")
        return len(due)

    def _record(self, found: Sequence[Look | Failure]) -> None:
        moment = self.now()
        turned = self._write(lambda connection: [one for one in found if feeds.record(connection, one, moment)])
        for one in turned:
            self.listener.trouble(one.address, one.reason if isinstance(one, Failure) else "can be read again")

    def _read(self) -> int:
        """Read a batch of the items that are due; how many."""
        tasks = self._write(
            lambda connection: feeds.take(connection, self.addresses, self.now(), MOST_TASKS, OF_A_HOST)
        )
        left = {task.address: task for task in tasks}
        pages = each_host(tasks, lambda task: task.address, lambda task: fetch(task, self.client), self.stop, ROUND)
        for part in _parts(pages):
            self._keep(part)
            for task, _ in part:
                del left[task.address]
            self.listener.doing(f"{len(left)} pages are read")
        if left:
            self._write(lambda connection: feeds.give_back(connection, left.values(), self.now()))
        return len(tasks)

    def _keep(self, part: Sequence[tuple[Task, Exchange | Unreadable]]) -> None:
        """Code the pages that are new or changed, and keep all that became of the part, in one transaction."""
        found = [(task, self._report(task, page)) for task, page in part]
        reports = [report for _, report in found if isinstance(report, Report)]
        there = self._ask(lambda connection: adding.unchanged(connection, reports))
        fresh = [report for number, report in enumerate(reports) if number not in there]
        coded = {id(report): outcome for report, outcome in self.code(fresh)}
        moment = self.now()

        def write(connection: Connection) -> tuple[Added, list[tuple[Task, Unreadable]]]:
            codings = [outcome for outcome in coded.values() if isinstance(outcome, Coding)]
            added = adding.add(connection, codings)
            given_up = []
            for task, report in found:
                outcome = coded.get(id(report))
                if isinstance(outcome, ReadError):
                    report = Unreadable(outcome.reason, lasting=True)
                if isinstance(report, Report):
                    feeds.done(connection, task, outcome is not None, moment)
                elif feeds.failed(connection, task, report, moment):
                    given_up.append((task, report))
            return added, given_up

        added, given_up = self._write(write)
        for task, why in given_up:
            self.listener.trouble(task.link, f"{why.reason}; given up after {task.tries} tries")
        if added.total:
            self.listener.kept(added)

    def _report(self, task: Task, page: Exchange | Unreadable) -> Report | Unreadable:
        if isinstance(page, Unreadable):
            return page
        if self.keeper is not None:
            try:
                self.keeper.keep(page)
            except ReadError as error:
                self.listener.trouble(error.name, f"{error.reason}; {task.link} is read, but not kept")
        return report_of(task, page, self.largest)

    def _ask(self, work: Callable[[Connection], T]) -> T:
        return self._until_done(self.store.reading, work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        def whole(connection: Connection) -> T:
            with transaction(connection):
                return work(connection)

        return self._until_done(self.store.writing, whole)

    def _until_done(self, opened: Callable[[], Any], work: Callable[[Connection], T]) -> T:
        """Work on the store. Where the disk is full, or another process has the file, it is tried again until it is
        done: nothing is lost, and nothing further is fetched meanwhile."""
        wait, longest = DISK_RETRY
        while True:
            try:
                with opened() as connection:
                    return work(connection)
            except StoreError as error:
                if not self.patient:
                    raise
                self.listener.trouble(str(self.store.path), f"{error}; nothing is lost, tried again in {wait:g} s")
                if self.stop.wait(wait):
                    raise
                wait = min(2 * wait, longest)


def _parts(found: Iterator[T]) -> Iterator[list[T]]:
    """Results in parts of `PART`, or of as many as came within `PATIENCE` seconds."""
    part: list[T] = []
    begin = time.monotonic()
    for one in found:
        part.append(one)
        if len(part) >= PART or time.monotonic() - begin > PATIENCE:
            yield part
            part, begin = [], time.monotonic()
    if part:
        yield part
