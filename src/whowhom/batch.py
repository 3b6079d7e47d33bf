"""Coding many reports, in their order, with as many processes as asked for."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.errors import ModelError, ReadError, WhowhomError
from whowhom.records import Coding, Event, Report, Statement

if TYPE_CHECKING:
    from whowhom.coder import Coder

FEW = 20
"""So few reports are coded before a second process has loaded its model."""
CHUNK = 16
"""Reports handed to a process at a time."""

OnError = Callable[[ReadError], None]
Found = tuple[tuple[Event, ...], tuple[Statement, ...]] | str
"""What a process returns for a report: its records without the report's text, or why it cannot be coded."""


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
    reports: Iterable[Report], setup: Setup, on_error: OnError, workers: int | None = None
) -> Iterator[Coding]:
    """Codings in the order of the reports. A report that cannot be coded is told to `on_error` and left out.

    `workers` is the number of processes, by default one a core; a few reports are always coded in this process.
    """
    reports = iter(reports)
    first = list(islice(reports, FEW))
    workers = workers or cores()
    alone = workers == 1 or len(first) < FEW
    finds = _here if alone else _in_processes
    for report, found in finds(_chunks(chain(first, reports)), setup, workers):
        if isinstance(found, str):
            on_error(ReadError(report.id, found))
        else:
            yield Coding(report, *found)


def cores() -> int:
    """The cores that this process may use, not those of the whole machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(reports: Iterator[Report]) -> Iterator[list[Report]]:
    while chunk := list(islice(reports, CHUNK)):
        yield chunk


def _here(chunks: Iterable[list[Report]], setup: Setup, workers: int) -> Iterator[tuple[Report, Found]]:
    coder = None  # made when the first report has been read: unreadable input is told at once
    for chunk in chunks:
        coder = coder or setup.coder()
        yield from zip(chunk, code_chunk(coder, chunk), strict=True)


def _in_processes(chunks: Iterable[list[Report]], setup: Setup, workers: int) -> Iterator[tuple[Report, Found]]:
    spawn = multiprocessing.get_context("spawn")  # forking is unsafe once Polars has started its threads
    pool = ProcessPoolExecutor(workers, spawn, _start, (setup,))
    waiting: deque[tuple[list[Report], Future[list[Found]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_code, chunk)))
            if len(waiting) > 3 * workers:  # reading must not run ahead of coding without bound
                yield from _next(waiting)
        while waiting:
            yield from _next(waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _next(waiting: deque[tuple[list[Report], Future[list[Found]]]]) -> Iterator[tuple[Report, Found]]:
    chunk, future = waiting.popleft()
    try:
        yield from zip(chunk, future.result(), strict=True)
    except BrokenProcessPool as error:
        raise WhowhomError(
            f"a process that codes ended at or after the report {chunk[0].id!r}, perhaps for want of memory: "
            "try again with --workers 1"
        ) from error


_coder: Coder | Exception | None = None  # one a process, loaded once


def _start(setup: Setup) -> None:
    """An error here would break the pool and be lost: it is kept, and raised by the first chunk."""
    global _coder
    try:
        _coder = setup.coder()
    except Exception as error:
        _coder = error


def _code(chunk: list[Report]) -> list[Found]:
    assert _coder is not None
    if isinstance(_coder, Exception):
        raise _coder
    return code_chunk(_coder, chunk)


def code_chunk(coder: Coder, chunk: Sequence[Report]) -> list[Found]:
    """Many at once is faster; if one of them fails, each alone shows which one it is."""
    try:
        return [(coding.events, coding.statements) for coding in coder.code_all(chunk)]
    except ModelError:
        raise
    except Exception:
        return [_code_one(coder, report) for report in chunk]


def _code_one(coder: Coder, report: Report) -> Found:
    try:
        coding = coder.code(report)
    except ModelError:
        raise
    except ReadError as error:
        return error.reason
    except Exception as error:  # one report must not end a batch of thousands
        return f"cannot be coded: {type(error).__name__}: {error}"
    return coding.events, coding.statements
