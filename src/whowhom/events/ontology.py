"""The event types with their quad classes, modes and intensities, read from `data/events/ontology.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from whowhom.data import settings
from whowhom.errors import DataError

BY_WORD = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "THREATEN"})
"""Types of acts of speech that are others where they are told by other words."""
BLOWS = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of acts that take place somewhere, and of which one is often told by several verbs."""
STATE_ORGANS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""Sectors of those who act for a state."""


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """One event type. `committed` is the type of a promise to do such an act; `speech` says that the act is done by
    saying something, so that its actor is no further speaker."""

    name: str
    gist: str
    quad: int
    intensity: float
    modes: dict[str, float]
    committed: str | None
    speech: bool


class Ontology:
    def __init__(self, overlay: Path | None = None) -> None:
        table = settings("events/ontology.toml", overlay)
        self.version = str(table.get("version", ""))
        self.types = {name: _type(name, row) for name, row in table.get("types", {}).items()}
        if not self.version or not self.types:
            raise DataError("events/ontology.toml: expected a version and a table [types]")

    def intensity(self, event_type: str, mode: str | None) -> float:
        info = self.types[event_type]
        return info.modes.get(mode, info.intensity) if mode else info.intensity


def _type(name: str, row: dict[str, object]) -> TypeInfo:
    try:
        return TypeInfo(
            name=name,
            gist=str(row["gist"]),
            quad=int(row["quad"]),  # type: ignore[call-overload]
            intensity=float(row["intensity"]),  # type: ignore[arg-type]
            modes={k: float(v) for k, v in row.get("modes", {}).items()},  # type: ignore[attr-defined]
            committed=str(row["committed"]) if row.get("committed") else None,
            speech=bool(row.get("speech", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"events/ontology.toml: type {name}: {error}; expected gist, quad, intensity, modes") from error
