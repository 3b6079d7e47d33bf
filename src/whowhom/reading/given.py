"""What the readers of all kinds of input share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from whowhom.errors import ReadError
from whowhom.records import Report


@dataclass(frozen=True, slots=True)
class Given:
    """One input as it was given: what errors call it, the id of its report (or the beginning of its rows' ids), and
    the publication date for reports that tell none."""

    name: str
    id: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader tells of an input that it could read: nothing is wrong, so no run fails for it."""

    name: str
    words: str

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that is at hand but not yet read: its id, what errors call it, and the costly rest of reading, which any
    process can do. `make` raises ReadError, or PassedOver."""

    id: str
    name: str
    make: Callable[[], Report]
    archive: str | None = None
    """The archive it is a capture of."""
    place: int = 0
    """The byte of the archive where it begins."""


class PassedOver(Exception):
    """What an archive holds beside reports: nothing is wrong with it, it is counted by its `kind`."""

    def __init__(self, archive: str, kind: str) -> None:
        super().__init__(archive, kind)
        self.archive, self.kind = archive, kind


Found: TypeAlias = Iterator[Report | Unread | PassedOver | ReadError | Note]
"""Reports in order, and in between what could not be read: a reader goes on after a bad row."""

Reader: TypeAlias = Callable[[Path, Given], Found]
