"""How far a long run has come, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds of work before anything is shown."""
INTERVAL = 0.5
_CLEAR = "\r\x1b[K"


def counted(items: Iterable[T], noun: str) -> Iterator[T]:
    """The items, while one line tells how many have passed and how many a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    begin = time.monotonic()
    shown = begin + PATIENCE - INTERVAL
    count = 0
    try:
        for count, item in enumerate(items, 1):
            now = time.monotonic()
            if now - shown >= INTERVAL:
                shown = now
                print(
                    f"{_CLEAR}{count} {noun}, {count / (now - begin):.1f} a second", end="", file=sys.stderr, flush=True
                )
            yield item
    finally:
        if shown >= begin + PATIENCE:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
