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


Found: TypeAlias = Iterator[Report | ReadError | Note]
"""Reports in order, and in between what could not be read: a reader goes on after a bad row."""

Reader: TypeAlias = Callable[[Path, Given], Found]
