"""A stream cut into lists."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from math import inf
from typing import TypeVar

T = TypeVar("T")


def in_chunks(items: Iterable[T], most: int, seconds: float = inf) -> Iterator[list[T]]:
    """Lists of `most` items; of fewer where so many `seconds` have passed when an item comes, and at the end."""
    chunk: list[T] = []
    begin = time.monotonic()
    for item in items:
        chunk.append(item)
        if len(chunk) >= most or time.monotonic() - begin > seconds:
            yield chunk
            chunk, begin = [], time.monotonic()
    if chunk:
        yield chunk
