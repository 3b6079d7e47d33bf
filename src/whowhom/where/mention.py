"""A place as a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whowhom.language.text import Word
from whowhom.records import Place, Report

Precision = Literal["city", "region", "country"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at `start:end` of the report. `country` is ISO alpha-3, None for seas and wide regions;
    coordinates are degrees. `kind` is that of `table.Entry`, or "unknown" for a name that only its surroundings make
    a place. `head` is the word on which the name hangs in its sentence."""

    start: int
    end: int
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    kind: str
    head: Word
    sure: bool = True
    """False for a small or word-like name that nothing beside it makes a place: it may be a surname."""

    @property
    def precision(self) -> Precision | None:
        return _PRECISION.get(self.kind)

    @property
    def is_capital(self) -> bool:
        return self.kind == "capital"

    def place(self, report: Report) -> Place:
        return Place(self.name, self.country, self.latitude, self.longitude, self.geonames_id, self.precision,
                     report.span(self.start, self.end))  # fmt: skip


_PRECISION: dict[str, Precision] = {
    "town": "city", "capital": "city", "site": "city", "division": "region", "region": "region", "island": "region",
    "mountain": "region", "water": "region", "border": "region", "country": "country",
}  # fmt: skip
