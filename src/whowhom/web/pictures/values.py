"""What the pictures show: counts of incidents, each once however many reports tell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

ToPlace = Callable[[str], str | None]
"""The address to which a state leads, by its code."""
ToTime = Callable[[str, str, int | None], str | None]
"""The address to which a period leads, by its first and last day, ISO; of one quad class, or None for all."""
ToParty = Callable[[str], str | None]
ToPair = Callable[[str, str], str | None]
"""The address to which a pair leads: who acts, on whom."""


@dataclass(frozen=True, slots=True)
class MapCount:
    """Incidents that took place in a state, and how many of them somebody denies."""

    incidents: int
    disputed: int = 0


class Bar(Protocol):
    """Incidents of one quad class in the period that begins on this ISO day; None for those that are in none."""

    @property
    def period(self) -> str | None: ...
    @property
    def quad(self) -> int: ...
    @property
    def incidents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Act:
    """Incidents in which one party acts on another, each by country code or name; the mean of their intensities, from
    -10 to 10; their most frequent quad class."""

    actor: str
    recipient: str
    incidents: int
    intensity: float
    quad: int
