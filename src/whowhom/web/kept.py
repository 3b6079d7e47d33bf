"""Answers kept while the store is unchanged: who goes back and forth between pages waits for none of them twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST = 32 * 2**20
"""Bytes of all answers kept."""


class Kept:
    """The answers asked for most recently."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The answer kept, else made now; who asks for it while it is made waits for it."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                body = self.get(key)
                if body is None:
                    self.put(key, body := make())
                return body
        finally:
            with self._lock:
                self._making.pop(key, None)

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def put(self, key: Hashable, body: bytes) -> None:
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._size > self.most:
                _, old = self._bodies.popitem(last=False)
                self._size -= len(old)
