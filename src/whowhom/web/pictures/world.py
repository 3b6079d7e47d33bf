"""The world: states shaded by the incidents that took place in them, and the part of it with most of them, larger.

States too small to be seen or hit have a dot. A disputed area has the shade of the state to which the table of places
gives its towns; its borders are dashed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from whowhom.store.naming import common_name
from whowhom.web.pictures.atlas import WORLD, Outline, Region, borders, outlines, regions
from whowhom.web.pictures.markup import element, mark, picture, title, words
from whowhom.web.pictures.values import MapCount, ToPlace
from whowhom.web.words import count as counted

DOTTED, SMALL = 120, 480
"""Square units of area below which a state has a dot; below which its mark reaches beyond it, to be hit."""
FAINT = 2.5
"""Units of radius of what has neither incidents nor an outline."""
FEW = 3
"""States with incidents from which a region is worth a picture of its own."""
SHADES = {1: (5,), 2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""How many classes there are to the shades that they have, of five."""
NOTE = (
    "Dashed borders are disputed. Each place counts for the state to which the table of places (GeoNames) gives it. "
    "Shades and borders say nothing about whose land it is."
)


class _Shown:
    """States with incidents, their shades and where they lead."""

    def __init__(self, counts: Mapping[str, MapCount], to: ToPlace | None) -> None:
        self.counts: dict[str, MapCount] = {code: count for code, count in counts.items() if count.incidents > 0}
        self.floors = class_floors([count.incidents for count in self.counts.values()])
        self.marks = sorted((outlines()[code] for code in self.counts if code in outlines()), key=lambda one: -one.area)
        self.to = to

    def told(self, code: str) -> str:
        count = self.counts[code]
        disputed = f", {count.disputed:,} disputed" if count.disputed else ""
        return f"{common_name(code)}: {counted(count.incidents, 'incident')}{disputed}"

    def shade(self, code: str) -> str:
        at = sum(self.counts[code].incidents >= floor for floor in self.floors)
        return f"map-c{SHADES[len(self.floors)][at - 1]}"

    def address(self, code: str) -> str | None:
        return self.to(code) if self.to else None

    def incidents(self, marks: Iterable[Outline]) -> int:
        return sum(self.counts[one.code].incidents for one in marks)


def world_map(counts: Mapping[str, MapCount], link: ToPlace | None = None) -> str:
    """The map, its legend, the states that no outline has, and a note on borders."""
    shown = _Shown(counts, link)
    region = _busiest(shown)
    return "".join((
        _world(shown),
        _legend(shown),
        _larger(shown, region) if region else "",
        _unplaced(shown),
        element("p", words(NOTE), class_="picture-note"),
    ))  # fmt: skip


def class_floors(numbers: Sequence[int]) -> list[int]:
    """The least number of each of at most five classes, from 1 on, in steps of about the same ratio: counts of
    incidents are spread so that equal steps would leave nearly all states in the first."""
    most = max(numbers, default=0)
    steps = max(SHADES)
    if most <= steps:
        return list(range(1, most + 1))
    floors = [1]
    for step in range(1, steps):
        floor = _nice(most ** (step / steps))
        if floors[-1] < floor <= most:
            floors.append(floor)
    return floors


def _nice(number: float) -> int:
    """The nearest, by ratio, of 1, 2, 5, 10, 20, 50 and so on."""
    power = 10 ** (len(str(int(number))) - 1)
    return int(min((nice * power for nice in (1, 2, 5, 10)), key=lambda nice: max(nice / number, number / nice)))


def _world(shown: _Shown) -> str:
    states = counted(len(shown.marks), "state or territory", "states and territories")
    return picture(
        "map", f"Map of the world: {counted(shown.incidents(shown.marks), 'incident')} in {states}",
        _empty(shown.counts),
        *(_shape(shown, one) for one in shown.marks),
        _borders(),
        *(_dot(shown, one) for one in shown.marks if one.area < SMALL),
        viewBox=f"{WORLD.x} {WORLD.y} {WORLD.width} {WORLD.height}",
    )  # fmt: skip


