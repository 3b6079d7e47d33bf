"""The watch: looks at feeds that are due, reads what is new in them, and keeps it.

Nothing is held in memory from one step to the next: what is to be done stands in the store, and each step is one
transaction. A process that is killed at any moment loses the step it was in, and the next one does it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

from whowhom.chunks import in_chunks
from whowhom.errors import ReadError, StoreError
from whowhom.feeds.hosts import each_host
from whowhom.feeds.look import Failure, Getter, Look, look
from whowhom.feeds.reading import Task, Unreadable, fetch, report_of
from whowhom.feeds.stopping import Stop
from whowhom.reading.keep import Exchange, Keeper
from whowhom.records import Coding, Report
from whowhom.store import adding, feeds
from whowhom.store.adding import Added
from whowhom.store.feeds import Agenda
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

    def recovered(self, name: str) -> None: ...

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
            due = self.work()
            if not self.stop.is_set:
                self._sleep_until(due or self.now() + timedelta(seconds=LONGEST_SLEEP))

    def begin(self) -> None:
        self._write(lambda connection: feeds.register(connection, self.addresses, self.now()))

    def work(self) -> datetime | None:
        """All that is due now, until nothing is, or the wish to stop comes; when there is more to do."""
        agenda = self._ask(self._agenda)
        while not self.stop.is_set and (agenda.feeds or agenda.items):
            agenda = self._look(agenda) if agenda.feeds else self._read()
        return agenda.next

    def _agenda(self, connection: Connection) -> Agenda:
        return feeds.agenda(connection, self.addresses, self.now())

    def _sleep_until(self, due: datetime) -> None:
        self.listener.doing(f"next at {due:%H:%M} UTC")
        while (left := (due - self.now()).total_seconds()) > 0:
            if self.stop.wait(min(left, LONGEST_SLEEP)):
                break

    def _look(self, agenda: Agenda) -> Agenda:
        """Look at all feeds that are due; what is to be done then."""
        self.listener.doing(f"looking at {_count(len(agenda.feeds), 'feed')}")
        found = each_host(agenda.feeds, str, self._looked, self.stop, float("inf"))
        for part in in_chunks(found, PART, PATIENCE):
            turned, agenda = self._write(partial(self._record, [result for _, result in part]))
            for one in turned:
                if isinstance(one, Failure):
                    self.listener.trouble(one.address, one.reason)
                else:
                    self.listener.recovered(one.address)
        return agenda

    def _looked(self, address: str) -> Look | Failure:
        return look(address, self.client, self.largest, self.now())

    def _record(self, looks: Sequence[Look | Failure], connection: Connection) -> tuple[list[Look | Failure], Agenda]:
        moment = self.now()
        turned = [one for one in looks if feeds.record(connection, one, moment)]
        return turned, self._agenda(connection)

    def _read(self) -> Agenda:
        """Read a batch of the items that are due; what is to be done then."""
        tasks, agenda = self._write(self._taken)
        self.listener.doing(f"reading {_count(len(tasks), 'page')}")
        left = {task.address: task for task in tasks}
        pages = each_host(tasks, lambda task: task.address, lambda task: fetch(task, self.client), self.stop, ROUND)
        for part in in_chunks(pages, PART, PATIENCE):
            for task, _ in part:
                del left[task.address]
            agenda = self._keep(part)
            if left:
                self.listener.doing(f"reading {_count(len(left), 'page')}")
        if left:
            agenda = self._write(partial(self._give_back, left.values()))
        return agenda

    def _taken(self, connection: Connection) -> tuple[list[Task], Agenda]:
        tasks = feeds.take(connection, self.addresses, self.now(), MOST_TASKS, OF_A_HOST)
        return tasks, self._agenda(connection)

    def _give_back(self, tasks: Iterable[Task], connection: Connection) -> Agenda:
        feeds.give_back(connection, tasks, self.now())
        return self._agenda(connection)

    def _keep(self, part: Sequence[tuple[Task, Exchange | Unreadable]]) -> Agenda:
        """Code pages, and keep all that became of them in one transaction."""
        read = [(task, self._report(task, page)) for task, page in part]
        coded = {id(report): found for report, found in self.code([r for _, r in read if isinstance(r, Report)])}
        found = [(task, _outcome(report, coded)) for task, report in read]
        added, given_up, agenda = self._write(partial(self._kept, found))
        for task, why in given_up:
            self.listener.trouble(task.link, f"{why.reason}; given up after {task.tries} tries")
        if added.new or added.changed:
            self.listener.kept(added)
        return agenda

    def _kept(
        self, found: Sequence[tuple[Task, Coding | Unreadable]], connection: Connection
    ) -> tuple[Added, list[tuple[Task, Unreadable]], Agenda]:
        moment, given_up = self.now(), []
        codings = [outcome for _, outcome in found if isinstance(outcome, Coding)]
        there = adding.unchanged(connection, [coding.report for coding in codings])
        known = {id(codings[number]) for number in there}
        added = adding.add(connection, codings)
        for task, outcome in found:
            if isinstance(outcome, Coding):
                feeds.done(connection, task, id(outcome) not in known, moment)
            elif feeds.failed(connection, task, outcome, moment):
                given_up.append((task, outcome))
        return added, given_up, self._agenda(connection)

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


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _outcome(report: Report | Unreadable, coded: Mapping[int, object]) -> Coding | Unreadable:
    if isinstance(report, Unreadable):
        return report
    found = coded.get(id(report))
    if isinstance(found, Coding):
        return found
    return Unreadable(found.reason if isinstance(found, ReadError) else "cannot be coded", lasting=True)
