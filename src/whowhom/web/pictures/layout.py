"""Where the parties of a network stand, and where their names do: pixels of a picture of a given size. The same
network is always laid out alike.

Needs networkx and numpy, the extra `web`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
SEED = 7
STEPS = 100
"""Of the springs, after which nothing moves much."""
MAIN = 0.6
"""Share of the height that the largest component has at least, where there are others."""
CELL, ROW = 240.0, 60.0
"""Pixels across and down, at least about, of each of the others."""
GAP = 34.0
"""Pixels between components, one above the other."""
PASSES = 60
"""At most, in which parties that stand too close are moved apart."""
APART = 22.0
"""Pixels between two parties: an arrow can be seen."""
LETTER, LINE = 7.3, 15.0
"""Pixels of a letter's width and of a name's height, about."""
WAY = 7.0
"""Pixels of an arrow that a name should not cover."""
OUTSIDE = 10.0
"""How much worse it is to be cut off than to be covered."""
NEAR = 4.0
"""Pixels between a party and its name."""
ROUNDS = 3
"""In which each name is placed, from the second on with all others in place."""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Square pixels that both cover."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


def places(ties: Mapping[tuple[str, str], float], radii: Mapping[str, float], room: Box) -> dict[str, Point]:
    """`ties`: how strongly two parties pull each other, above 0; `radii`: all parties, with their size. Parties with
    many incidents between them stand close (Fruchterman and Reingold 1991); components stand apart, the largest above
    the others."""
    import networkx

    graph: Any = networkx.Graph()
    graph.add_nodes_from(sorted(radii))
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(ties.items()))
    components = sorted(networkx.connected_components(graph), key=lambda one: (-len(one), min(one)))
    found: dict[str, Point] = {}
    for component, box in zip(components, _boxes([len(one) for one in components], room), strict=True):
        part = graph.subgraph(sorted(component))
        apart = 2.2 / math.sqrt(len(part))
        springs = networkx.spring_layout(part, weight="weight", seed=SEED, iterations=STEPS, k=apart)
        free = {name: (float(x), float(y)) for name, (x, y) in springs.items()}
        found |= _stretched(_level(free), box)
    return _parted(found, radii, room)


def _boxes(sizes: Sequence[int], room: Box) -> list[Box]:
    """A box for each component: the first above, the others in rows under it."""
    if len(sizes) < 2:
        return [room] * len(sizes)
    across = min(len(sizes) - 1, max(1, int(room.width // CELL)))
    rows = math.ceil((len(sizes) - 1) / across)
    high = max(room.height * MAIN, room.height - rows * ROW)
    cell, row = room.width / across, (room.height - high) / rows
    others = [
        Box(room.left + (number % across) * cell + cell / 6, room.top + high + (number // across) * row + GAP,
            cell * 2 / 3, max(row - GAP, 0.0))
        for number in range(len(sizes) - 1)
    ]  # fmt: skip
    return [Box(room.left, room.top, room.width, high), *others]


def _level(points: dict[str, Point]) -> dict[str, Point]:
    """Two alone stand beside each other."""
    return {name: (float(i), 0.0) for i, name in enumerate(sorted(points))} if len(points) == 2 else points


def _stretched(points: dict[str, Point], box: Box) -> dict[str, Point]:
    """To fill the box, both ways; where they are crowded they get more room than where they are few."""
    xs, ys = (_spread({name: point[i] for name, point in points.items()}) for i in (0, 1))
    return {name: (box.left + xs[name] * box.width, box.top + ys[name] * box.height) for name in points}


def _spread(values: Mapping[str, float]) -> dict[str, float]:
    """From 0 to 1: the mean of each value and of its rank, both brought to that range."""
    least, most = min(values.values()), max(values.values())
    if most - least < 1e-6:
        return dict.fromkeys(values, 0.5)
    ranked = sorted(values, key=lambda name: (values[name], name))
    rank = {name: number / (len(ranked) - 1) for number, name in enumerate(ranked)}
    return {name: ((value - least) / (most - least) + rank[name]) / 2 for name, value in values.items()}


def _parted(points: dict[str, Point], radii: Mapping[str, float], room: Box) -> dict[str, Point]:
    """With those that stand too close moved apart."""
    names = sorted(points, key=lambda name: (-radii[name], name))
    at = {name: list(points[name]) for name in names}
    for _ in range(PASSES):
        moved = False
        for i, one in enumerate(names):
            for other in names[:i]:
                dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
                away, needed = math.hypot(dx, dy), radii[one] + radii[other] + APART
                if away < needed:
                    dx, dy = (dx / away, dy / away) if away > 1e-6 else (1.0, 0.0)
                    for name, way in ((one, 1), (other, -1)):
                        at[name][0] += way * dx * (needed - away) / 2
                        at[name][1] += way * dy * (needed - away) / 2
                    moved = True
        for x_y in at.values():
            x_y[0] = min(max(x_y[0], room.left), room.left + room.width)
            x_y[1] = min(max(x_y[1], room.top), room.top + room.height)
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in at.items()}


def names_at(
    points: Mapping[str, Point],
    radii: Mapping[str, float],
    names: Mapping[str, str],
    size: Point,
    ways: Mapping[str, Sequence[Point]],
) -> dict[str, Box]:
    """A box for each party's name, beside it, where it covers least of other names, of parties, and of `ways`, points
    of the party's own arrows; large parties first."""
    bodies = {
        key: Box(x - radii[key], y - radii[key], 2 * radii[key], 2 * radii[key]) for key, (x, y) in points.items()
    }
    taken: dict[str, Box] = {}
    for _ in range(ROUNDS):
        for key in sorted(points, key=lambda one: (-radii[one], one)):
            others = [box for kind in (bodies, taken) for other, box in kind.items() if other != key]
            own = [Box(x - WAY / 2, y - WAY / 2, WAY, WAY) for x, y in ways.get(key, ())]
            boxes = _around(bodies[key], len(names[key]) * LETTER)
            covered = [
                4 * (sum(map(box.overlap, others)) + _outside(box, size)) + sum(map(box.overlap, own)) for box in boxes
            ]
            taken[key] = boxes[covered.index(min(covered))]
    return taken


def _around(body: Box, width: float) -> list[Box]:
    """Right, left, below, above, the corners, and flush with a side; the first of equally good ones is taken."""
    right, left = body.left + body.width + NEAR, body.left - NEAR - width
    middle_x, middle_y = body.left + (body.width - width) / 2, body.top + (body.height - LINE) / 2
    below, above = body.top + body.height + 1, body.top - LINE - 1
    places = [
        (right, middle_y), (left, middle_y), (middle_x, below), (middle_x, above), (right, below - 6),
        (right, above + 6), (left, below - 6), (left, above + 6), (body.left, below), (body.left, above),
        (body.left + body.width - width, below), (body.left + body.width - width, above),
    ]  # fmt: skip
    return [Box(x, y, width, LINE) for x, y in places]


def _outside(box: Box, size: Point) -> float:
    inside = box.overlap(Box(0, 0, *size))
    return OUTSIDE * (box.width * box.height - inside)
