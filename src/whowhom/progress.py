"""How far a long run has come, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds of work before anything is shown."""
INTERVAL = 0.5
_CLEAR = "\r\x1b[K"


def counted(
    items: Iterable[T], noun: str, total: int | None = None, share: Callable[[], float] = lambda: 0.0
) -> Iterator[T]:
    """The items, while one line tells how many have passed, how many a second and, where it is known how many there are
    in `total` or the `share` that is done (0 to 1), the time left."""
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
                print(f"{_CLEAR}{_line(count, noun, now - begin, total, share())}", end="", file=sys.stderr, flush=True)
            yield item
    finally:
        if shown >= begin + PATIENCE:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def _line(count: int, noun: str, seconds: float, total: int | None, share: float) -> str:
    line = f"{count:,}{f' of {total:,}' if total else ''} {noun}, {count / seconds:.1f} a second"
    done = count / total if total else share
    return f"{line}, {_span(seconds / done * (1 - done))} left" if 0 < done <= 1 else line


def _span(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    large, small = divmod(round(seconds / 60), 60) if seconds >= 3600 else divmod(round(seconds), 60)
    return f"{large}:{small:02} {'hours' if seconds >= 3600 else 'minutes'}"
