"""Coding many reports, in their order, with as many processes as asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.errors import ModelError, ReadError
from whowhom.pool import Lost, Pool
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
    reports: Iterable[Report],
    setup: Setup,
    on_error: OnError,
    workers: int | None = None,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Coding]:
    """Codings in the order of the reports. A report that cannot be coded is told to `on_error` and left out.

    `workers` is the number of processes, by default one a core; a few reports are always coded in this process. In
    processes of its own, a report that kills one or takes more than `time_limit` seconds is told and left out too.
    """
    reports = iter(reports)
    first = list(islice(reports, FEW))
    workers = workers or cores()
    alone = workers == 1 or len(first) < FEW
    finds = _here if alone else _in_processes
    for report, found in finds(_chunks(chain(first, reports)), setup, workers, time_limit):
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


def _here(chunks: Iterable[list[Report]], setup: Setup, *_: object) -> Iterator[tuple[Report, Found]]:
    coder = None  # made when the first report has been read: unreadable input is told at once
    for chunk in chunks:
        coder = coder or setup.coder()
        yield from zip(chunk, code_chunk(coder, chunk), strict=True)


def _in_processes(
    chunks: Iterable[list[Report]], setup: Setup, workers: int, limit: float
) -> Iterator[tuple[Report, Found]]:
    for report, found in Pool(partial(_start, setup), workers, limit).run(chunks):
        yield report, found.reason if isinstance(found, Lost) else found


def _start(setup: Setup) -> Callable[[list[Report]], list[Found]]:
    return partial(code_chunk, setup.coder())


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
