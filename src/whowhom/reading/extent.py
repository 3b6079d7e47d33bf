"""How far reading has come in inputs whose size is known."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from whowhom.reading.given import PassedOver, Unread
from whowhom.records import Report


class Extent:
    """Counts bytes of inputs: of archives and pages as they are read, of tables when they have been. What has no size,
    as an address or standard input, counts nothing."""

    def __init__(self, inputs: Iterable[str | Path]) -> None:
        self._inputs = list(inputs)
        self._sizes = [_size(Path(item)) for item in self._inputs]
        self._before = self._within = self._place = 0
        self._archive: str | None = None

    def share(self) -> float:
        """From 0 to 1; 0 as long as nothing can be told."""
        return min(1.0, (self._before + self._within + self._place) / (sum(self._sizes) or 1))

    def inputs(self) -> Iterator[str | Path]:
        """The inputs, which count when the next one is asked for."""
        for item, size in zip(self._inputs, self._sizes, strict=True):
            yield item
            self._before += size
            self._within = self._place = 0
            self._archive = None

    def entries(self, entries: Iterable[Report | Unread | PassedOver]) -> Iterator[Report | Unread | PassedOver]:
        """The entries that are read of these inputs, which count as they pass."""
        for entry in entries:
            if isinstance(entry, Unread):
                self._pass(entry)
            yield entry

    def _pass(self, entry: Unread) -> None:
        if entry.archive is None:
            self._within += _size(Path(entry.name))
        elif entry.archive == self._archive:
            self._place = entry.place
        else:
            self._within += _size(Path(self._archive)) if self._archive else 0
            self._archive, self._place = entry.archive, entry.place


def _size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(path) for name in names)
    except OSError:
        return 0
