"""The store of a page: opened for reading while requests come, closed soon after the last, so that a writer gets in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from whowhom.errors import StoreError
from whowhom.store.file import Connection, opened
from whowhom.web.refusal import Refusal

PATIENCE = 2.0
"""Seconds that a request waits for a writer."""
IDLE = 1.0
"""Seconds without a request after which the file is closed."""
LIMIT = 30.0
"""Seconds that the queries of one request may take."""
ENDING = 5.0
"""Seconds that closing waits for what is interrupted."""
Stamp = tuple[int, ...]


class Reader:
    """Opening a file costs, so requests share it; each has a cursor of its own. The file is opened for reading only."""

    def __init__(self, path: Path, patience: float = PATIENCE, idle: float = IDLE) -> None:
        self.path, self.patience, self.idle = path, patience, idle
        self._lock = threading.Condition()
        self._open: tuple[ExitStack, Connection, Stamp] | None = None
        self._cursors: list[Connection] = []
        self._closing: threading.Timer | None = None

    def stamp(self) -> Stamp:
        """What is different whenever the file is, or what a writer that was killed left beside it: a page made at the
        same stamp still holds."""
        try:
            found = [self.path.stat()]
        except OSError as error:
            raise Refusal(503, f"The store {self.path} is not there any more.") from error
        with suppress(OSError):
            found.append(Path(f"{self.path}.wal").stat())
        return tuple(number for stat in found for number in (stat.st_ino, stat.st_mtime_ns, stat.st_size))

    @contextmanager
    def connection(self, seconds: float = LIMIT) -> Iterator[Connection]:
        """A cursor for one request. `Refusal` (503) while somebody writes, and for what takes longer than `seconds`."""
        cursor = self._enter()
        clock = threading.Timer(seconds, cursor.interrupt)
        clock.daemon = True
        clock.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise Refusal(503, f"The answer takes longer than {seconds:.0f} seconds; ask for less.") from error
        finally:
            clock.cancel()
            self._leave(cursor)

    def close(self) -> None:
        """Close the file; what is being asked is ended first."""
        with self._lock:
            for cursor in self._cursors:
                cursor.interrupt()
            self._lock.wait_for(lambda: not self._cursors, ENDING)
            self._close()

    def _enter(self) -> Connection:
        with self._lock:
            if self._closing:
                self._closing.cancel()
                self._closing = None
            if self._open and not self._cursors and self._open[2] != self.stamp():
                self._close()
            if self._open is None:
                stack = ExitStack()
                try:
                    connection = stack.enter_context(opened(self.path, patience=self.patience))
                except StoreError as error:
                    raise Refusal(503, f"{error}.") from error
                self._open = stack, connection, self.stamp()
            cursor = self._open[1].cursor()
            self._cursors.append(cursor)
            return cursor

    def _leave(self, cursor: Connection) -> None:
        with self._lock:
            cursor.close()
            self._cursors.remove(cursor)
            self._lock.notify_all()
            if not self._cursors:
                self._closing = threading.Timer(self.idle, self._close_if_idle)
                self._closing.daemon = True
                self._closing.start()

    def _close_if_idle(self) -> None:
        with self._lock:
            if not self._cursors:
                self._close()

    def _close(self) -> None:
        if self._open:
            self._open[0].close()
            self._open = None
