"""When a host may be asked again: one request at a time, a pause between two, and longer where it asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock, RLock

from whowhom.reading.fetch.errors import FetchError


@dataclass(slots=True)
class _Host:
    turn: RLock = field(default_factory=RLock)
    pause: float = 0.0
    free: float = 0.0
    """The moment (monotonic) from which it may be asked."""
    reason: str = ""
    """Why it is not to be asked before."""


class Pace:
    """Keeps to each host's time. `longest` bounds how long anybody waits for a host."""

    def __init__(
        self,
        pause: float,
        longest: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._longest = longest
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until the host may be asked, and lets nobody else ask it within the block.

        Raises FetchError where that would take longer than anybody should wait.
        """
        known = self._host(host)
        with known.turn:
            wait = known.free - self._clock()
            if wait > self._longest:
                again = datetime.now(UTC) + timedelta(seconds=wait)
                words = f"{known.reason}; it is not asked again before {again:%Y-%m-%d %H:%M} UTC"
                raise FetchError(words, wait=wait)
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                known.free = max(known.free, self._clock() + max(self._pause, known.pause))

    def slow(self, host: str, pause: float) -> None:
        """The pause that a host asks for."""
        self._host(host).pause = min(pause, self._longest)

    def hold(self, host: str, seconds: float, reason: str) -> None:
        """Not to be asked for so long."""
        known = self._host(host)
        known.free = max(known.free, self._clock() + seconds)
        known.reason = reason

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())


def retry_after(value: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for, by number or by date; None where it tells nothing."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