def _shape(shown: _Shown, one: Outline) -> str:
    """Small states are linked by their dots, which are drawn above all borders."""
    if not one.path:
        return ""
    path = element("path", d=one.path, class_=shown.shade(one.code), id=f"map-{one.code}")
    return path if one.area < SMALL else mark(shown.address(one.code), shown.told(one.code), path)


def _dot(shown: _Shown, one: Outline, scale: float = 1.0, **attributes: object) -> str:
    """Lines without length: the style gives them a width in pixels, whatever the width of the map, `scale` times that
    of the world."""
    place = f"M{one.x} {one.y}h0"
    marks = [element("path", d=place, class_="reach")]
    if one.area < DOTTED * scale**2:
        marks.append(element("path", d=place, class_="halo"))
        marks.append(element("path", d=place, class_=f"dot {shown.shade(one.code)}"))
    return mark(shown.address(one.code), shown.told(one.code), *marks, **attributes)


def _empty(shown: Collection[str]) -> str:
    """States without incidents: named where the pointer rests, left out for those who listen."""
    marks = []
    for one in outlines().values():
        name = title(common_name(one.code)) if one.code else ""
        if one.code in shown:
            continue
        if one.path:
            marks.append(element("path", name, d=one.path))
        else:
            marks.append(element("circle", name, cx=one.x, cy=one.y, r=FAINT))
    return element("g", *marks, id="map-none", class_="none", aria_hidden="true")


def _borders() -> str:
    """All as thin lines of the ground, upon which the disputed ones have dashes."""
    lines = [element("path", d=path, class_="map-border") for path in borders().values()]
    lines.append(element("path", d=borders()["disputed"], class_="map-border map-dashes"))
    return element("g", *lines, id="map-borders", aria_hidden="true")


def _busiest(shown: _Shown) -> Region | None:
    """The region with most incidents, if it has more states with any than a glance at the world would show as well."""
    found = {region: [one for one in shown.marks if region.holds(one)] for region in regions()}
    best = max(found, key=lambda region: shown.incidents(found[region]))
    return best if len(found[best]) >= FEW else None


def _larger(shown: _Shown, region: Region) -> str:
    """The same outlines again. Those who use the keyboard or listen have been through them."""
    scale = region.width / WORLD.width
    marks = []
    for one in shown.marks:
        if not one.path or one.area < DOTTED * scale**2:
            continue
        again = element("use", href=f"#map-{one.code}")
        marks.append(mark(shown.address(one.code), shown.told(one.code), again, tabindex=-1))
    dots = (
        _dot(shown, one, scale, tabindex=-1) for one in shown.marks if one.area < SMALL * scale and region.holds(one)
    )
    drawn = element(
        "svg", element("use", href="#map-none", class_="none"), *marks, element("use", href="#map-borders"), *dots,
        xmlns="http://www.w3.org/2000/svg", class_="picture-map larger", aria_hidden="true",
        viewBox=f"{region.x} {region.y} {region.width} {region.height}",
    )  # fmt: skip
    return element("p", words(f"{region.name}, larger:"), class_="picture-note", aria_hidden="true") + drawn


def _legend(shown: _Shown) -> str:
    floors = shown.floors
    if not floors:
        return element("p", "No incident has a place.", class_="picture-note")
    most = max(count.incidents for count in shown.counts.values())
    entries = []
    for number, (floor, following) in enumerate(pairwise([*floors, most + 1])):
        name = f"{floor:,}" if floor == following - 1 else f"{floor:,}–{following - 1:,}"
        rect = element("rect", width="100%", height="100%", class_=f"map-c{SHADES[len(floors)][number]}")
        entries.append(element("li", element("svg", rect, aria_hidden="true"), " ", name))
    return element("ul", *entries, class_="picture-legend", aria_label="Incidents in a state")


def _unplaced(shown: _Shown) -> str:
    told = []
    for code in shown.counts:
        if code not in outlines():
            address, name = shown.address(code), words(shown.told(code))
            told.append(element("a", name, href=address) if address else name)
    return element("p", "Not on the map: ", "; ".join(told), class_="picture-note") if told else ""
