"""A process that works for this one, with a connection: the end of it is the end of the connection, ours is its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

SPAWN = multiprocessing.get_context("spawn")  # forking is unsafe once Polars has started its threads
PATIENCE = 10.0
"""Seconds that a process which has hung up may take to end by itself."""


class Process:
    """Calls `work(connection, *arguments)`, all picklable. Ctrl-C is for the one that started it, who tells when to
    stop. A process that `leads` takes all that it has started with it when it is ended, and when we are killed."""

    def __init__(self, work: Callable[..., None], *arguments: Any, leads: bool = False) -> None:
        self.connection, theirs = SPAWN.Pipe()
        self.leads = leads
        self._process = SPAWN.Process(target=_live, args=(theirs, leads, work, arguments), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()  # so that the end of the process is the end of the connection

    def status(self) -> int | None:
        """How a process ended that has hung up: its exit status, or less than 0 the signal that ended it; None where it
        still stands."""
        self._process.join(PATIENCE)
        return self._process.exitcode

    def end(self) -> None:
        self.connection.close()
        if self.leads:
            with suppress(ProcessLookupError, TypeError):  # it has not come to lead, or nothing is left
                os.killpg(self._process.pid, signal.SIGKILL)  # type: ignore[arg-type]
        self._process.kill()
        self._process.join()
        self._process.close()


def _live(connection: Connection[Any, Any], leads: bool, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if leads:
        os.setpgrp()
    _end_with_parent(leads)
    work(connection, *arguments)


def _end_with_parent(leads: bool) -> None:
    """A parent that is killed ends nobody, and this process may hang. The pipe by which multiprocessing knows of the
    parent's end becomes readable then; Linux sends a signal for that, which nothing that runs here can keep waiting."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    if sys.platform == "linux":
        import fcntl

        pipe = parent.sentinel
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(pipe, fcntl.F_SETOWN, -os.getpgrp() if leads else os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
        if not parent.is_alive():  # since before we asked
            os._exit(1)
    else:
        end = os.killpg if leads else os.kill

        def wait() -> None:
            parent.join()
            end(os.getpid(), signal.SIGKILL)

        threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process that starts in the block is not stopped by Ctrl-C before it has learnt to take none."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
