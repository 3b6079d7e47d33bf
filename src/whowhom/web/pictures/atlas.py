"""The outlines of states, as `tools/build_map.py` compiled them: whole units, the globe 4,000 wide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from whowhom.data import rows


@dataclass(frozen=True, slots=True)
class Outline:
    """A state or territory: the middle of its largest part, its area in square units, and its path, empty where it is
    too small to have one. Land of no state has no code."""

    code: str
    x: int
    y: int
    area: int
    path: str


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    x: int
    y: int
    width: int
    height: int

    def holds(self, one: Outline) -> bool:
        return self.x <= one.x <= self.x + self.width and self.y <= one.y <= self.y + self.height


WORLD = Region("The world", 120, 0, 3850, 1730)
"""Without the empty sea at both sides."""


@cache
def outlines() -> dict[str, Outline]:
    return {
        row["code"]: Outline(row["code"], int(row["x"]), int(row["y"]), int(row["area"]), row["path"])
        for row in rows("web/map_states.csv", required=("code", "x", "y", "area", "path"))
    }


@cache
def borders() -> dict[str, str]:
    """Agreed and disputed, as paths."""
    return {row["border"]: row["path"] for row in rows("web/map_borders.csv", required=("border", "path"))}


@cache
def regions() -> tuple[Region, ...]:
    """Parts of the world to show larger."""
    return tuple(
        Region(row["name"], int(row["x"]), int(row["y"]), int(row["width"]), int(row["height"]))
        for row in rows("web/map_regions.csv", required=("name", "x", "y", "width", "height"))
    )
