"""Daft in a process of its own: where it breaks, whoever started it still stands and can begin again.

Where one of its workers is killed, Daft's native runner raises an error, aborts the whole process, or waits for ever:
so its process looks after them by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from whowhom.errors import DataError, ModelError, WhowhomError
from whowhom.process import Process

T = TypeVar("T")
MOST = 2
"""Starts in a row that get nothing done: whoever kills at random may hit the first unit."""
INTERVAL = 0.5
"""Seconds between two looks at the workers."""
LONGEST = 300
"""Characters that are told of what a runner raised: Daft puts all that a worker has printed into it."""


class Broken(WhowhomError):
    """The runner ended in the middle: to begin again may help."""


def in_child(make: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What `make` yields in a process of its own, with which all ends that it started. Raises `Broken`, and another
    `WhowhomError` where to begin again would not help."""
    process = Process(_send, make, leads=True)
    try:
        while True:
            try:
                is_last, message = process.connection.recv()
            except (EOFError, OSError):
                raise Broken(_end(process.status())) from None
            if isinstance(message, WhowhomError):
                raise message
            if is_last:
                process.status()  # on a cluster it takes its leave
                return
            yield message
    finally:
        process.end()


def result(make: Callable[[], T]) -> T:
    """What `make` returns in a process of its own; begun again where the runner breaks."""
    for _ in range(MOST - 1):
        with suppress(Broken):
            return _only(make)
    return _only(make)


def _only(make: Callable[[], T]) -> T:
    [found] = in_child(partial(_one, make))
    return found


def _one(make: Callable[[], T]) -> Iterator[T]:
    yield make()


def _send(connection: Connection[Any, Any], make: Callable[[], Iterable[Any]]) -> None:
    if hasattr(os, "waitid"):
        threading.Thread(target=_die_with_workers, daemon=True).start()
    try:
        for one in make():
            connection.send((False, one))
        connection.send((True, None))
    except Exception as error:
        connection.send((True, told(error)))
    if ray := sys.modules.get("ray"):
        ray.shutdown()
    os._exit(0)  # the threads of Daft's native runner do not outlive the interpreter well


def _die_with_workers() -> None:
    """Whatever signal ends a worker ends this process too. Another thread than Daft's main one must see to it: that one
    may wait for the worker to call back, and is not where the signal of its end arrives."""
    while True:
        time.sleep(INTERVAL)
        with suppress(ChildProcessError):
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)  # seen only: Daft collects it
            if found and found.si_code in (os.CLD_KILLED, os.CLD_DUMPED):
                os.kill(os.getpid(), found.si_status)
                os._exit(1)  # it was one that we do not heed


def told(error: BaseException) -> WhowhomError:
    """What a runner raised: the error of ours or of the system that is behind it, else `Broken`."""
    cause: BaseException | None = error
    while cause is not None:
        error, cause = cause, cause.__cause__
        if isinstance(error, (DataError, ModelError)):
            return error
        if isinstance(error, WhowhomError):
            return WhowhomError(str(error))
        if isinstance(error, OSError) and not isinstance(error, ConnectionError):
            return WhowhomError(
                f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
            )
    words = (str(error).strip().splitlines() or [type(error).__name__])[-1]
    third = LONGEST // 3
    return Broken(words if len(words) <= LONGEST else f"{words[:third]} ... {words[-2 * third :]}")


def _end(status: int | None) -> str:
    if status is None:
        return "Daft hung up"
    return f"Daft was ended by {signal.Signals(-status).name}" if status < 0 else f"Daft ended with status {status}"
