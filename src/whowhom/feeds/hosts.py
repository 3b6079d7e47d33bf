"""Many hosts asked at once, each of them by one thread: a slow one holds up nobody but itself."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from typing import TypeVar

from whowhom.feeds.stopping import Stop
from whowhom.linking.addresses import host

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 8
"""Hosts."""
_AHEAD = 16
"""Results that wait to be taken; each may hold a page."""


def each_host(
    tasks: Iterable[T], address: Callable[[T], str], do: Callable[[T], R], stop: Stop, seconds: float
) -> Iterator[tuple[T, R]]:
    """Tasks with what `do` made of them, as they are done. After `seconds` (or the wish to stop) no more are begun,
    and after a stop none is waited for: what then does not come was not done. `do` must not raise."""
    by_host: dict[str, deque[T]] = {}
    for task in tasks:
        by_host.setdefault(host(address(task)), deque()).append(task)
    waiting, done = deque(by_host.values()), Queue[tuple[T, R] | None](_AHEAD)
    end = time.monotonic() + seconds
    gone = threading.Event()  # nobody takes results any more

    def put(result: tuple[T, R] | None) -> None:
        while not gone.is_set():
            try:
                done.put(result, timeout=0.5)
                return
            except Full:
                continue

    def work() -> None:
        try:
            while waiting:
                for task in waiting.popleft():
                    if stop.is_set or gone.is_set() or time.monotonic() > end:
                        break
                    result = do(task)
                    if not stop.is_set:  # what a stop has cut short is not done
                        put((task, result))
        except IndexError:  # another thread took the last host
            pass
        finally:
            put(None)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(AT_ONCE, len(by_host)))]
    for thread in threads:
        thread.start()
    left = len(threads)
    try:
        while left and not (stop.is_set and done.empty()):
            try:
                result = done.get(timeout=0.5)
            except Empty:
                continue
            if result is None:
                left -= 1
            else:
                yield result
    finally:
        gone.set()
