"""Work on many items in processes that may be killed or hang: the item at fault is named, the rest goes on.

The pool of the standard library breaks as a whole when one of its processes dies, and cannot end one that hangs.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from whowhom.errors import WhowhomError
from whowhom.process import Process

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]

STARTS = 3
"""Processes in a row that may end while they start."""
AHEAD = 3
"""Chunks for each process that are read before the first of them is done: memory is bounded."""


@dataclass(frozen=True)
class Lost:
    """An item that has no result: the process that worked on it alone ended or took too long."""

    reason: str


class Pool(Generic[T, R]):
    """`workers` processes, each with the work that `start` makes; `start` must be picklable. Results come in the order
    of the items. A chunk whose process ends, or gives no answer for `limit` seconds, is done again item by item. With
    `keep` the processes of a run that went to its end wait for the next one, until the pool itself is gone."""

    def __init__(self, start: Callable[[], Work[T, R]], workers: int, limit: float, keep: bool = False) -> None:
        self.start, self.workers, self.limit, self.keep = start, workers, limit, keep
        self._waiting: list[_Worker[T, R]] = []
        self.failed_starts = 0

    def run(self, chunks: Iterable[list[T]]) -> Iterator[tuple[T, R | Lost]]:
        """Each item with its result. Raises what `start` raised, and `WhowhomError` if a process cannot start."""
        feed = iter(chunks)
        tasks: deque[_Task[T, R]] = deque()
        jobs: deque[_Job[T, R]] = deque()
        crew, self._waiting = self._waiting or [_Worker[T, R](self.start) for _ in range(self.workers)], []
        try:
            while True:
                while len(tasks) < AHEAD * self.workers and (chunk := next(feed, None)) is not None:
                    tasks.append(_Task(chunk))
                    jobs.append(_Job(tasks[-1], range(len(chunk))))
                if not tasks:
                    if self.keep:
                        crew, self._waiting = [], crew
                    return
                self._assign(crew, jobs)  # first, so that nobody idles while the results are used
                if tasks[0].is_done():
                    yield from tasks.popleft().pairs()
                else:
                    self._collect(crew, jobs)
        finally:
            for worker in crew:
                worker.process.end()

    def _assign(self, crew: list[_Worker[T, R]], jobs: deque[_Job[T, R]]) -> None:
        for worker in crew:
            if worker.is_ready and worker.job is None and jobs:
                worker.take(jobs.popleft(), self.limit)

    def _collect(self, crew: list[_Worker[T, R]], jobs: deque[_Job[T, R]]) -> None:
        """Wait for an answer, an end or a deadline, and deal with it."""
        by_connection = {worker.process.connection: worker for worker in crew}
        deadlines = [worker.deadline for worker in crew if worker.job]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        for connection in wait(list(by_connection), patience):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                worker.answer()
            except (EOFError, OSError):
                self._replace(worker, crew, jobs, "the process that coded it ended, perhaps for want of memory")
        now = time.monotonic()
        for worker in list(crew):
            if worker.job and now > worker.deadline:
                late = f"it takes more than {self.limit:g} seconds: set aside"
                self._replace(worker, crew, jobs, late, most_tries=1)

    def _replace(
        self, worker: _Worker[T, R], crew: list[_Worker[T, R]], jobs: deque[_Job[T, R]], why: str, most_tries: int = 2
    ) -> None:
        self.failed_starts = 0 if worker.is_ready else self.failed_starts + 1
        if self.failed_starts > STARTS:  # whoever kills at random may hit one that is only just starting
            raise WhowhomError("processes that code end while they load their model: try again with --workers 1")
        worker.process.end()
        crew[crew.index(worker)] = _Worker(self.start)
        if job := worker.job:
            jobs.extendleft(job.after_failure(why, most_tries))


@dataclass
class _Task(Generic[T, R]):
    """A chunk of items and what is known of their results."""

    items: list[T]
    results: dict[int, R | Lost] = field(default_factory=dict)

    def is_done(self) -> bool:
        return len(self.results) == len(self.items)

    def pairs(self) -> Iterator[tuple[T, R | Lost]]:
        return ((item, self.results[number]) for number, item in enumerate(self.items))


@dataclass
class _Job(Generic[T, R]):
    """Some items of a task, given to one process at once. `tries` counts how often they failed: first as a chunk, then
    alone; an item whose process ended is tried twice alone, since whoever kills at random must not cost an innocent."""

    task: _Task[T, R]
    positions: Iterable[int]
    tries: int = 0

    def items(self) -> list[T]:
        return [self.task.items[position] for position in self.positions]

    def after_failure(self, why: str, most_tries: int) -> list[_Job[T, R]]:
        """What is still to be done, the first last (for `extendleft`)."""
        positions = list(self.positions)
        if self.tries >= most_tries:
            self.task.results |= dict.fromkeys(positions, Lost(why))
            return []
        tries = self.tries + 1
        return [_Job(self.task, [position], tries) for position in reversed(positions)]


class _Worker(Generic[T, R]):
    def __init__(self, start: Callable[[], Work[T, R]]) -> None:
        self.process = Process(_serve, start)
        self.is_ready = False
        self.job: _Job[T, R] | None = None
        self.deadline = 0.0

    def take(self, job: _Job[T, R], limit: float) -> None:
        self.job, self.deadline = job, time.monotonic() + limit
        with suppress(OSError):  # it has just ended: reading from it will tell
            self.process.connection.send(job.items())

    def answer(self) -> None:
        """Read one message: that the work stands, an error that ends everything, or results."""
        message = self.process.connection.recv()
        if isinstance(message, Exception):
            raise message
        if not self.is_ready:
            self.is_ready = True
        elif self.job:
            self.job.task.results |= dict(zip(self.job.positions, message, strict=True))
            self.job = None


def _serve(connection: Connection[Any, Any], start: Callable[[], Work[Any, Any]]) -> None:
    """The life of a process: make the work, tell so, work off chunks until the parent hangs up."""
    try:
        work = start()
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        connection.send(error)
