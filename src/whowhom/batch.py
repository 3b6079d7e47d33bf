"""Coding many reports, in their order, with as many processes as asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.chunks import in_chunks
from whowhom.errors import ModelError, ReadError
from whowhom.pool import Lost, Pool
from whowhom.reading import Archives, Entry, Note, PassedOver, made
from whowhom.records import Coding, Event, Report, Statement

if TYPE_CHECKING:
    from whowhom.coder import Coder

FEW = 20
"""So few reports are coded before a second process has loaded its model."""
CHUNK = 16
"""Reports handed to a process at a time."""
TIME_LIMIT = 300.0
"""Seconds that one report may take; a report of usual length takes a tenth of one."""

OnError = Callable[[ReadError], None]
OnNote = Callable[[Note], None]


@dataclass(frozen=True)
class Coded:
    """What a process returns: the records, and the report where the process has read it itself."""

    report: Report | None
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Failed:
    """Why an entry cannot be read or coded."""

    reason: str


Found = Coded | Failed | PassedOver


@dataclass(frozen=True)
class Setup:
    """What a coder is made of; small enough to be sent to other processes."""

    model: str | None = None
    data: Path | None = None
    statements: bool = True

    def coder(self) -> Coder:
        """The coder, the same one in all of this process."""
        return _load(self)


@lru_cache(maxsize=2)
def _load(setup: Setup) -> Coder:
    from whowhom.coder import Coder

    named = {"model": setup.model} if setup.model else {}
    return Coder(data=setup.data, statements=setup.statements, **named)


def code_reports(
    reports: Iterable[Entry],
    setup: Setup,
    on_error: OnError,
    workers: int | None = None,
    time_limit: float = TIME_LIMIT,
    on_note: OnNote | None = None,
) -> Iterator[Coding]:
    """Codings in the order of the reports. A report that cannot be read or coded is told to `on_error` and left out;
    what archives hold is told to `on_note` at the end.

    `workers` is the number of processes, by default one a core; a few reports are always coded in this process. In
    processes of its own, a report that kills one or takes more than `time_limit` seconds is told and left out too.
    """
    archives = Archives()
    for entry, found in code_entries(reports, setup, workers, time_limit):
        archives.count(entry, found)
        if isinstance(found, Coding):
            yield found
        elif isinstance(found, ReadError):
            on_error(found)
    if on_note is not None:
        for note in archives.notes():
            on_note(note)


def code_entries(
    entries: Iterable[Entry], setup: Setup, workers: int | None = None, time_limit: float = TIME_LIMIT
) -> Iterator[tuple[Entry, Coding | ReadError | PassedOver]]:
    """Each entry with what became of it, in order."""
    entries = iter(entries)
    first = list(islice(entries, FEW))
    workers = workers or cores()
    alone = workers == 1 or len(first) < FEW
    finds = _here if alone else _in_processes
    for entry, found in finds(in_chunks(chain(first, entries), CHUNK), setup, workers, time_limit):
        yield entry, _outcome(entry, found)


CodingPool = Pool[Entry, Found]


def coding_pool(setup: Setup, workers: int, time_limit: float) -> CodingPool:
    """Processes that load their model once and code one run of entries after the other (`code_with`)."""
    return Pool(partial(_start, setup), workers, time_limit, keep=True)


def code_with(pool: CodingPool, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Coding | ReadError | PassedOver]]:
    """As `code_entries`, by a pool that stays."""
    for entry, found in _lost_told(pool.run(in_chunks(entries, CHUNK))):
        yield entry, _outcome(entry, found)


def _outcome(entry: Entry, found: Found) -> Coding | ReadError | PassedOver:
    if isinstance(found, Coded):
        report = found.report or entry
        assert isinstance(report, Report)
        return Coding(report, found.events, found.statements)
    return ReadError(_name(entry), found.reason) if isinstance(found, Failed) else found


def _name(entry: Entry) -> str:
    """What errors call it."""
    if isinstance(entry, PassedOver):
        return entry.archive
    return entry.id if isinstance(entry, Report) else entry.name


def cores() -> int:
    """The cores that this process may use, not those of the whole machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _here(chunks: Iterable[list[Entry]], setup: Setup, *_: object) -> Iterator[tuple[Entry, Found]]:
    coder = None  # made when the first report has been read: unreadable input is told at once
    for chunk in chunks:
        read = [made(entry) for entry in chunk]
        if coder is None and any(isinstance(report, Report) for report in read):
            coder = setup.coder()
        yield from zip(chunk, _code_all(coder, chunk, read), strict=True)


def _in_processes(
    chunks: Iterable[list[Entry]], setup: Setup, workers: int, limit: float
) -> Iterator[tuple[Entry, Found]]:
    yield from _lost_told(Pool(partial(_start, setup), workers, limit).run(chunks))


def _lost_told(results: Iterable[tuple[Entry, Found | Lost]]) -> Iterator[tuple[Entry, Found]]:
    for entry, found in results:
        yield entry, Failed(found.reason) if isinstance(found, Lost) else found


def _start(setup: Setup) -> Callable[[list[Entry]], list[Found]]:
    return partial(code_chunk, setup.coder())


def code_chunk(coder: Coder, chunk: Sequence[Entry]) -> list[Found]:
    """What becomes of each entry."""
    return _code_all(coder, chunk, [made(entry) for entry in chunk])


def _code_all(
    coder: Coder | None, chunk: Sequence[Entry], read: Sequence[Report | ReadError | PassedOver]
) -> list[Found]:
    reports = [report for report in read if isinstance(report, Report)]
    codings = iter(_code(coder, reports) if coder is not None else ())
    found: list[Found] = []
    for entry, report in zip(chunk, read, strict=True):
        if isinstance(report, ReadError):
            found.append(Failed(report.reason))
        elif isinstance(report, PassedOver):
            found.append(report)
        else:
            coded = next(codings)
            if isinstance(coded, Coded) and entry is not report:
                coded = Coded(report, coded.events, coded.statements)
            found.append(coded)
    return found


def _code(coder: Coder, reports: Sequence[Report]) -> list[Coded | Failed]:
    """Many at once is faster; if one of them fails, each alone shows which one it is."""
    try:
        return [Coded(None, coding.events, coding.statements) for coding in coder.code_all(reports)]
    except ModelError:
        raise
    except Exception:
        return [_code_one(coder, report) for report in reports]


def _code_one(coder: Coder, report: Report) -> Coded | Failed:
    try:
        coding = coder.code(report)
    except ModelError:
        raise
    except ReadError as error:
        return Failed(error.reason)
    except Exception as error:  # one report must not end a batch of thousands
        return Failed(f"cannot be coded: {type(error).__name__}: {error}")
    return Coded(None, coding.events, coding.statements)
