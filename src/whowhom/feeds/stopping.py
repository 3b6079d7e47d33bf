"""A wish to stop that wakes whoever is waiting."""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from whowhom.signals import on_stop


class Stop:
    """Set once, by a signal or by hand. A socket that becomes readable tells all threads at once; unlike an Event it
    may be set within a signal handler at any moment."""

    def __init__(self) -> None:
        self._tells, self._told = socket.socketpair()
        self._tells.setblocking(False)
        self.is_set = False

    def set(self) -> None:
        if not self.is_set:
            self.is_set = True
            self._tells.send(b".")

    def wait(self, seconds: float) -> bool:
        """Whether the wish came within so many seconds."""
        if not self.is_set and seconds > 0:
            select.select([self._told], [], [], seconds)
        return self.is_set

    def close(self) -> None:
        self._tells.close()
        self._told.close()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Within the block SIGINT and SIGTERM are wishes to stop; a second SIGINT ends the process as ever."""

        def stop(*_: object) -> None:
            signal.signal(signal.SIGINT, before[signal.SIGINT])
            self.set()

        with on_stop(stop) as before:
            yield
