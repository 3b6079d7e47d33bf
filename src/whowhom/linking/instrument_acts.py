"""What an event does with a treaty, agreement, resolution, law or sanctions programme: signed, ratified, left, ..."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from whowhom.data import rows
from whowhom.records import Event

_OTHERWISE = {"planned": "planned", "possible": "possible"}


@dataclass(frozen=True)
class Action:
    """What is done, and which sides of the event ("actors", "recipients") are thereby parties of the instrument."""

    act: str
    bound: frozenset[str]


@dataclass(frozen=True)
class _Row:
    """A row of `instrument_acts.csv`: what is empty holds of every event."""

    action: Action
    words: re.Pattern[str] | None
    types: frozenset[str]
    modalities: frozenset[str]
    near: str
    kinds: frozenset[str]
    not_kinds: frozenset[str]

    def fits(self, event: Event, kind: str) -> bool:
        if (self.types and event.event_type not in self.types) or kind in self.not_kinds:
            return False
        if (self.modalities and event.modality not in self.modalities) or (self.kinds and kind not in self.kinds):
            return False
        if self.words is not None and not self.words.search(event.trigger.text):
            return False
        if not self.near:
            return True
        near = _pattern(self.near, event.instrument or "")
        return near is not None and any(near.search(span.text) for span in event.evidence)


class InstrumentActs:
    """The first row of the table that fits tells the act."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay

    def of(self, event: Event, kind: str) -> Action:
        """By its name in the table, for a kind of `instruments.csv`; "planned", "possible" or "not ..." where the act
        is not told as done."""
        row = next(row for row in self._rows if row.fits(event, kind))
        if event.modality == "actual" or row.modalities:
            return row.action
        return replace(row.action, act=_OTHERWISE.get(event.modality, f"not {row.action.act}"))

    @cached_property
    def _rows(self) -> list[_Row]:
        columns = ("act", "words", "type", "modality", "near", "of", "bound")
        found = [
            _Row(
                Action(row["act"], _cells(row["bound"])), _pattern(row["words"]), _cells(row["type"]),
                _cells(row["modality"]), row["near"],
                frozenset(kind for kind in _cells(row["of"]) if kind[0] != "!"),
                frozenset(kind[1:] for kind in _cells(row["of"]) if kind[0] == "!"),
            )
            for row in rows("linking/instrument_acts.csv", self._overlay, columns)
        ]  # fmt: skip
        nothing: frozenset[str] = frozenset()
        return [*found, _Row(Action("mentioned", nothing), None, nothing, nothing, "", nothing, nothing)]


def _cells(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("|")))


@lru_cache(maxsize=4096)
def _pattern(cell: str, name: str = "") -> re.Pattern[str] | None:
    """Words of which one must stand there; `*` at the end of one stands for any further letters, `{name}` for the
    name of the instrument."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in cell.split("|") if word]
    given = rf"(?:(?:the|its|their|a)\s+)?{re.escape(name)}"
    pattern = "|".join(words).replace(r"\{name\}", given)
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE) if words else None
